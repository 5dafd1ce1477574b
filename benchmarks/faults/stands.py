"""The running program: what there is to kill, how it is started again, and what is left of it."""

from __future__ import annotations

import os
import time
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import ClassVar

import psutil
import requests

from tests.servers import Floke

# Seconds until a start that does not answer is a failure.
PATIENCE = 60.0


@dataclass(slots=True)
class Stand(ABC):
    """A running Floke with everything it stands on. ``restarts`` holds seconds until it answered again."""

    folder: Path
    port: int
    restarts: list[float] = field(default_factory=list)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @abstractmethod
    def start(self) -> None:
        """Start everything that does not run, by the same commands each time."""

    @abstractmethod
    def victims(self, kind: str) -> list[psutil.Process]:
        """The processes of this kind that run now."""

    @abstractmethod
    def stop(self) -> None:
        """End in good order."""

    def end(self) -> None:  # noqa: B027 - most have nothing that outlives the program
        """After the counting: what the counting needed."""

    @abstractmethod
    def database_url(self) -> str: ...

    @abstractmethod
    def environment(self) -> dict[str, str]:
        """For a ``floke`` command on the same database."""

    @abstractmethod
    def heal(self) -> None:
        """What an operator's service manager does after a death: start what is not kept by a parent of its own."""

    def recover(self) -> float:
        """Seconds until the web answered, with whatever was gone started again, as often as it takes."""
        begun = time.monotonic()
        while True:
            self.heal()
            try:
                self.await_answer(1.0)
            except AssertionError:
                if time.monotonic() - begun > PATIENCE:
                    raise
            else:
                return time.monotonic() - begun

    def clear(self) -> None:
        """End whatever is left, after a run that broke off."""
        for process in self.left_over():
            with suppress(psutil.NoSuchProcess):
                process.kill()

    def said(self) -> str:
        """The last words of everything that was started."""
        return "\n".join(
            f"{path.name}: {path.read_text(errors='replace')[-3000:]}" for path in self.folder.glob("*.said")
        )

    def answers(self) -> bool:
        try:
            return requests.get(f"{self.address}/readyz", timeout=5).status_code in (200, 503)
        except requests.RequestException:
            return False

    def await_answer(self, patience: float = PATIENCE) -> None:
        """Raises :class:`AssertionError`."""
        begun = time.monotonic()
        while not self.answers():
            assert time.monotonic() - begun < patience, f"no answer after {patience:.0f} s"
            time.sleep(0.02)

    def left_over(self) -> list[psutil.Process]:
        """Every living process of this stand."""
        return [process for process in _living() if str(self.folder) in marks_of(process)]


@dataclass(slots=True)
class Embedded(Stand):
    """``floke run``: one command, SQLite, and a queue server of its own."""

    given: dict[str, str] = field(default_factory=dict)
    floke: Floke | None = None

    KINDS: ClassVar[dict[str, int]] = {"run": 2, "web": 4, "worker": 2, "job": 2, "clock": 1, "broker": 2}

    @property
    def instance(self) -> Path:
        return self.folder / "instance"

    def start(self) -> None:
        self.floke = Floke(self.instance, port=self.port, environment=self.given)
        self.floke.start(patience=PATIENCE)

    def heal(self) -> None:
        if self.floke is None or self.floke.process is None or self.floke.process.poll() is not None:
            begun = time.monotonic()
            self.start()
            self.restarts.append(time.monotonic() - begun)

    def victims(self, kind: str) -> list[psutil.Process]:
        if self.floke is None or self.floke.process is None:
            return []
        if kind == "broker":
            try:
                return [psutil.Process(int((self.instance / "broker" / "pid").read_text()))]
            except (OSError, ValueError, psutil.NoSuchProcess):
                return []
        try:
            parent = psutil.Process(self.floke.process.pid)
            below = parent.children(recursive=True)
        except psutil.NoSuchProcess:
            return []
        return [parent] if kind == "run" else [process for process in below if called(process) == f"floke-{kind}"]

    def stop(self) -> None:
        if self.floke is not None:
            self.floke.stop(patience=60)

    def database_url(self) -> str:
        return f"sqlite:///{self.instance / 'floke.sqlite3'}"

    def environment(self) -> dict[str, str]:
        return {
            **os.environ,
            "FLOKE_INSTANCE": str(self.instance),
            "TRUSTED_HOSTS": "localhost",
            "QUEUE_URL": "redis://127.0.0.1:1",
        }


def _living() -> Iterator[psutil.Process]:
    for process in psutil.process_iter():
        try:
            if process.status() != psutil.STATUS_ZOMBIE and process.pid != os.getpid():
                yield process
        except psutil.NoSuchProcess:
            continue


def marks_of(process: psutil.Process) -> str:
    """Where a process says whose it is: its command and its folder."""
    try:
        return " ".join((*process.cmdline(), process.environ().get("FLOKE_INSTANCE", "")))
    except (psutil.NoSuchProcess, psutil.AccessDenied):
        return ""


def called(process: psutil.Process) -> str:
    try:
        return Path(f"/proc/{process.pid}/comm").read_text(encoding="utf-8").strip()
    except OSError:
        return ""
