"""From SQLite to PostgreSQL, and back: one command, equal heads, equal figures, and nobody writes meanwhile."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import text

from app.operations import cli
from app.operations.carrying.move import carry
from app.plumbing import record
from app.plumbing.committer import unit_of_work
from app.plumbing.db import db
from app.plumbing.queue import services
from tests.conftest import NO_QUEUE
from tests.operations.carrying.conftest import application_on, engine_on, figures
from tests.servers import PostgreSQL


@pytest.fixture
def source(seeded: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the seeded database that the commands' settings name, with one job waiting."""
    with seeded.app_context():
        with unit_of_work(None):
            services.promise("record.verify", occasion="tonight")
        db.session.remove()
        db.engine.dispose()
    place = tmp_path / "seeded.sqlite3"
    settings = {"SECRET_KEY": "s" * 64, "TRUSTED_HOSTS": "localhost", "QUEUE_URL": NO_QUEUE,
                "DATABASE_URL": f"sqlite:///{place}", "FLOKE_INSTANCE": str(tmp_path / "none")}  # fmt: skip
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    return place


@pytest.fixture
def target_on_postgresql(postgresql: PostgreSQL) -> Iterator[str]:
    postgresql.execute("CREATE DATABASE moved_floke")
    yield postgresql.url("moved_floke")
    postgresql.execute("DROP DATABASE moved_floke WITH (FORCE)")


def test_moving_to_postgresql_keeps_record_figures_and_waiting_work(
    source: Path, target_on_postgresql: str, seeded: Flask, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = source.read_bytes()

    assert cli.main(["move", "--to", target_on_postgresql]) == 0

    assert source.read_bytes() == before, "the old database is not changed"
    with seeded.app_context():
        here = record.verify()
        db.session.remove()
    assert here.head in capsys.readouterr().out
    with application_on(target_on_postgresql, tmp_path) as there:
        assert record.verify() == here
        assert db.session.execute(text("SELECT state FROM job")).scalars().all() == ["queued"]
        db.session.remove()
        assert figures(there) == figures(seeded)
        db.session.remove()
        db.engine.dispose()
        # And home again: what PostgreSQL gave back is what SQLite had.
        with engine_on(f"sqlite:///{tmp_path / 'home.sqlite3'}") as home:
            verdict, _ = carry(db.engine, home)
        assert verdict == here


def test_it_is_refused_while_something_has_the_database_open(
    source: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    program = (
        "import sqlite3, sys; c = sqlite3.connect(sys.argv[1]); c.execute('PRAGMA journal_mode=WAL'); "
        "c.execute('SELECT * FROM deed_head').fetchall(); print('open', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program, str(source)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout and other.stdout.readline() == "open\n"
        there = tmp_path / "there.sqlite3"
        assert cli.main(["move", "--to", f"sqlite:///{there}"]) == 1
        other.communicate()

    assert "Floke is running" in capsys.readouterr().err
    assert not there.exists()
    assert cli.main(["move", "--to", f"sqlite:///{there}"]) == 0
    assert there.stat().st_mode & 0o777 == 0o600


def test_it_is_refused_while_floke_is_connected_to_postgresql(postgresql: PostgreSQL, real_app: Flask) -> None:
    from sqlalchemy import create_engine

    from app.config import SettingsError

    postgresql.execute("CREATE DATABASE busy_floke")
    url = postgresql.url("busy_floke")
    try:
        with application_on(url, Path()) as _:
            from app.operations import database

            database.upgrade()
            db.session.remove()
            worker = create_engine(url)
            with worker.connect() as connection:
                connection.execute(text("SELECT 1"))
                with engine_on("sqlite://") as nowhere, pytest.raises(SettingsError, match="1 connections"):
                    carry(db.engine, nowhere)
            worker.dispose()
    finally:
        postgresql.execute("DROP DATABASE busy_floke WITH (FORCE)")


@pytest.mark.parametrize("url", ["postgres", "fax://x/y", "sqlite:///{source}", "postgresql://localhost:1/x"])
def test_a_place_that_cannot_be_moved_to_is_named(source: Path, url: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["move", "--to", url.format(source=source)]) == 1

    said = capsys.readouterr().err
    assert said.startswith(("A database is named like", "That is the database in use", "The database does not answer"))


def test_a_full_place_is_left_as_it_was(source: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    there = f"sqlite:///{tmp_path / 'there.sqlite3'}"
    assert cli.main(["move", "--to", there]) == 0
    full = (tmp_path / "there.sqlite3").read_bytes()

    assert cli.main(["move", "--to", there]) == 1

    assert "not empty" in capsys.readouterr().err
    assert (tmp_path / "there.sqlite3").read_bytes() == full
