"""Plain values: the same JSON for the same value of either database, exact to the last digit."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any, cast

from sqlalchemy import types
from sqlalchemy.types import TypeEngine

from app.plumbing.refusals import Refusal

# null, true, a whole number, or text.
Plain = None | bool | int | str
Row = list[Plain]


class NotCarried(Refusal):
    """The database cannot be carried; said at a terminal, in English like all commands."""


class Kind(StrEnum):
    """What a column holds, whatever a database calls its type."""

    YES_NO = "yes-no"
    WHOLE = "whole"
    TEXT = "text"
    DAY = "day"
    MOMENT = "moment"
    EXACT = "exact"
    FLOAT = "float"
    BYTES = "bytes"


_KINDS: Sequence[tuple[type[TypeEngine[Any]], Kind]] = (
    (types.Boolean, Kind.YES_NO),
    (types.Integer, Kind.WHOLE),
    (types.String, Kind.TEXT),
    (types.Date, Kind.DAY),
    (types.DateTime, Kind.MOMENT),
    (types.Float, Kind.FLOAT),
    (types.Numeric, Kind.EXACT),
    (types.LargeBinary, Kind.BYTES),
)


def kind_of(column: str, found: TypeEngine[Any]) -> Kind:
    """The kind of a column as the database describes it. Raises :class:`NotCarried` for a type we have no form for."""
    for known, kind in _KINDS:
        if isinstance(found, known):
            return kind
    raise NotCarried(f"{column} is of the type {found!r}, which a backup has no form for yet.")


def line(row: Row) -> bytes:
    """One row as one line; it is what is counted in a table's digest."""
    return json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def read_line(text: bytes) -> Row:
    row: Row = json.loads(text)
    return row


def to_plain(column: str, kind: Kind) -> Callable[[Any], Plain]:
    """A function from what the database gave to its plain value.

    SQLite lets anything stand in any column; what is not of its kind raises :class:`NotCarried`, naming the column.
    """
    change = _TO_PLAIN[kind]

    def checked(value: Any) -> Plain:
        if value is None:
            return None
        try:
            return change(value)
        except (TypeError, ValueError, AttributeError):
            # Not the value itself: it may be somebody's name.
            raise NotCarried(
                f"{column} holds a {type(value).__name__} where a value of the kind «{kind}» belongs."
            ) from None

    return checked


def from_plain(column: str, kind: Kind, *, zoned: bool, dialect: str) -> Callable[[Plain], Any]:
    """A function from the plain value to what the database takes; ``zoned`` if its moments carry a zone."""
    if kind is Kind.MOMENT:
        return lambda value: None if value is None else _moment(str(value), zoned)
    if kind is Kind.TEXT and dialect == "postgresql":
        return lambda value: _text_without_nul(column, value)
    change = _FROM_PLAIN.get(kind)
    return (lambda value: value) if change is None else (lambda value: None if value is None else change(value))


def _exactly(kind: type) -> Callable[[Any], Plain]:
    def same(value: Any) -> Plain:
        if type(value) is not kind:
            raise TypeError
        return cast(Plain, value)

    return same


def _moment_to_plain(value: datetime) -> str:
    """SQLite keeps no zone; what it holds is UTC."""
    aware = value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
    return aware.isoformat(timespec="microseconds")


def _moment(text: str, zoned: bool) -> datetime:
    moment = datetime.fromisoformat(text)
    return moment if zoned else moment.replace(tzinfo=None)


def _text_without_nul(column: str, value: Plain) -> Plain:
    if isinstance(value, str) and "\0" in value:
        raise NotCarried(f"{column} holds a text with a NUL in it, which PostgreSQL cannot keep.")
    return value


def _exact(value: Decimal) -> str:
    """Without closing zeros, and without the rounding that `normalize` does."""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


_TO_PLAIN: dict[Kind, Callable[[Any], Plain]] = {
    Kind.YES_NO: _exactly(bool),
    Kind.WHOLE: _exactly(int),
    Kind.TEXT: _exactly(str),
    Kind.DAY: lambda value: value.isoformat() if type(value) is date else _exactly(date)(value),
    Kind.MOMENT: _moment_to_plain,
    Kind.EXACT: _exact,
    # Reads back as the very same number.
    Kind.FLOAT: lambda value: float(value).hex(),
    Kind.BYTES: lambda value: base64.b64encode(value).decode(),
}

_FROM_PLAIN: dict[Kind, Callable[[Any], Any]] = {
    Kind.DAY: date.fromisoformat,
    Kind.EXACT: Decimal,
    Kind.FLOAT: float.fromhex,
    Kind.BYTES: base64.b64decode,
}
