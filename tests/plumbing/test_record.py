"""The record: numbered, chained, and the same thing as history."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from flask import Flask
from sqlalchemy import delete, select, text, update

from app.people.models import Organisation
from app.people.rules import Act, OrganisationKind
from app.plumbing import clock, record
from app.plumbing.committer import unit_of_work
from app.plumbing.db import db, opened
from app.plumbing.record import At, Deed, DeedChange, current_work
from app.plumbing.refusals import Changed

pytestmark = pytest.mark.db

MONDAY = datetime(2026, 3, 2, 9, tzinfo=UTC)
TUESDAY = datetime(2026, 3, 3, 9, tzinfo=UTC)


def an_organisation(code: str = "HDIR", name: str = "Helsedirektoratet", *, at: datetime = MONDAY) -> int:
    with unit_of_work(by=None, at=at):
        row = Organisation(
            code=code, name=name, kind=OrganisationKind.STATE_AGENCY, sort_key=name.lower(), search_key=name.lower()
        )
        db.session.add(row)
        current_work().record(Act.ORGANISATION_ADD, row)
        return row.id


def renamed(row_id: int, name: str, *, at: datetime = TUESDAY, by: int | None = None) -> None:
    with unit_of_work(by=by, at=at):
        row = opened(Organisation, row_id, None)
        row.name = name
        current_work().record(Act.ORGANISATION_EDIT, row)


def names(at: At) -> list[str]:
    organisation = at.of(Organisation)
    return list(db.session.scalars(select(organisation.name).order_by(organisation.code)))


def test_a_deed_tells_what_was_before_and_after(app: Flask) -> None:
    row = an_organisation()
    renamed(row, "Direktoratet", by=7)

    deed = db.session.scalars(select(Deed).where(Deed.number == 2)).one()
    change = db.session.scalars(select(DeedChange).where(DeedChange.deed == 2)).one()

    assert (deed.act, deed.actor_id, deed.at) == (Act.ORGANISATION_EDIT, 7, TUESDAY)
    assert change.operation == "update"
    assert change.fields == '{"name":["Helsedirektoratet","Direktoratet"],"version":[1,2]}'


def test_deeds_are_numbered_without_gaps_though_some_fail(app: Flask) -> None:
    row = an_organisation()
    with pytest.raises(ZeroDivisionError), unit_of_work(by=None):
        opened(Organisation, row, None).name = "lost"
        _ = 1 / 0
    renamed(row, "kept")

    assert list(db.session.scalars(select(Deed.number).order_by(Deed.number))) == [1, 2]
    assert names(record.NOW) == ["kept"]


def test_saving_what_is_already_there_leaves_no_line(app: Flask) -> None:
    an_organisation()
    with unit_of_work(by=None):
        row = db.session.scalars(select(Organisation)).one()
        row.name = "Helsedirektoratet"

    assert db.session.scalar(select(Deed.number).order_by(Deed.number.desc()).limit(1)) == 1


def test_a_day_between_two_deeds_shows_the_earlier_state(app: Flask) -> None:
    row = an_organisation()
    renamed(row, "Direktoratet", at=datetime(2026, 3, 9, 9, tzinfo=UTC))

    assert names(record.at_day(date(2026, 3, 1))) == []
    assert names(record.at_day(date(2026, 3, 5))) == ["Helsedirektoratet"]
    assert names(record.at_day(date(2026, 3, 9))) == ["Direktoratet"]
    assert names(At(deed=1)) == ["Helsedirektoratet"]


def test_a_day_ends_at_midnight_in_oslo(app: Flask) -> None:
    an_organisation(at=datetime(2026, 3, 2, 22, 59, tzinfo=UTC))
    an_organisation("UDIR", "Utdanningsdirektoratet", at=datetime(2026, 3, 2, 23, 1, tzinfo=UTC))

    assert names(record.at_day(date(2026, 3, 2))) == ["Helsedirektoratet"]
    assert len(names(record.at_day(date(2026, 3, 3)))) == 2


def test_a_removed_row_stays_in_history(app: Flask) -> None:
    row = an_organisation()
    with unit_of_work(by=None, at=TUESDAY):
        gone = db.session.get_one(Organisation, row)
        current_work().record(Act.ORGANISATION_EDIT, gone)
        db.session.delete(gone)

    assert names(record.NOW) == []
    assert names(At(deed=1)) == ["Helsedirektoratet"]
    assert record.verify().faults == ()


def test_time_never_runs_backwards_in_the_record(app: Flask) -> None:
    row = an_organisation(at=TUESDAY)
    renamed(row, "later", at=MONDAY)

    assert [deed.at for deed in db.session.scalars(select(Deed).order_by(Deed.number))] == [TUESDAY, TUESDAY]


def test_the_version_that_was_read_must_be_the_one_there_is(app: Flask) -> None:
    row = an_organisation()
    renamed(row, "first")
    with pytest.raises(Changed) as lost, unit_of_work(by=None):
        opened(Organisation, row, 1)

    assert (lost.value.subject, lost.value.since, lost.value.version) == (("organisation", row), 1, 2)


def test_an_unbroken_record_verifies(app: Flask) -> None:
    row = an_organisation()
    renamed(row, "Direktoratet")

    verdict = record.verify()

    assert verdict.faults == ()
    assert verdict.number == 2
    assert verdict.head == db.session.scalar(select(Deed.hash).where(Deed.number == 2))


@pytest.mark.parametrize(
    ("tampering", "fault"),
    [
        ("UPDATE organisation_history SET name = 'Forged' WHERE from_deed = 1", "name of organisation"),
        ("UPDATE organisation SET name = 'Forged'", "was changed past the record"),
        ("UPDATE organisation_history SET to_deed = 9 WHERE from_deed = 1", "was ended by deed 9"),
        ("UPDATE organisation_history SET to_deed = 9 WHERE from_deed = 2", "was ended by deed 9"),
        ("DELETE FROM organisation_history WHERE from_deed = 1", "is missing"),
        ("UPDATE deed SET actor_id = 3 WHERE number = 1", "deed 1 was altered"),
        ("UPDATE deed_change SET fields = '{}' WHERE deed = 1", "deed 1 was altered"),
        ("DELETE FROM deed_change WHERE deed = 2", "deed 2 was altered"),
        ("UPDATE deed_head SET number = 1", "the head says deed 1"),
    ],
)
def test_one_altered_row_is_found(app: Flask, tampering: str, fault: str) -> None:
    row = an_organisation()
    renamed(row, "Direktoratet")
    db.session.execute(text(tampering))

    assert any(fault in found for found in record.verify().faults)


def test_a_cut_tail_shows_even_when_the_head_is_moved_back(app: Flask) -> None:
    row = an_organisation()
    renamed(row, "Direktoratet")
    printed = record.verify().head
    db.session.execute(text("DELETE FROM deed_change WHERE deed = 2"))
    db.session.execute(text("DELETE FROM deed WHERE number = 2"))
    db.session.execute(text("UPDATE deed_head SET number = 1, hash = (SELECT hash FROM deed WHERE number = 1)"))

    verdict = record.verify()

    assert verdict.faults, "the history that the cut deed began is no longer in the record"
    assert verdict.head != printed


def test_two_names_for_one_deed_are_a_mistake(app: Flask) -> None:
    row = an_organisation()
    with pytest.raises(RuntimeError, match="one unit of work, one deed"), unit_of_work(by=None) as work:
        organisation = opened(Organisation, row, None)
        work.record(Act.ORGANISATION_EDIT, organisation)
        work.record(Act.ORGANISATION_MERGE, organisation)


def test_a_deed_without_a_name_is_not_committed(app: Flask) -> None:
    row = an_organisation()
    with pytest.raises(RuntimeError, match="a deed without a name"), unit_of_work(by=None):
        opened(Organisation, row, None).name = "nameless"

    assert names(record.NOW) == ["Helsedirektoratet"]


def test_nothing_historied_changes_outside_a_unit_of_work(app: Flask) -> None:
    an_organisation()
    db.session.scalars(select(Organisation)).one().name = "unseen"
    with pytest.raises(RuntimeError, match="outside unit_of_work"):
        db.session.flush()
    db.session.rollback()


def test_bulk_statements_cannot_pass_the_record_by(app: Flask) -> None:
    an_organisation()
    with unit_of_work(by=None):
        for statement in (update(Organisation).values(name="all"), delete(Organisation)):
            with pytest.raises(RuntimeError, match="row by row"):
                db.session.execute(statement)


def test_promises_are_kept_on_commit_and_dropped_on_rollback(app: Flask) -> None:
    kept: list[str] = []
    with unit_of_work(by=None) as work:
        work.promises.append(lambda: kept.append("committed"))
        assert kept == []
    with pytest.raises(ZeroDivisionError), unit_of_work(by=None) as work:
        work.promises.append(lambda: kept.append("rolled back"))
        _ = 1 / 0

    assert kept == ["committed"]


def test_the_clock_of_the_record_is_the_true_one(app: Flask) -> None:
    with clock.frozen(datetime(2026, 11, 1, tzinfo=UTC)):
        an_organisation(at=MONDAY)

    deed = db.session.scalars(select(Deed)).one()
    assert (deed.at, deed.recorded_at) == (MONDAY, datetime(2026, 11, 1, tzinfo=UTC))
