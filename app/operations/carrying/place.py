"""The file of an SQLite database, before and after: who may read it, and who else has it open."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlalchemy import URL

# The byte of the shared-memory file that every open connection holds a lock on (SQLite's UNIX_SHM_DMS).
DEAD_MANS_SWITCH = 128


def file_of(url: URL) -> Path | None:
    """The file of an SQLite database; None for another kind."""
    if url.get_backend_name() != "sqlite" or not url.database or url.database == ":memory:":
        return None
    return Path(url.database)


@contextmanager
def prepared(url: URL) -> Iterator[None]:
    """A new SQLite file is readable by its owner only, and gone again when what was begun fails."""
    place = file_of(url)
    if place is None or place.exists():
        yield
        return
    os.close(os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    try:
        yield
    except BaseException:
        for end in ("", "-wal", "-shm"):
            place.with_name(place.name + end).unlink(missing_ok=True)
        raise


def is_open_elsewhere(place: Path) -> bool:
    """Whether another process has this SQLite database open. Asked before this process opens it itself.

    Every connection to a database in WAL mode keeps one shared lock; closing our look at the file must not give up
    a lock of our own, hence *before*.
    """
    try:
        with place.with_name(f"{place.name}-shm").open("r+b") as shared:
            fcntl.lockf(shared, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, DEAD_MANS_SWITCH)
            return False
    except BlockingIOError:
        return True
    except OSError:
        return False
