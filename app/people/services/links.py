"""One-time links: their rows. What stands in the address is made from the row and the application's key."""

from __future__ import annotations

import secrets
from datetime import datetime

from sqlalchemy import delete, select, update

from app.people.models import OneTimeLink
from app.people.rules import LINK_LASTS, Purpose, is_link_open
from app.plumbing.db import db, locked


def make(person_id: int | None, purpose: Purpose, *, by: int | None, now: datetime) -> OneTimeLink:
    """A new link, not sent yet."""
    row = OneTimeLink(
        person_id=person_id,
        purpose=purpose,
        nonce=secrets.token_urlsafe(32),
        made_by_id=by,
        made_at=now,
        ends_at=now + LINK_LASTS[purpose],
    )
    db.session.add(row)
    db.session.flush()
    return row


def taken(link_id: int, nonce: str, *, now: datetime) -> OneTimeLink | None:
    """The link, locked, if it still works: whoever else opens it at the same moment waits and then finds it used."""
    known = select(OneTimeLink.id).where(OneTimeLink.id == link_id, OneTimeLink.nonce == nonce)
    if db.session.scalar(known) is None:
        return None
    row = locked(OneTimeLink, link_id)
    return row if is_link_open(row.ends_at, row.used_at, row.withdrawn_at, now=now) else None


def withdraw(person_id: int, *, now: datetime, purpose: Purpose | None = None) -> int:
    """Close every open link of the person, or those of one purpose; how many there were."""
    closing = update(OneTimeLink).where(
        OneTimeLink.person_id == person_id,
        OneTimeLink.used_at.is_(None),
        OneTimeLink.withdrawn_at.is_(None),
        OneTimeLink.ends_at > now,
    )
    if purpose is not None:
        closing = closing.where(OneTimeLink.purpose == purpose)
    done = db.session.execute(closing.values(withdrawn_at=now))
    return int(getattr(done, "rowcount", 0))


def note_sent(link_id: int, *, now: datetime) -> None:
    """The mail server has taken the letter."""
    row = locked(OneTimeLink, link_id)
    row.sent_at = row.sent_at or now


def forget(person_id: int) -> None:
    """No link to the person is left, nor a trace that there was one."""
    db.session.execute(delete(OneTimeLink).where(OneTimeLink.person_id == person_id))


def end_links(person_id: int, now: datetime, for_good: bool) -> None:
    """The person leaves. Who invited somebody is known as long as they are; those they invited may still come."""
    forget(person_id)
    if for_good:
        db.session.execute(update(OneTimeLink).where(OneTimeLink.made_by_id == person_id).values(made_by_id=None))
