"""What became of what the steering group adopted: how many initiatives, and how many of them go nowhere."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Select, case, func, select

from app.plumbing.questions import Question, given
from app.plumbing.record import At
from app.plumbing.totals import Among, grouped, totals
from app.portfolio.models import Initiative, InitiativeMission
from app.portfolio.queries import lacks
from app.portfolio.rules.words import Lack
from app.steering.rules import Adopted, Followed


def adopted(mission_id: int, *, at: At) -> Adopted:
    """By what they were adopted as. Two statements."""
    rows = {word: Followed(*figures) for (word,), figures in _adopted(at=at, mission_id=mission_id).sums.items()}
    every = int(_serving(at=at, mission_id=mission_id).scalar() or 0)
    return Adopted(rows, every - sum(row.number for row in rows.values()))


@Question
def _serving(at: At) -> Select[*tuple[Any, ...]]:
    serves = at.rows(InitiativeMission)
    return select(func.count()).select_from(serves).where(serves.c.mission_id == given("mission_id"))


@totals(grouped(keys=1))
def _adopted(at: At, among: Among) -> Select[*tuple[Any, ...]]:
    serves, tie, x = at.rows(InitiativeMission), at.rows(InitiativeMission), at.rows(Initiative)
    few = select(tie.c.initiative_id).where(
        tie.c.mission_id == given("mission_id"), tie.c.adoption.is_not(None), among(tie.c.initiative_id)
    )
    return (
        select(
            serves.c.adoption,
            func.count(),
            _count(lacks(Lack.PROGRESS, x, at=at)),
            _count(lacks(Lack.MONEY, x, at=at, among=few)),
        )
        .select_from(serves.join(x, x.c.id == serves.c.initiative_id))
        .where(
            serves.c.mission_id == given("mission_id"), serves.c.adoption.is_not(None), among(serves.c.initiative_id)
        )
        .group_by(serves.c.adoption)
    )


def _count(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.sum(case((condition, 1), else_=0))
