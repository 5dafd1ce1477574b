"""Columns of a file that live in a table beside the collection's own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Protocol

from sqlalchemy import select

from app.plumbing.db import db
from app.plumbing.provenance import Provenance, Publication, Source
from app.plumbing.sheets import cells
from app.plumbing.sheets.collections import Collection, Field, Values, fields_of

if TYPE_CHECKING:
    from app.plumbing.sheets.store import Store

SLICE = 500


@dataclass(frozen=True, slots=True)
class Placed:
    """A row that stands in its table. ``changed`` names its changed columns; None for a new row."""

    id: int
    values: Values
    changed: frozenset[str] | None = None

    def touches(self, names: Iterable[str]) -> bool:
        return self.changed is None or not self.changed.isdisjoint(names)


class Part(Protocol):
    @property
    def fields(self) -> tuple[Field, ...]: ...

    def load(self, store: Store, collection: Collection, rows: Mapping[int, Values]) -> None:
        """Complete the values of these rows, by id, with this part's columns; one statement."""
        ...

    def write(self, store: Store, collection: Collection, placed: Sequence[Placed]) -> None:
        """Add or change what stands beside these rows."""
        ...


def existing(model: Any, attr: str, ids: Sequence[int]) -> Iterator[Any]:
    """The rows beside these owners, as they are now."""
    for start in range(0, len(ids), SLICE):
        yield from db.session.scalars(select(model).where(getattr(model, attr).in_(ids[start : start + SLICE])))


@dataclass(frozen=True)
class Words:
    """Title and summary in the row's content language, from a table with a row for each language."""

    model: Any
    owner: str
    # The row itself does not say its language; then the file does.
    states_language: bool = False

    @cached_property
    def fields(self) -> tuple[Field, ...]:
        language = (Field("language", cells.Text(2), default="nb"),) if self.states_language else ()
        return (
            *language,
            Field("title", cells.Text(), required=True),
            Field("summary", cells.Text(), default=""),
        )

    def load(self, store: Store, collection: Collection, rows: Mapping[int, Values]) -> None:
        text = store.at.of(self.model)
        columns = (getattr(text, self.owner), text.language, text.title, text.summary)
        for owner, language, title, summary in db.session.execute(select(*columns).order_by(text.id)):
            values = rows.get(owner)
            if values is None:
                continue
            if self.states_language:
                values.setdefault("language", language)
            if values["language"] == language:
                values["title"], values["summary"] = title.strip(), summary.replace("\r\n", "\n").strip()
        for values in rows.values():
            for field in self.fields:
                values.setdefault(field.name, field.default)

    def write(self, store: Store, collection: Collection, placed: Sequence[Placed]) -> None:
        touched = [row for row in placed if row.touches(("language", "title", "summary"))]
        kept = {
            (getattr(line, self.owner), line.language): line
            for line in existing(self.model, self.owner, [row.id for row in touched if row.changed is not None])
        }
        for row in touched:
            said = {name: row.values.get(name) or "" for name in ("title", "summary")}
            line = kept.get((row.id, row.values["language"]))
            if line is None:
                line = self.model(**{self.owner: row.id}, language=row.values["language"], **said)
                db.session.add(line)
            line.title, line.summary = said["title"], said["summary"]


@dataclass(frozen=True)
class Beside:
    """One row of another table that belongs to this one: an identity, the first mission of an initiative."""

    model: Any
    owner: str
    without: tuple[str, ...] = ()
    derived: Any = None

    @cached_property
    def fields(self) -> tuple[Field, ...]:
        return tuple(fields_of(self.model, {}, without=(self.owner, *self.without)))

    def load(self, store: Store, collection: Collection, rows: Mapping[int, Values]) -> None:
        for field in self.fields:
            if field.target is not None:
                store.load(store.registry.target(field).name)
        side = store.at.of(self.model)
        names = [attr for field in self.fields for attr in field.attrs]
        order = getattr(side, "id", getattr(side, self.owner))
        owner = getattr(side, self.owner)
        query = select(owner.label("_owner"), *(getattr(side, name) for name in names)).order_by(order)
        seen: set[int] = set()
        for row in db.session.execute(query).mappings():
            if row["_owner"] in seen or row["_owner"] not in rows:
                continue
            seen.add(row["_owner"])
            for field in self.fields:
                rows[row["_owner"]][field.name] = store.shown(field, field.from_attrs(dict(row)))
        for values in rows.values():
            for field in self.fields:
                values.setdefault(field.name, field.default)

    def write(self, store: Store, collection: Collection, placed: Sequence[Placed]) -> None:
        touched = [row for row in placed if row.touches(field.name for field in self.fields)]
        kept: dict[int, Any] = {}
        old = [row.id for row in touched if row.changed is not None]
        for line in sorted(existing(self.model, self.owner, old), key=lambda line: getattr(line, "id", 0)):
            kept.setdefault(getattr(line, self.owner), line)
        for row in touched:
            attrs = {
                attr: value
                for field in self.fields
                for attr, value in store.attrs(collection, field, row.values).items()
            }
            attrs.update(self.derived(row.values) if self.derived else {})
            line = kept.get(row.id)
            if line is None:
                db.session.add(self.model(**{self.owner: row.id}, **attrs))
                continue
            for attr, value in attrs.items():
                setattr(line, attr, value)


