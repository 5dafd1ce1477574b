"""Fields of a row that stand in other tables.

Each part has one statement. As of now it is made once; as of a day, when it is asked.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, cast

from sqlalchemy import Row, Select, Table, select

from app.plumbing.api.codes import IDS, MISSIONS, as_was, code_column, plain, said
from app.plumbing.api.resources import Rows, Said
from app.plumbing.api.shown import Schema, Shown, shown
from app.plumbing.db import db
from app.plumbing.keys import sort_key
from app.plumbing.provenance import Provenance, Publication, Source
from app.plumbing.record import NOW, At
from app.plumbing.sheets.collections import fields_of

if TYPE_CHECKING:
    from app.plumbing.api.asked import Asked

TEXT: Schema = {"type": "string"}
SOURCE: Schema = {"type": "string", "enum": [source.value for source in Source]}


@dataclass(frozen=True)
class Stated:
    """A part with one statement, told the rows' ids and, if it asks for them, the missions one may see."""

    def statement(self, at: At) -> Select[*tuple[Any, ...]]:
        raise NotImplementedError

    @cached_property
    def _now(self) -> tuple[Select[*tuple[Any, ...]], bool]:
        made = self.statement(NOW)
        return made, self._scoped(made)

    @staticmethod
    def _scoped(made: Select[*tuple[Any, ...]]) -> bool:
        return "missions" in made.compile().params

    def lines(self, rows: Rows, asked: Asked) -> Sequence[Row[*tuple[Any, ...]]]:
        made, scoped = self._now
        values: dict[str, object] = {"ids": list(rows)}
        if scoped:
            values["missions"] = list(asked.missions)
        return db.session.execute(made if asked.at is NOW else self.statement(asked.at), values).all()


@dataclass(frozen=True)
class Wordings(Stated):
    """Title and summary in the row's content language, and every translation there is."""

    model: Any
    owner: str
    needs: tuple[str, ...] = ("language",)

    @cached_property
    def fields(self) -> Mapping[str, Schema]:
        worded = {"type": "object", "properties": {"title": TEXT, "summary": TEXT}, "required": ["title", "summary"]}
        return {
            "title": {**TEXT, "description": "In the content language, which `language` names."},
            "summary": {**TEXT, "description": "In the content language, which `language` names."},
            "translations": {
                "type": "object",
                "description": "Title and summary in other languages, by language.",
                "additionalProperties": worded,
            },
        }

    def statement(self, at: At) -> Select[*tuple[Any, ...]]:
        text = as_was(self.model, at)
        return (
            select(text.c[self.owner], text.c.language, text.c.title, text.c.summary)
            .where(text.c[self.owner].in_(IDS))
            .order_by(text.c[self.owner], text.c.language)
        )

    def load(self, rows: Rows, asked: Asked) -> Said:
        found: Said = {row_id: {"title": "", "summary": "", "translations": {}} for row_id in rows}
        for owner, language, title, summary in self.lines(rows, asked):
            if language == rows[owner]["language"]:
                found[owner]["title"], found[owner]["summary"] = title, summary
            else:
                found[owner]["translations"][language] = {"title": title, "summary": summary}
        return found


@dataclass(frozen=True)
class CodesOf(Stated):
    """A list of other rows' codes, from a table that links the two; only those of missions one may see."""

    name: str
    model: Any
    owner: str
    attr: str
    target: str
    about: str = ""
    needs: tuple[str, ...] = ()

    @cached_property
    def fields(self) -> Mapping[str, Schema]:
        return {self.name: {"type": "array", "items": TEXT, "description": self.about}}

    def statement(self, at: At) -> Select[*tuple[Any, ...]]:
        link = as_was(self.model, at)
        model, code = code_column(self.target)
        other = as_was(model, at).alias()
        query = (
            select(link.c[self.owner], other.c[code])
            .join(other, other.c.id == link.c[self.attr])
            .where(link.c[self.owner].in_(IDS))
        )
        return query.where(other.c.mission_id.in_(MISSIONS)) if "mission_id" in other.c else query

    def load(self, rows: Rows, asked: Asked) -> Said:
        codes: defaultdict[int, list[str]] = defaultdict(list)
        for owner, code in self.lines(rows, asked):
            codes[owner].append(code)
        return {row_id: {self.name: sorted(codes[row_id], key=sort_key)} for row_id in rows}


