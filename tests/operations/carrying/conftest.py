"""An empty database of each kind to restore into, and what is compared before and after.

target    the URL of an empty database; with `@pytest.mark.db` once on SQLite and once on PostgreSQL.
seeded    the application on a copy of the seeded SQLite database of its own, without the rollback.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import Engine, create_engine

from app.operations.carrying import archive
from app.operations.carrying.content import Manifest
from app.operations.carrying.restoring import restore
from app.plumbing.record import Verdict
from tests.conftest import FreshClient, _made, settings_for
from tests.servers import PostgreSQL
from tests.steering.test_pages import ROLL_UP, as_role


@pytest.fixture
def target(database_kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    if database_kind == "sqlite":
        yield f"sqlite:///{tmp_path / 'target.sqlite3'}"
        return
    server: PostgreSQL = request.getfixturevalue("postgresql")
    server.execute("CREATE DATABASE target_floke")
    yield server.url("target_floke")
    server.execute("DROP DATABASE target_floke WITH (FORCE)")


@pytest.fixture
def seeded(seeded_database: Path, tmp_path: Path) -> Iterator[Flask]:
    path = tmp_path / "seeded.sqlite3"
    shutil.copyfile(seeded_database, path)
    yield from _made(f"sqlite:///{path}", tmp_path)


@contextmanager
def restored(place: Path, url: str, application: Flask, **options: bool) -> Iterator[tuple[Manifest, Verdict]]:
    """A backup restored into a database; ``application`` only lends its migrations."""
    with application.app_context(), engine_on(url) as engine, archive.opened(place) as taken:
        yield taken.manifest, restore(taken, engine, **options)


@contextmanager
def application_on(url: str, instance: Path) -> Iterator[Flask]:
    from app import create_app
    from app.plumbing.db import db

    application = create_app(settings_for(url, instance))
    application.test_client_class = FreshClient
    with application.app_context():
        try:
            yield application
        finally:
            db.session.remove()
            db.engine.dispose()


@contextmanager
def engine_on(url: str) -> Iterator[Engine]:
    engine = create_engine(url)
    try:
        yield engine
    finally:
        engine.dispose()


def figures(application: Flask) -> dict[str, str]:
    """What a reader and a downloader get: every exported file, and the roll-up as the steering group sees it."""
    from app.operations import exporting
    from app.plumbing.db import db

    with application.app_context():
        found = exporting.texts()
        db.session.remove()
    page = as_role(application.test_client(), "steering-group").get(ROLL_UP).text
    shown = re.search(r"<main.*</main>", page, re.DOTALL)
    assert shown
    found["the roll-up"] = shown[0]
    return found
