"""What a file would do to the database: rows added, changed field by field, and unchanged."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from app.plumbing.provenance import Source
from app.plumbing.sheets.collections import Collection, Key
from app.plumbing.sheets.reading import Row
from app.plumbing.sheets.store import Store, Stored

ORIGIN = frozenset({"source", "published_fields"})


@dataclass(frozen=True, slots=True)
class FieldChange:
    """Before and after, as a file writes them."""

    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class RowChange:
    """One row that is there and differs from the file. ``values`` holds what becomes of the differing columns."""

    row: Row
    stored: Stored
    values: dict[str, Any]

    @property
    def fields(self) -> tuple[FieldChange, ...]:
        columns = self.row.collection.columns
        return tuple(
            FieldChange(name, columns[name].write(self.stored.values.get(name)), columns[name].write(value))
            for name, value in self.values.items()
        )


@dataclass(slots=True)
class CollectionDiff:
    """What becomes of one collection."""

    collection: Collection
    added: list[Row] = field(default_factory=list)
    changed: list[RowChange] = field(default_factory=list)
    unchanged: list[Key] = field(default_factory=list)


def compare(store: Store, found: Iterable[Row]) -> list[CollectionDiff]:
    """Hold the rows against what is there, in the registry's order. Columns a file lacks stay as they are.

    A changed field of a file that does not say where its facts are from counts as imported from now on.
    """
    by_name: dict[str, CollectionDiff] = {}
    for row in found:
        diff = by_name.setdefault(row.collection.name, CollectionDiff(row.collection))
        stored = store.rows(row.collection.name).get(row.key)
        if stored is None:
            diff.added.append(row)
            continue
        if row.only_new:
            diff.unchanged.append(row.key)
            continue
        values = {
            name: value
            for name, value in row.values.items()
            if value != stored.values.get(name) and not _says_nothing(row, name, value)
        }
        if not values:
            diff.unchanged.append(row.key)
            continue
        if ORIGIN.isdisjoint(row.values) and stored.values.get("source") not in (None, Source.IMPORTED):
            said = dict(stored.values["published_fields"]) | dict.fromkeys(values, Source.IMPORTED.value)
            values["published_fields"] = tuple(sorted(said.items()))
        diff.changed.append(RowChange(row, stored, values))
    return sorted(by_name.values(), key=lambda diff: store.registry.order[diff.collection.name])


def _says_nothing(row: Row, name: str, value: Any) -> bool:
    return name == "source" and (value is None or row.collection.always is not None)
