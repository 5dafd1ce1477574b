"""Questions about tokens."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, select

from app.people.models import ApiToken, Identity, Person, RoleGrant
from app.people.rules import Scope, is_valid_token
from app.plumbing.db import db


@dataclass(frozen=True, slots=True)
class TokenRow:
    """A token as lists show it; the secret itself is nowhere."""

    id: int
    person_id: int
    person_code: str
    person_name: str
    name: str
    prefix: str
    scope: Scope
    mission_id: int | None
    made_at: datetime
    expires_at: datetime
    used_at: datetime | None
    revoked_at: datetime | None

    def counts(self, *, now: datetime) -> bool:
        return is_valid_token(self.expires_at, self.revoked_at, now=now)


@dataclass(frozen=True, slots=True)
class Bearing:
    """Whom a token speaks for, with all roles the person holds."""

    token_id: int
    person_id: int
    scope: Scope
    mission_id: int | None
    used_at: datetime | None
    roles: tuple[tuple[str, int | None], ...]


# Asked with every request, so it is made once.
_BEARING = (
    select(
        ApiToken.id,
        ApiToken.person_id,
        ApiToken.scope,
        ApiToken.mission_id,
        ApiToken.used_at,
        ApiToken.expires_at,
        ApiToken.revoked_at,
        RoleGrant.role,
        RoleGrant.mission_id.label("role_mission"),
    )
    .join(Person, Person.id == ApiToken.person_id)
    .outerjoin(RoleGrant, RoleGrant.person_id == Person.id)
    .where(ApiToken.token_hash == bindparam("token_hash"), Person.active)
)


def tokens(person_id: int | None = None, *, now: datetime) -> Sequence[TokenRow]:
    """The tokens that count, of one person or of all, the newest first."""
    query = (
        select(
            ApiToken.id, ApiToken.person_id, Person.code, Identity.name.label("person_name"), ApiToken.name,
            ApiToken.prefix, ApiToken.scope, ApiToken.mission_id, ApiToken.made_at, ApiToken.expires_at,
            ApiToken.used_at, ApiToken.revoked_at,
        )
        .join(Person, Person.id == ApiToken.person_id)
        .outerjoin(Identity, Identity.person_id == Person.id)
        .where(ApiToken.revoked_at.is_(None), ApiToken.expires_at > now, Person.active)
        .order_by(ApiToken.made_at.desc(), ApiToken.id.desc())
    )  # fmt: skip
    if person_id is not None:
        query = query.where(ApiToken.person_id == person_id)
    return [
        TokenRow(
            id=row.id,
            person_id=row.person_id,
            person_code=row.code,
            person_name=row.person_name or "",
            name=row.name,
            prefix=row.prefix,
            scope=row.scope,
            mission_id=row.mission_id,
            made_at=row.made_at,
            expires_at=row.expires_at,
            used_at=row.used_at,
            revoked_at=row.revoked_at,
        )
        for row in db.session.execute(query)
    ]


def bearing(token_hash: str, *, now: datetime) -> Bearing | None:
    """Whom the token with this hash speaks for; None where it does not count. One statement."""
    rows = db.session.execute(_BEARING, {"token_hash": token_hash}).all()
    if not rows or not is_valid_token(rows[0].expires_at, rows[0].revoked_at, now=now):
        return None
    return Bearing(
        token_id=rows[0].id,
        person_id=rows[0].person_id,
        scope=rows[0].scope,
        mission_id=rows[0].mission_id,
        used_at=rows[0].used_at,
        roles=tuple((str(row.role), row.role_mission) for row in rows if row.role is not None),
    )
