"""Fields of a row that stand in other tables."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, cast

from sqlalchemy import Table, select

from app.plumbing.api.codes import code_column, codes_of
from app.plumbing.api.resources import Rows, Said, as_was
from app.plumbing.api.shown import Schema, Shown, shown
from app.plumbing.db import db
from app.plumbing.keys import sort_key
from app.plumbing.provenance import Provenance, Publication, Source
from app.plumbing.sheets.collections import fields_of

if TYPE_CHECKING:
    from app.plumbing.api.asked import Asked

TEXT: Schema = {"type": "string"}
SOURCE: Schema = {"type": "string", "enum": [source.value for source in Source]}


@dataclass(frozen=True)
class Wordings:
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

    def load(self, rows: Rows, asked: Asked) -> Said:
        text = as_was(self.model, asked.at)
        found: Said = {row_id: {"title": "", "summary": "", "translations": {}} for row_id in rows}
        query = (
            select(text.c[self.owner], text.c.language, text.c.title, text.c.summary)
            .where(text.c[self.owner].in_(list(rows)))
            .order_by(text.c[self.owner], text.c.language)
        )
        for owner, language, title, summary in db.session.execute(query):
            if language == rows[owner]["language"]:
                found[owner].update(title=title, summary=summary)
            else:
                found[owner]["translations"][language] = {"title": title, "summary": summary}
        return found


@dataclass(frozen=True)
class CodesOf:
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

    def load(self, rows: Rows, asked: Asked) -> Said:
        link = as_was(self.model, asked.at)
        other = as_was(code_column(self.target)[0], asked.at).alias()
        query = (
            select(link.c[self.owner], other.c[code_column(self.target)[1]])
            .join(other, other.c.id == link.c[self.attr])
            .where(link.c[self.owner].in_(list(rows)))
        )
        if "mission_id" in other.c:
            query = query.where(other.c.mission_id.in_(list(asked.missions)))
        codes: defaultdict[int, list[str]] = defaultdict(list)
        for owner, code in db.session.execute(query):
            codes[owner].append(code)
        return {row_id: {self.name: sorted(codes[row_id], key=sort_key)} for row_id in rows}


@dataclass(frozen=True)
class Nested:
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
    def fields(self) -> Mapping[str, Schema]:
        item = {
            "type": "object",
            "properties": {column.name: column.described for column in self.columns},
            "required": [column.name for column in self.columns],
        }
        return {self.name: {"type": "array", "items": item, "description": self.about}}

    def load(self, rows: Rows, asked: Asked) -> Said:
        x = as_was(self.model, asked.at)
        attrs = [attr for column in self.columns for attr in column.attrs]
        query = (
            select(x.c[self.owner].label("owner_of"), *(x.c[attr] for attr in attrs))
            .where(x.c[self.owner].in_(list(rows)))
            .order_by(x.c[self.owner], x.c[self.order], x.c.id)
        )
        if "mission_id" in x.c:
            query = query.where(x.c.mission_id.in_(list(asked.missions)))
        lines = db.session.execute(query).mappings().all()
        codes = codes_of(self.columns, lines, asked)
        found: Said = {row_id: {self.name: []} for row_id in rows}
        for line in lines:
            found[line["owner_of"]][self.name].append(
                {column.name: codes.said(column, [line[attr] for attr in column.attrs]) for column in self.columns}
            )
        return found


@dataclass(frozen=True)
class Provenances:
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
        said: Schema = {
            "type": "object",
            "description": "Where a field is from, by field, where that is another source than the row's own; "
            "`*` is all fields that are not named.",
            "additionalProperties": origin,
        }
        return {"provenance": said} if self.sourced else {"source": SOURCE, "provenance": said}

    def load(self, rows: Rows, asked: Asked) -> Said:
        line, paper = as_was(Provenance, asked.at), as_was(Publication, asked.at)
        found: Said = {row_id: {"provenance": {}} for row_id in rows}
        if not self.sourced:
            for said in found.values():
                said["source"] = Source.ENTERED
        query = (
            select(line.c.subject_id, line.c.field, line.c.source, paper.c.publisher, paper.c.title, paper.c.page)
            .outerjoin(paper, paper.c.id == line.c.publication_id)
            .where(line.c.subject_table == self.table, line.c.subject_id.in_(list(rows)))
            .order_by(line.c.subject_id, line.c.field)
        )
        for row_id, name, source, publisher, title, page in db.session.execute(query):
            if name == "*" and not self.sourced:
                found[row_id]["source"] = source
            origin = {"source": source}
            if publisher is not None:
                origin.update(publisher=publisher, title=title, page=page)
            found[row_id]["provenance"][self.names.get(name, name)] = origin
        return found


def names_of(parts: Sequence[Any]) -> list[str]:
    return [name for part in parts for name in part.fields]
