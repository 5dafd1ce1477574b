"""The power goes: what a SQLite database is when only what was forced to the disk is left.

A power cut leaves the files as the disk holds them: everything up to the last sync, and of what came after it any
part, also torn. The copies taken here are such states, made from the files of the running program at random moments. A
reader holds the log open meanwhile, so that the copy of the database and the copy of its log belong together, as they
do on a disk. The log is then cut anywhere behind the last acknowledged commit, or filled with rubbish there,
and the shared memory, which never was on the disk, is left out. What had been acknowledged must be in every copy.
"""

from __future__ import annotations

import random
import shutil
import sqlite3
import struct
import time
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from app.config import Settings
from benchmarks.faults.finding import found
from benchmarks.faults.stands import Embedded
from benchmarks.faults.writing import Notes, Writers

# https://www.sqlite.org/fileformat2.html#the_write_ahead_log
WAL_HEADER = 32
FRAME_HEADER = 24


@dataclass(slots=True)
class Cuts:
    """What came of them: how many copies, how many acknowledged deeds they were asked for in all, what did not hold."""

    copies: int = 0
    asked: int = 0
    torn: int = 0
    faults: list[str] = field(default_factory=list)
    seconds: float = 0.0


def end_of_commits(log: bytes) -> int:
    """Where the last whole commit of a write-ahead log ends, in bytes; what is behind it does not count."""
    if len(log) < WAL_HEADER:
        return 0
    size, salt = struct.unpack(">I", log[8:12])[0], log[16:24]
    end, place = WAL_HEADER, WAL_HEADER
    while place + FRAME_HEADER + size <= len(log) and log[place + 8 : place + 16] == salt:
        (pages_after_commit,) = struct.unpack(">I", log[place + 4 : place + 8])
        place += FRAME_HEADER + size
        if pages_after_commit:
            end = place
    return end


def cut(stand: Embedded, *, copies: int, seed: int, writers: int = 3) -> Cuts:
    """Copy the files of a running program ``copies`` times under load; prove each copy."""
    chance, result = random.Random(seed), Cuts()
    place = stand.folder / "after"
    place.mkdir()
    proof = Proof(place)
    load = Writers(stand.address, f"power-{seed}", count=writers, seed=seed)
    load.start()
    begun = time.monotonic()
    try:
        for number in range(copies):
            time.sleep(chance.uniform(0.0, 0.4))
            told = snapshot(stand.instance / "floke.sqlite3", proof.database, load, chance, result)
            result.copies, result.asked = number + 1, result.asked + len(told.acknowledged)
            result.faults.extend(f"copy {number}: {fault}" for fault in proof.faults(told))
    finally:
        load.stop()
    result.seconds = time.monotonic() - begun
    return result


def snapshot(database: Path, copy: Path, load: Writers, chance: random.Random, result: Cuts) -> Notes:
    """Put a state that a power cut could leave into ``copy``; what had been acknowledged when it happened."""
    log = database.with_name(f"{database.name}-wal")
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True, isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT number FROM deed_head").fetchone()
        told = load.told()
        safe = end_of_commits(log.read_bytes())
        forget(copy)
        shutil.copyfile(database, copy)
        kept = log.read_bytes()
        reader.execute("ROLLBACK")
    end = chance.randint(safe, max(safe, len(kept)))
    rest = chance.randbytes(chance.randint(1, 6000)) if chance.random() < 0.5 else b""
    result.torn += end < len(kept) or bool(rest)
    copy.with_name(f"{copy.name}-wal").write_bytes(kept[:end] + rest)
    return told


def forget(copy: Path) -> None:
    for end in ("", "-wal", "-shm"):
        copy.with_name(copy.name + end).unlink(missing_ok=True)


class Proof:
    """Opens a copy as the next start would, and says what does not hold."""

    def __init__(self, folder: Path) -> None:
        from app import create_app

        self.database = folder / "floke.sqlite3"
        self._app = create_app(
            Settings(
                instance=folder,
                database_url=f"sqlite:///{self.database}",
                queue_url="redis://127.0.0.1:1",
                secret_key="only for the proof",  # noqa: S106 - nothing is signed with it
                trusted_hosts=("localhost",),
            )
        )

    def faults(self, told: Notes) -> list[str]:
        from app.plumbing import record
        from app.plumbing.db import db

        with closing(sqlite3.connect(self.database)) as connection:
            said = [row[0] for row in connection.execute("PRAGMA integrity_check")]
            said += [
                f"{table} {row} points to nothing" for table, row, *_ in connection.execute("PRAGMA foreign_key_check")
            ]
        faults = [] if said == ["ok"] else said
        there = found(f"sqlite:///{self.database}", told)
        faults += [f"{mark} was acknowledged and is lost" for mark in there.lost]
        faults += there.half + [f"job {job} is lost" for job in there.jobs_lost]
        with self._app.app_context():
            faults += record.verify().faults
            db.session.remove()
            db.engine.dispose()
        return faults


def price(folder: Path, *, commits: int = 300) -> dict[str, float]:
    """Milliseconds for one small commit by how it is forced to the disk: FULL at each, NORMAL at checkpoints only."""
    spent = {}
    for words in ("FULL", "NORMAL"):
        path = folder / f"price-{words}.sqlite3"
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            connection.execute("PRAGMA journal_mode=WAL")
            connection.execute(f"PRAGMA synchronous={words}")
            connection.execute("CREATE TABLE said (words TEXT)")
            begun = time.perf_counter()
            for number in range(commits):
                connection.execute("BEGIN IMMEDIATE")
                connection.execute("INSERT INTO said VALUES (?)", (f"{number:2000}",))
                connection.execute("COMMIT")
            spent[words] = (time.perf_counter() - begun) / commits * 1000
    return spent