@dataclass(frozen=True)
class Nested(Stated):
    """Rows of a table that belong to this one, as a list of objects; only those of missions one may see."""

    name: str
    model: Any
    owner: str
    about: str = ""
    without: tuple[str, ...] = ()
    called: tuple[tuple[str, str], ...] = ()
    order: str = "id"
    needs: tuple[str, ...] = ()

    @cached_property
    def columns(self) -> tuple[Shown, ...]:
        table = cast(Table, self.model.__table__)
        found = fields_of(self.model, dict(self.called), without=(self.owner, "position", *self.without))
        return tuple(shown(field, table) for field in found)

    @cached_property
    def attrs(self) -> tuple[str, ...]:
        return tuple(attr for column in self.columns for attr in column.attrs)

    @cached_property
    def fields(self) -> Mapping[str, Schema]:
        item = {
            "type": "object",
            "properties": {column.name: column.described for column in self.columns},
            "required": [column.name for column in self.columns],
        }
        return {self.name: {"type": "array", "items": item, "description": self.about}}

    def statement(self, at: At) -> Select[*tuple[Any, ...]]:
        x = as_was(self.model, at)
        query = (
            select(x.c[self.owner].label("owner_of"), *(plain(x, attr) for attr in self.attrs))
            .where(x.c[self.owner].in_(IDS))
            .order_by(x.c[self.owner], x.c[self.order], x.c.id)
        )
        return query.where(x.c.mission_id.in_(MISSIONS)) if "mission_id" in x.c else query

    def load(self, rows: Rows, asked: Asked) -> Said:
        found: Said = {row_id: {self.name: []} for row_id in rows}
        lines = self.lines(rows, asked)
        if lines:
            owners, *values = zip(*lines, strict=True)
            raw = dict(zip(self.attrs, values, strict=True))
            names = [column.name for column in self.columns]
            columns = [said(column, raw, asked) for column in self.columns]
            for owner, *line in zip(owners, *columns, strict=True):
                found[owner][self.name].append(dict(zip(names, line, strict=True)))
        return found


@dataclass(frozen=True)
class Provenances(Stated):
    """Where values are from: ``source`` is the row's, ``provenance`` says it of each field that differs."""

    table: str
    names: Mapping[str, str]
    # The row keeps its source itself; else it is said in the line «*».
    sourced: bool
    needs: tuple[str, ...] = ()

    @cached_property
    def fields(self) -> Mapping[str, Schema]:
        origin = {
            "type": "object",
            "properties": {"source": SOURCE, "publisher": TEXT, "title": TEXT, "page": TEXT},
            "required": ["source"],
        }
        provenance: Schema = {
            "type": "object",
            "description": "Where a field is from, by field, where that is another source than the row's own; "
            "`*` is all fields that are not named.",
            "additionalProperties": origin,
        }
        return {"provenance": provenance} if self.sourced else {"source": SOURCE, "provenance": provenance}

    def statement(self, at: At) -> Select[*tuple[Any, ...]]:
        line, paper = as_was(Provenance, at), as_was(Publication, at)
        return (
            select(line.c.subject_id, line.c.field, plain(line, "source"))
            .add_columns(paper.c.publisher, paper.c.title, paper.c.page)
            .outerjoin(paper, paper.c.id == line.c.publication_id)
            .where(line.c.subject_table == self.table, line.c.subject_id.in_(IDS))
            .order_by(line.c.subject_id, line.c.field)
        )

    def load(self, rows: Rows, asked: Asked) -> Said:
        own = {} if self.sourced else {"source": Source.ENTERED.value}
        found: Said = {row_id: {**own, "provenance": {}} for row_id in rows}
        for row_id, name, source, publisher, title, page in self.lines(rows, asked):
            if name == "*" and not self.sourced:
                found[row_id]["source"] = source
            origin = {"source": source}
            if publisher is not None:
                origin.update(publisher=publisher, title=title, page=page)
            found[row_id]["provenance"][self.names.get(name, name)] = origin
        return found
