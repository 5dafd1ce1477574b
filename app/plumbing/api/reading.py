"""Rows as objects: one statement for the rows, one for each part and for each table they point into."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Row, select

from app.plumbing.access import allowed_rows
from app.plumbing.api.asked import Asked, wishes
from app.plumbing.api.codes import as_was, plain, said
from app.plumbing.api.resources import Part, Resource
from app.plumbing.db import db

Object = dict[str, Any]


def rows(resource: Resource, asked: Asked) -> tuple[list[Object], bool]:
    """A page of objects in the order the rows were made, and whether there are more."""
    x = as_was(resource.model, asked.at)
    order = x.c[resource.id]
    conditions = list(wishes(resource, x, asked))
    if asked.after is not None:
        conditions.append(order > asked.after)
    names, found = _visible(resource, x, asked, resource.parts, conditions, asked.limit + 1)
    page = found[: asked.limit]
    return _objects(resource, names, page, asked, resource.parts, resource.fields), len(found) > len(page)


def ones(resource: Resource, key: str, asked: Asked) -> list[Object]:
    """The objects that bear the key: one, none, or several where missions use the same code."""
    x = as_was(resource.model, asked.at)
    parts = (*resource.parts, *resource.alone)
    called = _called(resource, x, key)
    if called is None:
        return []
    names, found = _visible(resource, x, asked, parts, [called, *wishes(resource, x, asked)], 2)
    return _objects(resource, names, found, asked, parts, resource.fields_alone)


def one_by_id(resource: Resource, row_id: int, asked: Asked) -> Object | None:
    """The object of the row with this id, if the bearer may see it; without what only a row by itself is shown with."""
    x = as_was(resource.model, asked.at)
    names, found = _visible(resource, x, asked, resource.parts, [x.c[resource.id] == row_id], 1)
    objects = _objects(resource, names, found, asked, resource.parts, resource.fields)
    return objects[0] if objects else None


def _called(resource: Resource, x: FromClause, key: str) -> ColumnElement[bool] | None:
    if resource.key == resource.id:
        whole = key.isascii() and key.isdigit() and len(key) <= 15
        return x.c[resource.id] == int(key) if whole else None
    return x.c[resource.by_name[resource.key].attrs[0]] == key


def _visible(
    resource: Resource,
    x: FromClause,
    asked: Asked,
    parts: Sequence[Part],
    conditions: Iterable[ColumnElement[bool]],
    limit: int,
) -> tuple[list[str], Sequence[Row[*tuple[Any, ...]]]]:
    """The rows that today's policy shows the bearer, and the names of the columns that were read for it."""
    names = {resource.id: None}
    for column in resource.columns:
        if asked.wants(column.name):
            names.update(dict.fromkeys(column.attrs))
    for part in parts:
        if any(asked.wants(name) for name in part.fields):
            names.update(dict.fromkeys(part.needs))
    query = select(*(plain(x, name) for name in names)).where(
        allowed_rows(resource.permission, resource.reach.facts(x)), *conditions
    )
    if resource.also is not None:
        query = query.where(resource.also(x))
    if resource.upto is not None:
        query = query.where(resource.upto(x, asked.at))
    return list(names), db.session.execute(query.order_by(x.c[resource.id]).limit(limit)).all()


def _objects(
    resource: Resource,
    names: Sequence[str],
    found: Sequence[Row[*tuple[Any, ...]]],
    asked: Asked,
    parts: Sequence[Part],
    order: Iterable[str],
) -> list[Object]:
    """Column by column, then turned into rows: a list of fifty initiatives has some thousand values."""
    if not found:
        return []
    raw = dict(zip(names, zip(*found, strict=True), strict=True))
    ids = raw[resource.id]
    columns: dict[str, Sequence[Any]] = {resource.id: ids}
    for column in resource.columns:
        if asked.wants(column.name):
            columns[column.name] = said(column, raw, asked)
    lines = {row_id: dict(zip(names, line, strict=True)) for row_id, line in zip(ids, found, strict=True)}
    for part in parts:
        if any(asked.wants(name) for name in part.fields):
            loaded = part.load(lines, asked)
            for name in part.fields:
                columns[name] = [loaded[row_id][name] for row_id in ids]
    wanted = [name for name in order if name == resource.id or asked.wants(name)]
    return [dict(zip(wanted, line, strict=True)) for line in zip(*(columns[name] for name in wanted), strict=True)]
