"""Where a fact is from. A row says what it is by and large; a provenance row says it of one field.

A row may mix published facts and illustrative ones (a real initiative with a made-up risk), so the field decides where
it is named, and the row's own ``source`` for the rest.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    Select,
    String,
    UniqueConstraint,
    and_,
    or_,
    select,
)
from sqlalchemy.orm import Mapped, declared_attr, mapped_column

from app.plumbing.columns import BIG, Word
from app.plumbing.db import Historied, db
from app.plumbing.questions import Shapes, given_any
from app.plumbing.record import At

# A statement takes some ten thousand values at most.
MOST_ROWS = 5000


class Source(StrEnum):
    PUBLISHED = "published"
    ILLUSTRATIVE = "illustrative"
    ENTERED = "entered"
    IMPORTED = "imported"


class Sourced:
    """Mixin: what the row's fields are, where no provenance row says otherwise."""

    @declared_attr
    def source(cls) -> Mapped[Source]:  # noqa: N805 - declared_attr hands over the class
        return mapped_column(Word(Source), default=Source.ENTERED)


class Publication(Historied):
    """Something published that facts are taken from: by whom, what, where."""

    __tablename__ = "publication"

    code: Mapped[str] = mapped_column(String(60), unique=True)
    publisher: Mapped[str]
    title: Mapped[str]
    page: Mapped[str] = mapped_column(default="")


class Provenance(Historied):
    """Where one field of one row is from. ``field`` «*» is the whole row."""

    __tablename__ = "provenance"

    subject_table: Mapped[str] = mapped_column(String(60))
    subject_id: Mapped[int] = mapped_column(BIG)
    field: Mapped[str] = mapped_column(String(60))
    source: Mapped[Source] = mapped_column(Word(Source))
    publication_id: Mapped[int | None] = mapped_column(BIG, ForeignKey("publication.id"), index=True)

    __table_args__ = (
        UniqueConstraint("subject_table", "subject_id", "field"),
        CheckConstraint("(source = 'published') = (publication_id IS NOT NULL)", name="published_names_publication"),
    )


@dataclass(frozen=True, slots=True)
class Origin:
    """What a page shows beside a value: a tag, or who published it."""

    source: Source
    publisher: str = ""
    title: str = ""
    page: str = ""

    @property
    def url(self) -> str | None:
        """Where to read it, if the page is an address and not only a hint of one."""
        if not self.page or "…" in self.page or " " in self.page:
            return None
        return self.page if self.page.startswith(("https://", "http://")) else f"https://{self.page}"


@dataclass(frozen=True, slots=True)
class Origins:
    """The origins of one row: by field where said, else the row's own."""

    row: Origin
    fields: Mapping[str, Origin]

    def of(self, field: str) -> Origin:
        return self.fields.get(field) or self.fields.get("*") or self.row

    def only(self, field: str) -> Origins:
        """The origins of one field alone."""
        return Origins(self.of(field), {})

    @property
    def all_illustrative(self) -> bool:
        return self.row.source is Source.ILLUSTRATIVE and not self.fields

    @property
    def some_illustrative(self) -> bool:
        """Something in the row is illustrative, and something may not be."""
        rest = Source.ILLUSTRATIVE in (self.row.source, *(origin.source for origin in self.fields.values()))
        return rest and not self.all_illustrative

    @property
    def published(self) -> tuple[Origin, ...]:
        """The publications that something in the row is from, each once."""
        said = (self.row, *(self.fields[name] for name in sorted(self.fields)))
        return tuple(dict.fromkeys(origin for origin in said if origin.source is Source.PUBLISHED and origin.publisher))


def made_up(*parts: Origins) -> str:
    """«all», «partly» or nothing: what the tag must say of something that shows all of these rows."""
    if all(part.all_illustrative for part in parts):
        return "all"
    return "partly" if any(part.all_illustrative or part.some_illustrative for part in parts) else ""


def origins(table: str, rows: Iterable[tuple[int, Source]], *, at: At) -> dict[int, Origins]:
    """The origins of these rows (id and the row's own source), in one statement."""
    return {row_id: found for (_, row_id), found in origins_of({table: rows}, at=at).items()}


def origins_of(tables: Mapping[str, Iterable[tuple[int, Source]]], *, at: At) -> dict[tuple[str, int], Origins]:
    """The origins of rows of several tables, by table and id, in one statement (of thousands of rows, a few)."""
    known = {(table, row_id): source for table, rows in tables.items() for row_id, source in rows}
    fields: dict[tuple[str, int], dict[str, Origin]] = {}
    rows = list(known)
    for start in range(0, len(rows), MOST_ROWS):
        by_table: dict[str, list[int]] = {}
        for table, row_id in rows[start : start + MOST_ROWS]:
            by_table.setdefault(table, []).append(row_id)
        ids = {f"ids_{place}": some for place, some in enumerate(by_table.values())}
        for table, row_id, name, source, publisher, title, page in _said(*by_table)(at=at, **ids):
            fields.setdefault((table, row_id), {})[name] = Origin(source, publisher or "", title or "", page or "")
    # Most rows say nothing but what they are as a whole; that is said once for all of them.
    plain = {source: Origins(Origin(source), {}) for source in Source}
    return {
        row: Origins(Origin(source), fields[row]) if row in fields else plain[source] for row, source in known.items()
    }


@Shapes
def _said(at: At, *tables: str) -> Select[*tuple[Any, ...]]:
    """What is said of the rows ``ids_0`` of the first table, ``ids_1`` of the second …"""
    said, paper = at.rows(Provenance), at.rows(Publication)
    asked = (
        and_(said.c.subject_table == table, said.c.subject_id.in_(given_any(f"ids_{place}")))
        for place, table in enumerate(tables)
    )
    return (
        select(said.c.subject_table, said.c.subject_id, said.c.field, said.c.source)
        .add_columns(paper.c.publisher, paper.c.title, paper.c.page)
        .select_from(said.outerjoin(paper, paper.c.id == said.c.publication_id))
        .where(or_(*asked))
    )


def entered(row: Historied, fields: Iterable[str]) -> None:
    """Somebody typed these fields anew: they are no longer what was published, nor illustrative."""
    said = {
        line.field: line
        for line in db.session.scalars(
            select(Provenance).where(Provenance.subject_table == row.__tablename__, Provenance.subject_id == row.id)
        )
    }
    row_source = getattr(row, "source", Source.ENTERED)
    for name in fields:
        line = said.get(name)
        if line is not None:
            line.source, line.publication_id = Source.ENTERED, None
        elif row_source is not Source.ENTERED or "*" in said:
            db.session.add(
                Provenance(subject_table=row.__tablename__, subject_id=row.id, field=name, source=Source.ENTERED)
            )
