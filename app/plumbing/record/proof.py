"""Proving that no deed and no row was altered, by replaying the whole record."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Table, select

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


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a verification found: the head that holds if ``faults`` is empty."""

    number: int
    head: str
    faults: tuple[str, ...]


def verify() -> Verdict:
    """Recompute the chain and hold every history row and every present row against it.

    A fault names the first deed or row that does not fit: an altered line, an altered former state, a present row
    changed past the record, a missing or added row.
    """
    session = db.session
    faults: list[str] = []
    previous, expected, last_at = GENESIS, 1, None
    state: dict[tuple[str, int], dict[str, Any]] = {}
    histories = historied_tables()
    starts = _history_by_start(histories)
    changes = _changes_by_deed()
    for deed in session.execute(select(Deed.__table__).order_by(Deed.number)).mappings():
        number = deed["number"]
        if number != expected:
            faults.append(f"deed {expected} is missing")
            expected = number
        lines = changes.pop(number, [])
        if deed["previous_hash"] != previous:
            faults.append(f"deed {number} does not follow from deed {number - 1}")
        if chained_hash(dict(deed), lines) != deed["hash"]:
            faults.append(f"deed {number} was altered")
        if last_at is not None and deed["at"] < last_at:
            faults.append(f"deed {number} counts for a time before deed {number - 1}")
        previous, last_at, expected = deed["hash"], deed["at"], number + 1
        for table, row_id, operation, fields in lines:
            _replay(state, starts, faults, number, (table, row_id, operation, fields))
    faults.extend(f"deed {number} is missing, its changes are not" for number in sorted(changes))
    faults.extend(
        f"history of {table} {row_id} from deed {number} is not in the record" for table, row_id, number in starts
    )
    faults.extend(_present_faults(histories, state))
    head = session.execute(select(DeedHead)).scalar_one()
    if (head.number, head.hash) != (expected - 1, previous):
        faults.append(f"the head says deed {head.number}, the chain ends at deed {expected - 1}")
    return Verdict(number=expected - 1, head=previous, faults=tuple(faults))


def _changes_by_deed() -> dict[int, list[tuple[str, int, str, str]]]:
    lines: defaultdict[int, list[tuple[str, int, str, str]]] = defaultdict(list)
    query = select(DeedChange.__table__).order_by(DeedChange.deed, DeedChange.position)
    for row in db.session.execute(query).mappings():
        lines[row["deed"]].append((row["table_name"], row["row_id"], row["operation"], row["fields"]))
    return dict(lines)


def _history_by_start(histories: Mapping[str, Table]) -> dict[tuple[str, int, int], dict[str, Any]]:
    return {
        (name, row["id"], row["from_deed"]): dict(row)
        for name, history in histories.items()
        for row in db.session.execute(select(history)).mappings()
    }


def _replay(
    state: dict[tuple[str, int], dict[str, Any]],
    starts: dict[tuple[str, int, int], dict[str, Any]],
    faults: list[str],
    number: int,
    line: tuple[str, int, str, str],
) -> None:
    """Take one change into ``state`` and tick off the history row it must have begun and the one it must have ended."""
    table, row_id, operation, fields = line
    key = (table, row_id)
    was = state.pop(key, None)
    if was is not None and was["to_deed"] != number:
        faults.append(f"history of {table} {row_id} was ended by deed {was['to_deed']}, the record says {number}")
    if operation == "delete":
        return
    row = starts.pop((table, row_id, number), None)
    if row is None:
        faults.append(f"history of {table} {row_id} from deed {number} is missing")
        return
    after = {name: value for name, (_, value) in json.loads(fields).items()}
    for name, value in row.items():
        if name in ("from_deed", "to_deed"):
            continue
        said = after.get(name) if name in after else (was or {}).get(name)
        if canonical(value) != canonical(said):
            faults.append(f"{name} of {table} {row_id} from deed {number} was altered")
    state[key] = row


def _present_faults(histories: Mapping[str, Table], state: dict[tuple[str, int], dict[str, Any]]) -> Iterator[str]:
    for name in histories:
        table = Base.metadata.tables[name]
        for row in db.session.execute(select(table)).mappings():
            then = state.pop((name, row["id"]), None)
            if then is None:
                yield f"{name} {row['id']} is not in the record"
                continue
            if then["to_deed"] is not None:
                yield f"history of {name} {row['id']} was ended by deed {then['to_deed']}, which did not touch it"
            for column, value in row.items():
                if canonical(value) != canonical(then[column]):
                    yield f"{column} of {name} {row['id']} was changed past the record"
    for name, row_id in sorted(state):
        yield f"{name} {row_id} vanished past the record"
