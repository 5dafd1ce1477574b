"""What of the portfolio is a person's on a day: parts in initiatives, open risks, benefits they answer for.

Always of the present, like everything that is about to be changed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select

from app.missions.queries import wordings
from app.people.models import Person
from app.plumbing.db import db
from app.plumbing.record import NOW
from app.portfolio.models import Benefit, Initiative, InitiativeMission, InitiativePerson, InitiativeText, Risk
from app.portfolio.queries.subjects import holds_on
from app.portfolio.rules.life import State
from app.portfolio.rules.words import PersonPart


@dataclass(frozen=True, slots=True)
class Whole:
    """The initiative something is a part of; ``owner`` and ``deputies`` are whose dates hold on the day, and active."""

    id: int
    code: str
    title: str
    state: State
    missions: frozenset[int]
    owner: int | None
    deputies: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class PartHeld:
    """A person's part that holds on the day or later."""

    row: int
    whole: Whole
    part: PersonPart
    from_date: date | None
    to_date: date | None


@dataclass(frozen=True, slots=True)
class Answered:
    """A risk or a benefit that a person answers for."""

    row: int
    whole: Whole
    code: str
    title: str


def parts_held(person_id: int, *, on: date) -> list[PartHeld]:
    """By part, then by code of the initiative. Always of the present. Five statements."""
    x = InitiativePerson
    rows = db.session.execute(
        select(x.id, x.initiative_id, x.part, x.from_date, x.to_date)
        .join(Initiative, Initiative.id == x.initiative_id)
        .where(x.person_id == person_id, or_(x.to_date.is_(None), x.to_date >= on))
        .order_by(Initiative.code_key, x.from_date, x.id)
    ).all()
    wholes = _wholes((row[1] for row in rows), on=on)
    places = list(PersonPart)
    found = [PartHeld(row[0], wholes[row[1]], *row[2:]) for row in rows]
    return sorted(found, key=lambda held: places.index(held.part))


def risks_owned(person_id: int, *, on: date) -> list[Answered]:
    """Those not closed yet, by initiative and code. Always of the present. Five statements."""
    query = select(Risk.id, Risk.initiative_id, Risk.code, Risk.event).where(
        Risk.owner_id == person_id, or_(Risk.closed_on.is_(None), Risk.closed_on > on)
    )
    return _answered(db.session.execute(query).all(), on=on)


def benefits_answered_for(person_id: int, *, on: date) -> list[Answered]:
    """By initiative and code. Always of the present. Five statements."""
    query = select(Benefit.id, Benefit.initiative_id, Benefit.code, Benefit.title).where(
        Benefit.responsible_id == person_id
    )
    return _answered(db.session.execute(query).all(), on=on)


def _answered(rows: Collection[tuple[int, int, str, str]], *, on: date) -> list[Answered]:
    wholes = _wholes((row[1] for row in rows), on=on)
    found = [Answered(row, wholes[whole], code, title) for row, whole, code, title in rows]
    return sorted(found, key=lambda one: (one.whole.code, one.code))


def _wholes(ids: Iterable[int], *, on: date) -> dict[int, Whole]:
    wanted = set(ids)
    if not wanted:
        return {}
    heads = db.session.execute(
        select(Initiative.id, Initiative.code, Initiative.language, Initiative.state).where(Initiative.id.in_(wanted))
    ).all()
    languages = {row.id: row.language for row in heads}
    words = wordings(InitiativeText, InitiativeText.initiative_id, languages, at=NOW)
    missions: defaultdict[int, set[int]] = defaultdict(set)
    for initiative_id, mission_id in db.session.execute(
        select(InitiativeMission.initiative_id, InitiativeMission.mission_id).where(
            InitiativeMission.initiative_id.in_(wanted)
        )
    ):
        missions[initiative_id].add(mission_id)
    holders: defaultdict[tuple[int, PersonPart], list[int]] = defaultdict(list)
    for initiative_id, part, person_id in db.session.execute(
        select(InitiativePerson.initiative_id, InitiativePerson.part, InitiativePerson.person_id)
        .join(Person, Person.id == InitiativePerson.person_id)
        .where(InitiativePerson.initiative_id.in_(wanted), holds_on(on), Person.active)
        .order_by(InitiativePerson.from_date, InitiativePerson.id)
    ):
        holders[initiative_id, part].append(person_id)
    return {
        row.id: Whole(
            id=row.id,
            code=row.code,
            title=said.title if (said := words.get(row.id)) else row.code,
            state=row.state,
            missions=frozenset(missions[row.id]),
            owner=next(iter(holders[row.id, PersonPart.OWNER]), None),
            deputies=tuple(holders[row.id, PersonPart.DEPUTY]),
        )
        for row in heads
    }
