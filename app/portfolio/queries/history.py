"""What was done to one initiative: the latest lines of the record that changed it or its parts.

What a shared initiative does in a mission is told to those who may see that mission, and to nobody else: not what was
done there, not by whom, not that it was.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, Subquery, and_, func, literal, or_, select, union_all

from app.missions.models import Assignment
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
    """One deed: when it counts for, its name in the record, which tables of the initiative it changed as far as the
    reader may see them, by whom (empty: the program).
    """

    number: int
    at: datetime
    act: str
    tables: tuple[str, ...]
    by: str
    note: str


@dataclass(frozen=True, slots=True)
class History:
    """The latest deeds, newest first, and how many there are in all that the reader may see."""

    lines: tuple[DeedLine, ...]
    total: int


def history(initiative_id: int, *, seen: frozenset[int] | None = None, at: At, limit: int = 8) -> History:
    """``seen`` are the missions the reader may see (None: all). Three statements."""
    touched = _touched(initiative_id, seen, at)
    deeds = select(touched.c.deed).distinct().subquery()
    rows = db.session.execute(
        select(Deed.number, Deed.at, Deed.act, Deed.actor_id, Deed.note, func.count().over())
        .join(deeds, deeds.c.deed == Deed.number)
        .order_by(Deed.number.desc())
        .limit(limit)
    ).all()
    names = names_of(row[3] for row in rows)
    tables: defaultdict[int, list[str]] = defaultdict(list)
    for number, table in db.session.execute(
        select(touched.c.deed, touched.c.table_name)
        .where(touched.c.deed.in_([row[0] for row in rows]))
        .distinct()
        .order_by(touched.c.deed, touched.c.table_name)
    ):
        tables[number].append(table)
    return History(
        lines=tuple(
            DeedLine(row[0], row[1], row[2], tuple(tables[row[0]]), names.get(row[3] or 0, ""), row[4]) for row in rows
        ),
        total=rows[0][5] if rows else 0,
    )


def _touched(initiative_id: int, seen: frozenset[int] | None, at: At) -> Subquery:
    """Which deeds changed which tables of the initiative, where the reader may see it."""
    own = literal(Initiative.__tablename__)
    rows = union_all(
        select(own.label("table_name"), literal(initiative_id).label("id")),
        *(_rows_of(part, initiative_id, seen) for part in PARTS),
    ).subquery()
    # Whoever edits a part counts the initiative's version up, which is no change of the initiative.
    only_counted = DeedChange.fields.startswith('{"version":[') & ~DeedChange.fields.contains('],"')
    return (
        select(DeedChange.deed, DeedChange.table_name)
        .join(rows, and_(rows.c.table_name == DeedChange.table_name, rows.c.id == DeedChange.row_id))
        .where(or_(DeedChange.table_name != Initiative.__tablename__, ~only_counted))
        .where(or_(literal(at.deed is None), DeedChange.deed <= (at.deed or 0)))
        .subquery()
    )


def _rows_of(part: type[Any], initiative_id: int, seen: frozenset[int] | None) -> Select[str, int]:
    """The rows there are, or were, of one kind of part; those of a mission only where it is seen."""
    x = part.history.c
    query = select(literal(part.__tablename__), x.id).where(x.initiative_id == initiative_id).distinct()
    if seen is None:
        return query
    if part is InitiativeAssignment:
        return query.join(Assignment, Assignment.id == x.assignment_id).where(Assignment.mission_id.in_(seen))
    return query.where(x.mission_id.in_(seen)) if "mission_id" in x else query
