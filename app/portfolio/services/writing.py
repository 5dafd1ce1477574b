"""A decision written into a row: fields of the same name, and what was published is then entered by somebody."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from typing import Any

from sqlalchemy import inspect, select

from app.plumbing import provenance
from app.plumbing.db import Historied, db
from app.plumbing.periods import Period
from app.plumbing.provenance import Provenance


def is_new(row: Historied) -> bool:
    """Not stored yet."""
    return bool(inspect(row).transient)


def columns_of(row: Historied, decision: Any) -> Iterator[tuple[str, dict[str, object]]]:
    """Each field of the decision that the row's table keeps, with the columns it fills (a period fills two)."""
    table = row.__table__.columns
    for name in (field.name for field in fields(decision)):
        value = getattr(decision, name)
        if f"{name}_precision" in table:
            period: Period | None = value
            yield (
                name,
                {
                    name: period.first if period else None,
                    f"{name}_precision": period.precision if period else None,
                },
            )
        elif name in table:
            yield name, {name: value}


def write(row: Historied, decision: Any) -> tuple[str, ...]:
    """Put the decision into the row; the names of the fields that changed.

    A row that stood there before and said «published» or «illustrative» now says that these fields were entered.
    """
    changed = []
    for name, columns in columns_of(row, decision):
        if any(getattr(row, column) != value for column, value in columns.items()):
            changed.append(name)
            for column, value in columns.items():
                setattr(row, column, value)
    if inspect(row).persistent and changed:
        provenance.entered(row, changed)
    return tuple(changed)


def remove(row: Historied) -> None:
    """Take the row away, and what was said of where it is from: SQLite gives the next row the same id."""
    said = select(Provenance).where(Provenance.subject_table == row.__tablename__, Provenance.subject_id == row.id)
    for line in db.session.scalars(said):
        db.session.delete(line)
    db.session.delete(row)
