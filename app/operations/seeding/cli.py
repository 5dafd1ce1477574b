"""``floke seed``: the example portfolio into an empty database."""

from __future__ import annotations

import argparse
from pathlib import Path

from app.operations.cli import application, say


def add_arguments(parser: argparse.ArgumentParser) -> None:
    from app.operations.seeding.replaying import SEED

    parser.add_argument(
        "directory", nargs="?", type=Path, default=SEED, help="a folder of CSV files in the seed's shape"
    )
    parser.add_argument("--demo", action="store_true", help="open the demo sign-in, as the first `floke run` does")


def run(arguments: argparse.Namespace) -> int:
    from app.operations.seeding.replaying import replay

    with application():
        deeds = replay(arguments.directory, demo=arguments.demo)
    say(f"Replayed {deeds} deeds.")
    return 0
