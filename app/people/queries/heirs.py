"""Who can take over from somebody."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from app.people.models import Identity, Person, RoleGrant
from app.plumbing.db import db


@dataclass(frozen=True, slots=True)
class Heir:
    """Somebody with open access. ``missions`` are those they hold a role in; None among them is for all missions."""

    id: int
    words: str
    missions: frozenset[int | None]

    def may_have(self, missions: frozenset[int]) -> bool:
        """Whether they could see something of these missions (empty: anybody can have it)."""
        return not missions or None in self.missions or bool(self.missions & missions)


def heirs(*, but: int) -> Sequence[Heir]:
    """Everybody else with open access, by name. Two statements."""
    held: dict[int, set[int | None]] = {}
    for person_id, mission_id in db.session.execute(select(RoleGrant.person_id, RoleGrant.mission_id)):
        held.setdefault(person_id, set()).add(mission_id)
    rows = db.session.execute(
        select(Person.id, Identity.name, Identity.function)
        .join(Identity, Identity.person_id == Person.id)
        .where(Person.active, Person.id != but)
        .order_by(Identity.sort_key, Person.code)
    )
    return [
        Heir(
            row,
            f"{name} ({function})" if function and function not in name else name,
            frozenset(held.get(row, ())),
        )
        for row, name, function in rows
    ]
