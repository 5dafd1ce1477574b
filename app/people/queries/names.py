"""Questions about people and organisations."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Select, select

from app.people.models import Identity
from app.plumbing.questions import Question, given_any
from app.plumbing.record import At


def names_of(person_ids: Iterable[int | None]) -> dict[int, str]:
    """Present names by person id; an erased person has none."""
    ids = {person_id for person_id in person_ids if person_id is not None}
    if not ids:
        return {}
    return {row.person_id: row.name for row in _names(persons=list(ids))}


@Question
def _names(_at: At) -> Select[int, str]:
    return select(Identity.person_id, Identity.name).where(Identity.person_id.in_(given_any("persons")))


def name_of(person_id: int | None) -> str:
    """The present name of one person; empty for the program itself and for the erased."""
    return "" if person_id is None else names_of([person_id]).get(person_id, "")
