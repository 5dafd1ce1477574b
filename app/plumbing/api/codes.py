"""From ids to the codes that people and addresses use, for many rows at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from app.plumbing.api.shown import Shown
from app.plumbing.db import Base, db

if TYPE_CHECKING:
    from app.plumbing.api.asked import Asked

MISSION = "mission"


@cache
def code_column(table: str) -> tuple[type[Base], str]:
    """The model of a table, and its column that people call a row by."""
    model = next(mapper.class_ for mapper in Base.registry.mappers if mapper.local_table.name == table)  # type: ignore[attr-defined]  # a table has a name
    columns = model.__table__.columns
    return model, next((name for name in ("code", "slug") if name in columns), "id")


@dataclass(frozen=True, slots=True)
class Codes:
    """Code and mission of the rows pointed at, by table and id; what one may not see is not there."""

    found: Mapping[str, Mapping[int, tuple[str, str | None]]]

    def said(self, column: Shown, values: Sequence[Any]) -> Any:
        """The JSON value of a field, given its columns' values."""
        first = values[0]
        if first is None:
            return None
        if column.target is not None:
            code, mission = self.found[column.target].get(first, (None, None))
            return mission if column.of_target == MISSION else code
        return first if column.said is None else column.said(*values)


def codes_of(columns: Iterable[Shown], lines: Iterable[Mapping[Any, Any]], asked: Asked) -> Codes:
    """The codes these rows point at. One statement for each table pointed into; missions are known already."""
    pointing: defaultdict[str, set[str]] = defaultdict(set)
    for column in columns:
        if column.target is not None:
            pointing[column.target].add(column.attrs[0])
    found: dict[str, Mapping[int, tuple[str, str | None]]] = {}
    for table, attrs in pointing.items():
        if table == MISSION:
            found[table] = {row_id: (slug, slug) for row_id, slug in asked.missions.items()}
            continue
        ids = {line[attr] for line in lines for attr in attrs} - {None}
        found[table] = _codes(table, ids, asked) if ids else {}
    return Codes(found)


def _codes(table: str, ids: set[int], asked: Asked) -> Mapping[int, tuple[str, str | None]]:
    from app.plumbing.api.resources import as_was

    model, name = code_column(table)
    x = as_was(model, asked.at)
    if "mission_id" not in x.c:
        return {
            row_id: (code, None)
            for row_id, code in db.session.execute(select(x.c.id, x.c[name]).where(x.c.id.in_(ids)))
        }
    query = select(x.c.id, x.c[name], x.c.mission_id).where(x.c.id.in_(ids), x.c.mission_id.in_(list(asked.missions)))
    return {row_id: (code, asked.missions[mission]) for row_id, code, mission in db.session.execute(query)}
