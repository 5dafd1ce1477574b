"""Second factors, inside a unit of work."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete

from app.people.models import RecoveryCode, SecondFactor
from app.plumbing.db import db


def end_factor(person_id: int, now: datetime, for_good: bool) -> None:
    """The person leaves. Whoever comes back finds their second factor again; erasing takes it."""
    if for_good:
        for kept in (SecondFactor, RecoveryCode):
            db.session.execute(delete(kept).where(kept.person_id == person_id))
