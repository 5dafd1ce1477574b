"""``floke record``: prove that the record was not altered."""

from __future__ import annotations

import argparse
import sys

from app.operations.cli import application, say


def add_arguments(parser: argparse.ArgumentParser) -> None:
    commands = parser.add_subparsers(dest="command", required=True, metavar="verify")
    commands.add_parser("verify", help="recompute the chain and hold every row against it")


def run(arguments: argparse.Namespace) -> int:
    """0 and the head when everything holds; 1 and each fault on stderr when not."""
    from app.plumbing import record

    with application():
        verdict = record.verify()
    for fault in verdict.faults:
        print(fault, file=sys.stderr, flush=True)  # noqa: T201 - a command line speaks
    if verdict.faults:
        print(f"The record does not hold: {len(verdict.faults)} faults.", file=sys.stderr)  # noqa: T201 - as above
        return 1
    say(f"The record holds: {verdict.number} deeds, head {verdict.head}.")
    return 0
