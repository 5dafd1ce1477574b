"""Questions: made once, told their values when asked, and never blind to what the same deed has just changed."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Select, select

from app.people.models import Organisation
from app.people.rules import Act, OrganisationKind
from app.plumbing.committer import unit_of_work
from app.plumbing.db import db
from app.plumbing.questions import Question, given
from app.plumbing.record import At, current_work

pytestmark = pytest.mark.db


@Question
def _name(at: At) -> Select[*tuple[Any, ...]]:
    body = at.of(Organisation)
    return select(body.name, body.kind).where(body.code == given("code"))


def _added(code: str, name: str) -> Organisation:
    row = Organisation(code=code, name=name, kind=OrganisationKind.STATE_AGENCY, sort_key=name, search_key=name)
    db.session.add(row)
    current_work().record(Act.ORGANISATION_ADD, row)
    return row


def test_a_question_sees_what_was_added_and_changed_a_moment_ago(app: Flask) -> None:
    with app.app_context(), unit_of_work(by=None):
        row = _added("HDIR", "Helsedirektoratet")
        assert _name(code="HDIR").all() == [("Helsedirektoratet", OrganisationKind.STATE_AGENCY)]
        row.name = "Direktoratet"
        assert _name(code="HDIR").one().name == "Direktoratet"


def test_the_same_question_is_asked_with_other_values(app: Flask) -> None:
    with app.app_context():
        with unit_of_work(by=None):
            _added("A", "One")
        with unit_of_work(by=None):
            _added("B", "Two")
        assert [_name(code=code).one().name for code in "AB"] == ["One", "Two"]