@dataclass(frozen=True)
class CodeList:
    """A list of codes in one cell, from a table that links this row with others."""

    name: str
    model: Any
    owner: str
    attr: str
    target: str
    # The link says of one that it is the main one; it is written first.
    main: bool = False

    @cached_property
    def fields(self) -> tuple[Field, ...]:
        return (Field(self.name, cells.Codes(self.main), target=self.target, default=()),)

    def load(self, store: Store, collection: Collection, rows: Mapping[int, Values]) -> None:
        target = store.registry.by_table[self.target].name
        store.load(target)
        link = store.at.of(self.model)
        codes: defaultdict[int, list[str]] = defaultdict(list)
        query = select(getattr(link, self.owner), getattr(link, self.attr)).order_by(link.id)
        if self.main:
            query = query.order_by(None).order_by(link.main.desc(), link.id)
        for owner, other in db.session.execute(query):
            codes[owner].append(store.key(target, other)[-1])
        for row_id, values in rows.items():
            values[self.name] = cells.Codes(self.main).arranged(codes[row_id])

    def write(self, store: Store, collection: Collection, placed: Sequence[Placed]) -> None:
        touched = [row for row in placed if row.touches((self.name,))]
        kept: defaultdict[int, dict[int, Any]] = defaultdict(dict)
        for line in existing(self.model, self.owner, [row.id for row in touched if row.changed is not None]):
            kept[getattr(line, self.owner)][getattr(line, self.attr)] = line
        by_mission = "mission_id" in self.model.__table__.columns
        added = []
        for row in touched:
            wanted = [store.pointed(collection, self.fields[0], row.values, code) for code in row.values[self.name]]
            for other, line in kept[row.id].items():
                if other not in wanted:
                    db.session.delete(line)
                elif self.main:
                    line.main = False
            if self.main:
                db.session.flush()  # there is one main link at a time, so the old one goes first
            for place, other in enumerate(wanted):
                line = kept[row.id].get(other)
                if line is None:
                    line = self.model(**{self.owner: row.id, self.attr: other})
                    if by_mission:
                        line.mission_id = store.mission_id(row.values)
                    added.append(line)
                if self.main:
                    line.main = place == 0
        db.session.add_all(added)


@dataclass(frozen=True)
class Origin:
    """``source`` and ``published_fields``: what a row is, and which of its fields were published where.

    A model without a ``source`` of its own says it in a provenance row for the whole row.
    """

    sourced: bool

    @cached_property
    def fields(self) -> tuple[Field, ...]:
        listed = Field("published_fields", cells.FieldSources(), default=())
        return (listed,) if self.sourced else (Field("source", cells.Chosen(Source)), listed)

    def load(self, store: Store, collection: Collection, rows: Mapping[int, Values]) -> None:
        names = {field.attrs[0]: field.name for field in collection.columns.values() if field.attrs}
        said: defaultdict[int, list[tuple[str, str]]] = defaultdict(list)
        line, paper = store.at.of(Provenance), store.at.of(Publication)
        query = (
            select(line.subject_id, line.field, line.source, paper.code)
            .outerjoin(paper, paper.id == line.publication_id)
            .where(line.subject_table == collection.table)
        )
        for row_id, name, source, code in db.session.execute(query):
            if row_id not in rows:
                continue
            if not self.sourced and name == "*":
                rows[row_id]["source"] = source
                if source is not Source.PUBLISHED:
                    continue
            said[row_id].append((names.get(name, name), code or source.value))
        for row_id, values in rows.items():
            values.setdefault("source", None)
            values["published_fields"] = tuple(sorted(said[row_id]))

    def write(self, store: Store, collection: Collection, placed: Sequence[Placed]) -> None:
        touched = [row for row in placed if row.touches(("source", "published_fields"))]
        kept: defaultdict[int, dict[str, Provenance]] = defaultdict(dict)
        for row_id, line in self._kept(collection, [row.id for row in touched if row.changed is not None]):
            kept[row_id][line.field] = line
        for row in touched:
            wanted = self._wanted(store, collection, row.values)
            for name, line in kept[row.id].items():
                if name not in wanted:
                    db.session.delete(line)
            for name, (source, publication) in wanted.items():
                known = kept[row.id].get(name)
                if known is not None:
                    known.source, known.publication_id = source, publication
                    continue
                db.session.add(
                    Provenance(
                        subject_table=collection.table,
                        subject_id=row.id,
                        field=name,
                        source=source,
                        publication_id=publication,
                    )
                )

    def _kept(self, collection: Collection, ids: Sequence[int]) -> Iterator[tuple[int, Provenance]]:
        for line in existing(Provenance, "subject_id", ids):
            if line.subject_table == collection.table:
                yield line.subject_id, line

    def _wanted(self, store: Store, collection: Collection, values: Values) -> dict[str, tuple[Source, int | None]]:
        wanted: dict[str, tuple[Source, int | None]] = {}
        if not self.sourced and values.get("source") not in (None, Source.PUBLISHED):
            wanted["*"] = values["source"], None
        for name, code in values["published_fields"]:
            field = collection.columns.get(name)
            attr = field.attrs[0] if field is not None and field.attrs else name
            publication = store.id("publications", (code,))
            wanted[attr] = (Source(code), None) if publication is None else (Source.PUBLISHED, publication)
        return wanted
