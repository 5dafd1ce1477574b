"""The rows drawn so far, and the streams they are drawn from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from random import Random
from typing import TypeVar

from app.plumbing.periods import Period, Precision, first_day
from app.plumbing.sheets.files import Line, Sheet

T = TypeVar("T")

SOURCE = "illustrative"
# The seed of a database that is asked for without one.
USUAL = 1


@dataclass
class Draft:
    """Rows by file, as text. ``seed`` and a stream's name decide what that stream draws, whatever others drew."""

    count: int
    seed: int
    rows: dict[str, list[dict[str, str]]] = field(default_factory=lambda: defaultdict(list))

    def stream(self, *name: object) -> Random:
        """A stream of its own for each name: text seeds are hashed, so near names draw unlike numbers."""
        return Random("/".join(map(str, (self.seed, *name))))

    def add(self, file: str, at: date, **cells: object) -> None:
        """One row of a file, registered on a day; None and False are written as files write them."""
        row = {"at": at.isoformat()}
        row.update((name, _text(value)) for name, value in cells.items())
        row["source"] = SOURCE
        self.rows[file].append(row)

    def change(self, at: date, file: str, key: str, name: str, before: object, after: object) -> None:
        """A field that is ``after`` in its row was ``before`` until this day."""
        self.rows["changes"].append(
            {"at": at.isoformat(), "collection": file, "key": key, "field": name,
             "from": _text(before), "to": _text(after), "note": ""}
        )  # fmt: skip

    def sheets(self) -> dict[str, Sheet]:
        """A sheet for each file that has rows."""
        return {
            f"{file}.csv": Sheet(
                f"{file}.csv",
                tuple(dict.fromkeys(name for row in rows for name in row)),
                tuple(Line(number, row) for number, row in enumerate(rows, start=2)),
            )
            for file, rows in self.rows.items()
        }


def _text(value: object) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
    return str(value)


def weighed(stream: Random, odds: dict[T, int]) -> T:
    """One of the keys, drawn by its weight."""
    return stream.choices(list(odds), list(odds.values()))[0]


def some(stream: Random, among: Sequence[T], *counts: int) -> list[T]:
    """A few different ones; how many is one of ``counts``, each as likely."""
    return stream.sample(among, min(len(among), stream.choice(counts)))


def roughly(stream: Random, day: date) -> Period:
    """The day as exactly as plans usually say it."""
    precision = weighed(
        stream,
        {Precision.DAY: 2, Precision.MONTH: 3, Precision.QUARTER: 3, Precision.HALF_YEAR: 1, Precision.YEAR: 1},
    )
    return Period(first_day(day, precision), precision)
