"""Looks at the database and the record."""

from __future__ import annotations

from datetime import timedelta

from app.config import Settings, SettingsError
from app.operations.checking import Fault, listed, public_hosts

OLDEST_POSTGRESQL = 14
OLDEST_PROOF = timedelta(days=3)


def answers(_chosen: Settings) -> str:
    from sqlalchemy import text

    from app.plumbing.db import db

    db.session.execute(text("SELECT 1"))
    engine = db.engine.engine
    return f"{engine.dialect.name} answers at {engine.url.render_as_string(hide_password=True)}."


def kept(_chosen: Settings) -> str:
    """Whether what is committed is really kept, and kept as text we can read."""
    from sqlalchemy import text

    from app.plumbing.db import db

    if db.engine.dialect.name == "sqlite":
        mode = db.session.execute(text("PRAGMA journal_mode")).scalar_one()
        if mode != "wal":
            raise Fault(
                f"SQLite's journal is «{mode}», not «wal»: readers and writers lock each other out. Is the folder "
                "writable, and the file not on a network disk?"
            )
        return "SQLite, write-ahead log."
    said = {
        name: db.session.execute(text(f"SELECT current_setting('{name}')")).scalar_one()
        for name in ("server_version_num", "server_encoding", "fsync", "full_page_writes", "synchronous_commit")
    }
    version = int(said["server_version_num"]) // 10_000
    if version < OLDEST_POSTGRESQL:
        raise Fault(f"PostgreSQL {version} is too old; Floke is tried on {OLDEST_POSTGRESQL} and newer. Upgrade it.")
    if said["server_encoding"] != "UTF8":
        raise Fault(
            f"The database's encoding is {said['server_encoding']}: not every name can be written. Make one with "
            "`createdb --encoding=UTF8 --template=template0` and move (`floke backup`, `floke restore`)."
        )
    off = [name for name in ("fsync", "full_page_writes", "synchronous_commit") if said[name] == "off"]
    if off:
        raise Fault(
            f"PostgreSQL runs with {listed(off)} off: what people saved can be lost with the power. Set it on in "
            "postgresql.conf."
        )
    if db.session.execute(text("SELECT pg_is_in_recovery()")).scalar_one():
        raise Fault("DATABASE_URL leads to a standby that cannot be written to. Name the primary.")
    return f"PostgreSQL {version}, UTF8."


def connections(chosen: Settings) -> str:
    from sqlalchemy import text

    from app.plumbing.db import db

    if db.engine.dialect.name == "sqlite":
        return "of SQLite are not counted."
    most = int(db.session.execute(text("SELECT current_setting('max_connections')")).scalar_one())
    used = int(db.session.execute(text("SELECT count(*) FROM pg_stat_activity")).scalar_one())
    if most - used < chosen.threads:
        raise Fault(
            f"PostgreSQL allows {most} connections and {used} are in use: one more web process ({chosen.threads} "
            "threads) would not fit. Raise max_connections, or start fewer processes."
        )
    return f"{used} of {most} in use."


def migrations(_chosen: Settings) -> str:
    from app.operations import database

    try:
        form = database.form()
    except SettingsError as fault:
        raise Fault(str(fault)) from None
    match form:
        case database.Form.READY:
            return "at the last one."
        case database.Form.BEHIND:
            raise Fault("The database is behind; run `floke backup`, then `flask --app app db upgrade`.")
        case _:
            raise Fault("The database is empty; run `flask --app app db upgrade`.")


def demo(chosen: Settings) -> str:
    from app.people.queries.sign_ins import is_demo

    if not is_demo():
        return "no; people sign in as themselves."
    if public_hosts(chosen):
        raise Fault(
            f"This database is a demo, and Floke answers to {listed(public_hosts(chosen))}. Its people and figures are "
            "made up: make an empty database and import your own."
        )
    return "yes, on this machine only."


def record(_chosen: Settings) -> str:
    from app.plumbing.record import verify

    verdict = verify()
    if verdict.faults:
        more = f" ({len(verdict.faults)} faults in all)" if len(verdict.faults) > 1 else ""
        raise Fault(
            f"The record does not hold: {verdict.faults[0]}{more}. Somebody wrote past Floke, or the disk failed: keep "
            "a copy of the database, compare with backups (`floke record verify` lists all)."
        )
    return f"{verdict.number} deeds, head {verdict.head[:16]}, all proved."


def head(_chosen: Settings) -> str:
    from sqlalchemy import select

    from app.plumbing.db import db
    from app.plumbing.record import DeedHead

    found = db.session.execute(select(DeedHead.number, DeedHead.hash)).one_or_none()
    if found is None:
        raise Fault("The record has no head row; the database was not made by our migrations.")
    return f"{found.number} deeds, head {found.hash[:16]}. `floke record verify` proves them."


def night(_chosen: Settings) -> str:
    """The night's proof of the record: it ran, lately, and held."""
    from app.plumbing import clock
    from app.plumbing.queue import queries
    from app.plumbing.queue.rules import JobState

    last = queries.last("record.verify")
    if last is None:
        return "not yet run."
    if last.state is JobState.FAILED:
        raise Fault(f"The night's proof of the record failed (job {last.id}): {last.message} See /jobs/{last.id}.")
    if last.state is JobState.DONE and last.finished_at is not None and clock.now() - last.finished_at > OLDEST_PROOF:
        raise Fault(
            f"The night's work last ran {last.finished_at:%Y-%m-%d}. Does a `floke worker` run at night, without "
            "--no-clock?"
        )
    return f"{last.state}."
