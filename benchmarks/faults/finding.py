"""What is in the database afterwards, held against what the writers were told."""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import dataclass, field

from sqlalchemy import Connection, create_engine, text

from benchmarks.faults.writing import Notes

MARK = re.compile(r"\[[\w-]+\]")


@dataclass(slots=True)
class Found:
    """``lost`` were acknowledged and are not there; ``twice`` have two deeds; ``unclear`` were kept without a word."""

    deeds: int = 0
    lost: list[str] = field(default_factory=list)
    twice: list[str] = field(default_factory=list)
    unclear: int = 0
    half: list[str] = field(default_factory=list)
    jobs: Counter[str] = field(default_factory=Counter)
    jobs_lost: list[int] = field(default_factory=list)

    @property
    def holds(self) -> bool:
        return not (self.lost or self.twice or self.half or self.jobs_lost)


def found(database_url: str, notes: Notes) -> Found:
    """Look for every mark. A deed that stands in one table and not in the other that it changed is half."""
    engine = create_engine(database_url)
    try:
        with engine.connect() as connection:
            return _found(connection, notes)
    finally:
        engine.dispose()


def failed_jobs(database_url: str, notes: Notes) -> list[int]:
    """The promised jobs that are shown as failed."""
    engine = create_engine(database_url)
    try:
        with engine.connect() as connection:
            failed = set(connection.execute(text("SELECT id FROM job WHERE state = 'failed'")).scalars())
    finally:
        engine.dispose()
    return sorted(failed & notes.jobs)


def _found(connection: Connection, notes: Notes) -> Found:
    result = Found()
    written = marks(connection)
    result.deeds = len(written)
    result.lost = [mark for mark in notes.acknowledged if mark not in written]
    result.twice = [mark for mark, deeds in written.items() if len(deeds) > 1]
    result.unclear = sum(mark in written for mark in notes.unclear)
    result.half = half_deeds(connection)
    states = {row.id: row.state for row in connection.execute(text("SELECT id, state FROM job"))}
    result.jobs_lost = sorted(notes.jobs - set(states))
    result.jobs = Counter(states[job] for job in notes.jobs if job in states)
    return result


def marks(connection: Connection) -> dict[str, set[int]]:
    """The deeds that wrote each mark."""
    written: dict[str, set[int]] = {}
    for deed, fields in connection.execute(
        text("SELECT deed, fields FROM deed_change WHERE fields LIKE '%said once%'")
    ):
        for _, after in json.loads(fields).values():
            for mark in MARK.findall(after) if isinstance(after, str) else ():
                written.setdefault(mark, set()).add(deed)
    return written


def half_deeds(connection: Connection) -> list[str]:
    """What only holds if a deed is there whole: the words of a draft beside the report, deeds beside their changes."""
    half = [
        f"draft of report {row.id}: «{row.comment}» and {row.typed}"
        for row in connection.execute(
            text("SELECT r.id, r.comment, d.typed FROM status_report r JOIN report_draft d ON d.report_id = r.id")
        )
        if "said once" in row.comment and row.comment not in json.loads(row.typed).get("comment", "")
    ]
    head = connection.execute(text("SELECT number FROM deed_head")).scalar_one()
    count, last = connection.execute(text("SELECT count(*), max(number) FROM deed")).one()
    if not head == count == last:
        half.append(f"the head says {head}, there are {count} deeds and the last is {last}")
    return half
