"""A transaction in which tables may be dropped, made anew and filled in any order.

SQLite changes a table by making a new one and dropping the old; with foreign keys on, dropping a table that others
point at first deletes its rows and fails. The keys can only be let go outside a transaction, so they are let go
before it begins and all of them are proved before it ends.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import cast

from sqlalchemy import Connection, Engine

from app.plumbing.db import WRITES


class BrokenKeys(Exception):
    """After the rebuilding some rows point at rows that are not there; the message names the tables."""


@contextmanager
def rebuilding(engine: Engine) -> Iterator[Connection]:
    """A connection in one transaction: all of it counts or nothing. Raises :class:`BrokenKeys` at its end.

    On PostgreSQL a table is changed where it stands, and foreign keys stay on.
    """
    with engine.connect().execution_options(**{WRITES: True}) as connection:
        if connection.dialect.name != "sqlite":
            with connection.begin():
                yield connection
            return
        below = cast(sqlite3.Connection, connection.connection.driver_connection)
        below.execute("PRAGMA foreign_keys=OFF")
        try:
            with connection.begin():
                yield connection
                _prove_keys(connection)
        finally:
            below.execute("PRAGMA foreign_keys=ON")


def _prove_keys(connection: Connection) -> None:
    broken = {(row[0], row[2]) for row in connection.exec_driver_sql("PRAGMA foreign_key_check")}
    if broken:
        pairs = ", ".join(f"{table} at {parent}" for table, parent in sorted(broken))
        raise BrokenKeys(f"rows point at rows that are not there: {pairs}")
