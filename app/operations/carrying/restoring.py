"""Content written into a database: all of it, proved, at this version; or nothing.

One transaction, on SQLite too. The tables are made as they were when the content was taken, filled, read back and
compared line by line, and only then brought to this version and the record proved.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any

from sqlalchemy import Connection, Engine, Integer, Table, column, func, inspect, select, text, update
from sqlalchemy import table as named

from app.operations import database
from app.operations.carrying.content import Content, Manifest
from app.operations.carrying.snapshot import VERSIONS, Snapshot, is_passing, reflected
from app.operations.carrying.values import NotCarried, Row, from_plain
from app.people.models import OneTimeLink
from app.plumbing import clock, record
from app.plumbing.queue.models import Job
from app.plumbing.queue.rules import JobState
from app.plumbing.rebuilding import rebuilding
from app.plumbing.record import Verdict
from app.plumbing.refusals import N_

# Rows that go to the database at a time.
SOME = 500

FOREIGN_KEYS = text(
    """SELECT conrelid::regclass::text AS "table", quote_ident(conname) AS name, pg_get_constraintdef(oid) AS says
    FROM pg_constraint WHERE contype = 'f' AND connamespace = current_schema()::regnamespace ORDER BY 1, 2"""
)
NUMBERED = text(
    """SELECT table_name AS "table", column_name AS "column" FROM information_schema.columns
    WHERE table_schema = current_schema() AND (column_default LIKE 'nextval(%' OR is_identity = 'YES')"""
)


def restore(
    content: Content,
    engine: Engine,
    *,
    replace: bool = False,
    as_backup: bool = True,
    faulty: bool = False,
) -> Verdict:
    """Write the content into an empty database; the proof of its record.

    ``replace`` first drops what another Floke has in it. ``as_backup``: work that was waiting when the content was
    taken is not done a second time, and a link that was open then lets nobody in. ``faulty`` takes a record that does
    not hold, which otherwise is refused.
    Raises :class:`NotCarried`; then the database is as it was.
    """
    manifest = content.manifest
    if manifest.migration not in database.known():
        raise NotCarried(
            f"The backup was made at migration {manifest.migration} by Floke {manifest.floke}, which this version does "
            "not know. Use the newer version. Nothing was changed."
        )
    with rebuilding(engine) as connection:
        _make_room(connection, replace=replace)
        database.upgrade(connection, to=manifest.migration)
        _fill(connection, content)
        _compare(connection, manifest)
        database.upgrade(connection)
        verdict = record.verify(connection)
        _judge(verdict, manifest, faulty=faulty)
        if as_backup:
            _stop_jobs(connection)
            _withdraw_links(connection)
    return verdict


def is_empty(connection: Connection) -> bool:
    """No table at all, or Floke's own with nothing recorded in them yet."""
    found = inspect(connection)
    if not found.get_table_names():
        return True
    if not (found.has_table(VERSIONS) and found.has_table("deed_head")):
        return False
    return connection.execute(text("SELECT number FROM deed_head")).scalar() in (None, 0)


def _make_room(connection: Connection, *, replace: bool) -> None:
    found = inspect(connection)
    ours = found.has_table(VERSIONS) and found.has_table("deed_head")
    if found.get_table_names() and not ours:
        raise NotCarried("The database holds tables that are not Floke's. Name an empty one. Nothing was changed.")
    if not is_empty(connection) and not replace:
        raise NotCarried(
            "The database is not empty. Name an empty one, or say --replace to lose what is in it. Nothing was changed."
        )
    cascade = " CASCADE" if connection.dialect.name == "postgresql" else ""
    for name in found.get_table_names():
        connection.exec_driver_sql(f"DROP TABLE {_quoted(connection, name)}{cascade}")


