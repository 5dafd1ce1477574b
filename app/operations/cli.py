"""The command line ``floke``: a table of commands, each imported only when it is called.

A command is a module with ``add_arguments(parser)`` and ``run(arguments) -> int``. It works inside
:func:`application`, and refuses by raising :class:`~app.plumbing.refusals.Refusal` or
:class:`~app.config.SettingsError`: a sentence on stderr and exit 1. Wrong use is exit 2, done is 0.
"""

from __future__ import annotations

import argparse
import importlib
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from app.config import Settings, SettingsError
from app.operations.instance import Instance

if TYPE_CHECKING:
    from flask import Flask

# name: (module, what it does). The order is the order of `floke --help`.
COMMANDS: dict[str, tuple[str, str]] = {
    "run": ("app.operations.run", "start everything on this machine: database, queue, worker and web"),
    "web": ("app.operations.web", "serve the pages with several processes, behind a proxy (in production)"),
    "worker": ("app.operations.work", "do the jobs of the queue and the night's work (in production)"),
    "check": ("app.operations.check", "look over configuration, database, migrations, queue and record"),
    "import": ("app.operations.importing.cli", "read rows from CSV files, our own or foreign ones"),
    "export": ("app.operations.exporting", "write every collection into a folder of CSV files"),
    "seed": ("app.operations.seeding.cli", "fill an empty database with the example portfolio"),
    "people": ("app.operations.people", "add a person, give or take roles, remove a second factor"),
    "tokens": ("app.operations.tokens", "make, list and revoke what programs read the API with"),
    "backup": ("app.operations.carrying.backup", "write everything into one file, while people write"),
    "restore": ("app.operations.carrying.restore", "read a backup into an empty database, and prove it"),
    "move": ("app.operations.carrying.move", "carry everything into another database, and prove it on both sides"),
    "record": ("app.operations.record", "prove that the record was not altered"),
}


def main(words: Sequence[str] | None = None) -> int:
    """Run one command; the exit code."""
    given = list(sys.argv[1:] if words is None else words)
    name = given[0] if given else ""
    if name not in COMMANDS:
        known = name in ("", "-h", "--help")
        print(_overview(), file=sys.stdout if known else sys.stderr)
        return 0 if known and name else 2
    module_name, purpose = COMMANDS[name]
    module = importlib.import_module(module_name)
    parser = argparse.ArgumentParser(prog=f"floke {name}", description=f"{purpose[0].upper()}{purpose[1:]}.")
    module.add_arguments(parser)
    arguments = parser.parse_args(given[1:])
    try:
        return int(module.run(arguments))
    except SettingsError as fault:
        return _refused(str(fault))
    except KeyboardInterrupt:
        return 130
    except Exception as fault:
        # These are looked up only when something went wrong, so that they cost nothing at start.
        from app.plumbing.outages import outage_of
        from app.plumbing.refusals import Refusal

        if isinstance(fault, Refusal):
            return _refused(str(fault))
        outage = outage_of(fault)
        if outage is None:
            raise
        return _refused(f"{outage} ({str(outage.__cause__ or fault).strip().partition(chr(10))[0]})")


@contextmanager
def application() -> Iterator[Flask]:
    """The application with an open context, on the settings of the environment and of the instance folder."""
    from app import create_app

    app = create_app(settings())
    with app.app_context():
        yield app


def settings() -> Settings:
    """The settings a command works with: the environment's, and what the embedded start made for itself.

    Raises :class:`SettingsError`, naming what is missing.
    """
    return Settings.from_environment(Instance.of(os.environ).environment(os.environ))


def say(sentence: str) -> None:
    """One line to the person at the terminal, at once. Nothing stops because it cannot be said (a full disk)."""
    with suppress(OSError):
        print(sentence, flush=True)  # noqa: T201 - a command line speaks


def _refused(sentence: str) -> int:
    print(sentence, file=sys.stderr, flush=True)  # noqa: T201 - a command line speaks
    return 1


def _overview() -> str:
    width = max(map(len, COMMANDS))
    lines = [f"  {name:<{width}}  {purpose}" for name, (_, purpose) in COMMANDS.items()]
    return "\n".join(["usage: floke COMMAND …", "", *lines, "", "floke COMMAND --help says more."])
