"""The fixtures that every test author meets. Ask for the least that does.

app               the application inside an open app context, its database empty but migrated. Everything the test
                  does is one real transaction, rolled back at the end; `unit_of_work` works as ever (savepoints).
                  SQLite; with `@pytest.mark.db` the test runs once more on PostgreSQL.
client            a test client on `app`. Each request has an app context of its own, so nobody's sign-in leaks into
                  the next. What the test prepared must be committed (by `unit_of_work`) before the first request.
database_url      the URL below `app`, for a test that needs no application.
real_app          the application on a database copy of its own, without the rollback: for threads that race and for
                  commits that must be seen by another connection. Also twice with `@pytest.mark.db`.
work_off          call it to do every queued job of `app` here and now, in order; the number of jobs done.
queue_url         a real Valkey, one for the session, emptied for each test that asks.
seeded_database   the path of a SQLite database filled from `seed/` once per session: copy it, never write to it.
seeded_app        `app`, but on a copy of that database (rolled back as well, so it is copied once per session).
live_server       a real `floke run` on a copy of it, one per test module: `.address`, `.database`, `.said()`.
browser           Debian's Chromium, one for the session.
page              a fresh page (nb-NO, 1280 × 800) with `live_server` as base URL; a script error fails the test.
open_page         call it with `new_context` options (viewport, color_scheme, locale, …) for a page of another kind.

Markers: `db` (both databases), `processes` (real processes), `browser` (set by itself where `browser` is asked for).
A server that cannot be had skips the test by name; with CI=true that is a failure.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import copy_context
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import pytest
from flask import Flask
from flask.globals import _cv_app
from flask.testing import FlaskClient
from sqlalchemy import Connection

from app.config import Settings
from tests.servers import CHROMIUM_FLAGS, Floke, Missing, PostgreSQL, chromium

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

BOTH = ("sqlite", "postgresql")

# No broker listens here: what is promised waits in its row, as it does when a broker is away.
NO_QUEUE = "unix:///nonexistent/floke.sock"


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "database_kind" in metafunc.fixturenames:
        both = metafunc.definition.get_closest_marker("db") is not None
        metafunc.parametrize("database_kind", BOTH if both else BOTH[:1], indirect=True, scope="session")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Real processes and browsers come last: what is quick to fail fails first. With several test processes (`-n`) they
    come first instead, so that nobody waits for them at the end.
    """
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker("browser")
    last = "PYTEST_XDIST_WORKER" not in os.environ
    items.sort(key=lambda item: _takes_long(item) == last)


