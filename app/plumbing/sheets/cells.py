"""The kinds of cells: text to value and back. Pure.

``read`` is given the stripped text of a cell that is not empty and raises :class:`Refusal` with the reason;
``write`` gives the text that ``read`` takes back to the same value.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any, Protocol

from app.plumbing import clock, periods
from app.plumbing.keys import sort_key
from app.plumbing.periods import Period, Precision
from app.plumbing.refusals import N_, Refusal

_RELATIVE = re.compile(r"start(?P<days>[+-]\d{1,4})d")
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")
# BIGINT; beyond it no database takes the number.
_LARGEST = 2**63 - 1


class Cell(Protocol):
    def read(self, text: str, start: date | None) -> Any:
        """The value of ``text``. ``start`` is the day that «start+3d» counts from, if such days may be written."""
        ...

    def write(self, value: Any) -> str: ...


@dataclass(frozen=True, slots=True)
class Text:
    longest: int | None = None

    def read(self, text: str, start: date | None) -> str:
        value = text.replace("\r\n", "\n").replace("\r", "\n").strip()
        if self.longest is not None and len(value) > self.longest:
            raise Refusal(
                N_("has %(length)s characters; at most %(longest)s are kept"), length=len(value), longest=self.longest
            )
        if "\x00" in value:
            raise Refusal(N_("holds a character that is not text"))
        return value

    def write(self, value: str) -> str:
        return value


@dataclass(frozen=True, slots=True)
class Whole:
    def read(self, text: str, start: date | None) -> int:
        if not re.fullmatch(r"-?\d{1,19}", text) or abs(int(text)) > _LARGEST:
            raise Refusal(N_("“%(text)s” is not a whole number"), text=_short(text))
        return int(text)

    def write(self, value: int) -> str:
        return str(value)


@dataclass(frozen=True, slots=True)
class Number:
    """A decimal with a point and at most ``places`` decimals."""

    places: int

    def read(self, text: str, start: date | None) -> Decimal:
        value = decimal(text)
        if value is None:
            raise Refusal(N_("“%(text)s” is not a number"), text=_short(text))
        if value != value.quantize(Decimal(1).scaleb(-self.places)):
            raise Refusal(N_("“%(text)s” has more than %(places)s decimals"), text=text, places=self.places)
        return value

    def write(self, value: Decimal) -> str:
        text = format(value, "f")
        return text.rstrip("0").rstrip(".") if "." in text else text


@dataclass(frozen=True, slots=True)
class Money:
    """Kroner (or the mission's currency) with at most two decimals; the value is øre."""

    def read(self, text: str, start: date | None) -> int:
        value = decimal(text)
        if value is None:
            raise Refusal(
                N_("“%(text)s” is not an amount; write for example 57383633 or 57383633.50"), text=_short(text)
            )
        ore = value.scaleb(2)
        if ore != ore.to_integral_value() or abs(ore) > _LARGEST:
            raise Refusal(N_("“%(text)s” is not a whole number of øre"), text=text)
        return int(ore)

    def write(self, value: int) -> str:
        whole, rest = divmod(abs(value), 100)
        return f"{'-' if value < 0 else ''}{whole}{f'.{rest:02}' if rest else ''}"


@dataclass(frozen=True, slots=True)
class YesNo:
    def read(self, text: str, start: date | None) -> bool:
        if text.casefold() not in ("yes", "no"):
            raise Refusal(N_("“%(text)s” is neither yes nor no"), text=_short(text))
        return text.casefold() == "yes"

    def write(self, value: bool) -> str:
        return "yes" if value else "no"


@dataclass(frozen=True, slots=True)
class Day:
    def read(self, text: str, start: date | None) -> date:
        relative = _RELATIVE.fullmatch(text)
        if relative is not None and start is not None:
            return start + timedelta(days=int(relative["days"]))
        try:
            if _ISO.fullmatch(text):
                return date.fromisoformat(text)
        except ValueError:
            pass
        raise Refusal(N_("“%(text)s” is not a date; write for example 2026-12-31"), text=_short(text))

    def write(self, value: date) -> str:
        return value.isoformat()


@dataclass(frozen=True, slots=True)
class PeriodText:
    """A day, month, quarter, half-year or year."""

    def read(self, text: str, start: date | None) -> Period:
        if start is not None and _RELATIVE.fullmatch(text):
            return Period(Day().read(text, start), Precision.DAY)
        return periods.read(text)

    def write(self, value: Period) -> str:
        return str(value)


@dataclass(frozen=True, slots=True)
class Moment:
    """A point in time; a day alone means noon in Oslo."""

    def read(self, text: str, start: date | None) -> datetime:
        if _ISO.fullmatch(text) or _RELATIVE.fullmatch(text):
            return clock.noon(Day().read(text, start))
        try:
            moment = datetime.fromisoformat(text)
        except ValueError:
            raise Refusal(
                N_("“%(text)s” is not a point in time; write for example 2026-12-31T14:30"), text=_short(text)
            ) from None
        return (moment if moment.tzinfo else moment.replace(tzinfo=clock.OSLO)).astimezone(UTC)

    def write(self, value: datetime) -> str:
        local = value.astimezone(clock.OSLO)
        if local.time() == time(12):
            return local.date().isoformat()
        return value.astimezone(UTC).isoformat()


@dataclass(frozen=True, slots=True)
class Chosen:
    words: type[StrEnum]

    def read(self, text: str, start: date | None) -> StrEnum:
        try:
            return self.words(text)
        except ValueError:
            raise Refusal(
                N_("“%(text)s” is not one of %(words)s"), text=_short(text), words=", ".join(self.words)
            ) from None

    def write(self, value: StrEnum) -> str:
        return value.value


@dataclass(frozen=True, slots=True)
class Codes:
    """Codes separated by a space. The order says nothing, but for the first where ``main_first``."""

    main_first: bool = False

    def read(self, text: str, start: date | None) -> tuple[str, ...]:
        return self.arranged(text.split())

    def arranged(self, codes: list[str]) -> tuple[str, ...]:
        if len(set(codes)) != len(codes):
            raise Refusal(N_("names a code twice"))
        kept = 1 if self.main_first else 0
        return (*codes[:kept], *sorted(codes[kept:], key=sort_key))

    def write(self, value: tuple[str, ...]) -> str:
        return " ".join(value)


@dataclass(frozen=True, slots=True)
class FieldSources:
    """``field=publication-code; field=publication-code``. A word of :class:`Source` instead of a code says that the
    field is not published but, say, entered by hand."""

    def read(self, text: str, start: date | None) -> tuple[tuple[str, str], ...]:
        pairs = []
        for piece in text.split(";"):
            name, sign, code = (word.strip() for word in piece.partition("="))
            if not piece.strip():
                continue
            if not (name and sign and code):
                raise Refusal(N_("“%(text)s” is not written field=publication-code"), text=_short(piece.strip()))
            pairs.append((name, code))
        if len({name for name, _ in pairs}) != len(pairs):
            raise Refusal(N_("names a field twice"))
        return tuple(sorted(pairs))

    def write(self, value: tuple[tuple[str, str], ...]) -> str:
        return "; ".join(f"{name}={code}" for name, code in value)


def decimal(text: str) -> Decimal | None:
    """A decimal written with a point, or None."""
    if not re.fullmatch(r"-?\d+(\.\d+)?", text):
        return None
    try:
        return Decimal(text)
    except InvalidOperation:
        return None


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 60 else f"{line[:59]}…"
