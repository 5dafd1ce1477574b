"""``floke backup FILE``: everything, in one file, while people write."""

from __future__ import annotations

import argparse
from pathlib import Path

from app.operations.cli import application, say


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE", help="where to; replaced once the new one is whole")


def run(arguments: argparse.Namespace) -> int:
    from app.operations.carrying import archive
    from app.operations.carrying.snapshot import snapshot
    from app.plumbing.db import db

    with application(), snapshot(db.engine) as taken:
        manifest = archive.write(arguments.file, taken)
    number, head = manifest.head or (0, "missing")
    say(
        f"Wrote {arguments.file}: {manifest.rows} rows of {len(manifest.tables)} tables, migration "
        f"{manifest.migration}. The record has {number} deeds, head {head}."
    )
    return 0
