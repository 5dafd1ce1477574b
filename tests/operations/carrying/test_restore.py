"""A restore: the same record and the same figures, in one transaction, or nothing at all."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import text

from app.operations.carrying import archive, restoring
from app.operations.carrying.content import Manifest
from app.operations.carrying.snapshot import snapshot
from app.operations.carrying.values import NotCarried, Row
from app.plumbing import record
from app.plumbing.committer import unit_of_work
from app.plumbing.db import db
from app.plumbing.queue import services
from tests.operations.carrying.conftest import application_on, engine_on, figures, restored
from tests.plumbing.test_record import an_organisation, renamed


@pytest.fixture
def backup(seeded: Flask, tmp_path: Path) -> Path:
    place = tmp_path / "backup.zip"
    with seeded.app_context():
        with unit_of_work(None):
            services.promise("record.verify", occasion="tonight")
        with snapshot(db.engine) as taken:
            archive.write(place, taken)
        db.session.remove()
    return place


class Altered:
    """A backup whose file was made anew by somebody who knows how: whole by its checksum, but not true."""

    def __init__(self, taken: archive.Archive, table: str, column: str, value: object) -> None:
        self.taken, self.table, self.value = taken, table, value
        self.manifest: Manifest = taken.manifest
        content = next(content for content in self.manifest.tables if content.name == table)
        self.place = [name for name, _ in content.columns].index(column)

    def rows(self, table: str) -> Iterator[Row]:
        for row in self.taken.rows(table):
            if table == self.table:
                row[self.place] = self.value  # type: ignore[call-overload]
            yield row


def everything(url: str) -> dict[str, list[str]]:
    """Each table's rows and their digest: what «as it was» means."""
    with engine_on(url) as engine, snapshot(engine) as taken:
        return {"tables": [json.dumps([t.name, t.rows, t.digest]) for t in taken.manifest.tables]}


@pytest.mark.db
def test_a_restored_database_has_the_same_record_and_the_same_figures(
    seeded: Flask, backup: Path, target: str, tmp_path: Path
) -> None:
    with restored(backup, target, seeded) as (manifest, verdict):
        assert verdict.faults == ()
        assert (verdict.number, verdict.head) == manifest.head

    with application_on(target, tmp_path) as there:
        assert figures(there) == figures(seeded)
        assert record.verify() == verdict


@pytest.mark.db
def test_writing_goes_on_where_the_backup_ended(seeded: Flask, backup: Path, target: str, tmp_path: Path) -> None:
    with restored(backup, target, seeded) as (_, before):
        pass

    with application_on(target, tmp_path):
        highest = db.session.execute(text("SELECT max(id) FROM organisation_history")).scalar_one()
        assert an_organisation("NEW", "A new one") > highest
        after = record.verify()
        assert (after.number, after.faults) == (before.number + 1, ())


@pytest.mark.db
def test_waiting_work_is_not_done_a_second_time(seeded: Flask, backup: Path, target: str) -> None:
    with restored(backup, target, seeded), engine_on(target) as engine, engine.connect() as connection:
        jobs = connection.execute(text("SELECT state, finished_at IS NOT NULL FROM job")).all()

    assert [tuple(job) for job in jobs] == [("stopped", True)]


def test_sign_ins_are_not_carried(seeded: Flask, tmp_path: Path) -> None:
    from tests.steering.test_pages import as_role

    as_role(seeded.test_client(), "administrator")
    with seeded.app_context(), snapshot(db.engine) as taken:
        assert db.session.execute(text("SELECT count(*) FROM sign_in")).scalar_one() == 1
        manifest = archive.write(tmp_path / "backup.zip", taken)

    assert next(table.rows for table in manifest.tables if table.name == "sign_in") == 0


@pytest.mark.db
def test_a_database_with_something_in_it_is_left_alone_unless_told(
    backup: Path, real_app: Flask, databases: object
) -> None:
    with real_app.app_context():
        renamed(an_organisation(), "Ours")
        db.session.remove()
        url = db.engine.url.render_as_string(hide_password=False)
        before = everything(url)

        with archive.opened(backup) as taken:
            with pytest.raises(NotCarried, match="not empty"):
                restoring.restore(taken, db.engine)
            assert everything(url) == before
            verdict = restoring.restore(taken, db.engine, replace=True)
        assert (verdict.number, verdict.head) == taken.manifest.head
        assert record.verify() == verdict


@pytest.mark.db
def test_a_migrated_database_without_a_deed_is_empty(backup: Path, real_app: Flask) -> None:
    with real_app.app_context(), archive.opened(backup) as taken:
        assert restoring.restore(taken, db.engine).faults == ()


@pytest.mark.db
@pytest.mark.parametrize(
    ("table", "column", "value", "said"),
    [
        ("need", "amount_ore", 1, "is not what was taken"),
        ("organisation", "name", "Forged", "is not what was taken"),
        ("initiative_mission", "mission_id", 99, r"is not what was taken|foreign key"),
        ("deed", "hash", "0" * 64, "is not what was taken"),
    ],
)
def test_a_false_backup_leaves_the_database_as_it_was(
    backup: Path, real_app: Flask, table: str, column: str, value: object, said: str
) -> None:
    with real_app.app_context():
        an_organisation()
        db.session.remove()
        url = db.engine.url.render_as_string(hide_password=False)
        before = everything(url)

        with archive.opened(backup) as taken, pytest.raises(Exception, match=said):
            restoring.restore(Altered(taken, table, column, value), db.engine, replace=True)

        assert everything(url) == before
        assert record.verify().faults == ()


@pytest.mark.db
def test_a_record_that_did_not_hold_is_refused_unless_told(seeded: Flask, target: str, tmp_path: Path) -> None:
    place = tmp_path / "forged.zip"
    with seeded.app_context():
        with db.engine.begin() as connection:
            connection.execute(text("UPDATE need SET amount_ore = amount_ore + 1 WHERE id = 1"))
        with snapshot(db.engine) as taken:
            archive.write(place, taken)

    with (
        pytest.raises(NotCarried, match="amount_ore of need 1 was changed past the record"),
        restored(place, target, seeded),
    ):
        pass
    with engine_on(target) as engine, engine.connect() as connection:
        assert restoring.is_empty(connection)
    with restored(place, target, seeded, faulty=True) as (_, verdict):
        assert len(verdict.faults) == 1


def test_a_backup_of_a_newer_version_is_refused_before_anything_is_touched(backup: Path, target: str) -> None:
    with archive.opened(backup) as taken, engine_on(target) as engine:
        newer = json.loads(taken.manifest.text())
        newer["migration"] = "9999"

        class Newer:
            manifest = Manifest.read(json.dumps(newer))
            rows = taken.rows

        with pytest.raises(NotCarried, match="Use the newer version"):
            restoring.restore(Newer(), engine)
        newer["format"] = 2
        with pytest.raises(NotCarried, match="the form 2"):
            Manifest.read(json.dumps(newer))


@pytest.mark.db
def test_tables_of_another_program_are_never_dropped(backup: Path, target: str) -> None:
    with engine_on(target) as engine:
        with engine.begin() as connection:
            connection.execute(text("CREATE TABLE theirs (id INTEGER PRIMARY KEY)"))
        with archive.opened(backup) as taken, pytest.raises(NotCarried, match="not Floke's"):
            restoring.restore(taken, engine, replace=True)
        with engine.connect() as connection:
            assert connection.execute(text("SELECT count(*) FROM theirs")).scalar_one() == 0
