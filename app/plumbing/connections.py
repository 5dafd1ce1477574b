"""How long we wait for PostgreSQL: never for ever.

A server that is gone is noticed by the kernel, one that is there but silent (a proxy that hangs, a disk that does not
answer) by nobody: a page's thread would wait until the program is stopped. So each answer has a limit while a person
waits. SQLite's patience is its busy timeout, set in :mod:`app.plumbing.db`.
"""

from __future__ import annotations

import select
import time
from collections.abc import Sequence
from typing import Any

from flask import Flask, has_request_context
from sqlalchemy import Dialect, Engine, Pool, event, make_url
from sqlalchemy.exc import InvalidatePoolError
from sqlalchemy.pool import ConnectionPoolEntry

from app.plumbing.db import db

# Seconds. A page waits this long for one answer of the database; a job as long as it takes.
LONGEST_ANSWER = 30.0

# Seconds after which a connection that nobody used is asked whether it still is one.
RESTED = 5.0

# Seconds between two looks at the limit while waiting.
INTERVAL = 0.1

# What PostgreSQL's list of activity calls us.
APPLICATION = "floke"

CONNECTING = {
    "application_name": APPLICATION,
    "connect_timeout": 5,
    # A peer that vanished without a word (a pulled cable, a lost container) is noticed within half a minute.
    "keepalives_idle": 15,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 20_000,
}

# Said once per connection. Who waits for a lock gives up after as long as on SQLite; a process that stopped in the
# middle of a deed (it holds the lock of the record's head, and all others wait) is thrown out.
PATIENCE = "SET lock_timeout = '20s'; SET idle_in_transaction_session_timeout = '10min'"


# What was asked with is left out of the words of a fault: they go to the log, and names and addresses do not.
HIDDEN = {"hide_parameters": True}


def options_for(database_url: str, threads: int) -> dict[str, Any]:
    """The engine's options: a connection for each thread."""
    url = make_url(database_url)
    if url.get_backend_name() == "postgresql":
        return {**HIDDEN, "pool_timeout": 10, "pool_size": threads}
    return HIDDEN if url.database in (None, "", ":memory:") else {**HIDDEN, "pool_size": threads}


def init_app(app: Flask, *, threads: int = 8) -> None:
    """Before the database is: its engine is made with these options."""
    given = app.config.get("SQLALCHEMY_ENGINE_OPTIONS", {})
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = {**options_for(app.config["SQLALCHEMY_DATABASE_URI"], threads), **given}


def of_one_moment() -> None:
    """Let everything that is read from here until the next rollback or commit be of one moment.

    On SQLite a transaction is that by itself. PostgreSQL would show each statement what was committed just before it,
    and who holds one table against another would find differences that never were.
    """
    bind = db.session.get_bind()
    if isinstance(bind, Engine) and bind.dialect.name == "postgresql" and "work" not in db.session.info:
        db.session.rollback()
        db.session.connection(execution_options={"isolation_level": "REPEATABLE READ"})


@event.listens_for(Pool, "checkin")
def _given_back(_connection: Any, record: ConnectionPoolEntry) -> None:
    record.info["given_back"] = time.monotonic()


@event.listens_for(Pool, "checkout")
def _try_out(connection: Any, record: ConnectionPoolEntry, _lent: Any) -> None:
    """Lend no connection of a server that has been restarted.

    A server that closes a connection says so: there is something to be read on one that asked nothing. Then, and after
    a rest, the server is asked; asking before every page would be one question more for each.
    """
    if getattr(connection, "pgconn", None) is None or "given_back" not in record.info:
        return
    waiting = select.poll()
    waiting.register(connection.fileno(), select.POLLIN)
    if time.monotonic() - record.info["given_back"] < RESTED and not waiting.poll(0):
        return
    try:
        connection.autocommit = True
        connection.execute("")
        connection.autocommit = False
    except _lost() as fault:
        raise InvalidatePoolError from fault


@event.listens_for(Engine, "do_connect")
def _connect(dialect: Dialect, _record: object, words: Sequence[Any], options: dict[str, Any]) -> Any:
    """PostgreSQL by a connection of ours; anything else as ever (None)."""
    if dialect.name != "postgresql" or dialect.driver != "psycopg":
        return None
    connection = _bounded().connect(*words, **{**CONNECTING, **options})
    connection.autocommit = True  # no transaction for this, and nothing that a restarting server could lose
    connection.execute(PATIENCE)
    connection.autocommit = False
    return connection


def _lost() -> type[Exception]:
    import psycopg

    return psycopg.Error


def _bounded() -> Any:
    """The class is made at the first connection: whoever keeps to SQLite never loads the driver."""
    global _class
    if _class is None:
        import psycopg
        from psycopg.errors import _WaitTimeout

        class Bounded(psycopg.Connection[Any]):
            """Gives up on a server that does not answer while a person waits, and is then closed for good."""

            def wait(self, gen: Any, interval: float = INTERVAL, timeout: float | None = None) -> Any:
                if timeout is None and has_request_context():
                    timeout = LONGEST_ANSWER
                try:
                    return super().wait(gen, interval, timeout)
                except _WaitTimeout:
                    # The answer may still come, to a question that was asked before: nobody may read it.
                    self.pgconn.finish()
                    raise psycopg.OperationalError(f"no answer from the server in {LONGEST_ANSWER:.0f} s") from None

        _class = Bounded
    return _class


_class: Any = None
