"""The program when it has grown: gunicorn, two ``floke worker``, PostgreSQL and a Valkey of its own."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import ClassVar

import psutil

from app.config import Settings
from app.operations.broker import Broker
from app.operations.instance import Instance
from benchmarks.faults.stands import PATIENCE, Stand, called, marks_of
from benchmarks.serving import environment
from tests.servers import FLOKE, Missing, PostgreSQL

DATABASE = "floke"
THREADS = 4
WEB_WORKERS = 2
WORKERS = 2


@dataclass(slots=True)
class Grown(Stand):
    """Each part is started by a command of its own, as a service manager would, and again when it is gone."""

    server: PostgreSQL = field(default_factory=lambda: PostgreSQL(durable=True, kept=True))
    parts: dict[str, psutil.Popen] = field(default_factory=dict)
    settings: dict[str, str] = field(default_factory=dict)
    given: Mapping[str, str] = field(default_factory=dict)
    broker: Broker | None = None

    KINDS: ClassVar[dict[str, int]] = {
        "gunicorn": 1, "web": 4, "keeper": 1, "worker": 2, "job": 2, "clock": 1, "broker": 2, "backend": 1,
        "postgres": 1,
    }  # fmt: skip

    @property
    def instance(self) -> Path:
        return self.folder / "instance"

    def start(self) -> None:
        instance = Instance(self.instance)
        instance.make()
        self.broker = Broker(instance)
        self.settings = {
            **environment(self.instance, self.server.url(DATABASE)),
            "FLOKE_INSECURE_COOKIES": "loopback",
            **self.given,
        }
        self.server.start()
        self.server.execute(f"CREATE DATABASE {DATABASE}")
        self._fill()
        self.heal()
        self.await_answer()
        self.restarts.clear()

    def _fill(self) -> None:
        from app.operations import database

        direct = {**self.settings, "DATABASE_URL": self.server.url(DATABASE)}
        database.opened(Settings.from_environment(direct), lambda _: None)

    def heal(self) -> None:
        begun = time.monotonic()
        missing = False
        if not _runs(self.server.pid):
            missing = True
            self._start_database()
        assert self.broker is not None
        if self.broker.pid() is None:
            missing = True
            self.broker.launch()
            self.broker.await_answer()
        commands: dict[str, list[str]] = {
            "gunicorn": [
                str(Path(sys.executable).with_name("gunicorn")), "--worker-class", "gthread", "--threads", str(THREADS),
                "--workers", str(WEB_WORKERS), "--bind", f"127.0.0.1:{self.port}", "--log-level", "error",
                "--no-control-socket", "--graceful-timeout", "5", "app:create_app()",
            ],
            **{f"keeper-{number}": [str(FLOKE), "worker", "--grace", "1"] for number in range(WORKERS)},
        }  # fmt: skip
        for name, command in commands.items():
            if name not in self.parts or self.parts[name].poll() is not None:
                missing = True
                if name in self.parts:
                    # As systemd does (KillMode=control-group): what the dead one left must not hold its port.
                    with suppress(ProcessLookupError):
                        os.killpg(self.parts[name].pid, signal.SIGKILL)
                with (self.folder / f"{name}.said").open("ab") as said:
                    self.parts[name] = psutil.Popen(
                        command,
                        env=self.settings,
                        stdin=subprocess.DEVNULL,
                        stdout=said,
                        stderr=said,
                        start_new_session=True,
                    )
        if missing:
            self.restarts.append(time.monotonic() - begun)

    def _start_database(self) -> None:
        """Its own recovery does the rest; what is left of the old server may be in the way for an instant."""
        end = time.monotonic() + PATIENCE
        while True:
            try:
                return self.server.start()
            except Missing:
                if time.monotonic() > end:
                    raise
                time.sleep(0.2)

    def victims(self, kind: str) -> list[psutil.Process]:
        assert self.broker is not None
        with suppress(psutil.NoSuchProcess):
            match kind:
                case "postgres":
                    return [psutil.Process(self.server.pid)]
                case "backend":
                    below = psutil.Process(self.server.pid).children()
                    return [process for process in below if f" {DATABASE} " in " ".join(process.cmdline())]
                case "broker":
                    pid = self.broker.pid()
                    return [psutil.Process(pid)] if pid else []
                case "gunicorn":
                    return [psutil.Process(self.parts["gunicorn"].pid)]
                case "web":
                    return psutil.Process(self.parts["gunicorn"].pid).children()
                case "keeper":
                    return [psutil.Process(part.pid) for name, part in self.parts.items() if name.startswith("keeper")]
                case _:
                    keepers = [part.pid for name, part in self.parts.items() if name.startswith("keeper")]
                    below = [child for pid in keepers for child in psutil.Process(pid).children(recursive=True)]
                    return [process for process in below if called(process) == f"floke-{kind}"]
        return []

    def stop(self) -> None:
        for part in self.parts.values():
            with suppress(psutil.NoSuchProcess):
                part.terminate()
        for part in self.parts.values():
            try:
                part.wait(15)
            except psutil.TimeoutExpired:
                part.kill()
                part.wait()
        if self.broker is not None:
            self.broker.stop()

    def end(self) -> None:
        """After the counting: the database server too, with its folder."""
        self.server.kept = False
        self.server.stop()

    def left_over(self) -> list[psutil.Process]:
        """What is left of the program; the database server stays for the counting."""
        return [process for process in Stand.left_over(self) if str(self.server.folder) not in marks_of(process)]

    def database_url(self) -> str:
        return self.server.url(DATABASE)

    def environment(self) -> dict[str, str]:
        return {**self.settings, "DATABASE_URL": self.server.url(DATABASE)}


def _runs(pid: int) -> bool:
    """A zombie is not one: it is this process' own child until somebody asks for its end."""
    with suppress(ChildProcessError):
        os.waitpid(pid, os.WNOHANG)
    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False
