"""The database's form: which migration it is at, and bringing it to the last one."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from app.config import Settings, SettingsError, embedded_database_url
from app.operations.instance import on_disk

if TYPE_CHECKING:
    from flask import Flask
    from sqlalchemy import Connection

MIGRATIONS = Path(__file__).resolve().parents[2] / "migrations"

Say = Callable[[str], None]


class Form(StrEnum):
    EMPTY = "empty"
    BEHIND = "behind"
    READY = "ready"


def form() -> Form:
    """How the current application's database stands to our migrations.

    Raises :class:`SettingsError` for a database that a newer Floke has changed, and SQLAlchemy's errors when it
    cannot be reached.
    """
    from alembic.runtime.migration import MigrationContext

    from app.plumbing.db import db

    at = set(MigrationContext.configure(db.session.connection()).get_current_heads())
    if not at:
        return Form.EMPTY
    if at == heads():
        return Form.READY
    if unknown := at - known():
        raise SettingsError(
            f"The database is at migration {', '.join(sorted(unknown))}, which this version of Floke does not "
            "know. Use the newer version that changed it."
        )
    return Form.BEHIND


def known() -> set[str]:
    """The migrations this version has."""
    from alembic.script import ScriptDirectory

    return {revision.revision for revision in ScriptDirectory(str(MIGRATIONS)).walk_revisions()}


def heads() -> set[str]:
    """The last migration of this version: a set of one."""
    from alembic.script import ScriptDirectory

    return set(ScriptDirectory(str(MIGRATIONS)).get_heads())


def upgrade(connection: Connection | None = None, *, to: str = "head") -> None:
    """Bring the current application's database to a migration, the last one if unsaid.

    With a ``connection`` everything happens in the transaction that is open on it (see ``plumbing.rebuilding``).
    """
    from alembic import command
    from flask import current_app

    config = current_app.extensions["migrate"].migrate.get_config(str(MIGRATIONS))
    config.attributes["connection"] = connection
    command.upgrade(config, to)


def _nothing() -> None:
    """What is done after seeding where nobody says what."""


def opened(settings: Settings, say: Say, *, then: Callable[[], object] = _nothing) -> Flask:
    """The application on a database that is there, at the last migration, and seeded if it was new, ``then`` this.

    A new SQLite file is filled aside and put in place when it is complete: an interrupted first start leaves nothing
    half done.
    """
    from app import create_app

    if settings.database_url == embedded_database_url(settings.instance):
        place = settings.instance / "floke.sqlite3"
        if not place.exists() or _is_blank(place):
            aside = settings.instance / "floke.sqlite3.new"
            for leftover in (*_files(aside), *_files(place)):
                leftover.unlink(missing_ok=True)
            _fill(create_app(replace(settings, database_url=f"sqlite:///{aside}")), say, then)
            aside.chmod(0o600)
            aside.rename(place)
            on_disk(settings.instance)
        return _at_this_version(create_app(settings), say)

    unfinished = settings.instance / "seeding-unfinished"
    if unfinished.exists():
        raise SettingsError(
            "The first start was interrupted while it filled the database. Empty the database that DATABASE_URL "
            f"names, remove {unfinished}, and start again."
        )
    app = create_app(settings)
    with app.app_context():
        is_new = form() is Form.EMPTY
        _let_go()
    if not is_new:
        return _at_this_version(app, say)
    unfinished.touch()
    _fill(app, say, then)
    unfinished.unlink()
    return app


def _at_this_version(app: Flask, say: Say) -> Flask:
    with app.app_context():
        if form() is not Form.READY:
            _let_go()
            say("Bringing the database to this version …")
            upgrade()
        _let_go()
    return app


def _is_blank(place: Path) -> bool:
    """Whether an SQLite file holds no table: somebody looked for a database before there was one."""
    with closing(sqlite3.connect(place)) as connection:
        return bool(connection.execute("SELECT count(*) FROM sqlite_master").fetchone() == (0,))


def _files(place: Path) -> tuple[Path, ...]:
    return (place, *(place.with_name(place.name + end) for end in ("-wal", "-shm")))


def _fill(app: Flask, say: Say, then: Callable[[], object]) -> None:
    from app.operations.seeding import replay

    say("Making the database and filling it with the example portfolio (once, some seconds) …")
    with app.app_context():
        upgrade()
        replay()
        then()
        _let_go()


def _let_go() -> None:
    """Close every connection: a fork must not inherit one, and SQLite folds its log into the file at the last close."""
    from app.plumbing.db import db

    db.session.remove()
    db.engine.dispose()
