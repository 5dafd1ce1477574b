"""People who change each other's access at the same moment: one wins, nobody waits for ever, somebody administers."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.people.models import Person, RoleGrant
from app.people.rules import Role
from app.people.services import leaving, roles
from app.plumbing.db import db
from tests.people.factories import a_person
from tests.people.races import at_once, meeting

pytestmark = pytest.mark.db

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


def grant_of(person: int) -> int:
    return db.session.scalars(select(RoleGrant.id).where(RoleGrant.person_id == person)).one()


def administrators() -> int:
    return db.session.scalar(
        select(func.count()).select_from(RoleGrant).join(Person, Person.id == RoleGrant.person_id).where(Person.active)
    ) or 0  # fmt: skip


def test_two_administrators_do_not_take_back_each_others_role_at_once(
    real_app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    with real_app.app_context():
        one, other = (grant_of(a_person("", Role.ADMINISTRATOR)) for _ in range(2))
    meeting(monkeypatch, roles, "opened")
    meeting(monkeypatch, roles, "locked")

    said = at_once(real_app, [lambda: roles.revoke_role(one), lambda: roles.revoke_role(other)])

    assert sorted(said)[1] == "done" and "last administrator" in sorted(said)[0], said
    with real_app.app_context():
        assert administrators() == 1


def test_two_administrators_do_not_close_each_others_access_at_once(
    real_app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    with real_app.app_context():
        one, other = (a_person("", Role.ADMINISTRATOR) for _ in range(2))
    meeting(monkeypatch, leaving, "opened")

    def leave(person: int) -> None:
        leaving.leave(person, None, {}, on=NOW.date(), now=NOW)

    said = at_once(real_app, [lambda: leave(one), lambda: leave(other)])

    assert sorted(said)[1] == "done" and "last administrator" in sorted(said)[0], said
    with real_app.app_context():
        assert administrators() == 1
