"""The instance folder: all that the embedded start keeps, readable by its owner only.

secret-key      signs sessions and forms
floke.sqlite3   the database, unless DATABASE_URL names another
broker/         the embedded queue server's socket, pid file and append-only file
lock            held by the running `floke run`
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import secrets
import stat
import tempfile
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO
from urllib.parse import quote

from app.config import SettingsError, embedded_database_url

# sun_path holds 108 bytes with its closing zero on Linux, 104 on macOS.
LONGEST_SOCKET = 103

LOOPBACK_HOSTS = "localhost,127.0.0.1,[::1]"


class Occupied(SettingsError):
    """Another `floke run` holds this instance folder."""


@dataclass(frozen=True, slots=True)
class Instance:
    """One instance folder, whether it exists yet or not."""

    folder: Path

    @classmethod
    def of(cls, environment: Mapping[str, str]) -> Instance:
        return cls(Path(environment.get("FLOKE_INSTANCE") or "instance").resolve())

    @property
    def secret_key(self) -> Path:
        return self.folder / "secret-key"

    @property
    def database(self) -> Path:
        return self.folder / "floke.sqlite3"

    @property
    def broker(self) -> Path:
        return self.folder / "broker"

    @property
    def socket(self) -> Path:
        """The broker's socket: in the instance folder, or in a short path of our own where that is too long."""
        path = self.broker / "queue.sock"
        if len(os.fsencode(path)) <= LONGEST_SOCKET:
            return path
        name = hashlib.sha256(os.fsencode(self.folder)).hexdigest()[:16]
        return Path(tempfile.gettempdir()) / f"floke-{os.getuid()}-{name}" / "queue.sock"

    @property
    def is_made(self) -> bool:
        """Whether `floke run` has been here."""
        return self.secret_key.exists()

    def make(self) -> None:
        """Create what is missing; what is there keeps its content and loses other people's access."""
        for folder in (self.folder, self.broker, self.socket.parent):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            state = folder.lstat()
            if not stat.S_ISDIR(state.st_mode) or state.st_uid != os.getuid():
                raise SettingsError(f"{folder} belongs to somebody else; choose another folder with FLOKE_INSTANCE.")
            folder.chmod(0o700)
        if not self.is_made:
            # Written aside and renamed: a start that is interrupted here leaves no empty key behind.
            fresh = self.folder / "secret-key.new"
            fresh.unlink(missing_ok=True)
            with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
                file.write(secrets.token_hex(32))
                file.flush()
                os.fsync(file.fileno())
            fresh.rename(self.secret_key)
            on_disk(self.folder)

    def environment(self, given: Mapping[str, str]) -> dict[str, str]:
        """The settings of the environment, completed by those of an embedded start if this is one."""
        if not self.is_made:
            return dict(given)
        made = {
            "FLOKE_INSTANCE": str(self.folder),
            "DATABASE_URL": embedded_database_url(self.folder),
            "QUEUE_URL": f"unix://{quote(str(self.socket))}",
            "TRUSTED_HOSTS": LOOPBACK_HOSTS,
            "FLOKE_INSECURE_COOKIES": "loopback",
        }
        return {**made, **{name: value for name, value in given.items() if value or name not in made}}

    def occupy(self, address: str, *, patience: float = 3.0) -> IO[str]:
        """Take the lock that keeps a second `floke run` out; it falls when the returned file is closed.

        The children of a run that was killed hold on for an instant, hence the patience (seconds).
        Raises :class:`Occupied`.
        """
        file = (self.folder / "lock").open("a+")
        give_up = time.monotonic() + patience
        while True:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() > give_up:
                    file.close()
                    raise Occupied(
                        f"Floke already runs on this instance folder: {self.occupant()}. Stop it first, or choose "
                        "another folder: FLOKE_INSTANCE=other PORT=8001 make run."
                    ) from None
                time.sleep(0.1)
        with suppress(OSError):  # it is held without a word too: a full disk keeps nobody from starting
            file.seek(0)
            file.truncate()
            json.dump({"process": os.getpid(), "address": address}, file)
            file.flush()
        return file

    def occupant(self) -> str:
        """Who wrote the lock: its address and process, in words."""
        try:
            said = json.loads((self.folder / "lock").read_text())
            return f"{said['address']} (process {said['process']}, {self.folder})"
        except (OSError, ValueError, KeyError):
            return str(self.folder)

    def is_occupied(self) -> bool:
        """Whether a `floke run` holds the lock now."""
        try:
            with (self.folder / "lock").open("r+") as file:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                return False
        except BlockingIOError:
            return True
        except OSError:
            return False


def on_disk(folder: Path) -> None:
    """Return when the names in this folder would survive a power cut: a rename is else only in memory for a while."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
