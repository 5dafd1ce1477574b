"""Signing in, passwords, and ending sign-ins. The edge makes the key, keeps the cookie and tells the time."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, select, update

from app.people.models import HalfSignIn, Identity, Person, SecondFactor, SignIn
from app.people.rules import Act, Proof
from app.people.services import links, passwords
from app.people.services.persons import identity_of
from app.plumbing.db import db, locked
from app.plumbing.record import current_work
from app.plumbing.refusals import N_, NotThere, Refusal


def proven(email: str, password: str) -> int | None:
    """The id of the person whose address and password these are.

    An unknown address takes as long as a wrong password, so that nobody learns from the time who is here.
    """
    found = db.session.execute(
        select(Identity.person_id, Identity.password_hash)
        .join(Person, Person.id == Identity.person_id)
        .where(Identity.email == email.strip().lower(), Person.active)
    ).first()
    if not passwords.matches(found.password_hash if found else None, password):
        return None
    return None if found is None else found.person_id


def begin(person_id: int, *, key_hash: str, device: str, now: datetime, proof: Proof = Proof.PASSWORD) -> int:
    """Open a sign-in; its id."""
    row = SignIn(person_id=person_id, key_hash=key_hash, device=device, proof=proof, began_at=now, seen_at=now)
    db.session.add(row)
    db.session.flush()
    return row.id


def begin_half(person_id: int, *, key_hash: str, now: datetime) -> None:
    """The password was right, and a code is asked for next."""
    db.session.add(HalfSignIn(person_id=person_id, key_hash=key_hash, began_at=now))
    db.session.flush()


def end_half(key_hash: str) -> None:
    """The code was right as well, or the person begins anew."""
    db.session.execute(delete(HalfSignIn).where(HalfSignIn.key_hash == key_hash))


def renew_hash(person_id: int, password: str) -> None:
    """Hash the proven password at today's cost if it was kept at another."""
    identity = identity_of(person_id)
    if identity.password_hash and passwords.is_outdated(identity.password_hash):
        identity.password_hash = passwords.hash_of(password)


def see(sign_in_id: int, *, now: datetime) -> None:
    """Note that the sign-in is in use."""
    db.session.execute(update(SignIn).where(SignIn.id == sign_in_id).values(seen_at=now))


def end_this(sign_in_id: int, *, now: datetime) -> None:
    """Somebody signs out."""
    db.session.execute(update(SignIn).where(SignIn.id == sign_in_id, SignIn.ended_at.is_(None)).values(ended_at=now))


def end_one(person_id: int, sign_in_id: int, *, now: datetime) -> None:
    """End one of the person's own sign-ins. Somebody else's is not there."""
    row = locked(SignIn, sign_in_id)
    if row.person_id != person_id:
        raise NotThere(N_("This no longer exists."))
    row.ended_at = row.ended_at or now
    current_work().record(Act.SIGN_INS_END, locked(Person, person_id), bare=True)


def end_others(person_id: int, *, keep: int | None, now: datetime) -> None:
    """End every sign-in of the person but the one to ``keep``."""
    end_all(person_id, keep, now)
    current_work().record(Act.SIGN_INS_END, locked(Person, person_id), bare=True)


def set_password(person_id: int, password: str, *, keep: int | None = None, now: datetime) -> None:
    """Set the password and end every sign-in but the one to ``keep``: whoever knew the old one is out.

    Links for choosing one stop working, and wrong codes that were tried with the old one count no longer.
    """
    identity = identity_of(person_id)
    if identity.email is None:
        raise Refusal(N_("Give the person an e-mail address first; it is what one signs in with."), field="password")
    passwords.check(password, about=(identity.name, identity.email))
    identity.password_hash = passwords.hash_of(password)
    end_all(person_id, keep, now)
    links.withdraw(person_id, now=now)
    db.session.execute(
        update(SecondFactor).where(SecondFactor.person_id == person_id).values(failures=0, failed_at=None)
    )
    current_work().record(Act.PASSWORD_SET, locked(Person, person_id), bare=True)


def change_password(person_id: int, present: str, password: str, *, keep: int, now: datetime) -> None:
    """Set one's own password. Refuses when the present one is not right."""
    if not passwords.matches(identity_of(person_id).password_hash, present):
        raise Refusal(N_("This is not your present password."), field="present")
    set_password(person_id, password, keep=keep, now=now)


def end_half_sign_ins(person_id: int, now: datetime, for_good: bool) -> None:
    """The person leaves: a password that was right a moment ago leads nowhere."""
    db.session.execute(delete(HalfSignIn).where(HalfSignIn.person_id == person_id))


def end_all(person_id: int, keep: int | None, now: datetime) -> None:
    """End every sign-in of the person but the one to ``keep``, and those that are half way; a part of other deeds."""
    ending = update(SignIn).where(SignIn.person_id == person_id, SignIn.ended_at.is_(None))
    if keep is not None:
        ending = ending.where(SignIn.id != keep)
    db.session.execute(ending.values(ended_at=now))
    db.session.execute(delete(HalfSignIn).where(HalfSignIn.person_id == person_id))
