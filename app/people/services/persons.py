"""What happens to persons. Name and address live in the erasable identity; the record sees the person's id only."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from sqlalchemy import delete, select

from app.people.models import Identity, Person, RoleGrant, SavedView, SignIn
from app.people.rules import Act, check_email, identity_keys
from app.people.services.roles import keep_an_administrator
from app.plumbing import provenance
from app.plumbing.db import db, locked, opened
from app.plumbing.record import current_work
from app.plumbing.refusals import N_, Refusal

# No vowels and no look-alikes: a code says nothing of whom it stands for, and spells nothing.
_LETTERS = "bcdfghjkmnpqrstvwxz23456789"


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """What is said of a person; without ``email`` they cannot sign in with a password."""

    name: str
    function: str
    email: str | None
    phone: str
    organisation_id: int | None
    language: str


def add_person(facts: PersonFacts) -> Person:
    """Refuses an address that somebody else has."""
    email = _checked_address(facts.email, None)
    code = "p-" + "".join(secrets.choice(_LETTERS) for _ in range(8))
    person = Person(code=code, organisation_id=facts.organisation_id, language=facts.language)
    db.session.add(person)
    db.session.flush()
    identity = Identity(
        person_id=person.id,
        name=facts.name,
        function=facts.function,
        email=email,
        phone=facts.phone,
        **identity_keys(facts.name, facts.function),
    )
    db.session.add(identity)
    current_work().record(Act.PERSON_ADD, person)
    return person


def edit_person(person_id: int, version: int | None, facts: PersonFacts) -> None:
    """Refuses for somebody whose identity was erased: a person is not brought back under the old id."""
    person = opened(Person, person_id, version)
    identity = identity_of(person_id)
    identity.email = _checked_address(facts.email, person_id)
    identity.name, identity.function, identity.phone = facts.name, facts.function, facts.phone
    for name, value in identity_keys(facts.name, facts.function).items():
        setattr(identity, name, value)
    person.organisation_id, person.language = facts.organisation_id, facts.language
    provenance.entered(person, ("*",))
    current_work().record(Act.PERSON_EDIT, person)


def choose_language(person_id: int, language: str) -> None:
    person = opened(Person, person_id, None)
    person.language = language
    current_work().record(Act.PERSON_LANGUAGE, person)


def deactivate(person_id: int) -> None:
    """Close the person's access: every sign-in ends and no new one is possible. Roles are kept for the day it opens."""
    person = opened(Person, person_id, None)
    keep_an_administrator(without_person=person_id)
    person.active = False
    _forget_sign_ins(person_id)
    current_work().record(Act.PERSON_DEACTIVATE, person)


def activate(person_id: int) -> None:
    person = opened(Person, person_id, None)
    identity_of(person_id)
    person.active = True
    current_work().record(Act.PERSON_ACTIVATE, person)


def erase(person_id: int) -> None:
    """Erase name, addresses, password, sign-ins and views, and take back every role. The id stays in the record."""
    person = opened(Person, person_id, None)
    identity = identity_of(person_id)
    keep_an_administrator(without_person=person_id)
    person.active, person.demo_role = False, None
    for grant in db.session.scalars(select(RoleGrant).where(RoleGrant.person_id == person_id)):
        db.session.delete(grant)
    _forget_sign_ins(person_id)
    db.session.execute(delete(SavedView).where(SavedView.person_id == person_id))
    db.session.delete(identity)
    current_work().record(Act.PERSON_ERASE, person)


def identity_of(person_id: int) -> Identity:
    """The person's identity, locked. Refuses when it was erased."""
    if db.session.get(Identity, person_id) is None:
        raise Refusal(N_("This person's identity has been erased."))
    return locked(Identity, person_id)


def _checked_address(email: str | None, person_id: int | None) -> str | None:
    if not email:
        return None
    address = email.strip().lower()
    check_email(address)
    holder = db.session.scalar(select(Identity.person_id).where(Identity.email == address))
    if holder is not None and holder != person_id:
        raise Refusal(N_("Somebody else has this address."), field="email")
    return address


def _forget_sign_ins(person_id: int) -> None:
    db.session.execute(delete(SignIn).where(SignIn.person_id == person_id))