def _fill(connection: Connection, content: Content) -> None:
    tables = reflected(connection)
    _expect("tables", set(tables), {told.name for told in content.manifest.tables})
    keys = list(connection.execute(FOREIGN_KEYS)) if connection.dialect.name == "postgresql" else []
    for key in keys:
        connection.exec_driver_sql(f"ALTER TABLE {key.table} DROP CONSTRAINT {key.name}")
    for told in content.manifest.tables:
        table = tables[told.name]
        _expect(f"columns of {told.name}", set(table.columns.keys()), {name for name, _ in told.columns})
        connection.execute(table.delete())  # a migration may have put the first rows in
        _insert(connection, table, dict(told.columns), content.rows(told.name))
    for key in keys:
        connection.exec_driver_sql(f"ALTER TABLE {key.table} ADD CONSTRAINT {key.name} {key.says}")
    if connection.dialect.name == "postgresql":
        _count_on(connection, set(tables))


def _expect(what: str, ours: set[str], theirs: set[str]) -> None:
    if ours != theirs:
        odd = ", ".join(sorted(ours ^ theirs))
        raise NotCarried(f"The backup's {what} are not those of its migration ({odd}). Nothing was changed.")


def _insert(connection: Connection, table: Table, kinds: dict[str, Any], rows: Iterator[Row]) -> None:
    change = [
        (
            name,
            from_plain(
                f"{table.name}.{name}",
                kind,
                zoned=bool(getattr(table.c[name].type, "timezone", False)),
                dialect=connection.dialect.name,
            ),
        )
        for name, kind in kinds.items()
    ]
    while some := list(islice(rows, SOME)):
        values = [{name: to(value) for (name, to), value in zip(change, row, strict=True)} for row in some]
        connection.execute(table.insert(), values)


def _count_on(connection: Connection, tables: set[str]) -> None:
    """The next number is above all that were given, also to rows that only history still knows."""
    for found in connection.execute(NUMBERED).all():
        places = [found.table, *({f"{found.table}_history"} & tables)]
        most = select(func.coalesce(func.max(column(found.column, Integer)), 0))
        highest = max(connection.execute(most.select_from(named(place))).scalar_one() for place in places)
        connection.execute(
            text("SELECT setval(pg_get_serial_sequence(:table, :column), :next, false)"),
            {"table": _quoted(connection, found.table), "column": found.column, "next": highest + 1},
        )


def _compare(connection: Connection, manifest: Manifest) -> None:
    """Read back what was written: the same number of rows, and the same line for each."""
    back = Snapshot(connection)
    for told in manifest.tables:
        if is_passing(told.name):
            continue
        found = back.counted(told.name)
        if (found.rows, found.digest) != (told.rows, told.digest):
            raise NotCarried(
                f"What was written into {told.name} is not what was taken ({found.rows} rows for {told.rows}). "
                "Nothing was changed."
            )


def _judge(verdict: Verdict, manifest: Manifest, *, faulty: bool) -> None:
    if verdict.faults and not faulty:
        raise NotCarried(
            f"The record does not hold ({len(verdict.faults)} faults, the first: {verdict.faults[0]}); it did not "
            "when it was taken either. Say --faulty to restore it all the same. Nothing was changed."
        )
    if not verdict.faults and (verdict.number, verdict.head) != manifest.head:
        raise NotCarried(f"The record ends at {verdict.number} {verdict.head}, the backup said {manifest.head}.")


def _stop_jobs(connection: Connection) -> None:
    connection.execute(
        update(Job)
        .where(Job.state.in_((JobState.QUEUED, JobState.RUNNING)))
        .values(
            state=JobState.STOPPED,
            finished_at=clock.now(),
            message=N_("Stopped when the data were restored from a backup. Start it again if it is still wanted."),
        )
    )


def _withdraw_links(connection: Connection) -> None:
    """A link that is open in the backup may have been used since."""
    connection.execute(
        update(OneTimeLink)
        .where(OneTimeLink.used_at.is_(None), OneTimeLink.withdrawn_at.is_(None))
        .values(withdrawn_at=clock.now())
    )


def _quoted(connection: Connection, name: str) -> str:
    return connection.dialect.identifier_preparer.quote(name)
