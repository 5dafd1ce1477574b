"""Dates that say how exact they are: «høsten 2022» is not 1 September. Pure.

Stored as the first day of the period and its precision.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from app.plumbing.refusals import N_, Refusal


class Precision(StrEnum):
    DAY = "day"
    MONTH = "month"
    QUARTER = "quarter"
    HALF_YEAR = "half_year"
    YEAR = "year"


MONTHS_IN = {Precision.MONTH: 1, Precision.QUARTER: 3, Precision.HALF_YEAR: 6, Precision.YEAR: 12}


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A day, month, quarter, half-year or year; ``first`` is its first day."""

    first: date
    precision: Precision = Precision.DAY

    def __post_init__(self) -> None:
        if first_day(self.first, self.precision) != self.first:
            raise ValueError(f"{self.first} does not begin a {self.precision}")

    @property
    def last(self) -> date:
        """The last day: what a deadline given as «2032» means."""
        return last_day(self.first, self.precision)

    def __str__(self) -> str:
        """The form :func:`read` reads back: 2024-12-31, 2024-12, 2024-Q4, 2024-H2, 2024."""
        year, month = self.first.year, self.first.month
        match self.precision:
            case Precision.DAY:
                return self.first.isoformat()
            case Precision.MONTH:
                return f"{year}-{month:02}"
            case Precision.QUARTER:
                return f"{year}-Q{(month + 2) // 3}"
            case Precision.HALF_YEAR:
                return f"{year}-H{1 if month < 7 else 2}"
            case Precision.YEAR:
                return f"{year}"


def first_day(day: date, precision: Precision) -> date:
    """The first day of the period that holds ``day``."""
    if precision is Precision.DAY:
        return day
    months = MONTHS_IN[precision]
    return date(day.year, (day.month - 1) // months * months + 1, 1)


def last_day(first: date, precision: Precision) -> date:
    """The last day of the period that begins on ``first``."""
    if precision is Precision.DAY:
        return first
    month = first.month + MONTHS_IN[precision] - 1
    return date(first.year, month, monthrange(first.year, month)[1])


def add_months(day: date, months: int) -> date:
    """The same day so many months on; the last of the month where it has no such day."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def months_between(start: date, finish: date) -> int:
    """Whole months from ``start`` to the day after ``finish``: 1 Jan to 31 Dec is 12."""
    after = finish + timedelta(days=1)
    return (after.year - start.year) * 12 + after.month - start.month - (after.day < start.day)


# A year outside these is a slip of the finger, and the first and last years there are leave no room to reckon in.
YEARS = range(1800, 2300)

_MONTH_NAMES = {
    name: number
    for number, names in enumerate(
        (
            ("januar", "january", "jan"), ("februar", "february", "feb"), ("mars", "march", "mar"),
            ("april", "apr"), ("mai", "may"), ("juni", "june", "jun"), ("juli", "july", "jul"),
            ("august", "aug"), ("september", "sep", "sept"), ("oktober", "october", "okt", "oct"),
            ("november", "nov"), ("desember", "december", "des", "dec"),
        ),
        start=1,
    )
    for name in names
}  # fmt: skip

_PATTERNS: tuple[tuple[re.Pattern[str], Precision], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), precision)
    for pattern, precision in (
        (r"(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})", Precision.DAY),
        (r"(?P<d>\d{1,2})[./](?P<m>\d{1,2})[./](?P<y>\d{4})", Precision.DAY),
        (r"(?P<d>\d{1,2})\.?\s+(?P<name>[a-zæøå]+)\.?\s+(?P<y>\d{4})", Precision.DAY),
        (r"(?P<y>\d{4})-(?P<m>\d{1,2})", Precision.MONTH),
        (r"(?P<m>\d{1,2})[./](?P<y>\d{4})", Precision.MONTH),
        (r"(?P<y>\d{4})-?\s*[qk](?P<q>[1-4])", Precision.QUARTER),
        (r"[qk](?P<q>[1-4])\s*(?P<y>\d{4})", Precision.QUARTER),
        (r"(?P<q>[1-4])\.?\s*(?:kvartal|kv\.?|quarter)\s+(?P<y>\d{4})", Precision.QUARTER),
        (r"(?P<y>\d{4})-?\s*h(?P<h>[12])", Precision.HALF_YEAR),
        (r"h(?P<h>[12])\s*(?P<y>\d{4})", Precision.HALF_YEAR),
        (r"(?P<h>[12])\.?\s*(?:halvår|half-?year)\s+(?P<y>\d{4})", Precision.HALF_YEAR),
        (r"(?P<season>våren|vår|spring|hausten|høsten|høst|haust|autumn)\s+(?P<y>\d{4})", Precision.HALF_YEAR),
        (r"(?P<name>[a-zæøå]+)\.?\s+(?P<y>\d{4})", Precision.MONTH),
        (r"(?P<y>\d{4})", Precision.YEAR),
    )
)


def read(text: str) -> Period:
    """Read a Norwegian, English or ISO date of any precision. Raises :class:`Refusal` on anything else.

    «våren» is the first half-year and «høsten» the second, as state budgets use the words.
    """
    words = " ".join(text.split())
    for pattern, precision in _PATTERNS:
        found = pattern.fullmatch(words)
        if found is None:
            continue
        part = found.groupdict()
        month = _month(part)
        if month is None:
            continue
        if int(part["y"]) not in YEARS:
            break
        try:
            return Period(date(int(part["y"]), month, int(part.get("d") or 1)), precision)
        except ValueError:
            break
    raise Refusal(
        N_("“%(text)s” is not a date. Write for example 31.12.2026, 09.2026, Q3 2026, autumn 2026 or 2026."),
        text=text,
    )


def _month(part: dict[str, str | None]) -> int | None:
    if quarter := part.get("q"):
        return int(quarter) * 3 - 2
    if half := part.get("h"):
        return int(half) * 6 - 5
    if season := part.get("season"):
        return 1 if season.casefold().startswith(("v", "s")) else 7
    if name := part.get("name"):
        return _MONTH_NAMES.get(name.casefold())
    return int(part.get("m") or 1)
