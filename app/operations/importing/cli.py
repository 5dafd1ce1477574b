"""``floke import``: show what the files would do, then do it."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

from app.operations.cli import application, say
from app.operations.importing.applying import Outcome


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "files", nargs="+", type=Path, metavar="FILE", help="CSV files in our own shape, or a foreign one"
    )
    parser.add_argument("--map", type=Path, metavar="FILE.toml", help="how a foreign file's columns are to be read")
    parser.add_argument("--dry-run", action="store_true", help="show the differences and change nothing")
    parser.add_argument(
        "--by", metavar="PERSON", help="code of the person who imports; the record names the program if not given"
    )


def run(arguments: argparse.Namespace) -> int:
    from app.operations.importing import applying, mapping

    with application():
        by = _person(arguments.by)
        if arguments.map is None:
            rows = applying.read_own(arguments.files)
        else:
            plan = mapping.read(arguments.map)
            rows = []
            for path in arguments.files:
                found = mapping.translated(plan, path)
                rows.extend(found.rows)
                for fault in found.listed:
                    say(f"left empty: {fault}")
                if found.listed:
                    say(f"{path.name}: {len(found.listed)} cells could not be read and are left empty.")
        outcome = applying.preview(rows) if arguments.dry_run else applying.apply(rows, by=by)
    for line in described(outcome):
        say(line)
    if outcome.changes_nothing:
        say("Nothing differs.")
    elif arguments.dry_run:
        say("Nothing was changed: this was a dry run.")
    return 0


def described(outcome: Outcome) -> Iterator[str]:
    """The differences in words, a line for each added row and each changed field."""
    for some in outcome.diffs:
        counts = f"{len(some.added)} added, {len(some.changed)} changed, {len(some.unchanged)} unchanged"
        yield f"{some.collection.name}: {counts}"
        for row in some.added:
            yield f"  + {'/'.join(row.key)}"
        for change in some.changed:
            for field in change.fields:
                yield f"  ~ {'/'.join(change.row.key)} {field.name}: {field.before or '–'} → {field.after or '–'}"


def _person(code: str | None) -> int | None:
    """The id behind a person's code. Raises :class:`~app.plumbing.refusals.NotThere`."""
    from sqlalchemy import select

    from app.people.models import Person
    from app.plumbing.db import db
    from app.plumbing.refusals import N_, NotThere

    if code is None:
        return None
    found = db.session.scalar(select(Person.id).where(Person.code == code))
    if found is None:
        raise NotThere(N_("There is no person with the code %(code)s."), code=code)
    return found
