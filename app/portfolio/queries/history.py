"""What was done to one initiative: the latest lines of the record that are about it or its parts."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, func, literal, or_, select, union_all

from app.people.queries import names_of
from app.plumbing.db import Historied, db
from app.plumbing.record import At, Deed, DeedChange
from app.portfolio.models import (
    Appraisal,
    Benefit,
    Contribution,
    Deliverable,
    Dependency,
    FundingLine,
    Gate,
    Grant,
    Initiative,
    InitiativeAssignment,
    InitiativeCondition,
    InitiativeGoal,
    InitiativeMission,
    InitiativePerson,
    InitiativeText,
    Need,
    Participation,
    Risk,
    Rollout,
)

PARTS: tuple[type[Historied], ...] = (
    Appraisal,
    Benefit,
    Contribution,
    Deliverable,
    Dependency,
    FundingLine,
    Gate,
    Grant,
    InitiativeAssignment,
    InitiativeCondition,
    InitiativeGoal,
    InitiativeMission,
    InitiativePerson,
    InitiativeText,
    Need,
    Participation,
    Risk,
    Rollout,
)


@dataclass(frozen=True, slots=True)
class DeedLine:
    """One deed: when it counts for, its name in the record, whose tables it changed, by whom (empty: the program)."""

    number: int
    at: datetime
    act: str
    tables: tuple[str, ...]
    by: str
    note: str


@dataclass(frozen=True, slots=True)
class History:
    """The latest deeds, newest first, and how many there are in all."""

    lines: tuple[DeedLine, ...]
    total: int


def history(initiative_id: int, *, at: At, limit: int = 8) -> History:
    """Three statements."""
    subjects = union_all(
        select(literal(Initiative.__tablename__).label("table_name"), literal(initiative_id).label("id")),
        *(
            select(literal(part.__tablename__), part.history.c.id)
            .where(part.history.c.initiative_id == initiative_id)
            .distinct()
            for part in PARTS
        ),
    ).subquery()
    rows = db.session.execute(
        select(Deed.number, Deed.at, Deed.act, Deed.actor_id, Deed.note, func.count().over())
        .join(subjects, and_(subjects.c.table_name == Deed.subject_table, subjects.c.id == Deed.subject_id))
        .where(or_(literal(at.deed is None), Deed.number <= (at.deed or 0)))
        .order_by(Deed.number.desc())
        .limit(limit)
    ).all()
    names = names_of(row[3] for row in rows)
    tables: defaultdict[int, list[str]] = defaultdict(list)
    for number, table in db.session.execute(
        select(DeedChange.deed, DeedChange.table_name)
        .where(DeedChange.deed.in_([row[0] for row in rows]))
        .group_by(DeedChange.deed, DeedChange.table_name)
        .order_by(DeedChange.deed, DeedChange.table_name)
    ):
        tables[number].append(table)
    return History(
        lines=tuple(
            DeedLine(row[0], row[1], row[2], tuple(tables[row[0]]), names.get(row[3] or 0, ""), row[4]) for row in rows
        ),
        total=rows[0][5] if rows else 0,
    )
