"""``floke seed``: the example portfolio, or a made-up one of any size, into an empty database."""

from __future__ import annotations

import argparse
from pathlib import Path

from app.operations.cli import application, say

MOST = 100_000


def add_arguments(parser: argparse.ArgumentParser) -> None:
    what = parser.add_mutually_exclusive_group()
    what.add_argument("directory", nargs="?", type=Path, help="a folder of CSV files in the seed's shape, if not ours")
    what.add_argument(
        "--synthetic", type=_count, metavar="N", help="a made-up mission of N initiatives, to measure and to try out"
    )
    parser.add_argument(
        "--seed", type=int, metavar="S", help="with --synthetic: another draw. The same N and S give the same data"
    )
    parser.add_argument("--demo", action="store_true", help="open the demo sign-in, as the first `floke run` does")
    parser.set_defaults(wrong=parser.error)


def run(arguments: argparse.Namespace) -> int:
    from app.operations.seeding import SEED, replay, replay_synthetic
    from app.operations.seeding.synthetic import USUAL

    if arguments.seed is not None and arguments.synthetic is None:
        arguments.wrong("--seed goes with --synthetic")
    with application():
        if arguments.synthetic is None:
            deeds = replay(arguments.directory or SEED, demo=arguments.demo)
        else:
            seed = USUAL if arguments.seed is None else arguments.seed
            deeds = replay_synthetic(arguments.synthetic, seed=seed, demo=arguments.demo)
    say(f"Replayed {deeds} deeds.")
    return 0


def _count(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 0 < int(text) <= MOST:
        raise argparse.ArgumentTypeError(f"{text} is not a number from 1 to {MOST}")
    return int(text)
