"""Questions about the record."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, false, func, literal, null, or_, select, union_all

from app.people.policy import PeoplePermission
from app.people.queries.names import names_of
from app.plumbing.access import SqlFacts, allowed_rows
from app.plumbing.clock import end_of_day, start_of_day
from app.plumbing.db import WHOLE, db
from app.plumbing.policy import Subject
from app.plumbing.record import At, Deed, DeedChange, DeedHead, historied_tables
from app.plumbing.refusals import N_, NotThere

# A deed belongs to the mission it names; one of no mission only to those whose role is for all.
DEED_FACTS = SqlFacts(in_missions=lambda ids: Deed.mission_id.in_(ids), entrusted_to=lambda person: false())

Row = tuple[str, int]


@dataclass(frozen=True, slots=True)
class DeedFilter:
    """``subject`` is a code, as in addresses; ``actor`` a person's id, 0 for the program itself."""

    act: str = ""
    actor: int | None = None
    subject: str = ""
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True)
class Called:
    """A row's code, and the code of what it is a part of; empty where there is none."""

    code: str
    part_of: str


UNCALLED = Called("", "")


@dataclass(frozen=True, slots=True)
class DeedRow:
    """``subject_code`` is what the row is called in addresses, empty for a row without a code; ``part_of`` is the code
    of the initiative it is a part of.
    """

    number: int
    at: datetime
    recorded_at: datetime
    actor_id: int | None
    actor_name: str
    act: str
    subject_table: str
    subject_id: int
    subject_code: str
    part_of: str
    mission_id: int | None
    note: str
    previous_hash: str
    hash: str


@dataclass(frozen=True, slots=True)
class RowChange:
    """What a deed did to one row; ``fields`` are (name, before, after) as the record keeps them."""

    table: str
    row_id: int
    code: str
    part_of: str
    operation: str
    fields: tuple[tuple[str, Any, Any], ...]


def deed_subject(number: int) -> Subject | None:
    """A deed as the policy sees it."""
    found = db.session.execute(select(Deed.number, Deed.mission_id).where(Deed.number == number)).first()
    if found is None:
        return None
    return Subject(id=found.number, missions=frozenset({found.mission_id} - {None}))


def deeds(chosen: DeedFilter, *, offset: int = 0, limit: int = 25, at: At) -> tuple[Sequence[DeedRow], int]:
    """One page of the deeds the signed-in person may read, the latest first, and how many there are in all."""
    query: Select[*tuple[Any, ...]] = select(*Deed.__table__.c).where(
        allowed_rows(PeoplePermission.READ_RECORD, DEED_FACTS), *_conditions(chosen, at)
    )
    total = db.session.scalar(select(func.count()).select_from(query.subquery())) or 0
    return _shaped(query.order_by(Deed.number.desc()).offset(offset).limit(limit)), total


def deed(number: int) -> tuple[DeedRow, Sequence[RowChange]]:
    """One deed and what it did, row by row. Raises :class:`NotThere`."""
    found = _shaped(select(*Deed.__table__.c).where(Deed.number == number))
    if not found:
        raise NotThere(N_("There is no such deed."))
    query = (
        select(DeedChange.table_name, DeedChange.row_id, DeedChange.operation, DeedChange.fields)
        .where(DeedChange.deed == number)
        .order_by(DeedChange.position)
    )
    lines = db.session.execute(query).all()
    called = called_of((table, row_id) for table, row_id, _, _ in lines)
    return found[0], [
        RowChange(
            table=table,
            row_id=row_id,
            code=called.get((table, row_id), UNCALLED).code,
            part_of=called.get((table, row_id), UNCALLED).part_of,
            operation=operation,
            fields=tuple((name, before, after) for name, (before, after) in json.loads(fields).items()),
        )
        for table, row_id, operation, fields in lines
    ]


def head() -> tuple[int, str]:
    """Number and hash of the last deed."""
    found = db.session.execute(select(DeedHead.number, DeedHead.hash)).one_or_none()
    return (0, "") if found is None else (found.number, found.hash)


def actors() -> Sequence[tuple[int, str]]:
    """Id and name of everybody who has done something, by name; the erased last, by id."""
    ids = db.session.scalars(select(Deed.actor_id).where(Deed.actor_id.is_not(None)).distinct()).all()
    names = names_of(ids)
    known = [(person_id, names.get(person_id, "")) for person_id in ids if person_id is not None]
    return sorted(known, key=lambda found: (not found[1], found[1].casefold(), found[0]))


