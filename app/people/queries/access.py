"""How a person gets in today: what an administrator is shown on the person's page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from app.people.models import SignIn
from app.people.queries.links import Link, latest_link
from app.people.queries.sign_ins import has_factor
from app.people.rules import Limits, Purpose
from app.plumbing import mail
from app.plumbing.db import db
from app.plumbing.queue.rules import ENDED, JobState


@dataclass(frozen=True, slots=True)
class Sent:
    """A link that was made for a person: how far it has come, in the order it goes."""

    link: Link
    is_open: bool
    # Where no letter can be sent, or it did not go out, the administrator hands the link over.
    by_hand: bool

    @property
    def failed(self) -> bool:
        return self.link.sent_at is None and self.link.job_state is JobState.FAILED


@dataclass(frozen=True, slots=True)
class Access:
    """Links that still work, whether codes are asked for, and on how many devices the person is signed in."""

    invitation: Sent | None
    reset: Sent | None
    has_factor: bool
    signed_in: int


def access_of(person_id: int, *, now: datetime, limits: Limits) -> Access:
    return Access(
        invitation=sent(person_id, Purpose.INVITATION, now=now),
        reset=sent(person_id, Purpose.RESET, now=now),
        has_factor=has_factor(person_id),
        signed_in=db.session.scalar(
            select(func.count()).where(
                SignIn.person_id == person_id,
                SignIn.ended_at.is_(None),
                SignIn.seen_at > now - limits.idle,
                SignIn.began_at > now - limits.longest,
            )
        )
        or 0,
    )


def sent(person_id: int, purpose: Purpose, *, now: datetime) -> Sent | None:
    """The latest link of that purpose that somebody made for the person; None where there never was one."""
    found = latest_link(person_id, purpose)
    if found is None:
        return None
    is_open = found.is_open(now=now)
    waits = found.sent_at is None and (found.job_state in ENDED or bool(found.job_message))
    return Sent(found, is_open=is_open, by_hand=is_open and (waits or not mail.is_set_up()))


def to_hand_over(person_id: int, *, now: datetime) -> Link | None:
    """The link an administrator may see, because no letter brings it; None where a letter does."""
    for purpose in Purpose:
        found = sent(person_id, purpose, now=now)
        if found is not None and found.by_hand:
            return found.link
    return None
