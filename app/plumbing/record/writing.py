"""Writing the deed of a unit of work, and the former states it leaves behind; nothing historied changes unseen."""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from typing import Any, cast

from sqlalchemy import (
    BindParameter,
    Connection,
    Insert,
    Select,
    Table,
    Update,
    and_,
    bindparam,
    event,
    insert,
    inspect,
    select,
    update,
)
from sqlalchemy.orm import ORMExecuteState, Session, scoped_session

from app.plumbing import clock
from app.plumbing.db import Base, Historied, Recorded
from app.plumbing.record.chain import Deed, DeedChange, DeedHead, canonical, chained_hash, historied_tables
from app.plumbing.record.work import Work

log = logging.getLogger(__name__)

# So many rows are written one by one.
FEW = 3

# Less is said without a word: what is dated today by its day alone counts from noon.
STEADY = timedelta(days=1)


@event.listens_for(Session, "after_flush")
def _remember(session: Session, _context: object) -> None:
    work = session.info.get("work")
    for row in (*session.new, *session.dirty, *session.deleted):
        if isinstance(row, Historied):
            if work is None:
                raise RuntimeError(f"{row.__tablename__} changed outside unit_of_work")
            work.touched.add((row.__tablename__, row.id))
        elif isinstance(row, Recorded) and _changed(session, row):
            if work is None:
                raise RuntimeError(f"{row.__tablename__} changed outside unit_of_work")
            work.owes_deed = True


def _changed(session: Session, row: Recorded) -> bool:
    """Whether more of it changed than what changes without a deed."""
    if row not in session.dirty:
        return True
    state = inspect(row)
    return any(state.attrs[name].history.has_changes() for name in {*state.mapper.columns.keys()} - row.unrecorded)


@event.listens_for(Session, "do_orm_execute")
def _no_unseen_writes(state: ORMExecuteState) -> None:
    """A bulk statement on a historied table would pass the record by."""
    if state.is_update or state.is_delete:
        mapper = state.bind_mapper
        if mapper is not None and issubclass(mapper.class_, Historied | Recorded):
            raise RuntimeError(f"change {mapper.class_.__name__} row by row, so that the record sees it")


def write(session: Session | scoped_session[Any], work: Work) -> None:
    """Write the deed of this unit of work, if it did anything; called once, just before commit."""
    changes = _changes(session, work)
    if not changes and not work.bare:
        if work.owes_deed:
            raise RuntimeError(
                "what is remembered of it would be out of date: record a deed (bare, if nothing else changed)"
            )
        return
    if work.act is None or work.subject is None:
        raise RuntimeError(f"a deed without a name changed {sorted({change[0] for change in changes})}")
    session.flush()
    connection = session.connection()
    head = connection.execute(_HEAD).one()
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
    if recorded_at < head.at - STEADY:
        log.warning("the clock is behind the record: deed %s counts for %s, not for %s", number, head.at, recorded_at)
    deed["hash"] = chained_hash(deed, [(table, row, operation, fields) for table, row, operation, fields, _ in changes])
    connection.execute(_DEED, deed)
    if changes:
        _insert(
            connection,
            _CHANGE,
            [
                {"deed": number, "position": position, "table_name": table, "row_id": row,
                 "operation": operation, "fields": fields}
                for position, (table, row, operation, fields, _) in enumerate(changes)
            ],
        )  # fmt: skip
        _write_history(session, number, changes)
    connection.execute(_NEXT, {name: deed[name] for name in ("number", "hash", "at")})
    work.deed, work.deed_hash = number, cast(str, deed["hash"])


_head, _deed, _change = (cast(Table, model.__table__) for model in (DeedHead, Deed, DeedChange))
_HEAD = select(_head.c.number, _head.c.hash, _head.c.at).with_for_update()
_NEXT = update(_head).where(_head.c.id == 1)
_DEED = insert(_deed)
_CHANGE = insert(_change)


