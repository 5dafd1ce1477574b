"""The database's form: which migration it is at, and bringing it to the last one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from app.config import Settings, SettingsError, embedded_database_url

if TYPE_CHECKING:
    from flask import Flask

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
    from alembic.script import ScriptDirectory

    from app.plumbing.db import db

    script = ScriptDirectory(str(MIGRATIONS))
    at = set(MigrationContext.configure(db.session.connection()).get_current_heads())
    if not at:
        return Form.EMPTY
    if at == set(script.get_heads()):
        return Form.READY
    known = {revision.revision for revision in script.walk_revisions()}
    if at - known:
        raise SettingsError(
            f"The database is at migration {', '.join(sorted(at - known))}, which this version of Floke does not "
            "know. Use the newer version that changed it."
        )
    return Form.BEHIND


def upgrade() -> None:
    """Bring the current application's database to the last migration."""
    import flask_migrate

    flask_migrate.upgrade(directory=str(MIGRATIONS))


def opened(settings: Settings, say: Say) -> Flask:
    """The application on a database that is there, at the last migration, and seeded if it was new.

    A new SQLite file is filled aside and put in place when it is complete: an interrupted first start leaves nothing
    half done.
    """
    from app import create_app

    place = settings.instance / "floke.sqlite3"
    if settings.database_url == embedded_database_url(settings.instance) and not place.exists():
        aside = settings.instance / "floke.sqlite3.new"
        for leftover in (aside, *(aside.with_name(aside.name + end) for end in ("-wal", "-shm"))):
            leftover.unlink(missing_ok=True)
        _fill(create_app(replace(settings, database_url=f"sqlite:///{aside}")), say)
        aside.chmod(0o600)
        aside.rename(place)
        return create_app(settings)

    app = create_app(settings)
    unfinished = settings.instance / "seeding-unfinished"
    with app.app_context():
        if unfinished.exists():
            raise SettingsError(
                "The first start was interrupted while it filled the database. Empty the database that DATABASE_URL "
                f"names, remove {unfinished}, and start again."
            )
        now = form()
    if now is Form.EMPTY:
        unfinished.touch()
        _fill(app, say)
        unfinished.unlink()
    elif now is Form.BEHIND:
        say("Bringing the database to this version …")
        with app.app_context():
            upgrade()
            _let_go()
    return app


def _fill(app: Flask, say: Say) -> None:
    from app.operations import seeding

    say("Making the database and filling it with the example portfolio (once, about a minute) …")
    with app.app_context():
        upgrade()
        seeding.replay()
        _let_go()


def _let_go() -> None:
    """Close every connection: a fork must not inherit one, and SQLite folds its log into the file at the last close."""
    from app.plumbing.db import db

    db.session.remove()
    db.engine.dispose()
