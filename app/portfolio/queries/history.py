"""What was done to one initiative: the latest lines of the record that changed it or its parts.

What a shared initiative does in a mission is told to those who may see that mission, and to nobody else: not what was
done there, not by whom, not that it was.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, and_, bindparam, literal, or_, select, union_all
from sqlalchemy.sql.functions import coalesce

from app.missions.models import Assignment
from app.people.models import Identity
from app.plumbing.columns import BIG
from app.plumbing.db import Historied
from app.plumbing.questions import Question, Shapes, given, given_any
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
    """``seen`` are the missions the reader may see (None: all). Two statements."""
    tables: dict[int, list[str]] = {}
    for number, table in _touched(seen is not None)(initiative=initiative_id, seen=list(seen or ()), at=at):
        tables.setdefault(number, []).append(table)
    rows = _deeds(numbers=list(tables)[:limit])
    return History(
        lines=tuple(DeedLine(row.number, row.at, row.act, tuple(tables[row.number]), row.by, row.note) for row in rows),
        total=len(tables),
    )


@Question
def _deeds(at: At) -> Select[*tuple[Any, ...]]:
    return (
        select(Deed.number, Deed.at, Deed.act, coalesce(Identity.name, "").label("by"), Deed.note)
        .outerjoin(Identity, Identity.person_id == Deed.actor_id)
        .where(Deed.number.in_(given_any("numbers")))
        .order_by(Deed.number.desc())
    )


@Shapes
def _touched(at: At, only_seen: bool) -> Select[*tuple[Any, ...]]:
    """Which deeds changed which tables of the initiative, newest first; ``only_seen``: where the reader may see it."""
    own = literal(Initiative.__tablename__)
    rows = union_all(
        select(own.label("table_name"), bindparam("initiative", type_=BIG).label("id")),
        *(_rows_of(part, only_seen) for part in PARTS),
    ).subquery()
    # Whoever edits a part counts the initiative's version up, which is no change of the initiative.
    only_counted = DeedChange.fields.startswith('{"version":[') & ~DeedChange.fields.contains('],"')
    query = (
        select(DeedChange.deed, DeedChange.table_name)
        .join(rows, and_(rows.c.table_name == DeedChange.table_name, rows.c.id == DeedChange.row_id))
        .where(or_(DeedChange.table_name != Initiative.__tablename__, ~only_counted))
        .distinct()
        .order_by(DeedChange.deed.desc(), DeedChange.table_name)
    )
    return query if at.deed is None else query.where(DeedChange.deed <= at.deed)


def _rows_of(part: type[Any], only_seen: bool) -> Select[str, int]:
    """The rows there are, or were, of one kind of part; those of a mission only where it is seen."""
    x = part.history.c
    query = select(literal(part.__tablename__), x.id).where(x.initiative_id == given("initiative")).distinct()
    if not only_seen:
        return query
    if part is InitiativeAssignment:
        return query.join(Assignment, Assignment.id == x.assignment_id).where(
            Assignment.mission_id.in_(given_any("seen"))
        )
    return query.where(x.mission_id.in_(given_any("seen"))) if "mission_id" in x else query
