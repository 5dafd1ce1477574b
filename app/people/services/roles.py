"""Giving and taking back roles."""

from __future__ import annotations

from sqlalchemy import select

from app.people.models import Person, RoleGrant
from app.people.rules import Act, Role
from app.plumbing.db import db, locked, opened
from app.plumbing.record import current_work
from app.plumbing.refusals import N_, Refusal


def grant_role(person_id: int, role: Role, mission_id: int | None) -> None:
    """Give the role for one mission, or for all with ``mission_id`` None. Refuses what the person already holds."""
    person = opened(Person, person_id, None)
    if not person.active:
        raise Refusal(N_("This person's access is closed; open it before you give a role."))
    held = select(RoleGrant.id).where(
        RoleGrant.person_id == person_id,
        RoleGrant.role == role,
        RoleGrant.mission_id.is_not_distinct_from(mission_id),
    )
    if db.session.scalar(held) is not None:
        raise Refusal(N_("The person already has this role."), field="role")
    db.session.add(RoleGrant(person_id=person_id, role=role, mission_id=mission_id))
    current_work().record(Act.ROLE_GRANT, person, mission=mission_id)


def revoke_role(grant_id: int) -> None:
    """Take the role back. Refuses to take the last administrator's.

    Every administrator's grant is locked before this one: two who take back each other's do not wait for one another.
    """
    found = db.session.get(RoleGrant, grant_id)
    if found is not None and found.role is Role.ADMINISTRATOR and found.mission_id is None:
        keep_an_administrator(without_person=found.person_id)
    grant = locked(RoleGrant, grant_id)
    person = opened(Person, grant.person_id, None)
    db.session.delete(grant)
    current_work().record(Act.ROLE_REVOKE, person, mission=grant.mission_id)


def keep_an_administrator(*, without_person: int) -> None:
    """Refuse when nobody but this person is an administrator for all: somebody must be able to open the door again.

    The grants are locked, so that two administrators cannot remove each other at the same moment.
    """
    holders = db.session.scalars(
        select(RoleGrant.person_id)
        .join(Person, Person.id == RoleGrant.person_id)
        .where(RoleGrant.role == Role.ADMINISTRATOR, RoleGrant.mission_id.is_(None), Person.active)
        .order_by(RoleGrant.id)
        .with_for_update(of=RoleGrant)
    ).all()
    if set(holders) == {without_person}:
        raise Refusal(N_("This is the last administrator. Make somebody else administrator first."))
