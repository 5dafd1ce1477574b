"""What is entrusted to a person, and whether what is shown is made up."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import Select, exists, or_, select

from app.plumbing.provenance import Source
from app.plumbing.questions import Question, given
from app.plumbing.record import At
from app.portfolio.models import Initiative, InitiativePerson
from app.portfolio.rules.words import PersonPart


def entrusted_to(person_id: int, *, on: date, at: At) -> frozenset[int]:
    """The ids of the initiatives the person owns or is deputy of on that day. One statement."""
    return frozenset(row[0] for row in _entrusted(person=person_id, day=on, at=at))


@Question
def _entrusted(at: At) -> Select[*tuple[Any, ...]]:
    tie = at.of(InitiativePerson)
    return select(tie.initiative_id).where(
        tie.person_id == given("person"),
        tie.part.in_((PersonPart.OWNER, PersonPart.DEPUTY)),
        or_(tie.from_date.is_(None), tie.from_date <= given("day")),
        or_(tie.to_date.is_(None), tie.to_date >= given("day")),
    )


def some_illustrative(*, at: At) -> bool:
    """Whether any initiative is made up, so that a page of mixed lists must say so. One statement."""
    return bool(_illustrative(at=at).scalar())


@Question
def _illustrative(at: At) -> Select[*tuple[Any, ...]]:
    initiative = at.of(Initiative)
    return select(exists().where(initiative.source == Source.ILLUSTRATIVE))
