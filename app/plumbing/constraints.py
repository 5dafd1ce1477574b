"""What the database refused, in words. It is the last to say no; a person never meets its own language.

The rules of the chapters refuse first and better. What slips past them (two people at once, mostly) is told here: each
chapter gives its constraints sentences, ``assembly`` joins them, and any other constraint has a plain sentence of its
kind.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from flask import current_app
from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.exc import IntegrityError

from app.plumbing.db import Base
from app.plumbing.refusals import N_, Refusal

_SQLITE_CHECK = re.compile(r"CHECK constraint failed: (?P<name>\w+)")
_SQLITE_UNIQUE = re.compile(r"UNIQUE constraint failed: (?P<columns>.+)")
_SQLITE_STAYS = re.compile(r"(?P<name>\w+_stays)")
_SQLITE_MISSING = re.compile(r"NOT NULL constraint failed: \w+\.(?P<column>\w+)")


@dataclass(frozen=True, slots=True)
class Said:
    """The sentence for a broken constraint, and the input to blame."""

    message: str
    field: str | None = None


Sentences = Mapping[str, Said]

UNIQUE = Said(N_("There is already one just like this."))
LINKED = Said(N_("This is used elsewhere, or what it points to is gone. Nothing was saved."))
STANDS = Said(N_("This stands as it was written. Correct it by a new one that names it."))
CHECK = Said(N_("These values do not fit together. Nothing was saved."))


def refusal_of(fault: IntegrityError) -> Refusal:
    """The fault as a refusal, beside the input it blames where a chapter has said which."""
    sentences: Sentences = current_app.extensions.get("floke_constraints", {})
    names, otherwise = _broken(fault)
    said = next((sentences[name] for name in names if name in sentences), otherwise)
    return Refusal(said.message, field=said.field)


def _broken(fault: IntegrityError) -> tuple[list[str], Said]:
    """The names the broken constraint may have, and what to say where no chapter names one."""
    diagnosis = getattr(fault.orig, "diag", None)
    if diagnosis is not None:
        by_state = {"23505": UNIQUE, "23503": LINKED, "23502": _needed(diagnosis.column_name or ""), "23001": STANDS}
        state = getattr(fault.orig, "sqlstate", "")
        return [diagnosis.constraint_name or ""], by_state.get(state, CHECK)
    text = str(fault.orig)
    if found := _SQLITE_STAYS.fullmatch(text):
        return [found["name"]], STANDS
    if found := _SQLITE_CHECK.search(text):
        return [found["name"]], CHECK
    if found := _SQLITE_UNIQUE.search(text):
        return list(_unique_names(found["columns"].split(", "))), UNIQUE
    if found := _SQLITE_MISSING.search(text):
        return [], _needed(found["column"])
    return [], LINKED


def _needed(column: str) -> Said:
    return Said(N_("This must be filled in."), column or None)


def _unique_names(columns: list[str]) -> Iterable[str]:
    """SQLite names the columns of a broken unique index, not the index."""
    table = Base.metadata.tables.get(columns[0].partition(".")[0])
    if table is None:
        return
    wanted = [column.partition(".")[2] for column in columns]
    uniques: list[UniqueConstraint | Index] = [
        *(constraint for constraint in table.constraints if isinstance(constraint, UniqueConstraint)),
        *(index for index in table.indexes if index.unique),
    ]
    for unique in uniques:
        if [column.name for column in unique.columns] == wanted:
            yield str(unique.name or f"uq_{table.name}_{'_'.join(wanted)}")
