"""`floke check`: each misconfiguration planted, and named with what to do."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections import namedtuple
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from redis import Redis

from app.operations import check, cli
from app.operations.check import State
from app.operations.checking import configuration, machine
from app.operations.checking.looks import LOOKS
from app.plumbing import clock
from tests.servers import PostgreSQL

# No worker runs here; that it is missed is planted in every one of these.
ALWAYS = {"Workers"}

GOOD_KEY = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"


@dataclass
class Place:
    """A sound installation on a copy of the example: its settings, and hands to spoil it with."""

    folder: Path
    monkeypatch: pytest.MonkeyPatch
    queue_url: str

    @property
    def database(self) -> Path:
        return self.folder / "floke.sqlite3"

    def set(self, **settings: str) -> None:
        for name, value in settings.items():
            self.monkeypatch.setenv(name, value)

    def sql(self, *statements: str) -> None:
        with closing(sqlite3.connect(self.database)) as connection:
            for statement in statements:
                connection.execute(statement)
            connection.commit()

    def queue(self, **configuration: str) -> None:
        with Redis.from_url(self.queue_url) as connection:
            for name, value in configuration.items():
                connection.config_set(name.replace("_", "-"), value)

    def faults(self) -> dict[str, str]:
        return {found.name: found.said for found in check.findings() if found.state is State.FAULT}


@pytest.fixture
def place(seeded_database: Path, queue_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Place]:
    made = Place(tmp_path / "instance", monkeypatch, queue_url)
    made.folder.mkdir(mode=0o700)
    shutil.copyfile(seeded_database, made.database)
    made.database.chmod(0o600)
    for name in ("DATABASE_URL", "PUBLIC_URL", "MAIL_HOST", "OIDC_ISSUER", "TRUSTED_PROXIES", "FLOKE_LANGUAGES"):
        monkeypatch.delenv(name, raising=False)
    made.set(
        FLOKE_INSTANCE=str(made.folder),
        SECRET_KEY=GOOD_KEY,
        TRUSTED_HOSTS="localhost,127.0.0.1",
        QUEUE_URL=queue_url,
    )
    yield made
    made.queue(maxmemory_policy="noeviction", appendonly="yes")


def test_a_sound_installation_lacks_only_the_worker_that_does_not_run(place: Place) -> None:
    assert place.faults().keys() == ALWAYS


def public(place: Place) -> None:
    place.set(TRUSTED_HOSTS="floke.example.no")


def readable(path: str) -> Callable[[Place], None]:
    def plant(place: Place) -> None:
        (place.folder / path).touch()
        (place.folder / path).chmod(0o644)

    return plant


def nearly_full(place: Place) -> None:
    usage = namedtuple("usage", "total used free")
    place.monkeypatch.setattr(shutil, "disk_usage", lambda _: usage(10**12, 10**12 - 10**8, 10**8))


def on_a_network(place: Place) -> None:
    mounts = place.folder.parent / "mounts"
    mounts.write_text(f"proc /proc proc rw 0 0\nserver:/x / ext4 rw 0 0\nserver:/y {place.folder} nfs4 rw 0 0\n")
    place.monkeypatch.setattr(machine, "MOUNTS", mounts)


def words(place: Place, *compiled: str) -> None:
    for code in ("nb", "nn"):
        folder = place.folder.parent / "translations" / code / "LC_MESSAGES"
        folder.mkdir(parents=True)
        (folder / "messages.po").touch()
        if code in compiled:
            (folder / "messages.mo").touch()
    place.monkeypatch.setattr(configuration, "TRANSLATIONS", place.folder.parent / "translations")


def a_worker_of_another_queue(place: Place) -> None:
    with Redis.from_url(place.queue_url) as connection:
        connection.sadd("rq:workers", "rq:worker:elsewhere")
        connection.hset("rq:worker:elsewhere", mapping={"queues": "reports"})


JOB = """
    INSERT INTO job
        (name, arguments, state, progress, message, attempts, stop_asked, enqueued_at, started_at, finished_at)
    VALUES ('record.verify', '{}', '%s', 0, 'Faults.', 0, 0, '2026-01-01 00:00:00.000000', %s)"""

PLANTED: list[tuple[str, Callable[[Place], None], dict[str, str]]] = [
    ("a short key", lambda place: place.set(SECRET_KEY="hemmelig"), {"Secret key": "too weak"}),
    ("a monotonous key", lambda place: place.set(SECRET_KEY="a1" * 32), {"Secret key": "2 different"}),
    ("no hosts", lambda place: place.set(TRUSTED_HOSTS=" , "), {"Configuration": "Missing setting: TRUSTED_HOSTS"}),
    ("any host", lambda place: place.set(TRUSTED_HOSTS="*,localhost", TRUSTED_PROXIES="1"),
     {"Hosts": "holds *", "Demo": "made up"}),
    ("any host below one", lambda place: place.set(TRUSTED_HOSTS=".example.no", TRUSTED_PROXIES="1"),
     {"Hosts": "holds .example.no", "Demo": "made up"}),
    ("a public name without a proxy", public, {"Proxies": "TRUSTED_PROXIES is not set", "Demo": "made up"}),
    ("a proxy without a public name", lambda place: place.set(TRUSTED_PROXIES="1"), {"Proxies": "no public name"}),
    ("proxies in words", lambda place: place.set(TRUSTED_PROXIES="yes"), {"Configuration": "TRUSTED_PROXIES"}),
    ("a public demo", lambda place: place.set(TRUSTED_HOSTS="floke.no", TRUSTED_PROXIES="1"), {"Demo": "made up"}),
    ("open cookies",
     lambda place: place.set(TRUSTED_HOSTS="x.no", TRUSTED_PROXIES="1", FLOKE_INSECURE_COOKIES="loopback"),
     {"Cookies": "without TLS", "Demo": "made up"}),
    ("links to a name that is not ours", lambda place: place.set(PUBLIC_URL="https://old.example.no"),
     {"Links": "turned away"}),
    ("half a mail server", lambda place: place.set(MAIL_HOST="smtp.example.no"), {"Configuration": "MAIL_FROM"}),
    ("half a provider", lambda place: place.set(OIDC_ISSUER="https://id.example.no"), {"Configuration": "OIDC_"}),
    ("an open folder", lambda place: place.folder.chmod(0o755), {"Folder": "chmod go="}),
    ("a missing folder", lambda place: place.set(FLOKE_INSTANCE="/nonexistent", DATABASE_URL=f"sqlite:///{place.database}"),
     {"Folder": "install -d"}),
    ("an open database", readable("floke.sqlite3"), {"Folder": "floke.sqlite3"}),
    ("an open key", readable("secret-key"), {"Folder": "secret-key"}),
    ("a full disk", nearly_full, {"Disk": "95 MiB are free"}),
    ("SQLite on a network", on_a_network, {"File system": "nfs4"}),
    ("a missing catalogue", lambda place: words(place, "nb"), {"Languages": "nn is missing"}),
    ("a database that is behind", lambda place: place.sql("UPDATE alembic_version SET version_num = '0001'"),
     {"Migrations": "db upgrade"}),
    ("a database that is ahead", lambda place: place.sql("UPDATE alembic_version SET version_num = 'tomorrow'"),
     {"Migrations": "does not know"}),
    ("a database without a log", lambda place: place.set(DATABASE_URL="sqlite://"),
     {"Kept": "not «wal»", "Migrations": "empty"}),
    ("no database", lambda place: place.set(DATABASE_URL="postgresql://127.0.0.1:1/x"), {"Database": "refused"}),
    ("a database by an old name", lambda place: place.set(DATABASE_URL="postgres://x/y"),
     {"Configuration": "postgresql://user@host/name"}),
    ("a clock that was set back", lambda place: place.sql("UPDATE deed SET recorded_at = '2099-01-01 00:00:00.000000'"),
     {"Clock": "set back", "Record": "deed 1 was altered"}),
    ("an altered amount", lambda place: place.sql("UPDATE need SET amount_ore = amount_ore + 1 WHERE id = 1"),
     {"Record": "amount_ore of need 1 was changed past the record"}),
    ("no head", lambda place: place.sql("DELETE FROM deed_head"), {"Head": "no head row"}),
    ("a forgetful queue", lambda place: place.queue(maxmemory_policy="allkeys-lru"), {"Queue's memory": "allkeys-lru"}),
    ("a queue without a file", lambda place: place.queue(appendonly="no"), {"Queue's memory": "appendonly yes"}),
    ("a queue open to all", lambda place: place.set(QUEUE_URL="redis://192.0.2.1:1/0?socket_connect_timeout=1"),
     {"Queue": "", "Queue's door": "without a password"}),
    ("work that nobody does", lambda place: place.sql(JOB % ("queued", "NULL, NULL")), {"Waiting": "has waited since"}),
    ("a night that failed",
     lambda place: place.sql(JOB % ("failed", "'2026-01-01 00:00:00.000000', '2026-01-01 00:00:00.000000'")),
     {"Night": "failed"}),
    ("a night long ago",
     lambda place: place.sql(JOB % ("done", "'2026-01-01 00:00:00.000000', '2026-01-01 00:00:00.000000'")),
     {"Night": "last ran 2026-01-01"}),
    ("a worker of another queue", a_worker_of_another_queue, {"Workers": "no worker listens"}),
]  # fmt: skip


@pytest.mark.parametrize(("plant", "expected"), [case[1:] for case in PLANTED], ids=[case[0] for case in PLANTED])
def test_each_planted_fault_is_named(place: Place, plant: Callable[[Place], None], expected: dict[str, str]) -> None:
    plant(place)

    found = place.faults()

    without_queue = "Configuration" in expected or "Queue" in expected
    assert found.keys() - ALWAYS == expected.keys() - ALWAYS
    assert found.keys() >= ALWAYS or without_queue
    for name, part in expected.items():
        assert part in found[name]


@pytest.mark.parametrize(
    ("make", "look", "said"),
    [
        ("CREATE DATABASE planted ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0", "Kept", "LATIN1"),
        ("CREATE DATABASE planted", "Kept", "fsync, full_page_writes, synchronous_commit off"),
    ],
)
def test_a_postgresql_that_loses_what_it_is_given_is_named(
    place: Place, postgresql: PostgreSQL, make: str, look: str, said: str
) -> None:
    postgresql.execute(make)
    try:
        place.set(DATABASE_URL=postgresql.url("planted"))
        assert said in place.faults()[look]
    finally:
        postgresql.execute("DROP DATABASE planted WITH (FORCE)")


def test_a_clock_that_differs_from_the_databases_is_named(place: Place, postgresql: PostgreSQL) -> None:
    from app.operations.carrying.move import carry
    from tests.operations.carrying.conftest import application_on, engine_on

    postgresql.execute("CREATE DATABASE planted")
    try:
        with application_on(f"sqlite:///{place.database}", place.folder), engine_on(postgresql.url("planted")) as there:
            from app.plumbing.db import db

            carry(db.engine, there)
        place.set(DATABASE_URL=postgresql.url("planted"))
        with clock.frozen(clock.now() + timedelta(minutes=5)):
            assert "300 s apart" in place.faults()["Clock"]
    finally:
        postgresql.execute("DROP DATABASE planted WITH (FORCE)")


def test_a_program_reads_the_same(place: Place, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["check", "--json", "--quick"]) == 1

    found = json.loads(capsys.readouterr().out)
    assert [one["name"] for one in found] == [look.name for look in LOOKS if not look.slow]
    assert {one["name"] for one in found if one["state"] == "fault"} == ALWAYS


def test_what_cannot_be_looked_at_is_said_and_not_blamed(place: Place, capsys: pytest.CaptureFixture[str]) -> None:
    place.set(DATABASE_URL="postgresql://127.0.0.1:1/x")

    assert cli.main(["check", "--quiet"]) == 1

    said = capsys.readouterr().out
    assert "Record: not looked at, because of «Head»." in said
    assert said.count("FAULT") == 2


def test_every_look_that_another_needs_comes_before_it() -> None:
    names = [look.name for look in LOOKS]

    assert len(set(names)) == len(names)
    assert all(look.needs is None or names.index(look.needs) < names.index(look.name) for look in LOOKS)
