"""What a chapter declares: a collection as programs may read it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, Any, Protocol, cast

from sqlalchemy import ColumnElement, FromClause, Table, false, true

from app.plumbing.access import SqlFacts
from app.plumbing.api.shown import Schema, Shown, shown
from app.plumbing.db import Base
from app.plumbing.record import At
from app.plumbing.sheets.collections import MISSION, Collection

if TYPE_CHECKING:
    from app.plumbing.api.asked import Asked

Rows = Mapping[int, Mapping[str, Any]]
Said = dict[int, dict[str, Any]]


class Part(Protocol):
    """Fields that stand in other tables than the resource's own."""

    @property
    def fields(self) -> Mapping[str, Schema]: ...

    @property
    def needs(self) -> tuple[str, ...]:
        """Columns of the row that the part must be told."""
        ...

    def load(self, rows: Rows, asked: Asked) -> Said:
        """Its fields of these rows, by the rows' ids. The number of statements does not grow with rows."""
        ...


@dataclass(frozen=True, slots=True)
class Reach:
    """How rows tell what the policy asks (today's), and which mission they belong to (at the moment asked of).

    ``in_mission`` None: the rows belong to no mission, and whoever reads anywhere reads them.
    """

    facts: Callable[[FromClause], SqlFacts]
    in_mission: Callable[[FromClause, At, int], ColumnElement[bool]] | None = None


def of_mission(column: str = "mission_id") -> Reach:
    """The row says itself which mission it belongs to."""
    return Reach(
        facts=lambda x: SqlFacts(in_missions=lambda ids: x.c[column].in_(ids), entrusted_to=lambda person: false()),
        in_mission=lambda x, at, mission: x.c[column] == mission,
    )


EVERYBODYS = Reach(facts=lambda x: SqlFacts(in_missions=lambda ids: true(), entrusted_to=lambda person: false()))


@dataclass(frozen=True, slots=True)
class Narrowing:
    """A filter by what stands in other tables: any of the ``words`` that are given will do."""

    name: str
    words: type[StrEnum]
    about: str
    holds: Callable[[FromClause, Asked, Sequence[str]], ColumnElement[bool]]


@dataclass(frozen=True)
class Resource:
    """A collection: its rows are told apart by ``id`` and addressed by the field ``key``.

    ``scoped``: the key is unique within a mission only. ``also`` is a condition beside the permission's own (drafts).
    ``search`` finds one word of ``q``. ``alone`` are parts that only a row by itself is shown with.
    """

    name: str
    about: str
    model: type[Base]
    permission: StrEnum
    reach: Reach
    columns: tuple[Shown, ...]
    key: str = "id"
    id: str = "id"
    scoped: bool = False
    parts: tuple[Part, ...] = ()
    alone: tuple[Part, ...] = ()
    also: Callable[[FromClause], ColumnElement[bool]] | None = None
    search: Callable[[FromClause, At, str], ColumnElement[bool]] | None = None
    upto: Callable[[FromClause, At], ColumnElement[bool]] | None = None
    narrowings: tuple[Narrowing, ...] = ()
    # Names of the object in the document, one and many.
    called: str = ""

    @cached_property
    def by_name(self) -> Mapping[str, Shown]:
        return {column.name: column for column in self.columns}

    @cached_property
    def fields(self) -> Mapping[str, Schema]:
        """Every field of a row in a list, in the order it is written."""
        own = {column.name: column.described for column in self.columns}
        beside = {name: schema for part in self.parts for name, schema in part.fields.items()}
        last = [name for name in ("source", "provenance") if name in own or name in beside]
        both = {**own, **beside}
        return {
            self.id: {"type": "integer", "description": "The row's number in this database."},
            **{name: schema for name, schema in both.items() if name not in last},
            **{name: both[name] for name in last},
        }

    @cached_property
    def fields_alone(self) -> Mapping[str, Schema]:
        """Every field of a row by itself."""
        return {**self.fields, **{name: schema for part in self.alone for name, schema in part.fields.items()}}

    @property
    def table(self) -> str:
        return self.model.__tablename__


def resource(
    collection: Collection,
    *,
    about: str,
    permission: StrEnum,
    reach: Reach,
    key: str = "id",
    called: str,
    parts: Sequence[Part] = (),
    without: Sequence[str] = (),
    extra: Sequence[Shown] = (),
    said: Mapping[str, str] | None = None,
    **more: Any,
) -> Resource:
    """Derive a resource from the collection of the same name in files: the same fields by the same names.

    ``parts`` must bring what the collection's own parts do. ``said`` explains fields in a sentence.
    """
    from app.plumbing.api.parts import Provenances

    table = cast(Table, collection.model.__table__)
    explained = said or {}
    columns = [
        _explained(shown(field, table), explained)
        for field in collection.fields
        if field.attrs and field.name not in without
    ]
    columns.extend(extra)
    names = {column.name for column in columns}
    sourced = "source" in table.c
    scoped = key != "id" and MISSION in names and MISSION in collection.key
    return Resource(
        name=collection.name,
        about=about,
        called=called,
        model=collection.model,
        permission=permission,
        reach=reach,
        columns=tuple(columns),
        key=key,
        scoped=scoped,
        parts=(*parts, Provenances(collection.table, _names(columns), sourced=sourced)),
        **more,
    )


def _explained(column: Shown, said: Mapping[str, str]) -> Shown:
    from dataclasses import replace

    return replace(column, about=said[column.name]) if column.name in said else column


def _names(columns: Sequence[Shown]) -> Mapping[str, str]:
    """What a column that provenance speaks of is called here."""
    return {attr: column.name for column in columns for attr in column.attrs}
