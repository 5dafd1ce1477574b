"""How people come, and come back: an invitation, a link for a forgotten password, and the password chosen with it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from app.people.models import Identity, Person
from app.people.rules import Act, Purpose
from app.people.services import links, passwords
from app.people.services.persons import identity_of
from app.people.services.sign_ins import set_password
from app.plumbing.db import db, locked
from app.plumbing.queue.services import promise
from app.plumbing.record import current_work
from app.plumbing.refusals import N_, NotThere, Refusal

SEND_LINK = "people.send_link"


def invite(person_id: int, *, now: datetime) -> int:
    """Send the person a link to choose their first password; the link's id. An earlier link stops working."""
    person = _reachable(person_id)
    if identity_of(person_id).password_hash is not None:
        raise Refusal(N_("This person has a password already. Send a link for a new one instead."))
    links.withdraw(person_id, now=now)
    row = links.make(person_id, Purpose.INVITATION, by=current_work().by, now=now)
    row.job_id = promise(SEND_LINK, link_id=row.id)
    current_work().record(Act.PERSON_INVITE, person, bare=True)
    return row.id


def withdraw(person_id: int, *, now: datetime) -> None:
    """The invitation stops working. Refuses where none is open."""
    person = locked(Person, person_id)
    if not links.withdraw(person_id, now=now, purpose=Purpose.INVITATION):
        raise Refusal(N_("There is no open invitation."))
    current_work().record(Act.INVITATION_WITHDRAW, person, bare=True)


def send_reset(person_id: int, *, now: datetime) -> int:
    """An administrator has a link for a new password sent to the person; the link's id. An earlier link stops working.

    The old password goes on working until the new one is chosen.
    """
    person = _reachable(person_id)
    if identity_of(person_id).password_hash is None:
        raise Refusal(N_("This person has no password yet. Send an invitation instead."))
    links.withdraw(person_id, now=now)
    row = links.make(person_id, Purpose.RESET, by=current_work().by, now=now)
    row.job_id = promise(SEND_LINK, link_id=row.id)
    current_work().record(Act.RESET_SEND, person, bare=True)
    return row.id


def ask_reset(email: str, *, now: datetime) -> None:
    """Somebody who is not signed in asks for a link under this address.

    For an address that nobody has, or whose owner has no password to reset, exactly the same is written and promised,
    and the job then finds nobody to write to: neither the answer nor its time tells who is here. Earlier links go on
    working, or anybody could keep a person from ever coming in. Not a deed: nothing has changed yet.
    """
    person_id = db.session.scalar(
        select(Person.id)
        .join(Identity, Identity.person_id == Person.id)
        .where(Identity.email == email.strip().lower(), Person.active, Identity.password_hash.is_not(None))
    )
    row = links.make(person_id, Purpose.RESET, by=None, now=now)
    row.job_id = promise(SEND_LINK, link_id=row.id)


def use_link(link_id: int, nonce: str, password: str, *, now: datetime) -> int:
    """Choose the password with a one-time link; the person's id. Every sign-in and every other link ends.

    Raises :class:`NotThere` where the link works no longer.
    """
    passwords.check(password)
    row = links.taken(link_id, nonce, now=now)
    if row is None or row.person_id is None or not locked(Person, row.person_id).active:
        raise NotThere(N_("This link works no longer."))
    row.used_at = now
    db.session.flush()
    set_password(row.person_id, password, now=now)
    return row.person_id


def _reachable(person_id: int) -> Person:
    person = locked(Person, person_id)
    if not person.active:
        raise Refusal(N_("This person's access is closed. Open it first."))
    if identity_of(person_id).email is None:
        raise Refusal(N_("Give the person an e-mail address first; it is what one signs in with."))
    return person
