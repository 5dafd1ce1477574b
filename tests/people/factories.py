"""Organisations, persons and their browsers, for tests; each call says only what matters, and is a deed of its own."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from itertools import count
from typing import Any, TypeVar

from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from app.people.models import DatabaseTrait, Organisation, Person
from app.people.rules import OrganisationKind, Role
from app.people.services import organisations, persons, roles, sign_ins
from app.people.services.organisations import OrganisationFacts
from app.people.services.persons import PersonFacts
from app.plumbing.committer import unit_of_work
from app.plumbing.db import db
from tests.missions.factories import a_mission, named

T = TypeVar("T")

PASSWORD = "fire rare ord her"

_number = count(1)


def did(deed: Callable[[], T], *, by: int | None = None, at: datetime | None = None) -> T:
    """Do the deed in a unit of work of its own."""
    with unit_of_work(by=by, at=at):
        return deed()


def day(text: str) -> datetime:
    return datetime.combine(date.fromisoformat(text), datetime.min.time(), tzinfo=UTC).replace(hour=12)


def some_facts(name: str, **said: Any) -> OrganisationFacts:
    plain: dict[str, Any] = {
        "short_name": "",
        "kind": OrganisationKind.STATE_AGENCY,
        "number": None,
        "valid_from": None,
        "valid_to": None,
    }
    return OrganisationFacts(name=name, **{**plain, **said})


def an_organisation(code: str = "", name: str = "", *, at: datetime | None = None, **said: Any) -> int:
    code = code or f"ORG{next(_number)}"
    did(lambda: organisations.add_organisation(code, some_facts(name or f"Organisasjon {code}", **said)), at=at)
    return db.session.scalars(select(Organisation.id).where(Organisation.code == code)).one()


def mission(slug: str = "") -> int:
    with unit_of_work(by=None):
        row = a_mission(slug)
        named("mission:facts:add", row)
        return row.id


def of(name: str = "", **said: Any) -> PersonFacts:
    number = next(_number)
    plain: dict[str, Any] = {
        "function": "",
        "email": f"person.{number}@example.no",
        "phone": "",
        "organisation_id": None,
        "language": "en",
    }
    return PersonFacts(name=name or f"Person {number}", **{**plain, **said})


def a_person(
    name: str = "",
    role: Role | None = None,
    mission_id: int | None = None,
    *,
    password: str | None = None,
    demo_role: Role | None = None,
    **said: Any,
) -> int:
    """A person's id; with a role for one mission or for all, and a password if they shall sign in with it."""

    def add() -> int:
        person = persons.add_person(of(name, **said))
        person.demo_role = demo_role
        return person.id

    person_id = did(add)
    if role is not None:
        did(lambda: roles.grant_role(person_id, role, mission_id))
    if password is not None:
        did(lambda: sign_ins.set_password(person_id, password, now=datetime.now(UTC)))
    return person_id


def code_of(person_id: int) -> str:
    return db.session.scalars(select(Person.code).where(Person.id == person_id)).one()


def a_demo() -> None:
    """Make the database a demo, with a demo person for every role."""
    with unit_of_work(by=None):
        db.session.add(DatabaseTrait(name="demo", value="yes"))
    for role in Role:
        a_person(f"Demo {role}", role, demo_role=role)


class Browser:
    """Somebody's browser: it sends the token of the page it looks at."""

    def __init__(self, client: FlaskClient) -> None:
        self.client = client

    def get(self, url: str, **kw: Any) -> TestResponse:
        return self.client.get(url, **kw)

    def post(
        self,
        url: str,
        data: dict[str, Any] | None = None,
        *,
        seen: str = "/help",
        base_url: str | None = None,
        **kw: Any,
    ) -> TestResponse:
        """Post with the CSRF token of the page ``seen``."""
        page = self.client.get(seen, base_url=base_url).text
        found = re.search(r'name="csrf_token" value="([^"]+)"', page)
        assert found, page
        return self.client.post(url, data={"csrf_token": found[1], **(data or {})}, base_url=base_url, **kw)

    def sign_in(self, email: str, password: str = PASSWORD, **data: Any) -> TestResponse:
        return self.post("/sign-in", {"email": email, "password": password, **data})
