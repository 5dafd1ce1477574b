"""``floke check``: is everything in place? One sentence for each thing; the faults by name and exit 1."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator

from app.config import Settings, SettingsError
from app.operations import database
from app.operations.cli import say, settings


class Fault(Exception):
    """One thing is not in place; the message says what, and what to do."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--quiet", action="store_true", help="say only what is wrong")


def run(arguments: argparse.Namespace) -> int:
    """Look at one thing after the other; a fault in one does not hide the next."""
    try:
        chosen = settings()
    except SettingsError as fault:
        say(f"Configuration: FAULT. {fault}")
        return 1
    from app import create_app

    faults = 0
    with create_app(chosen).app_context():
        for name, look in _looks(chosen):
            try:
                found = look()
            except Exception as fault:
                faults += 1
                say(f"{name}: FAULT. {_words(fault)}")
            else:
                if not arguments.quiet:
                    say(f"{name}: {found}")
    return 1 if faults else 0


def _looks(chosen: Settings) -> Iterator[tuple[str, Callable[[], str]]]:
    yield "Configuration", lambda: f"complete; answers to {', '.join(chosen.trusted_hosts)}."
    yield "Database", _database
    yield "Migrations", _migrations
    yield "Queue", _queue
    yield "Mail", _mail
    yield "Record", _record


def _database() -> str:
    from sqlalchemy import text

    from app.plumbing.db import db

    db.session.execute(text("SELECT 1"))
    engine = db.engine.engine
    return f"{engine.dialect.name} answers at {engine.url.render_as_string(hide_password=True)}."


def _migrations() -> str:
    match database.form():
        case database.Form.READY:
            return "at the last one."
        case database.Form.BEHIND:
            raise Fault("The database is behind; run `flask --app app db upgrade`.")
        case _:
            raise Fault("The database is empty; run `flask --app app db upgrade`.")


def _queue() -> str:
    from app.plumbing.queue import delivery, lost

    delivery.here().connection.ping()
    listening = lost.workers()
    if not listening:
        raise Fault("The queue answers, but no worker listens; start `floke run` or `floke worker`.")
    return f"answers; {listening} worker{'s' if listening > 1 else ''} listening."


def _mail() -> str:
    from app.plumbing import mail

    chosen = mail.settings()
    if chosen is None:
        return "not set up; administrators hand links over themselves."
    mail.try_out()
    return f"{chosen.host} lets us in ({chosen.tls})."


def _record() -> str:
    from sqlalchemy import select

    from app.plumbing.db import db
    from app.plumbing.record import DeedHead

    head = db.session.execute(select(DeedHead.number, DeedHead.hash)).one_or_none()
    if head is None:
        raise Fault("The record has no head row; the database was not made by our migrations.")
    return f"{head.number} deeds, head {head.hash[:16]}. `floke record verify` proves them."


def _words(fault: Exception) -> str:
    """The first line of what a library says is the useful one."""
    return str(fault).strip().partition("\n")[0] or type(fault).__name__
