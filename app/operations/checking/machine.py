"""Looks at the folder, the disk and the clock."""

from __future__ import annotations

import shutil
import stat
from pathlib import Path

from app.config import Settings
from app.operations.carrying.place import file_of
from app.operations.checking import Fault, listed
from app.plumbing import clock

# Bytes. Less than this, or than a twentieth of the disk, and the next backup or migration may not fit.
LEAST_FREE = 512 * 1024 * 1024

# Seconds between our clock and another's.
LARGEST_SKEW = 5.0

# SQLite's locks do not hold, or not always, on file systems that are shared between machines.
SHARED = ("nfs", "cifs", "smb", "fuse.sshfs", "fuse.glusterfs", "ceph", "9p", "afs", "lustre", "gpfs", "ocfs", "vboxsf")

MOUNTS = Path("/proc/self/mounts")


def folder(chosen: Settings) -> str:
    """The instance folder and what lies in it are its owner's alone."""
    if not chosen.instance.is_dir():
        raise Fault(f"FLOKE_INSTANCE: {chosen.instance} is not there. Make it: install -d -m 0700 {chosen.instance}")
    ours = [chosen.instance, chosen.instance / "secret-key", *_database_files()]
    open_to_others = [str(path) for path in ours if path.exists() and stat.S_IMODE(path.stat().st_mode) & 0o077]
    if open_to_others:
        raise Fault(
            f"{listed(open_to_others)} can be read by others on this machine. Close: chmod go= "
            f"{' '.join(open_to_others)}"
        )
    return f"{chosen.instance} is its owner's alone."


def disk(chosen: Settings) -> str:
    places = {path.parent for path in _database_files()} | {chosen.instance}
    said = []
    for place in sorted(path for path in places if path.is_dir()):
        found = shutil.disk_usage(place)
        if found.free < max(LEAST_FREE, found.total // 20 if found.total < 100 * LEAST_FREE else LEAST_FREE):
            raise Fault(
                f"The disk of {place} is nearly full: {found.free // 2**20} MiB are free. Make room before people's "
                "work is refused."
            )
        said.append(f"{found.free // 2**30} GiB free at {place}")
    return f"{listed(said)}."


def file_system(_chosen: Settings) -> str:
    files = _database_files()
    if not files:
        return "the database is a server's."
    kind = kind_of_file_system(files[0].resolve())
    if kind.startswith(SHARED):
        raise Fault(
            f"The SQLite file {files[0]} lies on {kind}, where its locks do not hold: two writers can destroy it. "
            "Put it on a disk of this machine, or move to PostgreSQL (`floke move --to postgresql://…`)."
        )
    return f"{files[0]} lies on {kind or 'a disk'}."


def time(_chosen: Settings) -> str:
    """Ours against the database's, and against the record: time does not run backwards."""
    from sqlalchemy import select, text

    from app.plumbing.db import db
    from app.plumbing.record import Deed

    now = clock.now()
    if db.engine.dialect.name == "postgresql":
        theirs = db.session.execute(text("SELECT clock_timestamp()")).scalar_one()
        skew = abs((theirs - clock.now()).total_seconds())
        if skew > LARGEST_SKEW:
            raise Fault(
                f"This machine's clock and the database's are {skew:.0f} s apart. Let both be set by NTP "
                "(`timedatectl`)."
            )
    last = db.session.scalar(select(Deed.recorded_at).order_by(Deed.number.desc()).limit(1))
    if last is not None and (last - now).total_seconds() > LARGEST_SKEW:
        raise Fault(
            f"The clock says {now:%Y-%m-%d %H:%M}, but the record was last written {last:%Y-%m-%d %H:%M}: the "
            "clock was set back. Let it be set by NTP (`timedatectl`)."
        )
    return f"{now:%Y-%m-%d %H:%M:%S} UTC, as the record and the database have it."


def kind_of_file_system(path: Path) -> str:
    """The type of the file system a path lies on, empty if it cannot be known."""
    try:
        mounts = [line.split()[1:3] for line in MOUNTS.read_text(encoding="utf-8").splitlines()]
    except OSError:
        return ""
    holding = [(place.replace("\\040", " "), kind) for place, kind in mounts]
    under = [(place, kind) for place, kind in holding if path.is_relative_to(place)]
    return max(under, key=lambda one: len(one[0]), default=("", ""))[1]


def _database_files() -> list[Path]:
    from app.plumbing.db import db

    place = file_of(db.engine.url)
    return [place] if place is not None and place.exists() else []