def acts() -> Sequence[str]:
    """The deeds that have been done, by their names in the record."""
    return list(db.session.scalars(select(Deed.act).distinct().order_by(Deed.act)))


def called_of(rows: Iterable[Row]) -> Mapping[Row, Called]:
    """What these rows are, or were last, called in addresses. Two statements, however many tables."""
    wanted: dict[str, set[int]] = {}
    for table, row_id in rows:
        wanted.setdefault(table, set()).add(row_id)
    parts = [
        select(
            literal(table).label("tab"),
            x.c.id,
            (x.c[column] if column else literal("")).label("code"),
            (x.c[WHOLE] if WHOLE in x.c else null()).label("whole"),
            x.c.from_deed,
        ).where(x.c.id.in_(wanted[table]))
        for table, (x, column) in _told().items()
        if table in wanted
    ]
    if not parts:
        return {}
    found = union_all(*parts).subquery()
    query = select(found.c.tab, found.c.id, found.c.code, found.c.whole).order_by(found.c.from_deed)
    lines = {(table, row_id): (code, whole) for table, row_id, code, whole in db.session.execute(query)}
    wholes = _codes_of_wholes({whole for _, whole in lines.values() if whole is not None})
    return {row: Called(code or "", wholes.get(whole, "")) for row, (code, whole) in lines.items()}


def _codes_of_wholes(ids: set[int]) -> dict[int, str]:
    if not ids:
        return {}
    x = historied_tables()[WHOLE.removesuffix("_id")]
    query = select(x.c.id, x.c.code).where(x.c.id.in_(ids)).order_by(x.c.from_deed)
    return dict(db.session.execute(query).all())


def _rows_called(code: str) -> Mapping[str, set[int]]:
    """The rows with this code, and the parts of an initiative with this code, by table."""
    told = _told()
    x = historied_tables()[WHOLE.removesuffix("_id")]
    wholes = select(x.c.id).where(x.c.code == code)
    parts = [
        select(literal(table), history.c.id).where(history.c[column] == code)
        for table, (history, column) in told.items()
        if column
    ] + [
        select(literal(table), history.c.id).where(history.c[WHOLE].in_(wholes))
        for table, (history, _) in told.items()
        if WHOLE in history.c
    ]
    found: dict[str, set[int]] = {}
    for table, row_id in db.session.execute(union_all(*parts)):
        found.setdefault(table, set()).add(row_id)
    return found


def _told() -> dict[str, tuple[Any, str | None]]:
    """Each history whose rows have a code or are parts of something with one, and the name of the code's column."""
    return {
        table: (history, next((column for column in ("code", "slug") if column in history.c), None))
        for table, history in historied_tables().items()
        if WHOLE in history.c or "code" in history.c or "slug" in history.c
    }


def _conditions(chosen: DeedFilter, at: At) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if at.deed is not None:
        found.append(Deed.number <= at.deed)
    if chosen.act:
        found.append(Deed.act == chosen.act)
    if chosen.actor is not None:
        found.append(Deed.actor_id.is_(None) if chosen.actor == 0 else Deed.actor_id == chosen.actor)
    if chosen.subject:
        rows = _rows_called(chosen.subject)
        found.append(
            or_(false(), *(and_(Deed.subject_table == table, Deed.subject_id.in_(ids)) for table, ids in rows.items()))
        )
    if chosen.first is not None:
        found.append(Deed.at >= start_of_day(chosen.first))
    if chosen.last is not None:
        found.append(Deed.at < end_of_day(chosen.last))
    return found


def _shaped(query: Select[*tuple[Any, ...]]) -> Sequence[DeedRow]:
    found = db.session.execute(query).all()
    names = names_of(row.actor_id for row in found)
    called = called_of((row.subject_table, row.subject_id) for row in found)
    return [
        DeedRow(
            number=row.number,
            at=row.at,
            recorded_at=row.recorded_at,
            actor_id=row.actor_id,
            actor_name=names.get(row.actor_id or 0, ""),
            act=row.act,
            subject_table=row.subject_table,
            subject_id=row.subject_id,
            subject_code=called.get((row.subject_table, row.subject_id), UNCALLED).code,
            part_of=called.get((row.subject_table, row.subject_id), UNCALLED).part_of,
            mission_id=row.mission_id,
            note=row.note,
            previous_hash=row.previous_hash,
            hash=row.hash,
        )
        for row in found
    ]
