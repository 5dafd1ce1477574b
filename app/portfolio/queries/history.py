"""What was done to one initiative: the latest lines of the record that are about it or its parts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, func, literal, or_, select, union_all

from app.people.queries import names_of
from app.plumbing.db import Historied, db
from app.plumbing.record import At, Deed
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
    """One deed: when it counts for, its name in the record, on which table, and by whom (empty: the program)."""

    number: int
    at: datetime
    act: str
    table: str
    by: str
    note: str


@dataclass(frozen=True, slots=True)
class History:
    """The latest deeds, newest first, and how many there are in all."""

    lines: tuple[DeedLine, ...]
    total: int


def history(initiative_id: int, *, at: At, limit: int = 8) -> History:
    """Two statements."""
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
        select(Deed.number, Deed.at, Deed.act, Deed.subject_table, Deed.actor_id, Deed.note, func.count().over())
        .join(subjects, and_(subjects.c.table_name == Deed.subject_table, subjects.c.id == Deed.subject_id))
        .where(or_(literal(at.deed is None), Deed.number <= (at.deed or 0)))
        .order_by(Deed.number.desc())
        .limit(limit)
    ).all()
    names = names_of(row[4] for row in rows)
    return History(
        lines=tuple(DeedLine(row[0], row[1], row[2], row[3], names.get(row[4] or 0, ""), row[5]) for row in rows),
        total=rows[0][6] if rows else 0,
    )
