"""What happens to people through an OpenID provider: links, and the roles its groups give and take."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from app.people.models import ExternalIdentity, Person, RoleGrant
from app.people.rules import Act, Role
from app.people.services.persons import PersonFacts, add_person, identity_of
from app.people.services.roles import keep_an_administrator
from app.plumbing.db import db, locked, opened
from app.plumbing.record import current_work
from app.plumbing.refusals import N_, Refusal


def link(person_id: int, issuer: str, subject: str, *, now: datetime) -> None:
    """The person is this subject of the provider from now on. Refuses when either is already somebody else."""
    person = locked(Person, person_id)
    identity_of(person_id)
    _link(person_id, issuer, subject, now)
    current_work().record(Act.PROVIDER_LINK, person, bare=True)


def unlink(person_id: int, issuer: str, *, needs_password: bool = False) -> None:
    """Forget who the person is to the provider. One's own only with a password, or there would be no way in."""
    person = locked(Person, person_id)
    found = db.session.scalar(
        select(ExternalIdentity).where(ExternalIdentity.person_id == person_id, ExternalIdentity.issuer == issuer)
    )
    if found is None:
        raise Refusal(N_("There is no link to remove."))
    if needs_password and identity_of(person_id).password_hash is None:
        raise Refusal(N_("Without a password there would be no way in. Ask the administrator for one first."))
    db.session.delete(found)
    current_work().record(Act.PROVIDER_UNLINK, person, bare=True)


def add_linked(facts: PersonFacts, issuer: str, subject: str, *, now: datetime) -> int:
    """Add somebody unknown who comes through the provider; the person's id."""
    person = add_person(facts)
    _link(person.id, issuer, subject, now)
    return person.id


def grant_by_group(person_id: int, role: Role, mission_id: int | None, issuer: str) -> None:
    """A group of the provider gives the role."""
    person = opened(Person, person_id, None)
    db.session.add(RoleGrant(person_id=person_id, role=role, mission_id=mission_id, from_issuer=issuer))
    current_work().record(Act.ROLE_BY_GROUP, person, mission=mission_id)


def revoke_by_group(grant_id: int) -> None:
    """The person left the group that gave the role. Refuses to take the last administrator's."""
    grant = locked(RoleGrant, grant_id)
    person = opened(Person, grant.person_id, None)
    if grant.role is Role.ADMINISTRATOR and grant.mission_id is None:
        keep_an_administrator(without_person=grant.person_id)
    db.session.delete(grant)
    current_work().record(Act.ROLE_LEFT_GROUP, person, mission=grant.mission_id)


def _link(person_id: int, issuer: str, subject: str, now: datetime) -> None:
    taken = select(ExternalIdentity.id).where(
        ExternalIdentity.issuer == issuer,
        (ExternalIdentity.subject == subject) | (ExternalIdentity.person_id == person_id),
    )
    if db.session.scalar(taken) is not None:
        raise Refusal(N_("One of the two is already linked to somebody else."))
    db.session.add(ExternalIdentity(person_id=person_id, issuer=issuer, subject=subject, linked_at=now))
