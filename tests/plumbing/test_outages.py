"""What we stand on gives way: the disk is full, the database is away, its answer to a commit is lost."""

from __future__ import annotations

import re
import sqlite3
import uuid
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine, event, select
from sqlalchemy.exc import OperationalError

from app import create_app
from app.plumbing import connections, record
from app.plumbing.committer import unit_of_work
from app.plumbing.db import db
from app.plumbing.outages import Cause, Outage, Unclear, cause_of
from app.plumbing.record import Deed
from app.portfolio.models import InitiativeText
from tests.conftest import FreshClient, migrate, settings_for
from tests.people.factories import an_organisation
from tests.portfolio.factories import signed_in
from tests.portfolio.typed import filled
from tests.portfolio.worlds import World, a_world
from tests.proxy import Mode, Proxy
from tests.servers import PostgreSQL

FACTS = "/portfolio/initiatives/A/facts"
LONG = "Et sammendrag som ingen vil skrive en gang til. " * 60


@dataclass(frozen=True, slots=True)
class Office:
    """A signed-in programme manager's browser, and what it works on."""

    browser: FlaskClient
    world: World


@pytest.fixture
def office(real_app: Flask) -> Iterator[Office]:
    with real_app.app_context():
        world = a_world()
        yield Office(signed_in(real_app.test_client(), world.manager), world)
        db.session.remove()


@pytest.fixture
def full_disk(real_app: Flask) -> Iterator[None]:
    """The database may not grow by a page."""

    def narrow(connection: sqlite3.Connection, _record: object) -> None:
        connection.execute(f"PRAGMA max_page_count={connection.execute('PRAGMA page_count').fetchone()[0]}")

    with real_app.app_context():
        engine = db.engine.engine
    event.listen(engine, "connect", narrow)
    yield
    event.remove(engine, "connect", narrow)
    engine.dispose()


def summary(office: Office) -> str | None:
    db.session.rollback()
    return db.session.scalar(select(InitiativeText.summary).where(InitiativeText.initiative_id == office.world.a))


def test_a_full_disk_is_said_beside_what_was_typed_and_saving_works_when_there_is_space(
    office: Office, real_app: Flask, request: pytest.FixtureRequest
) -> None:
    typed = {**filled(office.browser.get(FACTS).text), "summary": LONG}
    before = summary(office)
    db.session.remove()
    db.engine.dispose()
    request.getfixturevalue("full_disk")

    refused = office.browser.post(FACTS, data=typed)

    assert refused.status_code == 507
    assert "ikke plass igjen" in refused.text
    kept = filled(refused.text)
    assert kept["summary"].strip() == LONG.strip()
    assert summary(office) == before
    event_free(real_app)
    assert office.browser.post(FACTS, data=kept).status_code == 302
    assert summary(office) == LONG.strip()
    assert not record.verify().faults


def event_free(app: Flask) -> None:
    """Somebody made space."""
    db.session.remove()
    engine = db.engine.engine
    engine.dispose()

    @event.listens_for(engine, "connect")
    def widen(connection: sqlite3.Connection, _record: object) -> None:
        connection.execute("PRAGMA max_page_count=1000000")


