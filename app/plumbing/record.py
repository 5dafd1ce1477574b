"""The record: every deed in a gapless chain, and the former state of every row it changed.

One mechanism for three things: the audit trail, the history behind ``?as_of=``, and the proof that neither was
altered. SQLAlchemy-Continuum was weighed and left (docs/decisions/0001-history-and-record.md): its transaction numbers
have gaps and its versions carry no hash.

The record holds ids, never names or addresses.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any, TypeVar, cast

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    Index,
    String,
    Table,
    event,
    func,
    insert,
    or_,
    select,
    update,
)
from sqlalchemy.orm import Mapped, ORMExecuteState, Session, aliased, mapped_column, scoped_session

from app.plumbing import clock
from app.plumbing.columns import BIG, Instant
from app.plumbing.db import Base, Historied, Work, db

GENESIS = "0" * 64

H = TypeVar("H", bound=Base)


class Deed(Base):
    """One line of the record. ``at`` is the time it counts for and never runs backwards; ``recorded_at`` the clock."""

    __tablename__ = "deed"

    number: Mapped[int] = mapped_column(BIG, primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(Instant, index=True)
    recorded_at: Mapped[datetime] = mapped_column(Instant)
    actor_id: Mapped[int | None] = mapped_column(BIG, index=True)
    act: Mapped[str] = mapped_column(String(80), index=True)
    subject_table: Mapped[str] = mapped_column(String(60))
    subject_id: Mapped[int] = mapped_column(BIG)
    mission_id: Mapped[int | None] = mapped_column(BIG, index=True)
    note: Mapped[str] = mapped_column(default="")
    previous_hash: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64))

    __table_args__ = (
        CheckConstraint("number > 0", name="number_positive"),
        Index(None, "subject_table", "subject_id"),
    )


class DeedChange(Base):
    """What one deed did to one row. ``fields`` is canonical text: ``{"field": [before, after], …}``."""

    __tablename__ = "deed_change"

    deed: Mapped[int] = mapped_column(BIG, ForeignKey("deed.number"), primary_key=True, autoincrement=False)
    position: Mapped[int] = mapped_column(BIG, primary_key=True, autoincrement=False)
    table_name: Mapped[str] = mapped_column(String(60))
    row_id: Mapped[int] = mapped_column(BIG)
    operation: Mapped[str] = mapped_column(String(6))
    fields: Mapped[str]

    __table_args__ = (
        CheckConstraint("operation IN ('insert', 'update', 'delete')", name="operation_known"),
        Index(None, "table_name", "row_id"),
    )


class DeedHead(Base):
    """The one row under whose lock deeds are numbered."""

    __tablename__ = "deed_head"

    id: Mapped[int] = mapped_column(BIG, primary_key=True, autoincrement=False)
    number: Mapped[int] = mapped_column(BIG)
    hash: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime] = mapped_column(Instant)

    __table_args__ = (CheckConstraint("id = 1", name="one_row"),)


def canonical(value: object) -> str:
    """Text that is the same for the same value on any database and any machine."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_plain)


def _plain(value: object) -> object:
    match value:
        case datetime():
            return value.astimezone(UTC).isoformat(timespec="microseconds")
        case date():
            return value.isoformat()
        case Decimal():
            return format(value.normalize(), "f")
        case StrEnum():
            return value.value
    raise TypeError(f"no canonical text for {type(value).__name__}")


def _hash(deed: Mapping[str, Any], changes: list[tuple[str, int, str, str]]) -> str:
    header = {
        key: deed[key]
        for key in (
            "number", "at", "recorded_at", "actor_id", "act", "subject_table", "subject_id", "mission_id", "note",
            "previous_hash",
        )
    }  # fmt: skip
    return hashlib.sha256(canonical([header, changes]).encode()).hexdigest()


def historied_tables() -> dict[str, Table]:
    """History table by the name of the table it belongs to."""
    return {table.info["history_of"]: table for table in Base.metadata.tables.values() if "history_of" in table.info}


# --- writing ---------------------------------------------------------------------------------------------------


@event.listens_for(Session, "after_flush")
def _remember(session: Session, _context: object) -> None:
    work = session.info.get("work")
    for row in (*session.new, *session.dirty, *session.deleted):
        if isinstance(row, Historied):
            if work is None:
                raise RuntimeError(f"{row.__tablename__} changed outside unit_of_work")
            work.touched.add((row.__tablename__, row.id))


@event.listens_for(Session, "do_orm_execute")
def _no_unseen_writes(state: ORMExecuteState) -> None:
    """A bulk statement on a historied table would pass the record by."""
    if state.is_update or state.is_delete:
        mapper = state.bind_mapper
        if mapper is not None and issubclass(mapper.class_, Historied):
            raise RuntimeError(f"change {mapper.class_.__name__} row by row, so that the record sees it")


