"""Organisations that take each other over: who waits for whom, and how a mistake is mended."""

from __future__ import annotations

from datetime import date

import pytest
from flask import Flask
from sqlalchemy import select

from app.people.models import Organisation, Person
from app.people.rules import Act
from app.people.services import merging
from app.plumbing.committer import unit_of_work
from app.plumbing.db import db
from app.plumbing.merging import Naming
from app.plumbing.record import current_work
from app.plumbing.refusals import Changed, Refusal
from tests.people.factories import a_person, an_organisation, did
from tests.people.races import at_once, meeting

pytestmark = pytest.mark.db

TODAY = date(2026, 11, 22)
LAST = date(2026, 10, 31)


def merge(organisation: int, successor: int, last_day: date = LAST) -> int:
    return merging.merge(organisation, None, successor_id=successor, last_day=last_day, on=TODAY)


def successors() -> dict[int, int | None]:
    db.session.rollback()
    return dict(db.session.execute(select(Organisation.id, Organisation.successor_id)).all())


def where_works(person: int) -> int | None:
    db.session.rollback()
    return db.session.scalars(select(Person.organisation_id).where(Person.id == person)).one()


def test_those_who_work_there_move_when_the_last_day_has_come(app: Flask) -> None:
    old, new = an_organisation(), an_organisation()
    here, elsewhere = a_person(organisation_id=old), a_person(organisation_id=new)

    assert did(lambda: merge(old, new)) == 1

    assert where_works(here) == where_works(elsewhere) == new


def test_nothing_moves_before_the_last_day_and_everything_can_be_moved_after_it(app: Flask) -> None:
    old, new = an_organisation(), an_organisation()
    person = a_person(organisation_id=old)
    assert did(lambda: merge(old, new, date(2026, 12, 31))) == 0
    assert where_works(person) == old
    with pytest.raises(Refusal, match="has been merged moves on"), unit_of_work(by=None):
        merging.move_on(old, None, on=TODAY)

    assert did(lambda: merging.move_on(old, None, on=date(2027, 1, 1))) == 1

    assert where_works(person) == new
    with pytest.raises(Refusal, match="nothing left"), unit_of_work(by=None):
        merging.move_on(old, None, on=date(2027, 1, 1))


def test_undoing_a_merger_brings_back_what_it_moved_but_not_what_was_changed_since(app: Flask) -> None:
    old, new, third = an_organisation(), an_organisation(), an_organisation()
    back, stays, theirs = (a_person(organisation_id=old) for _ in range(3))
    newcomer = a_person(organisation_id=new)
    did(lambda: merge(old, new))
    for person, body in ((stays, third), (theirs, third), (theirs, new)):

        def moves(person: int = person, body: int = body) -> None:
            merging.give_person(Naming("person", "organisation_id", person), body)
            row = db.session.get_one(Person, person)
            current_work().record(Act.PERSON_EDIT, row)

        did(moves)

    assert did(lambda: merging.undo_merge(old, None, last_day=None)) == 1

    assert [where_works(person) for person in (back, stays, theirs, newcomer)] == [old, third, new, new]
    row = db.session.get_one(Organisation, old)
    assert (row.successor_id, row.valid_to) == (None, None)
    with pytest.raises(Refusal, match="has not been merged"), unit_of_work(by=None):
        merging.undo_merge(old, None, last_day=None)


def test_an_organisation_is_merged_once_and_from_the_version_one_saw(app: Flask) -> None:
    old, new, other = an_organisation(), an_organisation(), an_organisation()
    did(lambda: merging.merge(old, 1, successor_id=new, last_day=LAST, on=TODAY))

    with pytest.raises(Changed), unit_of_work(by=None):
        merging.merge(old, 1, successor_id=other, last_day=LAST, on=TODAY)
    with pytest.raises(Refusal, match="already"), unit_of_work(by=None):
        merge(old, other)
    assert successors()[old] == new


def test_two_organisations_merged_into_each_other_at_once_do_not_wait_for_each_other(
    real_app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    with real_app.app_context():
        an_organisation()
        one, other = an_organisation(), an_organisation()
    meeting(monkeypatch, merging, "opened")

    said = at_once(real_app, [lambda: merge(one, other), lambda: merge(other, one)])

    assert sorted(word == "done" for word in said) == [False, True], said
    assert any("is itself this organisation" in word for word in said), said


def test_a_longer_circle_is_not_closed_between_people_either(real_app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """A → B and C → D stand. B → C and D → A at once touch none of the other's rows, and together close a circle."""
    with real_app.app_context():
        a, b, c, d = (an_organisation() for _ in range(4))
        did(lambda: merge(a, b))
        did(lambda: merge(c, d))
    meeting(monkeypatch, merging, "opened")

    said = at_once(real_app, [lambda: merge(b, c), lambda: merge(d, a)])

    assert sorted(word == "done" for word in said) == [False, True], said
    with real_app.app_context():
        found = successors()
        for start in found:
            seen, row = set(), start
            while (heir := found[row]) is not None:
                assert heir not in seen, found
                seen.add(heir)
                row = heir
