"""Questions about who people are to an OpenID provider."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from app.people.models import ExternalIdentity, Identity, Person, RoleGrant
from app.people.rules import Role
from app.plumbing.db import db


@dataclass(frozen=True, slots=True)
class Known:
    """A person somebody at the provider may be. ``linked``: it is certain, they were linked before."""

    person_id: int
    active: bool
    linked: bool


@dataclass(frozen=True, slots=True)
class GroupGrant:
    """A role that a person holds. ``issuer`` is the provider whose groups give it, None when a person gave it."""

    id: int
    role: Role
    mission_id: int | None
    issuer: str | None


def linked(issuer: str, subject: str) -> Known | None:
    """The person who was linked to this subject of the provider."""
    found = db.session.execute(
        select(Person.id, Person.active)
        .join(ExternalIdentity, ExternalIdentity.person_id == Person.id)
        .where(ExternalIdentity.issuer == issuer, ExternalIdentity.subject == subject)
    ).first()
    return None if found is None else Known(found.id, found.active, linked=True)


def with_address(email: str) -> Known | None:
    """The person with this address. Nobody of the demo: their addresses are made up and may be somebody's."""
    found = db.session.execute(
        select(Person.id, Person.active)
        .join(Identity, Identity.person_id == Person.id)
        .where(Identity.email == email, Person.demo_role.is_(None))
    ).first()
    return None if found is None else Known(found.id, found.active, linked=False)


def linked_at(person_id: int, issuer: str) -> datetime | None:
    """When the person was linked to the provider, None when they are not."""
    return db.session.scalar(
        select(ExternalIdentity.linked_at).where(
            ExternalIdentity.person_id == person_id, ExternalIdentity.issuer == issuer
        )
    )


def grants(person_id: int) -> list[GroupGrant]:
    """What the person holds today, and who gives it."""
    query = (
        select(RoleGrant.id, RoleGrant.role, RoleGrant.mission_id, RoleGrant.from_issuer)
        .where(RoleGrant.person_id == person_id)
        .order_by(RoleGrant.id)
    )
    return [GroupGrant(*row) for row in db.session.execute(query)]