def test_a_database_that_is_away_loses_nothing_that_was_typed(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    typed = {**filled(office.browser.get(FACTS).text), "summary": "Skrevet med omhu, og ikke én gang til"}
    monkeypatch.setattr(Engine, "connect", away)

    refused = office.browser.post(FACTS, data=typed)

    assert (refused.status_code, refused.headers["Retry-After"]) == (503, "15")
    assert "Databasen svarer ikke" in refused.text and "Ingenting ble lagret" in refused.text
    (again,) = re.findall(r'name="summary" value="([^"]+)"', refused.text)
    assert again == typed["summary"]
    monkeypatch.undo()
    assert office.browser.post(FACTS, data=filled(refused.text)).status_code == 302
    assert summary(office) == typed["summary"]


def test_a_reader_is_told_in_their_browsers_language(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Engine, "connect", away)

    answers = {
        language: office.browser.get(FACTS, headers={"Accept-Language": language}) for language in ("nb", "nn", "en")
    }

    assert [answer.status_code for answer in answers.values()] == [503] * 3
    assert "Databasen svarer ikke akkurat nå." in answers["nb"].text
    assert "Databasen svarer ikkje akkurat no." in answers["nn"].text
    assert "The database does not answer just now." in answers["en"].text
    assert "Nothing was saved" not in answers["en"].text, "who only reads has saved nothing"


def test_a_password_is_never_shown_or_sent_again(real_app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    browser = real_app.test_client()
    typed = filled(browser.get("/sign-in").text)
    monkeypatch.setattr(Engine, "connect", away)

    refused = browser.post("/sign-in", data={**typed, "email": "a@example.no", "password": "hemmelig og langt"})

    assert refused.status_code == 503
    assert "hemmelig" not in refused.text


def away(*_words: object, **_options: object) -> None:
    fault = sqlite3.OperationalError("unable to open database file")
    fault.sqlite_errorcode = sqlite3.SQLITE_CANTOPEN
    raise OperationalError("connect", None, fault)


def test_a_mistake_of_the_program_is_no_outage(real_app: Flask) -> None:
    with real_app.app_context(), pytest.raises(OperationalError) as mistake:
        db.session.connection().exec_driver_sql("SELECT * FROM no_such_table")

    assert cause_of(mistake.value) is None


def test_sqlite_forces_every_commit_to_the_disk(real_app: Flask) -> None:
    with real_app.app_context():
        connection = db.session.connection()
        found = [connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in ("journal_mode", "synchronous")]

    assert found == ["wal", 2], "2 is FULL: what was acknowledged survives a power cut"


# --- a commit whose answer is lost --------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def proxy(postgresql: PostgreSQL, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Proxy]:
    name = f"cut_{uuid.uuid4().hex[:8]}"
    postgresql.execute(f"CREATE DATABASE {name}")
    migrate(postgresql.url(name), tmp_path_factory.mktemp("cut"))
    between = Proxy(postgresql.folder)
    between.database = name
    yield between
    between.close()
    postgresql.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def far_app(proxy: Proxy, tmp_path: Path) -> Iterator[Flask]:
    """An application whose database is behind a proxy that can be cut."""
    proxy.mode = proxy.then = Mode.PASS
    application = create_app(settings_for(proxy.url(proxy.database), tmp_path))
    application.test_client_class = FreshClient
    with application.app_context():
        yield application
        proxy.mode = Mode.PASS
        db.session.remove()
        db.engine.dispose()


def deeds_about(code: str) -> int:
    from app.people.models import Organisation

    db.session.rollback()
    return len(
        db.session.execute(
            select(Deed.number).join(Organisation, Deed.subject_id == Organisation.id).where(Organisation.code == code)
        ).all()
    )


def test_a_commit_the_server_never_heard_of_is_not_saved_and_said_so(far_app: Flask, proxy: Proxy) -> None:
    proxy.mode = Mode.CUT_BEFORE

    with pytest.raises(Outage) as refused:
        an_organisation("NEVER")

    assert (refused.value.cause, type(refused.value), proxy.disturbed) == (Cause.AWAY, Outage, 1)
    assert deeds_about("NEVER") == 0


def test_a_commit_whose_answer_was_lost_is_looked_up_and_acknowledged(far_app: Flask, proxy: Proxy) -> None:
    proxy.mode = Mode.CUT_AFTER

    an_organisation("LOST")

    assert deeds_about("LOST") == 1
    assert not record.verify().faults


def test_a_server_that_falls_silent_in_a_commit_is_left_and_asked_anew(
    far_app: Flask, proxy: Proxy, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connections, "LONGEST_ANSWER", 0.5)
    proxy.mode = Mode.HANG_AFTER

    with far_app.test_request_context():
        an_organisation("SILENT")

    assert deeds_about("SILENT") == 1


def test_a_commit_nobody_can_be_asked_about_is_never_acknowledged(far_app: Flask, proxy: Proxy) -> None:
    proxy.mode, proxy.then = Mode.CUT_AFTER, Mode.REFUSE

    with pytest.raises(Unclear):
        an_organisation("UNCLEAR")

    proxy.mode = proxy.then = Mode.PASS
    assert deeds_about("UNCLEAR") == 1
    assert not record.verify().faults


def test_connections_that_were_cut_between_two_pages_are_not_noticed(far_app: Flask, proxy: Proxy) -> None:
    an_organisation("BEFORE")
    db.session.remove()
    proxy.cut_all()

    an_organisation("BETWEEN")

    assert deeds_about("BETWEEN") == 1


def test_who_waits_too_long_for_the_lock_of_the_record_is_told_it_is_busy(
    far_app: Flask, proxy: Proxy, postgresql: PostgreSQL, monkeypatch: pytest.MonkeyPatch
) -> None:
    import psycopg

    monkeypatch.setattr(connections, "PATIENCE", "SET lock_timeout = '200ms'")
    db.engine.dispose()
    with closing(psycopg.connect(postgresql.url(proxy.database))) as other:
        other.execute("SELECT * FROM deed_head FOR UPDATE")
        with pytest.raises(Outage) as refused:
            an_organisation("WAITING")

    assert (refused.value.cause, refused.value.code) == (Cause.BUSY, 503)
    assert deeds_about("WAITING") == 0


def test_a_unit_of_work_that_could_not_begin_leaves_none_open(real_app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    with real_app.app_context():
        monkeypatch.setattr(Engine, "connect", away)
        with pytest.raises(Outage), unit_of_work(None):
            pass
        assert "work" not in db.session.info