def is_kept(session: Session | scoped_session[Any], work: Work) -> bool | None:
    """Whether the deed of a commit that broke off is in the record; None for a unit of work that wrote no deed.

    The head is locked first: a transaction that still lives on the server holds it, and until it has ended either
    answer could turn out wrong.
    """
    if work.deed is None:
        return None
    try:
        session.execute(select(DeedHead).with_for_update().execution_options(populate_existing=True)).scalar_one()
        return session.scalar(select(Deed.hash).where(Deed.number == work.deed)) == work.deed_hash
    finally:
        session.rollback()


Change = tuple[str, int, str, str, dict[str, Any] | None]


def _changes(session: Session | scoped_session[Any], work: Work) -> list[Change]:
    """Each touched row's table, id, operation, canonical fields and present values, in a stated order."""
    by_table: defaultdict[str, list[int]] = defaultdict(list)
    for touched, touched_id in work.touched:
        by_table[touched].append(touched_id)
    connection = session.connection()
    changes: list[Change] = []
    for name in sorted(by_table):
        statements, ids = _statements(name), sorted(by_table[name])
        width = len(statements.names)
        nothing = (None,) * width
        now: dict[int, tuple[Any, ...]] = {}
        before: dict[int, tuple[Any, ...]] = {}
        for some in _slices(ids):
            for row in connection.execute(statements.now, {"ids": some}):
                values = tuple(row)
                now[values[statements.key]] = values[:width]
                if values[width + statements.key] is not None:
                    before[values[statements.key]] = values[width:]
            # Gone, or never written: only history can tell.
            if missing := [row_id for row_id in some if row_id not in now]:
                for row in connection.execute(statements.former, {"ids": missing}):
                    before[row[statements.key]] = tuple(row)
        for row_id in ids:
            was, is_now = before.get(row_id), now.get(row_id)
            fields = {
                column: [then, today]
                for column, then, today in zip(statements.names, was or nothing, is_now or nothing, strict=True)
                if then != today
            }
            if fields:
                operation = "insert" if was is None else "delete" if is_now is None else "update"
                values_now = None if is_now is None else dict(zip(statements.names, is_now, strict=True))
                changes.append((name, row_id, operation, canonical(fields), values_now))
    return changes


@dataclass(frozen=True, slots=True)
class _Statements:
    """What is asked and written of one historied table in every deed that touches it; made once in a process.

    ``now`` finds rows as they are, each beside its former state; ``former`` the former state alone. ``key`` is the
    place of the id among ``names``.
    """

    names: tuple[str, ...]
    key: int
    now: Select[*tuple[Any, ...]]
    former: Select[*tuple[Any, ...]]
    end: Update
    begin: Insert


@cache
def _statements(name: str) -> _Statements:
    table, history = Base.metadata.tables[name], historied_tables()[name]
    names = tuple(column.name for column in table.columns)
    ids: BindParameter[Any] = bindparam("ids", expanding=True)
    then = [history.c[column].label(f"then_{column}") for column in names]
    beside = table.outerjoin(history, and_(history.c.id == table.c.id, history.c.to_deed.is_(None)))
    return _Statements(
        names=names,
        key=names.index("id"),
        now=select(*table.columns, *then).select_from(beside).where(table.c.id.in_(ids)),
        former=select(*then).where(history.c.to_deed.is_(None), history.c.id.in_(ids)),
        end=update(history)
        .where(history.c.id.in_(ids), history.c.to_deed.is_(None))
        .values(to_deed=bindparam("deed_number")),
        begin=insert(history),
    )


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
    connection = session.connection()
    for table, ids in ended.items():
        for some in _slices(ids):
            connection.execute(_statements(table).end, {"ids": some, "deed_number": number})
    for table, rows in begun.items():
        _insert(connection, _statements(table).begin, rows)


def _insert(connection: Connection, statement: Insert, rows: list[dict[str, Any]]) -> None:
    """A few rows one by one: PostgreSQL's driver sends many as one, and pays for that with three trips more."""
    if len(rows) > FEW:
        connection.execute(statement, rows)
        return
    for row in rows:
        connection.execute(statement, row)
