"""Killed in mid-write, copied in mid-write: the harness of `python -m benchmarks.faults`, as short as it is telling."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from app.operations import broker as brokers
from app.operations.broker import Broker
from app.operations.instance import Instance
from app.operations.processes import is_alive
from benchmarks.faults import killing, power
from benchmarks.faults.stands import Embedded
from benchmarks.faults.writing import Writers
from tests.servers import eventually, free_port

pytestmark = pytest.mark.processes


@pytest.fixture
def stand(seeded_database: Path, tmp_path: Path) -> Iterator[Embedded]:
    made = Embedded(tmp_path, free_port())
    made.instance.mkdir(mode=0o700)
    shutil.copyfile(seeded_database, made.instance / "floke.sqlite3")
    yield made
    made.stop()
    made.clear()


@pytest.fixture
def broker(tmp_path: Path) -> Iterator[Broker]:
    made = Broker(Instance(tmp_path / "instance"))
    made.instance.make()
    yield made
    made.stop()


def test_what_was_acknowledged_is_there_after_every_kill(stand: Embedded) -> None:
    result = killing.kill(stand, {"web": 2, "run": 1, "worker": 1, "broker": 1}, kills=4, seed=7, writers=3)

    assert result.holds, killing.table(result)
    assert result.kills.total() == 4
    assert result.notes.acknowledged
    assert not result.notes.failed and not result.notes.signed_out


def test_what_was_acknowledged_survives_a_power_cut(stand: Embedded) -> None:
    stand.start()

    result = power.cut(stand, copies=4, seed=7)

    assert not result.faults, result.faults
    assert result.asked > 0 and result.torn > 0

    # What the copies prove can fail: this log ends where it ended before, as if nothing since had been forced to the
    # disk. The reader holds the log as it is: nothing written since is carried from it into the database.
    log = stand.instance / "floke.sqlite3-wal"
    with closing(sqlite3.connect(stand.instance / "floke.sqlite3", isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT number FROM deed_head").fetchone()
        before = power.end_of_commits(log.read_bytes())
        load = Writers(stand.address, "missed", count=2)
        load.start()
        assert eventually(lambda: len(load.notes.acknowledged) > 2, 60)
        told = load.stop()
        proof = power.Proof(stand.folder / "after")
        power.forget(proof.database)
        shutil.copyfile(stand.instance / "floke.sqlite3", proof.database)
        proof.database.with_name("floke.sqlite3-wal").write_bytes(log.read_bytes()[:before])
    assert [fault for fault in proof.faults(told) if "was acknowledged and is lost" in fault]


def test_a_queue_server_that_hangs_is_ended_and_replaced(broker: Broker, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(brokers, "LOOK", 0.0)
    said: list[str] = []
    broker.launch()
    broker.await_answer()
    hung = broker.pid()
    assert hung is not None
    os.kill(hung, signal.SIGSTOP)

    for _ in range(brokers.SILENT):
        broker.watch(said.append)

    assert said == ["The queue server does not answer; it is ended and starts again."]
    assert not is_alive(hung)
    assert eventually(broker.answers)


def test_torn_files_of_the_queue_server_keep_nobody_from_starting(broker: Broker) -> None:
    broker.launch()
    broker.await_answer()
    broker.stop()
    kept = broker.instance.broker / "appendonlydir"
    for path in kept.iterdir():
        path.write_bytes(b"\0" * 50 + os.urandom(50))

    broker.launch()
    broker.await_answer()

    assert broker.answers()
    assert kept.with_name("appendonlydir.unreadable").exists()


def test_a_queue_server_that_cannot_start_ends_nothing_else(broker: Broker, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a full disk not even its configuration can be written."""
    said: list[str] = []

    def full(_self: Path, *_words: object, **_options: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(Path, "write_text", full)
        broker.watch(said.append)
    assert "Jobs wait in their rows" in said[-1]

    time.sleep(1.1)
    broker.watch(said.append)
    assert eventually(broker.answers)
