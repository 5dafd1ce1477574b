"""Questions about sign-ins and the demo."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from app.people.models import DatabaseTrait, HalfSignIn, Identity, Organisation, Person, SecondFactor, SignIn
from app.people.rules import HALF_WAY, Limits, Proof, Role
from app.plumbing.db import db


@dataclass(frozen=True, slots=True)
class OpenSignIn:
    id: int
    device: str
    proof: Proof
    began_at: datetime
    seen_at: datetime


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """Somebody made up, whom the demo opens without a password."""

    id: int
    role: Role
    name: str
    function: str
    organisation: str


def open_sign_ins(person_id: int, *, now: datetime, limits: Limits) -> Sequence[OpenSignIn]:
    """The person's sign-ins that still count, the latest used first."""
    query = (
        select(SignIn.id, SignIn.device, SignIn.proof, SignIn.began_at, SignIn.seen_at)
        .where(
            SignIn.person_id == person_id,
            SignIn.ended_at.is_(None),
            SignIn.seen_at > now - limits.idle,
            SignIn.began_at > now - limits.longest,
        )
        .order_by(SignIn.seen_at.desc(), SignIn.id.desc())
    )
    return [OpenSignIn(*row) for row in db.session.execute(query)]


def has_factor(person_id: int) -> bool:
    """Whether codes are asked for when the person signs in."""
    return db.session.scalar(select(SecondFactor.person_id).where(SecondFactor.person_id == person_id)) is not None


def half_way(key_hash: str, *, now: datetime) -> int | None:
    """Whose password was right a moment ago, on the browser with this key."""
    query = (
        select(HalfSignIn.person_id)
        .join(Person, Person.id == HalfSignIn.person_id)
        .where(HalfSignIn.key_hash == key_hash, HalfSignIn.began_at > now - HALF_WAY, Person.active)
    )
    return db.session.scalar(query)


def is_demo() -> bool:
    """Whether this database was made as a demo."""
    return db.session.scalar(select(DatabaseTrait.value).where(DatabaseTrait.name == "demo")) == "yes"


def demo_persons() -> Sequence[DemoPerson]:
    """Those the demo can open, in the order of :class:`Role`."""
    query = (
        select(Person.id, Person.demo_role, Identity.name, Identity.function, Organisation.name)
        .join(Identity, Identity.person_id == Person.id)
        .outerjoin(Organisation, Organisation.id == Person.organisation_id)
        .where(Person.active, Person.demo_role.is_not(None))
    )
    found = [
        DemoPerson(person_id, role, name, function, organisation or "")
        for person_id, role, name, function, organisation in db.session.execute(query)
        if role is not None
    ]
    return sorted(found, key=lambda person: list(Role).index(person.role))
