"""``floke check``: is everything in place? One sentence for each thing; the faults by name and exit 1."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from app.config import Settings, SettingsError
from app.operations.cli import say, settings

if TYPE_CHECKING:
    from flask import Flask


class State(StrEnum):
    GOOD = "good"
    FAULT = "fault"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Finding:
    name: str
    state: State
    said: str


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--quiet", action="store_true", help="say only what is wrong")
    parser.add_argument("--json", action="store_true", help="for programs: a list of name, state and what was said")
    parser.add_argument("--quick", action="store_true", help="leave out the proof of the whole record")


def run(arguments: argparse.Namespace) -> int:
    found = list(findings(quick=arguments.quick)) if arguments.json else []
    if arguments.json:
        say(json.dumps([asdict(finding) for finding in found], ensure_ascii=False, indent=1))
        return _code(found)
    for finding in findings(quick=arguments.quick):
        found.append(finding)
        if finding.state is State.FAULT:
            say(f"{finding.name}: FAULT. {finding.said}")
        elif finding.state is State.UNKNOWN or not arguments.quiet:
            say(f"{finding.name}: {finding.said}")
    return _code(found)


def findings(*, quick: bool = False) -> Iterator[Finding]:
    """Look at one thing after the other; a fault in one does not hide the next."""
    try:
        chosen = settings()
        app = _application(chosen)
    except SettingsError as fault:
        yield Finding("Configuration", State.FAULT, str(fault))
        return
    from app.operations.checking.looks import LOOKS
    from app.plumbing.db import db
    from app.plumbing.queue import delivery

    lacking: set[str] = set()
    with app.app_context():
        for look in LOOKS:
            if look.slow and quick:
                continue
            if look.needs in lacking:
                lacking.add(look.name)
                yield Finding(look.name, State.UNKNOWN, f"not looked at, because of «{look.needs}».")
                continue
            try:
                yield Finding(look.name, State.GOOD, look.does(chosen))
            except Exception as fault:
                lacking.add(look.name)
                yield Finding(look.name, State.FAULT, _words(fault))
            finally:
                db.session.remove()
        db.engine.dispose()
        delivery.here().close()


def _application(chosen: Settings) -> Flask:
    from sqlalchemy.exc import ArgumentError

    from app import create_app

    try:
        return create_app(chosen)
    except (ArgumentError, ValueError) as fault:
        raise SettingsError(
            f"DATABASE_URL or QUEUE_URL cannot be read ({_words(fault)}). They are like "
            "postgresql://user@host/name and redis://:password@host:6379/0."
        ) from None


def _code(found: list[Finding]) -> int:
    return 1 if any(finding.state is State.FAULT for finding in found) else 0


def _words(fault: Exception) -> str:
    """The first line of what a library says is the useful one."""
    return str(fault).strip().partition("\n")[0] or type(fault).__name__
