"""Fields as JSON says them. What a column is called and what it may hold follow from the description that files use.

Money stays whole øre and says so in its name; decimals are strings, so that no program rounds them by reading them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from typing import Any

from sqlalchemy import Table

from app.plumbing.periods import Precision, last_day
from app.plumbing.sheets import cells
from app.plumbing.sheets.collections import Field

Schema = Mapping[str, Any]

LARGEST = 2**53 - 1
# A code in an address; a NUL is text to no database.
CODE: Schema = {"type": "string", "minLength": 1, "maxLength": 60, "pattern": "^[^\\u0000]*$"}
DATE: Schema = {"type": "string", "format": "date"}
PERIOD: Schema = {"$ref": "#/components/schemas/Period"}
DECIMAL: Schema = {"type": "string", "pattern": "^-?[0-9]+(\\.[0-9]+)?$"}


class By(StrEnum):
    """How a list is filtered by a field: by one of several values, by days from and to, or by other rows' codes."""

    VALUE = "value"
    DAYS = "days"
    INSTANTS = "instants"
    CODE = "code"


@dataclass(frozen=True, slots=True)
class Shown:
    """One field. ``attrs`` are the columns it stands for, ``target`` the table whose rows it names by code.

    ``of_target`` says what is told of the row pointed at: its «code» or the slug of its «mission».
    """

    name: str
    schema: Schema
    attrs: tuple[str, ...]
    said: Callable[..., Any] | None = None
    by: By | None = None
    target: str | None = None
    of_target: str = "code"
    nullable: bool = False
    about: str = ""

    @property
    def described(self) -> Schema:
        """The schema of the value, null included where there may be none."""
        schema = dict(self.schema)
        if self.about:
            schema["description"] = self.about
        return ornull(schema) if self.nullable else schema


def ornull(schema: Schema) -> Schema:
    """The schema, or nothing."""
    if "$ref" in schema:
        return {"anyOf": [dict(schema), {"type": "null"}]}
    found: dict[str, Any] = {**schema, "type": [schema["type"], "null"]}
    if "enum" in schema:
        found["enum"] = [*schema["enum"], None]
    return found


def shown(field: Field, table: Table) -> Shown:
    """The field of a file as JSON shows it; the names are the same but for amounts, which are whole øre here."""
    column = table.c[field.attrs[0]]
    if field.target is not None:
        return Shown(
            field.name, CODE, field.attrs, by=By.CODE, target=field.target, nullable=bool(column.nullable)
        )  # fmt: skip
    name, nullable = field.name, bool(column.nullable)
    match field.cell:
        case cells.Money():
            return Shown(column.name, {"type": "integer"}, field.attrs, nullable=nullable)
        case cells.Number():
            return Shown(name, DECIMAL, field.attrs, decimal, nullable=nullable)
        case cells.Whole():
            return Shown(name, {"type": "integer"}, field.attrs, by=By.VALUE, nullable=nullable)
        case cells.YesNo():
            return Shown(name, {"type": "boolean"}, field.attrs, bool, by=By.VALUE, nullable=nullable)
        case cells.Day():
            return Shown(name, DATE, field.attrs, date.isoformat, by=By.DAYS, nullable=nullable)
        case cells.PeriodText():
            return Shown(name, PERIOD, field.attrs, period, by=By.DAYS, nullable=nullable)
        case cells.Moment():
            moment: Schema = {"type": "string", "format": "date-time"}
            return Shown(name, moment, field.attrs, instant, by=By.INSTANTS, nullable=nullable)
        case cells.Chosen(words):
            schema = {"type": "string", "enum": [word.value for word in words]}
            return Shown(name, schema, field.attrs, by=By.VALUE, nullable=nullable)
        case cells.Text(longest):
            # What has a length is a code or a word; the rest is text that people write.
            by = By.VALUE if longest is not None else None
            return Shown(name, {"type": "string"}, field.attrs, by=by, nullable=nullable)
    raise TypeError(f"no JSON for {type(field.cell).__name__}")


def decimal(value: Decimal) -> str:
    return format(value, "f")


def instant(value: datetime) -> str:
    return value.astimezone(UTC).isoformat().replace("+00:00", "Z")


@lru_cache(maxsize=4096)
def period(first: date, precision: str) -> Mapping[str, str]:
    """The first and the last day a date may mean, and how exact it is."""
    return {
        "first": first.isoformat(),
        "last": last_day(first, Precision(precision)).isoformat(),
        "precision": precision,
    }
