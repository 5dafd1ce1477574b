"""A program that reads with a token, and what it must not lean on: the test's own knowledge of who may see what."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from app.people.models import Person
from app.people.rules import Role
from app.people.services import tokens
from app.plumbing import clock
from app.plumbing.committer import unit_of_work
from app.plumbing.db import db
from app.plumbing.limits import limiter


def token_of(person_id: int, *, name: str = "Nattlig rapport", days: int = 30, **more: Any) -> str:
    """A token of the person."""
    secret = tokens.new_secret()
    with unit_of_work(by=person_id):
        tokens.make(person_id, secret, name=name, days=days, now=clock.now(), **more)
    return secret.text


def demo_person(role: Role) -> int:
    return db.session.scalars(select(Person.id).where(Person.demo_role == role)).one()


@dataclass
class Program:
    client: FlaskClient
    token: str

    def get(self, path: str, **headers: str) -> TestResponse:
        """The answer of ``/api/v1`` + path."""
        said = {"Authorization": f"Bearer {self.token}", **{name.replace("_", "-"): v for name, v in headers.items()}}
        return self.client.get(f"/api/v1{path}", headers=said)

    def post(self, path: str, *, data: bytes = b"", **headers: str) -> TestResponse:
        """Ask for something to be done, as a program does: nothing is sent but the address and the token."""
        said = {"Authorization": f"Bearer {self.token}", **{name.replace("_", "-"): v for name, v in headers.items()}}
        return self.client.post(f"/api/v1{path}", headers=said, data=data)

    def data(self, path: str) -> list[dict[str, Any]]:
        """The rows of one page."""
        answer = self.get(path)
        assert answer.status_code == 200, answer.text
        found: list[dict[str, Any]] = answer.json["data"] if answer.json else []
        return found

    def all(self, path: str) -> Iterator[dict[str, Any]]:
        """The rows of every page, following ``next``."""
        following: str | None = f"/api/v1{path}"
        while following:
            limiter.reset()
            answer = self.get(following.removeprefix("/api/v1"))
            assert answer.status_code == 200, answer.text
            yield from answer.json["data"]  # type: ignore[index]  # the assertion above
            following = answer.json["next"]  # type: ignore[index]
