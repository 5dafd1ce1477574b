"""A remembered part is what would be made now for this reader; whatever cannot promise that is made each time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from itertools import count
from typing import Any

import pytest
from flask import Flask, current_app, g
from flask_babel import force_locale
from flask_wtf.csrf import generate_csrf
from sqlalchemy import Select, select

from app.people.models import Organisation
from app.people.policy import PeoplePermission
from app.people.rules import Act, OrganisationKind, Role
from app.people.sign_in import SignedIn
from app.plumbing import clock
from app.plumbing.access import can
from app.plumbing.asked import current_actor
from app.plumbing.committer import unit_of_work
from app.plumbing.db import db
from app.plumbing.pages import here
from app.plumbing.policy import Actor
from app.plumbing.questions import Question
from app.plumbing.record import NOW, At, current_work
from app.plumbing.remembering import remembered

pytestmark = pytest.mark.db


@Question
def _names(at: At) -> Select[*tuple[Any, ...]]:
    body = at.of(Organisation)
    return select(body.name).order_by(body.id)


_number = count()


class Maker:
    """Makes something, and counts how often."""

    def __init__(self, make: Callable[[], object]) -> None:
        self.make, self.times, self.number = make, 0, next(_number)

    def __call__(self) -> object:
        return remembered(("something", self.number), self._made, at=NOW, size=lambda made: 1)

    def _made(self) -> object:
        self.times += 1
        return self.make()


def _add(code: str) -> None:
    with unit_of_work(by=None):
        row = Organisation(code=code, name=code, kind=OrganisationKind.STATE_AGENCY, sort_key=code, search_key=code)
        db.session.add(row)
        current_work().record(Act.ORGANISATION_ADD, row)


def _looks(*roles: Role) -> None:
    actor = Actor(1, frozenset((str(role), None) for role in roles))
    g._login_user = SignedIn(id=1, actor=actor, display_name="", language="nb", sign_in_id=0)


@pytest.fixture
def asked(app: Flask) -> Any:
    with app.test_request_context():
        _looks(Role.ADMINISTRATOR)
        yield


def test_it_is_made_once_and_again_when_a_deed_touched_what_it_is_made_of(asked: None) -> None:
    names = Maker(lambda: [row[0] for row in _names()])
    _add("A")
    assert [names(), names(), names.times] == [["A"], ["A"], 1]
    _add("B")

    assert [names(), names(), names.times] == [["A", "B"], ["A", "B"], 2]


def test_whoever_may_do_something_else_gets_another(asked: None) -> None:
    reads = Maker(lambda: can(PeoplePermission.READ_RECORD))
    assert reads() is True
    assert reads() is True
    _looks(Role.INITIATIVE_OWNER)

    assert reads() is False
    assert reads.times == 2


def test_each_language_and_each_day_has_its_own(asked: None) -> None:
    made = Maker(lambda: "said")
    made()
    with force_locale("nn"):
        made()
    with clock.frozen(datetime(2031, 1, 1, tzinfo=UTC)):
        made()

    assert made.times == 3


@pytest.mark.parametrize(
    "make",
    [
        lambda: current_actor(),
        lambda: clock.now(),
        lambda: here(),
        lambda: db.session.execute(select(Organisation.name)).all(),
        lambda: _token(),
    ],
    ids=["who looks", "the clock", "the address", "a statement", "a form's token"],
)
def test_what_may_differ_otherwise_is_made_each_time(asked: None, make: Callable[[], object]) -> None:
    made = Maker(make)
    made()
    made()

    assert made.times == 2


def _token() -> str:
    return str(current_app.jinja_env.from_string("{{ csrf_token() }}").render())


def test_the_token_of_a_page_is_still_the_sessions(asked: None) -> None:
    assert _token() == generate_csrf()


def test_a_deed_in_the_making_is_not_remembered(asked: None) -> None:
    names = Maker(lambda: [row[0] for row in _names()])
    _add("A")
    with unit_of_work(by=None):
        db.session.scalars(select(Organisation)).one().name = "Never"
        db.session.flush()
        assert names() == ["Never"]
        db.session.rollback()

    assert names() == ["A"]
