"""What somebody else changed while a form was open, read from the record."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from flask import current_app
from flask_babel import format_datetime
from sqlalchemy import select

from app.plumbing.amounts import exact
from app.plumbing.clock import OSLO
from app.plumbing.db import Base, db
from app.plumbing.record import Deed, DeedChange
from app.plumbing.refusals import Changed

# Kept for the program, not for the reader.
_UNSAID = frozenset({"version", "id", "sort_key", "search_key", "code_key"})


@dataclass(frozen=True, slots=True)
class Difference:
    label: str
    before: str | None
    now: str | None


@dataclass(frozen=True, slots=True)
class Conflict:
    """Their version, who saved last and when, and field by field what they changed."""

    version: int
    by: str
    at: str
    changes: tuple[Difference, ...]


def conflict_of(lost: Changed, labels: Mapping[str, str]) -> Conflict:
    """Everything done to the subject since the version the form was made from.

    ``labels`` are the form's own words for its fields; a field of another form keeps its name.
    """
    table, row_id = lost.subject
    history = Base.metadata.tables[f"{table}_history"]
    deeds = select(history.c.from_deed).where(history.c.id == row_id, history.c.version > lost.since)
    rows = db.session.execute(
        select(Deed.number, Deed.actor_id, Deed.recorded_at, DeedChange.table_name, DeedChange.fields)
        .join(DeedChange, DeedChange.deed == Deed.number)
        .where(Deed.number.in_(deeds))
        .order_by(Deed.number, DeedChange.position)
    ).all()
    differences: dict[str, Difference] = {}
    for _, _, _, changed_table, fields in rows:
        if changed_table == "provenance":  # that a field was typed anew is said by the field itself
            continue
        for name, (before, now) in json.loads(fields).items():
            if name in _UNSAID or name.endswith("_id"):
                continue
            plain = name.removesuffix("_ore")
            label = labels.get(name) or labels.get(plain) or plain.replace("_", " ")
            key = f"{changed_table}.{name}"
            first = differences[key].before if key in differences else _said(name, before)
            differences[key] = Difference(label=label, before=first, now=_said(name, now))
    names: Callable[[int | None], str] = current_app.extensions["floke_names"]
    last = rows[-1] if rows else None
    return Conflict(
        version=lost.version,
        by=names(last.actor_id) if last else "",
        at=format_datetime(last.recorded_at.astimezone(OSLO), "short") if last else "",
        changes=tuple(differences.values()),
    )


def _said(name: str, value: object) -> str | None:
    if value is None or value == "":
        return None
    if name.endswith("_ore") and isinstance(value, int):
        return exact(value)
    return str(value)
