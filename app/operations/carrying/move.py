"""``floke move --to URL``: this database into another, empty one; the record proved on both sides.

The old database is not changed. It is kept from being written while it is read, so nothing is left behind; for what
somebody would write afterwards, everything that uses it must have been stopped, and is looked for first.
"""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from app.config import SettingsError
from app.operations.cli import application, say, settings

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from app.operations.carrying.snapshot import Snapshot
    from app.plumbing.record import Verdict


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--to", required=True, metavar="URL", help="the empty database, e.g. postgresql://…")


def run(arguments: argparse.Namespace) -> int:
    from sqlalchemy import create_engine, make_url
    from sqlalchemy.exc import ArgumentError

    from app.operations.carrying.place import file_of, is_open_elsewhere, prepared
    from app.plumbing.connections import HIDDEN
    from app.plumbing.db import db

    try:
        there = make_url(arguments.to)
        here = make_url(settings().database_url)
        target = create_engine(there, **HIDDEN)
    except ArgumentError:
        raise SettingsError("A database is named like postgresql://user:password@host/name.") from None
    if there == here:
        raise SettingsError("That is the database in use now; name another one.")
    place = file_of(here)
    if place is not None and is_open_elsewhere(place):
        raise _in_use(str(place))
    with application(), prepared(there):
        try:
            verdict, rows = carry(db.engine, target)
        finally:
            target.dispose()
            db.engine.dispose()
    say(
        f"Moved {rows} rows. The record holds on both sides: {verdict.number} deeds, head {verdict.head}. "
        f"Now set DATABASE_URL to the new database and start again; {here.render_as_string()} was not changed."
    )
    return 0


def carry(source: Engine, target: Engine) -> tuple[Verdict, int]:
    """Everything from one database into another; the proof of the record and the number of rows.

    Raises :class:`~app.operations.carrying.values.NotCarried`; then the target is as it was.
    """
    from app.operations.carrying.restoring import restore
    from app.operations.carrying.snapshot import snapshot
    from app.operations.carrying.values import NotCarried
    from app.plumbing import record

    with snapshot(source, fenced=True) as taken:
        _refuse_if_unfit(taken)
        at_start = record.verify(taken.connection)
        if at_start.faults:
            raise NotCarried(
                f"The record of the present database does not hold ({at_start.faults[0]}). Nothing was changed."
            )
        return restore(taken, target, as_backup=False), taken.manifest.rows


def _refuse_if_unfit(taken: Snapshot) -> None:
    from sqlalchemy import text

    from app.operations import database
    from app.operations.carrying.values import NotCarried
    from app.plumbing.connections import APPLICATION

    if taken.migration not in database.heads():
        raise NotCarried("The database is not at this version; run `flask --app app db upgrade` first.")
    if taken.connection.dialect.name == "postgresql":
        others = taken.connection.execute(
            text(
                """SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()
                AND application_name = :floke AND pid <> pg_backend_pid()"""
            ),
            {"floke": APPLICATION},
        ).scalar_one()
        if others:
            raise _in_use(f"the database ({others} connections)")


def _in_use(what: str) -> SettingsError:
    return SettingsError(
        f"Floke is running on {what}. Stop web and workers first: what is written after the move would be left behind."
    )
