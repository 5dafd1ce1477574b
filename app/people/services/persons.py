"""What happens to persons. Name and address live in the erasable identity; the record sees the person's id only."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from sqlalchemy import select

from app.people.models import Identity, Person
from app.people.rules import Act, check_email, identity_keys
from app.people.services import links
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
    email = _checked_address(facts.email, person_id)
    if email != identity.email:
        links.forget(person_id)  # whoever reads the old mailbox has no business here any longer
    identity.email = email
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
