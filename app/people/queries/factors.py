"""Questions about a person's second factor."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from app.people.models import RecoveryCode, SecondFactor
from app.plumbing.db import db


@dataclass(frozen=True, slots=True)
class Factor:
    """Since when codes are asked for, and how many recovery codes are left."""

    set_at: datetime
    codes_left: int


def factor_of(person_id: int) -> Factor | None:
    """None where the person signs in with one factor."""
    left = (
        select(func.count())
        .where(RecoveryCode.person_id == SecondFactor.person_id, RecoveryCode.used_at.is_(None))
        .scalar_subquery()
    )
    row = db.session.execute(select(SecondFactor.set_at, left).where(SecondFactor.person_id == person_id)).first()
    return None if row is None else Factor(*row)
