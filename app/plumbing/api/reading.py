"""Rows as objects: one statement for the rows, one for each part and for each table they point into."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Select, select

from app.plumbing.access import allowed_rows
from app.plumbing.api.asked import Asked, wishes
from app.plumbing.api.codes import codes_of
from app.plumbing.api.resources import Part, Resource, as_was
from app.plumbing.db import db

Object = dict[str, Any]


def rows(resource: Resource, asked: Asked) -> tuple[list[Object], bool]:
    """A page of objects in the order the rows were made, and whether there are more."""
    x = as_was(resource.model, asked.at)
    order = x.c[resource.id]
    query = _visible(resource, x, asked, resource.parts).where(*wishes(resource, x, asked))
    if asked.after is not None:
        query = query.where(order > asked.after)
    found = db.session.execute(query.order_by(order).limit(asked.limit + 1)).mappings().all()
    page = found[: asked.limit]
    return _objects(resource, page, asked, resource.parts, resource.fields), len(found) > len(page)


def ones(resource: Resource, key: str, asked: Asked) -> list[Object]:
    """The objects that bear the key: one, none, or several where missions use the same code."""
    x = as_was(resource.model, asked.at)
    parts = (*resource.parts, *resource.alone)
    called = _called(resource, x, key)
    if called is None:
        return []
    query = _visible(resource, x, asked, parts).where(called, *wishes(resource, x, asked))
    found = db.session.execute(query.order_by(x.c[resource.id]).limit(2)).mappings().all()
    return _objects(resource, found, asked, parts, resource.fields_alone)


def _called(resource: Resource, x: FromClause, key: str) -> ColumnElement[bool] | None:
    if resource.key == resource.id:
        whole = key.isascii() and key.isdigit() and len(key) <= 15
        return x.c[resource.id] == int(key) if whole else None
    return x.c[resource.by_name[resource.key].attrs[0]] == key


def _visible(resource: Resource, x: FromClause, asked: Asked, parts: Sequence[Part]) -> Select[*tuple[Any, ...]]:
    """The rows that today's policy shows the bearer, with the columns that are wanted."""
    names = {resource.id: None}
    for column in resource.columns:
        if asked.wants(column.name):
            names.update(dict.fromkeys(column.attrs))
    for part in parts:
        if any(asked.wants(name) for name in part.fields):
            names.update(dict.fromkeys(part.needs))
    query = select(*(x.c[name] for name in names)).where(allowed_rows(resource.permission, resource.reach.facts(x)))
    if resource.also is not None:
        query = query.where(resource.also(x))
    if resource.upto is not None:
        query = query.where(resource.upto(x, asked.at))
    return query


def _objects(resource: Resource, found: Sequence[Any], asked: Asked, parts: Sequence[Part], order: Any) -> list[Object]:
    wanted = [column for column in resource.columns if asked.wants(column.name)]
    by_id = {line[resource.id]: line for line in found}
    codes = codes_of(wanted, found, asked)
    beside = [part.load(by_id, asked) for part in parts if by_id and any(asked.wants(name) for name in part.fields)]
    names = [name for name in order if name == resource.id or asked.wants(name)]
    objects: list[Object] = []
    for row_id, line in by_id.items():
        said: Object = {resource.id: row_id}
        for column in wanted:
            said[column.name] = codes.said(column, [line[attr] for attr in column.attrs])
        for loaded in beside:
            said.update(loaded[row_id])
        objects.append({name: said[name] for name in names})
    return objects
