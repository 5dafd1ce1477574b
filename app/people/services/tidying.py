"""What is over is not kept for ever: rows of sign-ins and links say where and when somebody was at work."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Delete, delete, or_

from app.people.models import HalfSignIn, OneTimeLink, SignIn
from app.people.rules import HALF_WAY, KEPT
from app.plumbing.db import db


def tidy(*, now: datetime, longest: timedelta) -> int:
    """Delete what has been over for a month, and what never came to anything at once; how many rows.

    ``longest`` is how long a sign-in lasts in any case.
    """
    old = now - KEPT
    over: tuple[Delete, ...] = (
        delete(SignIn).where(or_(SignIn.ended_at < old, SignIn.began_at < old - longest)),
        delete(HalfSignIn).where(HalfSignIn.began_at < now - HALF_WAY),
        delete(OneTimeLink).where(or_(OneTimeLink.ends_at < old, OneTimeLink.used_at < old)),
        # Asked for under an address that nobody has.
        delete(OneTimeLink).where(OneTimeLink.person_id.is_(None), OneTimeLink.ends_at < now),
    )
    return sum(int(getattr(db.session.execute(each), "rowcount", 0)) for each in over)
