"""What is entrusted to a person, and whether what is shown is made up."""

from __future__ import annotations

from datetime import date

from sqlalchemy import exists, or_, select

from app.plumbing.db import db
from app.plumbing.provenance import Source
from app.plumbing.record import At
from app.portfolio.models import Initiative, InitiativePerson
from app.portfolio.rules.words import PersonPart


def entrusted_to(person_id: int, *, on: date, at: At) -> frozenset[int]:
    """The ids of the initiatives the person owns or is deputy of on that day. One statement."""
    tie = at.of(InitiativePerson)
    return frozenset(
        db.session.scalars(
            select(tie.initiative_id).where(
                tie.person_id == person_id,
                tie.part.in_((PersonPart.OWNER, PersonPart.DEPUTY)),
                or_(tie.from_date.is_(None), tie.from_date <= on),
                or_(tie.to_date.is_(None), tie.to_date >= on),
            )
        )
    )


def some_illustrative(*, at: At) -> bool:
    """Whether any initiative is made up, so that a page of mixed lists must say so. One statement."""
    initiative = at.of(Initiative)
    return bool(db.session.scalar(select(exists().where(initiative.source == Source.ILLUSTRATIVE))))
