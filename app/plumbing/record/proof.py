"""Proving that no deed and no row was altered, by replaying the whole record.

Everything is read in order, a few hundred rows at a time: the proof of a long record takes time, not memory.
"""

from __future__ import annotations

import heapq
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any, cast

from sqlalchemy import Connection, Engine, Select, Table, select

from app.plumbing.db import Base, db
from app.plumbing.record.chain import (
    GENESIS,
    Deed,
    DeedChange,
    DeedHead,
    canonical,
    chained_hash,
    historied_tables,
)

# Rows that are held in memory at a time.
SOME = 500

Values = Mapping[str, Any]
Line = tuple[str, int, str, str]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a verification found: the head that holds if ``faults`` is empty."""

    number: int
    head: str
    faults: tuple[str, ...]


def verify(connection: Connection | None = None) -> Verdict:
    """Recompute the chain and hold every history row and every present row against it.

    A fault names the first deed or row that does not fit: an altered line, an altered former state, a present row
    changed past the record, a missing or added row. Without a ``connection`` the current session's is used, which
    must have nothing unsaved.
    """
    reading = _one_moment() if connection is None else connection
    faults: list[str] = []
    number, head = _prove_chain(reading, faults)
    histories = historied_tables()
    known = select(DeedChange.table_name).distinct().where(DeedChange.table_name.not_in(histories))
    faults.extend(f"history of {name} is missing" for name in sorted(reading.scalars(known)))
    for name, history in sorted(histories.items()):
        faults.extend(_row_faults(reading, name, history))
    said = reading.execute(select(DeedHead.__table__)).one()
    if (said.number, said.hash) != (number, head):
        faults.append(f"the head says deed {said.number}, the chain ends at deed {number}")
    return Verdict(number=number, head=head, faults=tuple(faults))


def _one_moment() -> Connection:
    """The session's connection, seeing one moment: what is written meanwhile must not look like a fault."""
    session = db.session
    if not isinstance(session.get_bind(), Engine) or "work" in session.info:
        return session.connection()
    session.rollback()
    if session.get_bind().dialect.name == "postgresql":
        return session.connection(execution_options={"isolation_level": "REPEATABLE READ"})
    return session.connection()


def _stream(reading: Connection, query: Select[Any]) -> Iterator[Values]:
    for row in reading.execute(query, execution_options={"yield_per": SOME}).mappings():
        yield cast(Values, row)


def _prove_chain(reading: Connection, faults: list[str]) -> tuple[int, str]:
    """Each deed follows from the one before; the number and hash where the chain ends."""
    previous, expected, last_at = GENESIS, 1, None
    lines = groupby(
        _stream(reading, select(DeedChange.__table__).order_by(DeedChange.deed, DeedChange.position)),
        key=lambda line: int(line["deed"]),
    )
    ahead = next(lines, None)
    for deed in _stream(reading, select(Deed.__table__).order_by(Deed.number)):
        number = deed["number"]
        while ahead is not None and ahead[0] < number:
            faults.append(f"deed {ahead[0]} is missing, its changes are not")
            ahead = next(lines, None)
        changes: list[Line] = []
        if ahead is not None and ahead[0] == number:
            changes = [(line["table_name"], line["row_id"], line["operation"], line["fields"]) for line in ahead[1]]
            ahead = next(lines, None)
        if number != expected:
            faults.append(f"deed {expected} is missing")
        if deed["previous_hash"] != previous:
            faults.append(f"deed {number} does not follow from deed {number - 1}")
        if chained_hash(deed, changes) != deed["hash"]:
            faults.append(f"deed {number} was altered")
        if last_at is not None and deed["at"] < last_at:
            faults.append(f"deed {number} counts for a time before deed {number - 1}")
        previous, last_at, expected = deed["hash"], deed["at"], number + 1
    while ahead is not None:
        faults.append(f"deed {ahead[0]} is missing, its changes are not")
        ahead = next(lines, None)
    return expected - 1, previous


def _row_faults(reading: Connection, name: str, history: Table) -> Iterator[str]:
    """Row by row of one table: what the record says of it, its former states, and how it is now."""
    table = Base.metadata.tables[name]
    recorded = (
        select(DeedChange.__table__)
        .where(DeedChange.table_name == name)
        .order_by(DeedChange.row_id, DeedChange.deed, DeedChange.position)
    )
    streams = (
        _marked(_stream(reading, recorded), "row_id", 0),
        _marked(_stream(reading, select(history).order_by(history.c.id, history.c.from_deed)), "id", 1),
        _marked(_stream(reading, select(table).order_by(table.c.id)), "id", 2),
    )
    former = {column.name: column.info.get("former") for column in table.columns}
    for row_id, found in groupby(heapq.merge(*streams, key=lambda one: one[:2]), key=lambda one: one[0]):
        sorts: tuple[list[Values], list[Values], list[Values]] = ([], [], [])
        for _, sort, values in found:
            sorts[sort].append(values)
        yield from _faults_of_row(f"{name} {row_id}", *sorts, former=former)


def _marked(rows: Iterable[Values], key: str, sort: int) -> Iterator[tuple[int, int, Values]]:
    for row in rows:
        yield row[key], sort, row


def _faults_of_row(
    called: str, lines: list[Values], states: list[Values], present: list[Values], *, former: Values
) -> Iterator[str]:
    starts = {state["from_deed"]: state for state in states}
    was: Values | None = None
    for line in lines:
        number = line["deed"]
        if was is not None and was["to_deed"] != number:
            yield f"history of {called} was ended by deed {was['to_deed']}, the record says {number}"
        before, was = was, None
        if line["operation"] == "delete":
            continue
        was = starts.pop(number, None)
        if was is None:
            yield f"history of {called} from deed {number} is missing"
            continue
        after = {name: value for name, (_, value) in json.loads(line["fields"]).items()}
        for name, value in was.items():
            if name in ("from_deed", "to_deed"):
                continue
            # What no deed ever said of a column is what it was given when it was made (see docs/developing.md).
            said = after[name] if name in after else former[name] if before is None else before[name]
            if not _same(value, said):
                yield f"{name} of {called} from deed {number} was altered"
    for number in starts:
        yield f"history of {called} from deed {number} is not in the record"
    yield from _present_faults(called, present[0] if present else None, was)


def _present_faults(called: str, row: Values | None, then: Values | None) -> Iterator[str]:
    if row is None:
        if then is not None:
            yield f"{called} vanished past the record"
        return
    if then is None:
        yield f"{called} is not in the record"
        return
    if then["to_deed"] is not None:
        yield f"history of {called} was ended by deed {then['to_deed']}, which did not touch it"
    for column, value in row.items():
        if not _same(value, then[column]):
            yield f"{column} of {called} was changed past the record"


def _same(one: object, other: object) -> bool:
    """Whether two values have the same canonical text; the text itself is only made where it could differ."""
    if one is None or other is None:
        return one is other
    if type(one) is type(other) and isinstance(one, int | str | datetime):
        return one == other
    return canonical(one) == canonical(other)
