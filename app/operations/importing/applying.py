"""Hold files against the database, and take them in as one deed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from app.missions.models import Mission
from app.operations.collections import REGISTRY
from app.plumbing.committer import unit_of_work
from app.plumbing.db import locked
from app.plumbing.provenance import Source
from app.plumbing.sheets import diff, files, reading
from app.plumbing.sheets.diff import CollectionDiff
from app.plumbing.sheets.faults import Faults
from app.plumbing.sheets.reading import Row
from app.plumbing.sheets.store import Store
from app.plumbing.sheets.writing import Writer
from app.portfolio.rules.acts import Act


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a file does or did, collection by collection. Rows that the files lack are never removed."""

    diffs: tuple[CollectionDiff, ...]

    @property
    def changes_nothing(self) -> bool:
        return not any(some.added or some.changed for some in self.diffs)

    def counted(self) -> str:
        """One line for the record: numbers only, for the record holds no names."""
        return "; ".join(
            f"{some.collection.name}: {len(some.added)} added, {len(some.changed)} changed"
            for some in self.diffs
            if some.added or some.changed
        )


def read_own(paths: Iterable[Path]) -> list[Row]:
    """The rows of files in our own shape. Raises :class:`~app.plumbing.sheets.faults.Unreadable`."""
    faults = Faults()
    rows: list[Row] = []
    for path in paths:
        rows.extend(reading.rows(REGISTRY, files.read(path), faults))
    faults.refuse()
    return rows


def preview(rows: Sequence[Row]) -> Outcome:
    """What taking these rows in would do. Raises :class:`~app.plumbing.sheets.faults.Unreadable`."""
    return _prepared(Store(REGISTRY), rows)


def apply(rows: Sequence[Row], *, by: int | None) -> Outcome:
    """Take the rows in as one deed; all of them or, raising the reason, none.

    The diff is made anew inside: what somebody saved since it was shown is held against the file as it is now. Every
    aggregate that changes counts up its version, so that a form opened before finds out.
    """
    with unit_of_work(by) as work:
        store = Store(REGISTRY)
        outcome = _prepared(store, rows)
        if outcome.changes_nothing:
            return outcome
        _lock_graphs(store, outcome)
        writer = Writer(store)
        for some in outcome.diffs:
            if some.added:
                writer.add(some.collection, some.added)
            if some.changed:
                writer.change(some.collection, some.changed)
        writer.settle(finally_=True)
        first = next(some for some in outcome.diffs if some.added or some.changed)
        head = first.added[0] if first.added else first.changed[0].row
        missions = {store.mission_id(row.values) for row in _touched(outcome)} - {None}
        work.record(
            Act.COLLECTION_IMPORT,
            writer.subject(first.collection, head.key),
            mission=missions.pop() if len(missions) == 1 else None,
            note=outcome.counted(),
            bare=True,
        )
    return outcome


def _prepared(store: Store, given: Sequence[Row]) -> Outcome:
    """The diff, if every row can be taken."""
    rows = [replace(row, values=dict(row.values)) for row in given]
    faults = Faults()
    for row in rows:
        known = store.rows(row.collection.name).get(row.key)
        store.expect(row.collection.name, row.key, {**known.values, **row.values} if known else row.values)
    diffs = diff.compare(store, rows)
    for some in diffs:
        for row in some.added:
            reading.complete(row, faults, source=Source.IMPORTED)
    faults.refuse()
    for some in diffs:
        reading.check_references(store, some.added, faults)
        merged = [
            (replace(change.row, values={**change.stored.values, **change.values}), change) for change in some.changed
        ]
        reading.check_references(store, [row for row, _ in merged], faults)
        wanted = [*((row, row.values) for row in some.added), *((row, row.values) for row, _ in merged)]
        some.collection.check(store, wanted, faults)
    faults.refuse()
    return Outcome(tuple(diffs))


def _touched(outcome: Outcome) -> list[Row]:
    return [row for some in outcome.diffs for row in (*some.added, *(change.row for change in some.changed))]


def _lock_graphs(store: Store, outcome: Outcome) -> None:
    """Hold the missions whose dependencies change, as every deed does that could close a circle."""
    slugs = {row.values["mission"] for row in _touched(outcome) if row.collection.name == "dependencies"}
    known = sorted(found for slug in slugs if (found := store.id("missions", (slug,))) is not None)
    for mission in known:
        locked(Mission, mission)
