"""What an address asks for, read into values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from flask import current_app, g
from sqlalchemy import ColumnElement, FromClause, Select, false, or_, select
from werkzeug.datastructures import MultiDict

from app.plumbing import clock, keys, record
from app.plumbing.access import policy
from app.plumbing.api import parameters
from app.plumbing.api.codes import as_was, code_column
from app.plumbing.api.resources import Resource
from app.plumbing.api.shown import By
from app.plumbing.asked import current_actor
from app.plumbing.db import db
from app.plumbing.policy import Subject
from app.plumbing.record import NOW, At


@dataclass(frozen=True, slots=True)
class Asked:
    """``missions`` are those the bearer may see, slugs by id. ``values`` are the parameters that were given.

    ``codes`` gathers what the answer's rows point at, by table and id.
    """

    at: At
    missions: Mapping[int, str]
    values: Mapping[str, Any]
    codes: dict[str, dict[int, tuple[str, str | None]]] = field(default_factory=dict)

    @property
    def limit(self) -> int:
        return int(self.values.get("limit", parameters.LIMIT))

    @property
    def after(self) -> int | None:
        """The id of the last row of the page before."""
        cursor = self.values.get("after")
        return None if cursor is None else int(cursor, 16)

    def wants(self, name: str) -> bool:
        return "fields" not in self.values or name in self.values["fields"]


def cursor(row_id: int) -> str:
    """Where the next page begins. Rows are in the order they were made, so that no row moves from page to page."""
    return format(row_id, "x")


def of_list(resource: Resource, given: MultiDict[str, str]) -> Asked:
    return of_values(parameters.read(parameters.for_list(resource), given))


def of_one(resource: Resource, given: MultiDict[str, str]) -> Asked:
    return of_values(parameters.read(parameters.for_one(resource), given))


def of_values(values: Mapping[str, Any]) -> Asked:
    """What the program itself asks, with these values of parameters."""
    g.at = record.at_day(values["as_of"]) if "as_of" in values else NOW
    return Asked(g.at, _missions(), values)


def _missions() -> Mapping[int, str]:
    """The missions the bearer may see. Their names, which pages show, are not asked for."""
    sees, actor = policy()[current_app.extensions["floke_see_mission"]], current_actor()
    return {
        row_id: slug
        for row_id, slug in db.session.execute(_all_missions())
        if sees.holds(actor, Subject(id=row_id, missions=frozenset({row_id})))
    }


@cache
def _all_missions() -> Select[*tuple[int, str]]:
    table = code_column("mission")[0].__table__
    return select(table.c.id, table.c.slug).order_by(table.c.id)


def wishes(resource: Resource, x: FromClause, asked: Asked) -> Iterator[ColumnElement[bool]]:
    """The conditions of the filters."""
    values = asked.values
    in_mission = resource.reach.in_mission
    if "mission" in values and in_mission is not None:
        slugs = values["mission"] if isinstance(values["mission"], tuple) else (values["mission"],)
        ids = [row_id for row_id, slug in asked.missions.items() if slug in slugs]
        yield or_(false(), *(in_mission(x, asked.at, row_id) for row_id in ids))
    if "q" in values and resource.search is not None:
        for word in keys.search_key(values["q"]).split():
            yield resource.search(x, asked.at, word)
    if not values:
        return
    for narrowing in resource.narrowings:
        if narrowing.name in values:
            yield narrowing.holds(x, asked, values[narrowing.name])
    for column in resource.columns:
        name, attr = column.name, x.c[column.attrs[0]]
        if name == "mission":
            continue
        if name in values:
            yield attr.in_(values[name] if column.by is By.VALUE else _coded(column.target or "", values[name], asked))
        first, last = values.get(f"{name}_from"), values.get(f"{name}_to")
        if column.by is By.DAYS:
            if first is not None:
                yield attr >= first
            if last is not None:
                yield attr <= last
        elif column.by is By.INSTANTS:
            if first is not None:
                yield attr >= clock.start_of_day(first)
            if last is not None:
                yield attr < clock.end_of_day(last)


def _coded(table: str, codes: tuple[str, ...], asked: Asked) -> Any:
    """The ids of the rows with these codes, of missions one may see."""
    model, name = code_column(table)
    other = as_was(model, asked.at).alias()
    query = select(other.c.id).where(other.c[name].in_(codes))
    if "mission_id" in other.c:
        query = query.where(other.c.mission_id.in_(list(asked.missions)))
    return query
