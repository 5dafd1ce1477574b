"""Making and revoking tokens. The edge makes the secret and tells the time; here it is a hash already."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, func, select, update

from app.people.models import ApiToken, Person
from app.people.rules import MOST_TOKENS, Act, Scope, check_token
from app.plumbing.db import db, locked
from app.plumbing.record import current_work
from app.plumbing.refusals import N_, NotThere, Refusal

# Whoever finds one in a file knows what it is, and scanners for leaked secrets know the pattern.
MARK = "floke_"


@dataclass(frozen=True, slots=True)
class Secret:
    """A new token: shown once, then only its hash and beginning are known."""

    text: str

    @property
    def prefix(self) -> str:
        return self.text[: len(MARK) + 6]

    @property
    def hash(self) -> str:
        return token_hash(self.text)


def new_secret() -> Secret:
    """256 random bits: nothing to guess, so a fast hash keeps it well."""
    return Secret(MARK + secrets.token_hex(32))


def token_hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def make(
    person_id: int,
    secret: Secret,
    *,
    name: str,
    days: int,
    scope: Scope = Scope.READ,
    mission_id: int | None = None,
    now: datetime,
) -> int:
    """Keep a token for the person; its id. Refuses for closed access and beyond :data:`MOST_TOKENS`."""
    check_token(name, days)
    person = locked(Person, person_id)
    if not person.active:
        raise Refusal(N_("The access of this person is closed."))
    held = db.session.scalar(
        select(func.count()).where(
            ApiToken.person_id == person_id, ApiToken.revoked_at.is_(None), ApiToken.expires_at > now
        )
    )
    if (held or 0) >= MOST_TOKENS:
        raise Refusal(N_("Nobody has more than %(most)s tokens at a time. Revoke one first."), most=MOST_TOKENS)
    row = ApiToken(
        person_id=person_id,
        name=name.strip(),
        prefix=secret.prefix,
        token_hash=secret.hash,
        scope=scope,
        mission_id=mission_id,
        made_at=now,
        expires_at=now + timedelta(days=days),
    )
    db.session.add(row)
    db.session.flush()
    current_work().record(Act.TOKEN_MAKE, person, note=secret.prefix, bare=True)
    return row.id


def revoke(token_id: int, *, of: int | None = None, now: datetime) -> None:
    """End a token at once. ``of`` names whose it must be: somebody else's is not there."""
    row = locked(ApiToken, token_id)
    if of is not None and row.person_id != of:
        raise NotThere(N_("This no longer exists."))
    row.revoked_at = row.revoked_at or now
    current_work().record(Act.TOKEN_REVOKE, locked(Person, row.person_id), note=row.prefix, bare=True)


def end_of(person_id: int, now: datetime, for_good: bool) -> None:
    """The person leaves: no token speaks for them any more, also not when the access is opened again."""
    if for_good:
        db.session.execute(delete(ApiToken).where(ApiToken.person_id == person_id))
        return
    ending = update(ApiToken).where(ApiToken.person_id == person_id, ApiToken.revoked_at.is_(None))
    db.session.execute(ending.values(revoked_at=now))


def use(token_id: int, *, now: datetime) -> None:
    """Note that the token is in use."""
    db.session.execute(update(ApiToken).where(ApiToken.id == token_id).values(used_at=now))
