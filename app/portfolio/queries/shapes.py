"""From rows of a statement to the values that shapes are made of."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import Row

from app.plumbing.periods import Period, Precision


def period(first: date | None, precision: Precision | None) -> Period | None:
    """The two columns of a date, presented as one value."""
    return None if first is None or precision is None else Period(first, precision)


def fields(row: Row[*tuple[Any, ...]], *dates: str) -> dict[str, Any]:
    """The row's columns by name, presented as a shape's arguments; each of ``dates`` is joined with its precision."""
    named = {str(name): value for name, value in row._mapping.items()}
    for name in dates:
        named[name] = period(named[name], named.pop(f"{name}_precision"))
    return named
