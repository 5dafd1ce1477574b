"""Writing the deed of a unit of work, and the former states it leaves behind; nothing historied changes unseen."""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any, cast

from sqlalchemy import event, insert, select, update
from sqlalchemy.orm import ORMExecuteState, Session, scoped_session

from app.plumbing import clock
from app.plumbing.db import Base, Historied
from app.plumbing.record.chain import Deed, DeedChange, DeedHead, canonical, chained_hash, historied_tables
from app.plumbing.record.work import Work

log = logging.getLogger(__name__)

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
    if recorded_at < head.at - STEADY:
        log.warning("the clock is behind the record: deed %s counts for %s, not for %s", number, head.at, recorded_at)
    deed["hash"] = chained_hash(deed, [(table, row, operation, fields) for table, row, operation, fields, _ in changes])
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
    work.deed, work.deed_hash = number, cast(str, deed["hash"])


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
