"""What is remembered is what the database would say again, and nothing that is no deed is ever remembered."""

from __future__ import annotations

import threading
from typing import Any, cast

import pytest
from flask import Flask
from sqlalchemy import Connection, Select, select

from app.people.models import Identity, Organisation, Person, SignIn
from app.people.rules import Act, OrganisationKind
from app.plumbing import answers
from app.plumbing.answers import Answers
from app.plumbing.committer import unit_of_work
from app.plumbing.db import db
from app.plumbing.questions import Question, given
from app.plumbing.record import At, current_work
from tests.people.factories import a_person
from tests.statements import statements

pytestmark = pytest.mark.db

HEAD = "deed_head"


@Question
def _name(at: At) -> Select[*tuple[Any, ...]]:
    body = at.of(Organisation)
    return select(body.name).where(body.code == given("code"))


@Question
def _called(at: At) -> Select[*tuple[Any, ...]]:
    return select(Identity.name).join(Person, Person.id == Identity.person_id)


@Question
def _signed_in(at: At) -> Select[*tuple[Any, ...]]:
    return select(SignIn.id).join(Person, Person.id == SignIn.person_id)


@Question
def _with_password(at: At) -> Select[*tuple[Any, ...]]:
    return select(Identity.name).where(Identity.password_hash.is_not(None))


def _added(code: str, name: str) -> Organisation:
    row = Organisation(code=code, name=name, kind=OrganisationKind.STATE_AGENCY, sort_key=name, search_key=name)
    db.session.add(row)
    current_work().record(Act.ORGANISATION_ADD, row)
    return row


def _renamed(row_id: int, name: str) -> None:
    with unit_of_work(by=None):
        row = db.session.get_one(Organisation, row_id)
        row.name = name
        current_work().record(Act.ORGANISATION_EDIT, row)


@pytest.fixture
def body(app: Flask) -> int:
    with unit_of_work(by=None):
        return _added("HDIR", "First").id


def test_what_was_found_is_not_asked_for_again(app: Flask, body: int) -> None:
    with statements() as said:
        first = _name(code="HDIR").scalar()
    with statements(remembered=True) as again:
        second = _name(code="HDIR").scalar()

    assert first == second == "First"
    assert len(said) == 1
    assert again == []


def test_a_deed_on_its_table_is_seen_at_once(app: Flask, body: int) -> None:
    seen = []
    for name in ("Second", "Third"):
        _renamed(body, name)
        seen.append(_name(code="HDIR").scalar())

    assert seen == ["Second", "Third"]


def test_a_deed_on_other_tables_costs_nothing_anew(app: Flask, body: int) -> None:
    _name(code="HDIR")
    with unit_of_work(by=None):
        a_person()

    with statements(remembered=True) as said:
        _name(code="HDIR")

    assert not any("organisation" in statement for statement in said)
    assert any(HEAD in statement for statement in said)


def test_nothing_is_remembered_of_what_never_became_a_deed(app: Flask, body: int) -> None:
    with pytest.raises(ZeroDivisionError), unit_of_work(by=None):
        db.session.get_one(Organisation, body).name = "Never"
        db.session.flush()
        assert _name(code="HDIR").scalar() == "Never"
        raise ZeroDivisionError

    assert _name(code="HDIR").scalar() == "First"


def test_another_record_with_as_many_deeds_is_another_record(app: Flask, body: int) -> None:
    """A restored database, or here a savepoint that is rolled back: number 2 is then another deed."""
    lent = cast(Connection, db.engines[None])
    db.session.rollback()
    before = lent.begin_nested()
    _renamed(body, "Second")
    assert _name(code="HDIR").scalar() == "Second"
    db.session.rollback()
    before.rollback()
    assert _name(code="HDIR").scalar() == "First"
    _renamed(body, "Another")

    assert _name(code="HDIR").scalar() == "Another"


@pytest.mark.parametrize("question", [_signed_in, _with_password])
def test_what_changes_without_a_deed_is_always_asked(app: Flask, question: Question[Any]) -> None:
    with unit_of_work(by=None):
        a_person()
    question()

    with statements(remembered=True) as said:
        question()

    assert len(said) == 1


def test_a_name_is_remembered_until_any_deed(app: Flask) -> None:
    with unit_of_work(by=None):
        person = a_person("Kari")
    _called()
    with statements(remembered=True) as said:
        assert _called().scalar() == "Kari"
    with unit_of_work(by=None):
        db.session.get_one(Identity, person).name = "Kari Nordmann"
        current_work().record(Act.PERSON_EDIT, db.session.get_one(Person, person), bare=True)

    assert said == []
    assert _called().scalar() == "Kari Nordmann"


def test_a_name_is_not_kept_beyond_the_next_deed(app: Flask, body: int) -> None:
    with unit_of_work(by=None):
        a_person("Sjeldent Navnebrød")
    _called()
    memory = answers.known()
    assert "Sjeldent" in str([found.all() for _, _, found in memory._kept.values()])
    _renamed(body, "Second")
    _name(code="HDIR")

    assert "Sjeldent" not in str([found.all() for _, _, found in memory._kept.values()])


def test_nobody_changes_a_name_without_a_deed(app: Flask) -> None:
    with unit_of_work(by=None):
        person = a_person("Kari")

    with pytest.raises(RuntimeError, match="record a deed"), unit_of_work(by=None):
        db.session.get_one(Identity, person).name = "Ola"
    with unit_of_work(by=None):
        db.session.get_one(Identity, person).password_hash = "another"


def test_the_past_is_asked_of_its_history(app: Flask, body: int) -> None:
    _renamed(body, "Second")

    assert _name(code="HDIR", at=At(deed=1)).scalar() == "First"
    assert _name(code="HDIR").scalar() == "Second"


def test_the_oldest_are_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answers, "ROWS", 4)
    memory = Answers()
    for key in ("a", "b", "c"):
        memory.keep(key, frozenset(), 1, f"found for {key}", 1)

    assert memory.get("a", 1) is None
    assert memory.get("c", 1) == "found for c"


def test_nobody_sees_less_than_was_saved_before_they_asked(real_app: Flask) -> None:
    with real_app.app_context(), unit_of_work(by=None):
        row_id = _added("HDIR", "0").id
    saved, faults, done = 0, [], threading.Event()

    def read() -> None:
        while not done.is_set():
            with real_app.app_context():
                floor = saved
                seen = int(_name(code="HDIR").scalar())
                if seen < floor:
                    faults.append((seen, floor))

    readers = [threading.Thread(target=read) for _ in range(3)]
    for reader in readers:
        reader.start()
    for number in range(1, 41):
        with real_app.app_context():
            _renamed(row_id, str(number))
            saved = number
    done.set()
    for reader in readers:
        reader.join()

    assert faults == []
