"""From ids to the codes that people and addresses use, for many rows at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import Select, String, bindparam, inspect, select, type_coerce

from app.plumbing.api.shown import Shown
from app.plumbing.columns import Word
from app.plumbing.db import Base, db
from app.plumbing.record import NOW, At

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, FromClause

    from app.plumbing.api.asked import Asked

MISSION = "mission"
# The rows a statement is asked about, and the missions the bearer may see: bound when it is sent.
IDS: Any = bindparam("ids", expanding=True)
MISSIONS: Any = bindparam("missions", expanding=True)

Found = Mapping[int, tuple[str, str | None]]


def as_was(model: type[Base], at: At) -> FromClause:
    """The table as it was at the moment."""
    return inspect(at.of(model)).selectable


def plain(x: FromClause, name: str) -> ColumnElement[Any]:
    """The column as it is stored where that is a word: what is only passed on needs no member of a list."""
    column = x.c[name]
    return type_coerce(column, String()).label(name) if isinstance(column.type, Word) else column


@cache
def code_column(table: str) -> tuple[type[Base], str]:
    """The model of a table, and its column that people call a row by."""
    model = next(mapper.class_ for mapper in Base.registry.mappers if mapper.local_table.name == table)  # type: ignore[attr-defined]  # a table has a name
    columns = model.__table__.columns
    return model, next((name for name in ("code", "slug") if name in columns), "id")


def said(column: Shown, raw: Mapping[str, Sequence[Any]], asked: Asked) -> Sequence[Any]:
    """The JSON values of a field for all rows, given its columns' values for all rows.

    What is pointed at and may not be seen is not there.
    """
    first = raw[column.attrs[0]]
    if column.target is not None:
        found = codes(column.target, first, asked)
        place = 1 if column.of_target == MISSION else 0
        return [found[value][place] if value in found else None for value in first]
    convert = column.said
    if convert is None:
        return first
    if len(column.attrs) == 2:
        pairs = zip(first, raw[column.attrs[1]], strict=True)
        return [None if value is None else convert(value, precision) for value, precision in pairs]
    return [None if value is None else convert(value) for value in first]


def codes(table: str, ids: Sequence[int | None], asked: Asked) -> Found:
    """Code and mission of these rows. One statement for each table, whoever asks; missions are known already."""
    if table == MISSION:
        return {row_id: (slug, slug) for row_id, slug in asked.missions.items()}
    known = asked.codes.setdefault(table, {})
    new = {row_id for row_id in ids if row_id is not None and row_id not in known}
    if new:
        scoped = "mission_id" in code_column(table)[0].__table__.columns
        values: dict[str, object] = {"ids": list(new)}
        if scoped:
            values["missions"] = list(asked.missions)
        for row in db.session.execute(_statement(table) if asked.at is NOW else _codes(table, asked.at), values):
            known[row[0]] = (row[1], asked.missions[row[2]] if scoped else None)
    return known


@cache
def _statement(table: str) -> Select[*tuple[Any, ...]]:
    return _codes(table, NOW)


def _codes(table: str, at: At) -> Select[*tuple[Any, ...]]:
    model, name = code_column(table)
    x = as_was(model, at)
    query = select(x.c.id, x.c[name]).where(x.c.id.in_(IDS))
    if "mission_id" in x.c:
        query = query.add_columns(x.c.mission_id).where(x.c.mission_id.in_(MISSIONS))
    return query