def _takes_long(item: pytest.Item) -> bool:
    return any(item.get_closest_marker(name) is not None for name in ("processes", "browser"))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Deal the tests out by file and database, all journeys to one process.

    Two browsers at once are in each other's way, and a process changes database only once.
    """
    from xdist.scheduler import LoadScopeScheduling

    class ByDatabase(LoadScopeScheduling):  # type: ignore[misc]  # no types are published
        def _split_scope(self, nodeid: str) -> str:
            path, _, test = nodeid.partition("::")
            if path.startswith("tests/journeys/"):
                return "journeys"
            return f"{path} {'postgresql' if '[postgresql' in test else 'sqlite'}"

    return ByDatabase(config, log)


def unavailable(missing: Missing) -> Any:
    """Skip by name, or fail where the whole suite was promised."""
    if os.environ.get("CI") == "true":
        pytest.fail(f"CI=true, but {missing}")
    pytest.skip(str(missing))


# --- databases -------------------------------------------------------------------------------------------------


def settings_for(database_url: str, instance: Path, *, queue_url: str = NO_QUEUE) -> Settings:
    """The settings of a test application, as strict as those of production where it matters."""
    return Settings(
        instance=instance,
        database_url=database_url,
        queue_url=queue_url,
        secret_key="only-for-tests",
        trusted_hosts=("localhost", "127.0.0.1", "[::1]"),
        secure_cookies=False,
        testing=True,
    )


def migrate(database_url: str, instance: Path) -> None:
    from app import create_app
    from app.operations import database
    from app.plumbing.db import db

    with create_app(settings_for(database_url, instance)).app_context():
        database.upgrade()
        db.session.remove()
        db.engine.dispose()


@pytest.fixture(scope="session")
def postgresql() -> Iterator[PostgreSQL]:
    server = PostgreSQL()
    try:
        server.start()
    except Missing as missing:
        unavailable(missing)
    yield server
    server.stop()


class Databases:
    """Makes copies of a migrated, empty database of one kind; the migrations run once per session."""

    def __init__(self, kind: str, folder: Path, server: PostgreSQL | None) -> None:
        self.kind, self.folder, self.server = kind, folder, server
        self.made = 0
        self.template = folder / "template.sqlite3"
        if server is None:
            migrate(f"sqlite:///{self.template}", folder)
        else:
            server.execute("CREATE DATABASE template_floke")
            migrate(server.url("template_floke"), folder)

    def copy(self) -> str:
        """The URL of a fresh copy."""
        self.made += 1
        if self.server is None:
            path = self.folder / f"copy-{self.made}.sqlite3"
            shutil.copyfile(self.template, path)
            return f"sqlite:///{path}"
        name = f"floke_{self.made}"
        self.server.execute(f"CREATE DATABASE {name} TEMPLATE template_floke")
        return self.server.url(name)

    def drop(self, url: str) -> None:
        if self.server is None:
            for path in self.folder.glob(Path(url.removeprefix("sqlite:///")).name + "*"):
                path.unlink()
        else:
            name = url.partition("@/")[2].partition("?")[0]
            self.server.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(scope="session")
def database_kind(request: pytest.FixtureRequest) -> str:
    return cast(str, getattr(request, "param", "sqlite"))


@pytest.fixture(scope="session")
def databases(
    database_kind: str, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Databases:
    server = request.getfixturevalue("postgresql") if database_kind == "postgresql" else None
    return Databases(database_kind, tmp_path_factory.mktemp(database_kind), server)


@pytest.fixture(scope="session")
def database_url(databases: Databases) -> str:
    return databases.copy()


# --- applications ----------------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def _application(database_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    yield from _made(database_url, tmp_path_factory.mktemp("instance"))


def _made(database_url: str, instance: Path) -> Iterator[Flask]:
    from app import create_app
    from app.plumbing.db import db

    application = create_app(settings_for(database_url, instance))
    application.test_client_class = FreshClient
    yield application
    with application.app_context():
        db.engine.dispose()


@contextmanager
def rolled_back(application: Flask) -> Iterator[Flask]:
    """Lend one connection, with one transaction open, to everything the application does meanwhile."""
    from app.plumbing.db import WRITES, db

    with application.app_context():
        engines = cast("dict[str | None, Any]", db.engines)
        engine = engines[None]
        connection: Connection = engine.connect().execution_options(**{WRITES: True})
        transaction = connection.begin()
        # Sessions on the lent connection commit and roll back savepoints of their own.
        db.session.registry.clear()
        db.session.configure(join_transaction_mode="create_savepoint")
        engines[None] = connection
        try:
            yield application
        finally:
            db.session.remove()
            engines[None] = engine
            db.session.configure(join_transaction_mode="conditional_savepoint")
            transaction.rollback()
            connection.close()


@pytest.fixture
def app(_application: Flask) -> Iterator[Flask]:
    with rolled_back(_application):
        yield _application


class FreshClient(FlaskClient):
    """Opens each request in an app context of its own, as a server does."""

    def open(self, *args: Any, **kwargs: Any) -> Any:
        from app.plumbing.db import db

        if _cv_app.get(None) is not None and db.session.registry.has():
            session = db.session()
            assert not (session.new or session.dirty or session.deleted), "commit with unit_of_work before the request"
            # The test's own savepoint must not lie around that of the request.
            session.rollback()
        context = copy_context()
        return context.run(self._open_outside, *args, **kwargs)

    def _open_outside(self, *args: Any, **kwargs: Any) -> Any:
        _cv_app.set(cast(Any, None))
        return super().open(*args, **kwargs)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def real_app(databases: Databases, tmp_path: Path) -> Iterator[Flask]:
    url = databases.copy()
    yield from _made(url, tmp_path)
    databases.drop(url)


@pytest.fixture
def work_off(app: Flask) -> Callable[[], int]:
    from app.plumbing.queue import queries, running

    def work() -> int:
        done = 0
        while waiting := queries.queued():
            running.perform(waiting[0][0])
            done += 1
        return done

    return work


# --- the queue -------------------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def _broker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    from app.operations.broker import Broker
    from app.operations.instance import Instance

    broker = Broker(Instance(tmp_path_factory.mktemp("queue")))
    broker.instance.make()
    broker.launch()
    broker.await_answer()
    yield broker.url
    broker.stop()


@pytest.fixture
def queue_url(_broker: str) -> str:
    from redis import Redis

    with Redis.from_url(_broker) as connection:
        connection.flushall()
    return _broker


# --- the seed, the server and the browser ----------------------------------------------------------------------


@pytest.fixture(scope="session")
def seeded_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from app.operations import database
    from app.operations.cli import say

    folder = tmp_path_factory.mktemp("seeded")
    path = folder / "floke.sqlite3"
    database.opened(settings_for(f"sqlite:///{path}", folder), say)
    return path


@pytest.fixture(scope="session")
def _seeded_application(seeded_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    folder = tmp_path_factory.mktemp("seeded-app")
    shutil.copyfile(seeded_database, folder / "floke.sqlite3")
    yield from _made(f"sqlite:///{folder / 'floke.sqlite3'}", folder)


@pytest.fixture
def seeded_app(_seeded_application: Flask) -> Iterator[Flask]:
    with rolled_back(_seeded_application):
        yield _seeded_application


@pytest.fixture(scope="module")
def live_server(seeded_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Floke]:
    server = Floke(tmp_path_factory.mktemp("live") / "instance")
    server.instance.mkdir(mode=0o700)
    shutil.copyfile(seeded_database, server.database)
    server.start()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    from playwright.sync_api import sync_playwright

    try:
        program = chromium()
    except Missing as missing:
        unavailable(missing)
    with sync_playwright() as playwright:
        chosen = playwright.chromium.launch(executable_path=program, args=CHROMIUM_FLAGS)
        yield chosen
        chosen.close()


@pytest.fixture
def open_page(browser: Browser, live_server: Floke) -> Iterator[Callable[..., Page]]:
    contexts, errors = [], []

    def opened(**options: Any) -> Page:
        chosen = {"locale": "nb-NO", "viewport": {"width": 1280, "height": 800}, **options}
        context = browser.new_context(base_url=live_server.address, **chosen)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        return page

    yield opened
    for context in contexts:
        context.close()
    assert not errors, f"errors of the page's scripts: {errors}"


@pytest.fixture
def page(open_page: Callable[..., Page]) -> Page:
    return open_page()
