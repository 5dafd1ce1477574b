"""``changes.csv``: how the rows of the other files got to be what they are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

from app.plumbing.refusals import N_, Refusal
from app.plumbing.sheets import cells
from app.plumbing.sheets.collections import Field, key_text
from app.plumbing.sheets.faults import Faults
from app.plumbing.sheets.files import Line, Sheet
from app.plumbing.sheets.reading import Row

COLUMNS = ("at", "collection", "key", "field", "from", "to", "note")


@dataclass(frozen=True, slots=True)
class Change:
    """One field of one row, changed on a day."""

    number: int
    day: date
    row: Row
    field: Field
    before: Any
    after: Any
    note: str


def read(sheet: Sheet, rows: Iterable[Row], faults: Faults, *, start: date) -> list[Change]:
    """The changes in the order of their days. Every row gets the values it had before its first change.

    The last change of a field must end at the row's present value, and each begin where the one before ended.
    """
    missing = [name for name in COLUMNS if name not in sheet.columns]
    for name in missing:
        faults.add(sheet.name, 1, name, N_("is missing"))
    if missing:
        return []
    by_key = _by_key(rows)
    read_lines = (_change(sheet, line, by_key, faults, start) for line in sheet.lines)
    found = sorted((change for change in read_lines if change is not None), key=lambda change: change.day)
    chains: defaultdict[tuple[int, str], list[Change]] = defaultdict(list)
    for change in found:
        chains[id(change.row), change.field.name].append(change)
    for chain in chains.values():
        _hold(sheet, chain, faults)
        chain[0].row.values[chain[0].field.name] = chain[0].before
    return found


def _by_key(rows: Iterable[Row]) -> dict[tuple[str, str], Row]:
    """Rows by the key as a person writes it: empty parts may be written or left out."""
    by_key: dict[tuple[str, str], Row] = {}
    for row in rows:
        tag = (row.collection.tag,) if row.collection.tag else ()
        name = row.collection.file or row.collection.name
        by_key[name, "/".join((*tag, *row.key))] = row
        by_key.setdefault((name, key_text((*tag, *row.key))), row)
    return by_key


def _change(sheet: Sheet, line: Line, by_key: dict[tuple[str, str], Row], faults: Faults, start: date) -> Change | None:
    said = {name: line.cells[name].strip() for name in COLUMNS}
    row = by_key.get((said["collection"], said["key"]))
    if row is None:
        faults.add(
            sheet.name, line.number, "key", N_("there is no “%(key)s” among %(collection)s"),
            key=said["key"], collection=said["collection"],
        )  # fmt: skip
        return None
    field = row.collection.columns.get(said["field"])
    if field is None or field.name in row.collection.key:
        faults.add(sheet.name, line.number, "field", N_("“%(name)s” is no column that can change"), name=said["field"])
        return None
    values: dict[str, Any] = {}
    for name in ("at", "from", "to"):
        try:
            values[name] = cells.Day().read(said["at"], start) if name == "at" else field.read(line.cells[name], start)
        except Refusal as refusal:
            faults.refusal(sheet.name, line.number, name, refusal)
            return None
    if row.at is not None and values["at"] < row.at:
        faults.add(sheet.name, line.number, "at", N_("is before %(day)s, when the row was registered"), day=row.at)
    return Change(line.number, values["at"], row, field, values["from"], values["to"], said["note"])


def _hold(sheet: Sheet, chain: Sequence[Change], faults: Faults) -> None:
    for earlier, later in pairwise(chain):
        if later.before != earlier.after:
            faults.add(
                sheet.name, later.number, "from", N_("is not what row %(number)s changed it to (%(value)s)"),
                number=earlier.number, value=later.field.write(earlier.after),
            )  # fmt: skip
    last = chain[-1]
    present = last.row.values.get(last.field.name)
    if last.after != present:
        faults.add(
            sheet.name, last.number, "to", N_("is not the present value, “%(value)s” (%(place)s)"),
            value=last.field.write(present), place=f"{last.row.file}, row {last.row.number}",
        )  # fmt: skip