def write(session: Session | scoped_session[Any], work: Work) -> None:
    """Write the deed of this unit of work, if it did anything; called once, just before commit."""
    changes = _changes(session, work)
    if not changes and not work.bare:
        return
    if work.act is None or work.subject is None:
        raise RuntimeError(f"a deed without a name changed {sorted({change[0] for change in changes})}")
    head = session.execute(select(DeedHead).with_for_update().execution_options(populate_existing=True)).scalar_one()
    recorded_at = clock.now()
    number = head.number + 1
    deed = {
        "number": number,
        "at": max(work.at or recorded_at, head.at),
        "recorded_at": recorded_at,
        "actor_id": work.by,
        "act": work.act,
        "subject_table": work.subject[0],
        "subject_id": work.subject[1],
        "mission_id": work.mission_id,
        "note": work.note,
        "previous_hash": head.hash,
    }
    deed["hash"] = _hash(deed, [(table, row, operation, fields) for table, row, operation, fields, _ in changes])
    session.execute(insert(Deed), [deed])
    if changes:
        session.execute(
            insert(DeedChange),
            [
                {"deed": number, "position": position, "table_name": table, "row_id": row,
                 "operation": operation, "fields": fields}
                for position, (table, row, operation, fields, _) in enumerate(changes)
            ],
        )  # fmt: skip
        _write_history(session, number, changes)
    head.number, head.hash, head.at = number, cast(str, deed["hash"]), cast(datetime, deed["at"])
    session.flush()
    work.deed = number


Change = tuple[str, int, str, str, dict[str, Any] | None]


def _changes(session: Session | scoped_session[Any], work: Work) -> list[Change]:
    """Each touched row's table, id, operation, canonical fields and present values, in a stated order."""
    by_table: defaultdict[str, list[int]] = defaultdict(list)
    for touched, row in work.touched:
        by_table[touched].append(row)
    changes: list[Change] = []
    histories = historied_tables()
    for name in sorted(by_table):
        table, history = Base.metadata.tables[name], histories[name]
        ids = sorted(by_table[name])
        now: dict[int, dict[str, Any]] = {}
        before: dict[int, dict[str, Any]] = {}
        former = select(*(history.c[c.name] for c in table.columns)).where(history.c.to_deed.is_(None))
        for some in _slices(ids):
            for values in session.execute(select(table).where(table.c.id.in_(some))).mappings():
                now[values["id"]] = dict(values)
            for values in session.execute(former.where(history.c.id.in_(some))).mappings():
                before[values["id"]] = dict(values)
        for row_id in ids:
            was, is_now = before.get(row_id), now.get(row_id)
            fields = {
                column.name: [(was or {}).get(column.name), (is_now or {}).get(column.name)]
                for column in table.columns
                if (was or {}).get(column.name) != (is_now or {}).get(column.name)
            }
            if fields:
                operation = "insert" if was is None else "delete" if is_now is None else "update"
                changes.append((name, row_id, operation, canonical(fields), is_now))
    return changes


def _slices(ids: list[int], size: int = 500) -> Iterator[list[int]]:
    for start in range(0, len(ids), size):
        yield ids[start : start + size]


def _write_history(session: Session | scoped_session[Any], number: int, changes: list[Change]) -> None:
    ended: defaultdict[str, list[int]] = defaultdict(list)
    begun: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for table, row_id, operation, _, values in changes:
        if operation != "insert":
            ended[table].append(row_id)
        if values is not None:
            begun[table].append({**values, "from_deed": number, "to_deed": None})
    histories = historied_tables()
    for table, ids in ended.items():
        history = histories[table]
        for some in _slices(ids):
            session.execute(
                update(history).where(history.c.id.in_(some), history.c.to_deed.is_(None)).values(to_deed=number)
            )
    for table, rows in begun.items():
        session.execute(insert(histories[table]), rows)


# --- asking of a moment ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class At:
    """The moment a question is asked of: a deed number, or now. ``day`` is what the reader asked for."""

    deed: int | None = None
    day: date | None = None

    def of(self, model: type[H]) -> type[H]:
        """``model`` as it was: use its columns in a select as if it were the table of today.

        Select columns, never whole entities: an old row must not enter the session as if it were the present one.
        Tables without history (identities) are always read as they are.
        """
        if self.deed is None or not issubclass(model, Historied):
            return model
        history = model.history
        then = (
            select(*(history.c[column.name] for column in model.__table__.columns))
            .where(history.c.from_deed <= self.deed)
            .where(or_(history.c.to_deed.is_(None), history.c.to_deed > self.deed))
            .subquery()
        )
        return cast("type[H]", aliased(model, then, adapt_on_names=True))

    def again(self, model: type[H]) -> type[H]:
        """``model`` as it was, once more: for a statement that uses the same table twice."""
        return cast("type[H]", aliased(self.of(model), adapt_on_names=True))


NOW = At()


def at_day(day: date) -> At:
    """The end of ``day`` in Oslo. A day before the first deed shows an empty world."""
    number = db.session.scalar(select(func.max(Deed.number)).where(Deed.at < clock.end_of_day(day)))
    return At(deed=number or 0, day=day)


def first_day() -> date | None:
    """The day of the first deed: there is nothing to see before it."""
    first = db.session.scalar(select(func.min(Deed.at)))
    return None if first is None else first.astimezone(clock.OSLO).date()


def head(at: At) -> tuple[int, str]:
    """The number and hash of the last deed seen from ``at``: printed on pages and papers, so that cutting shows."""
    if at.deed is None:
        now = db.session.execute(select(DeedHead.number, DeedHead.hash)).one()
        return now.number, now.hash
    return at.deed, db.session.scalar(select(Deed.hash).where(Deed.number == at.deed)) or GENESIS


# --- proof -----------------------------------------------------------------------------------------------------


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
        if _hash(dict(deed), lines) != deed["hash"]:
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
