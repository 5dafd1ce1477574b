"""``floke restore FILE``: a backup into an empty database, or in the place of what is there."""

from __future__ import annotations

import argparse
import os
from pathlib import Path
from typing import TYPE_CHECKING

from app.operations.cli import application, say
from app.operations.instance import Instance

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from app.operations.carrying.archive import Archive
    from app.plumbing.record import Verdict


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE", help="a file that `floke backup` wrote")
    parser.add_argument("--replace", action="store_true", help="lose what is in the database now")
    parser.add_argument("--faulty", action="store_true", help="take it although its record does not hold")


def run(arguments: argparse.Namespace) -> int:
    from app.operations.carrying import archive

    with archive.opened(arguments.file) as backup:
        _make_instance()
        with application():
            from app.plumbing.db import db

            verdict = _into(db.engine, backup, arguments)
            db.engine.dispose()
    say(
        f"Restored {backup.manifest.rows} rows from {arguments.file}, made {backup.manifest.made_at} by Floke "
        f"{backup.manifest.floke}. {proof(verdict)} Everybody signs in anew."
    )
    return 0


def proof(verdict: Verdict) -> str:
    """What is said of a carried record."""
    held = f"has {len(verdict.faults)} FAULTS" if verdict.faults else "holds"
    return f"The record {held}: {verdict.number} deeds, head {verdict.head}."


def _into(engine: Engine, backup: Archive, arguments: argparse.Namespace) -> Verdict:
    from app.operations.carrying.place import prepared
    from app.operations.carrying.restoring import restore

    with prepared(engine.url):
        return restore(backup, engine, replace=arguments.replace, faulty=arguments.faulty)


def _make_instance() -> None:
    """On a new machine without settings this is the embedded start: `make run` goes on from what is restored."""
    if not any(os.environ.get(name) for name in ("DATABASE_URL", "SECRET_KEY")):
        Instance.of(os.environ).make()
