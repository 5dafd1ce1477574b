"""Questions about one-time links, and the token that stands in the address of one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import aliased

from app.people.models import Identity, OneTimeLink, Person
from app.people.rules import Purpose, is_link_open
from app.plumbing import sealing
from app.plumbing.db import db
from app.plumbing.queue.models import Job
from app.plumbing.queue.rules import JobState

TOKEN = "one-time link"  # noqa: S105 - what the key is for


@dataclass(frozen=True, slots=True)
class Link:
    """A link to one person. ``name`` and ``email`` are the person's, ``made_by`` is the name of who invited."""

    id: int
    nonce: str
    purpose: Purpose
    person_id: int
    name: str
    email: str
    language: str
    made_by: str
    made_at: datetime
    ends_at: datetime
    sent_at: datetime | None
    used_at: datetime | None
    withdrawn_at: datetime | None
    job_id: int | None
    # How far the job that sends it has come, and what it said; None where there is none.
    job_state: JobState | None
    job_message: str

    def is_open(self, *, now: datetime) -> bool:
        return is_link_open(self.ends_at, self.used_at, self.withdrawn_at, now=now)

    @property
    def token(self) -> str:
        """What stands in the address. Made anew each time, and kept nowhere."""
        return sealing.signed(TOKEN, self.id, self.nonce)


def parts_of(token: str) -> tuple[int, str] | None:
    """The id and nonce a token was made from; None where it is not ours."""
    parts = sealing.unsigned(TOKEN, token)
    if parts is None or len(parts) != 2 or not isinstance(parts[0], int) or not isinstance(parts[1], str):
        return None
    return parts[0], parts[1]


def link_behind(token: str) -> Link | None:
    """The link of a token, whether it still works or not; None where there is none, or nobody it is for."""
    parts = parts_of(token)
    found = link(parts[0]) if parts is not None else None
    return found if found is not None and parts is not None and found.nonce == parts[1] else None


def link(link_id: int) -> Link | None:
    """One link; None where it is for nobody, for somebody who is erased or without an address, or gone."""
    return _shaped(_links().where(OneTimeLink.id == link_id))


def latest_link(person_id: int, purpose: Purpose) -> Link | None:
    """The latest link of that purpose that somebody else made for the person."""
    query = _links().where(OneTimeLink.person_id == person_id, OneTimeLink.purpose == purpose)
    if purpose is Purpose.RESET:
        query = query.where(OneTimeLink.made_by_id.is_not(None))
    return _shaped(query.order_by(OneTimeLink.id.desc()).limit(1))


def _links() -> Select[Any]:
    inviter = aliased(Identity)
    columns: tuple[Any, ...] = (
        OneTimeLink.id, OneTimeLink.nonce, OneTimeLink.purpose, OneTimeLink.person_id,
        Identity.name, Identity.email, Person.language, func.coalesce(inviter.name, "").label("made_by"),
        OneTimeLink.made_at, OneTimeLink.ends_at, OneTimeLink.sent_at, OneTimeLink.used_at, OneTimeLink.withdrawn_at,
        OneTimeLink.job_id, Job.state.label("job_state"), func.coalesce(Job.message, "").label("job_message"),
    )  # fmt: skip
    return (
        select(*columns)
        .join(Person, Person.id == OneTimeLink.person_id)
        .join(Identity, Identity.person_id == Person.id)
        .outerjoin(inviter, inviter.person_id == OneTimeLink.made_by_id)
        .outerjoin(Job, Job.id == OneTimeLink.job_id)
        .where(Identity.email.is_not(None))
    )


def _shaped(query: Select[Any]) -> Link | None:
    row = db.session.execute(query).mappings().first()
    return None if row is None else Link(**row)
