"""Sheets of text to rows of values, every fault collected."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from app.plumbing.provenance import Source
from app.plumbing.refusals import N_, Refusal
from app.plumbing.sheets import cells
from app.plumbing.sheets.collections import Collection, Field, Key, Registry, Values, key_text
from app.plumbing.sheets.faults import Faults
from app.plumbing.sheets.files import Line, Sheet
from app.plumbing.sheets.store import Store

AT = "at"
TAG = "collection"
PUBLICATIONS = "publications"


@dataclass(slots=True)
class Row:
    """One row of a file. ``values`` holds the columns the file has; ``at`` is the day it was registered."""

    collection: Collection
    file: str
    number: int
    key: Key
    values: Values
    at: date | None = None
    # Adds what is missing, leaves alone what is there.
    only_new: bool = False


def rows(registry: Registry, sheet: Sheet, faults: Faults, *, start: date | None = None) -> list[Row]:
    """The rows of a file in our own shape; what cannot be read goes to ``faults``."""
    collections = registry.by_file.get(sheet.shape or sheet.name)
    if collections is None:
        faults.add(
            sheet.name, 0, "", N_("is not the name of a collection; known are %(names)s"),
            names=", ".join(registry.by_file),
        )  # fmt: skip
        return []
    if not _header_holds(sheet, collections[0], faults):
        return []
    by_tag = {collection.tag: collection for collection in collections}
    found: list[Row] = []
    seen: dict[tuple[str, Key], int] = {}
    for line in sheet.lines:
        tag = line.cells.get(TAG, "").strip() if collections[0].tag else ""
        collection = by_tag.get(tag)
        if collection is None:
            faults.add(sheet.name, line.number, TAG, N_("“%(name)s” has no translations"), name=tag)
            continue
        row = _row(collection, sheet, line, faults, start)
        if row is None:
            continue
        first = seen.setdefault((tag, row.key), line.number)
        if first != line.number:
            faults.add(
                sheet.name, line.number, "", N_("%(key)s stands in row %(first)s already"),
                key=key_text(row.key), first=first,
            )  # fmt: skip
            continue
        found.append(row)
    return found


def _header_holds(sheet: Sheet, collection: Collection, faults: Faults) -> bool:
    known = {*collection.columns, AT, *([TAG] if collection.tag else [])}
    unknown = [name for name in sheet.columns if name not in known]
    for name in unknown:
        faults.add(sheet.name, 1, name, N_("is no column of this collection"))
    missing = [name for name in collection.key if name not in sheet.columns and collection.columns[name].required]
    for name in missing:
        faults.add(sheet.name, 1, name, N_("is missing: rows are told apart by it"))
    return not unknown and not missing


def _row(collection: Collection, sheet: Sheet, line: Line, faults: Faults, start: date | None) -> Row | None:
    values: Values = {}
    good = True
    for name, field in collection.columns.items():
        if name not in line.cells:
            continue
        try:
            values[name] = field.read(line.cells[name], start)
        except Refusal as refusal:
            faults.refusal(sheet.name, line.number, name, refusal)
            good = False
            continue
        if values[name] is None and field.required:
            faults.add(sheet.name, line.number, name, N_("must be filled in"))
            good = False
    at: date | None = None
    if line.cells.get(AT, "").strip():
        try:
            at = cells.Day().read(line.cells[AT].strip(), start)
        except Refusal as refusal:
            faults.refusal(sheet.name, line.number, AT, refusal)
            good = False
    if not good:
        return None
    for name in collection.key:
        values.setdefault(name, collection.columns[name].default)
    values = collection.arranged(values)
    return Row(collection, sheet.name, line.number, collection.key_of(values), values, at)


def complete(row: Row, faults: Faults, *, source: Source) -> None:
    """Give a new row its defaults. ``source`` is what it is where the file does not say."""
    if row.collection.always is None and row.values.get("source") is None:
        row.values["source"] = source
    for name, field in row.collection.columns.items():
        if name not in row.values:
            row.values[name] = field.default
            if field.required and field.default is None:
                faults.add(row.file, row.number, name, N_("is missing: a new row needs it"))


def check_references(store: Store, found: Iterable[Row], faults: Faults) -> None:
    """Look up every code; one that nothing answers to is a fault."""
    for row in found:
        for name, field in row.collection.columns.items():
            value = row.values.get(name)
            if value in (None, "", ()):
                continue
            if field.target is not None:
                for code in value if isinstance(value, tuple) else (value,):
                    _check(store, row, field, code, faults)
            elif isinstance(field.cell, cells.FieldSources):
                _check_published(store, row, field, value, faults)


def _check(store: Store, row: Row, field: Field, code: str, faults: Faults) -> None:
    target = store.registry.target(field)
    key = store.target_key(field, row.values, code)
    if not store.knows(target.name, key):
        faults.add(
            row.file, row.number, field.name, N_("there is no “%(key)s” among %(collection)s"),
            key=key_text(key), collection=target.name,
        )  # fmt: skip


def _check_published(store: Store, row: Row, field: Field, pairs: tuple[tuple[str, str], ...], faults: Faults) -> None:
    for name, code in pairs:
        if name != "*" and name not in row.collection.columns:
            faults.add(row.file, row.number, field.name, N_("“%(name)s” is no column of this collection"), name=name)
        if code not in set(Source) - {Source.PUBLISHED} and not store.knows(PUBLICATIONS, (code,)):
            faults.add(
                row.file, row.number, field.name, N_("there is no “%(key)s” among %(collection)s"),
                key=code, collection=PUBLICATIONS,
            )  # fmt: skip
