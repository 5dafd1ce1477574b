"""What is entrusted to a person."""

from __future__ import annotations

from datetime import date

from sqlalchemy import or_, select

from app.plumbing.db import db
from app.plumbing.record import At
from app.portfolio.models import InitiativePerson
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
