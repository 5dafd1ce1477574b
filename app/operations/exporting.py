"""``floke export DIR``: every collection in the seed's shape, as it is now or was on a day.

What is written is the present state. The way there stays in the database and its backups: a file of rows can show
what is, not who did what when.
"""

from __future__ import annotations

import argparse
import zipfile
from datetime import date
from pathlib import Path

from sqlalchemy import func, select

from app.operations.cli import application, say
from app.operations.collections import REGISTRY
from app.plumbing import clock, record
from app.plumbing.connections import of_one_moment
from app.plumbing.db import db
from app.plumbing.record import NOW, At, Deed
from app.plumbing.sheets import files
from app.plumbing.sheets.collections import Collection
from app.plumbing.sheets.store import Store


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("directory", type=Path, metavar="DIR", help="the folder to write into; made if missing")
    parser.add_argument("--as-of", type=date.fromisoformat, metavar="DAY", help="as it was at the end of that day")


def run(arguments: argparse.Namespace) -> int:
    with application():
        at = NOW if arguments.as_of is None else record.at_day(arguments.as_of)
        written = into_folder(arguments.directory, at=at)
    say(f"Wrote {len(written)} files into {arguments.directory}.")
    return 0


def texts(at: At = NOW) -> dict[str, str]:
    """The text of each file by its name; a collection without rows has none."""
    of_one_moment()
    store = Store(REGISTRY, at)
    found: dict[str, str] = {}
    for name, collections in REGISTRY.by_file.items():
        tagged = bool(collections[0].tag)
        rows = [row for collection in collections for row in _rows(store, collection)]
        if rows:
            found[name] = files.write(("at", *(("collection",) if tagged else ()), *collections[0].columns), rows)
    return found


def into_folder(directory: Path, at: At = NOW) -> list[Path]:
    """Write the files into a folder; the paths written."""
    directory.mkdir(parents=True, exist_ok=True)
    written = []
    for name, text in texts(at).items():
        path = directory / name
        path.write_text(text, encoding="utf-8", newline="")
        written.append(path)
    return written


def as_zip(path: Path, at: At = NOW) -> Path:
    """Write the files into one ZIP archive."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in texts(at).items():
            archive.writestr(name, text)
    return path


def _rows(store: Store, collection: Collection) -> list[list[str]]:
    days = _registered(collection)
    tag = [collection.tag] if collection.tag else []
    return [
        [
            days.get(stored.id, ""),
            *tag,
            *(
                collection.always.value if name == "source" and collection.always else field.write(stored.values[name])
                for name, field in collection.columns.items()
            ),
        ]
        for key, stored in store.rows(collection.name).items()
        if collection.exported(store, key)
    ]


def _registered(collection: Collection) -> dict[int, str]:
    """The day of each row's first deed."""
    history = collection.model.history
    first = select(history.c.id, func.min(history.c.from_deed).label("deed")).group_by(history.c.id).subquery()
    query = select(first.c.id, Deed.at).join(Deed, Deed.number == first.c.deed)
    return {row_id: at.astimezone(clock.OSLO).date().isoformat() for row_id, at in db.session.execute(query)}
