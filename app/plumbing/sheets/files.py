"""CSV files as sheets of text: no meaning yet. Pure but for the file itself."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.plumbing.refusals import N_
from app.plumbing.sheets.faults import Fault, Unreadable

# A comment of a report may be long, a cell of this size is a damaged file.
LONGEST_CELL = 1_000_000


@dataclass(frozen=True, slots=True)
class Line:
    """One row of text. ``number`` counts as a spreadsheet does: the header is 1."""

    number: int
    cells: dict[str, str]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A file's rows. ``name`` is what faults call it; ``shape`` the file of ours it is shaped like, if another."""

    name: str
    columns: tuple[str, ...]
    lines: tuple[Line, ...]
    shape: str = ""


def read(path: Path, *, encoding: str = "utf-8-sig", delimiter: str = ",") -> Sheet:
    """Read a CSV file with a header row. Empty rows are passed over. Raises :class:`Unreadable`."""
    name = path.name
    try:
        text = path.read_bytes().decode(encoding)
    except OSError as fault:
        raise Unreadable([Fault(name, 0, "", N_("cannot be opened (%(why)s)"), {"why": fault.strerror})]) from None
    except UnicodeDecodeError as fault:
        reason = N_("is not %(encoding)s text: byte %(place)s does not fit")
        raise Unreadable([Fault(name, 0, "", reason, {"encoding": encoding, "place": fault.start})]) from None
    return parse(name, text, delimiter=delimiter)


def parse(name: str, text: str, *, delimiter: str = ",") -> Sheet:
    """The sheet in a text of comma-separated values (or another delimiter). Raises :class:`Unreadable`."""
    csv.field_size_limit(LONGEST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    lines: list[Line] = []
    number = 0
    header: tuple[str, ...] = ()
    try:
        for number, cells in enumerate(reader, start=1):
            if number == 1:
                header = _header(name, cells)
            elif any(cell.strip() for cell in cells):
                if len(cells) != len(header):
                    reason = N_("has %(found)s cells where the header has %(expected)s")
                    values: dict[str, object] = {"found": len(cells), "expected": len(header)}
                    raise Unreadable([Fault(name, number, "", reason, values)])
                lines.append(Line(number, dict(zip(header, cells, strict=True))))
    except csv.Error as fault:
        reason = N_("is not well-formed CSV (%(why)s)")
        raise Unreadable([Fault(name, number + 1, "", reason, {"why": fault})]) from None
    if not header:
        raise Unreadable([Fault(name, 0, "", N_("is empty: a header row is needed"))])
    return Sheet(name, header, tuple(lines))


def _header(name: str, cells: Sequence[str]) -> tuple[str, ...]:
    header = tuple(cell.strip() for cell in cells)
    twice = sorted({column for column in header if header.count(column) > 1})
    if twice:
        reason = N_("the header names %(columns)s twice")
        raise Unreadable([Fault(name, 1, "", reason, {"columns": ", ".join(map(repr, twice))})])
    return header


def write(columns: Sequence[str], rows: Iterable[Sequence[str]], *, delimiter: str = ",") -> str:
    """The CSV text of these rows, as :func:`parse` reads it back."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return out.getvalue()
