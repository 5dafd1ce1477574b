"""One moment of a database, table by table and row by row.

The tables are those the database itself says it has: a backup of a database that is behind, or of a former release,
is read the same way.
"""

from __future__ import annotations

import importlib.metadata
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, Connection, Engine, MetaData, String, Table, inspect, select, text

from app.operations.carrying.content import Manifest, TableContent, Tally
from app.operations.carrying.values import Kind, NotCarried, Row, kind_of, to_plain
from app.plumbing import clock
from app.plumbing.db import WRITES, Base

VERSIONS = "alembic_version"

# Rows that are held in memory at a time.
SOME = 500


@dataclass(slots=True)
class Snapshot:
    """What one open transaction sees."""

    connection: Connection
    _tables: dict[str, Table] = field(default_factory=dict)
    _manifest: Manifest | None = None

    def __post_init__(self) -> None:
        self._tables = reflected(self.connection)

    @property
    def migration(self) -> str:
        """Raises :class:`NotCarried` for a database that is not ours."""
        if not inspect(self.connection).has_table(VERSIONS):
            raise NotCarried("There is no Floke in this database: it has no table of migrations.")
        found = self.connection.execute(select(text("version_num")).select_from(text(VERSIONS))).scalars().all()
        if len(found) != 1:
            raise NotCarried(f"The database is at {len(found)} migrations; it must be at one.")
        return str(found[0])

    @property
    def head(self) -> tuple[int, str] | None:
        row = self.connection.execute(text("SELECT number, hash FROM deed_head")).one_or_none()
        return None if row is None else (int(row.number), str(row.hash))

    @property
    def manifest(self) -> Manifest:
        """With every table counted and digested, which reads all of them once."""
        if self._manifest is None:
            self._manifest = self.described(tuple(self.counted(name) for name in self.names))
        return self._manifest

    @property
    def names(self) -> list[str]:
        return sorted(self._tables)

    def described(self, tables: tuple[TableContent, ...]) -> Manifest:
        server = ".".join(map(str, self.connection.dialect.server_version_info or ()))
        return Manifest(
            floke=importlib.metadata.version("floke"),
            made_at=clock.now().isoformat(timespec="seconds"),
            database=f"{self.connection.dialect.name} {server}",
            migration=self.migration,
            head=self.head,
            tables=tables,
        )

    def counted(self, name: str) -> TableContent:
        tally = Tally()
        for _ in tally.passing(self.rows(name)):
            pass
        return self.told(name, tally)

    def told(self, name: str, tally: Tally) -> TableContent:
        return TableContent(name, columns_of(self._tables[name]), tally.rows, tally.digest)

    def rows(self, table: str) -> Iterator[Row]:
        if is_passing(table):
            return
        found = self._tables[table]
        change = [to_plain(f"{table}.{name}", kind) for name, kind in columns_of(found)]
        query = select(found).order_by(*_order(found, self.connection.dialect.name))
        result = self.connection.execute(query, execution_options={"yield_per": SOME})
        for row in result:
            yield [to(value) for to, value in zip(change, row, strict=True)]


@contextmanager
def snapshot(engine: Engine, *, fenced: bool = False) -> Iterator[Snapshot]:
    """A snapshot of this moment, while others read and write. ``fenced`` keeps others from writing until it ends.

    Raises :class:`NotCarried` when SQLite finds its file damaged.
    """
    options: dict[str, object] = {WRITES: fenced}
    if engine.dialect.name == "postgresql":
        options |= {"isolation_level": "REPEATABLE READ", "postgresql_readonly": not fenced}
    with engine.connect().execution_options(**options) as connection, connection.begin():
        if engine.dialect.name == "postgresql":
            # While another database is written from it, it may be silent for long.
            connection.execute(text("SET LOCAL idle_in_transaction_session_timeout = 0"))
        if fenced and engine.dialect.name == "postgresql":
            # Everything that writes passes one of the two; a lock is taken before the snapshot is.
            connection.execute(text("LOCK TABLE deed_head, job IN EXCLUSIVE MODE"))
        if engine.dialect.name == "sqlite":
            said = connection.exec_driver_sql("PRAGMA quick_check(1)").scalar_one()
            if said != "ok":
                raise NotCarried(f"SQLite finds the database damaged: {said}. Restore the latest backup.")
        yield Snapshot(connection)


def reflected(connection: Connection) -> dict[str, Table]:
    """The database's tables as it describes them, without the table of migrations."""
    found = MetaData()
    found.reflect(connection)
    return {name: table for name, table in found.tables.items() if name != VERSIONS}


def columns_of(table: Table) -> tuple[tuple[str, Kind], ...]:
    return tuple((column.name, kind_of(f"{table.name}.{column.name}", column.type)) for column in table.columns)


def is_passing(name: str) -> bool:
    """Whether the table's rows are of the moment: its model says ``info={"passing": True}``."""
    table = Base.metadata.tables.get(name)
    return table is not None and bool(table.info.get("passing"))


def _order(table: Table, dialect: str) -> list[ColumnElement[Any]]:
    """By primary key; text by its bytes, which is SQLite's order and not every PostgreSQL's."""
    columns = list(table.primary_key.columns) or list(table.columns)
    return [
        column.collate("C") if dialect == "postgresql" and isinstance(column.type, String) else column
        for column in columns
    ]
