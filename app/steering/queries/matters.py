"""What should be put before the steering group: found in the rows, decided by nobody yet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, and_, func, select
from sqlalchemy.sql.functions import coalesce

from app.people.models import Organisation
from app.plumbing.formats import language
from app.plumbing.periods import Period
from app.plumbing.questions import Question as Asked
from app.plumbing.questions import given
from app.plumbing.record import At
from app.plumbing.totals import Among, counted, totals
from app.portfolio.models import (
    Condition,
    ConditionStep,
    Initiative,
    InitiativeCondition,
    InitiativeMission,
    InitiativeText,
    Participation,
)
from app.portfolio.rules.words import Commitment, ConditionStage, ConditionTie
from app.steering.rules import Question


@dataclass(frozen=True, slots=True)
class Matter:
    """One question: why it is put, about what, and the fact behind it in the rows' own words."""

    question: Question
    code: str
    title: str
    title_language: str
    fact: str = ""
    body: str = ""
    stage: ConditionStage | None = None
    due: Period | None = None
    waiting: int = 0


@dataclass(frozen=True, slots=True)
class Matters:
    """The first of the questions, and how many there are in all."""

    rows: Sequence[Matter]
    number: int


def matters(mission_id: int, *, on: date, first: int, at: At) -> Matters:
    """Commitments with a reservation, and conditions whose next stage is late. Two statements."""
    reserved = _reservations(at=at, mission_id=mission_id, language=language(), first=first)
    late = _late_conditions(mission_id, on=on, at=at)
    rows = [
        *(
            Matter(Question.RESERVATION, code, title, written, fact, name)
            for _, (code, title, written, fact, name) in reserved.first["rows"]
        ),
        *late,
    ]
    return Matters(rows[:first], reserved.number + len(late))


@totals(counted)
def _reservations(at: At, among: Among) -> Select[*tuple[Any, ...]]:
    """The ``first`` of them, each with how many there are in all."""
    part, initiative, serves = at.rows(Participation), at.rows(Initiative), at.rows(InitiativeMission)
    body = at.rows(Organisation)
    wanted, own = at.rows(InitiativeText), at.rows(InitiativeText)
    found = (
        select(
            func.count().over().label("number"),
            initiative.c.id,
            initiative.c.code,
            initiative.c.code_key,
            initiative.c.language,
            part.c.reservation,
            body.c.name,
            body.c.sort_key,
        )
        .select_from(
            part.join(initiative, initiative.c.id == part.c.initiative_id)
            .join(serves, and_(serves.c.initiative_id == initiative.c.id, serves.c.mission_id == given("mission_id")))
            .join(body, body.c.id == part.c.organisation_id)
        )
        .where(part.c.commitment == Commitment.WITH_RESERVATION, among(part.c.initiative_id))
        .order_by(initiative.c.code_key, body.c.sort_key)
        .limit(given("first"))
        .subquery()
    )
    return (
        select(
            found.c.number,
            found.c.id,
            found.c.code,
            coalesce(wanted.c.title, own.c.title, found.c.code),
            coalesce(wanted.c.language, found.c.language),
            found.c.reservation,
            found.c.name,
        )
        .select_from(
            found.outerjoin(
                wanted, and_(wanted.c.initiative_id == found.c.id, wanted.c.language == given("language"))
            ).outerjoin(own, and_(own.c.initiative_id == found.c.id, own.c.language == found.c.language))
        )
        .order_by(found.c.code_key, found.c.sort_key)
    )


def _late_conditions(mission_id: int, *, on: date, at: At) -> list[Matter]:
    """A stage whose whole period has passed without being reached, with how many initiatives wait for the condition."""
    return [
        Matter(Question.LATE_CONDITION, code, title, "nb", fact=owner, stage=stage, due=due, waiting=int(number))
        for code, title, owner, stage, planned, precision, number in _unreached(at=at, mission_id=mission_id, on=on)
        if planned and precision and (due := Period(planned, precision)).last < on
    ]


@Asked
def _unreached(at: At) -> Select[*tuple[Any, ...]]:
    """Stages planned before ``on`` and not reached, in the mission ``mission_id``."""
    condition, step, tie = at.rows(Condition), at.rows(ConditionStep), at.rows(InitiativeCondition)
    waiting = (
        select(tie.c.condition_id, func.count().label("number"))
        .where(tie.c.tie == ConditionTie.WAITS_FOR)
        .group_by(tie.c.condition_id)
        .subquery()
    )
    return (
        select(
            condition.c.code, condition.c.title, condition.c.owner, step.c.stage, step.c.planned,
            step.c.planned_precision, coalesce(waiting.c.number, 0),
        )
        .select_from(
            condition.join(step, step.c.condition_id == condition.c.id)
            .outerjoin(waiting, waiting.c.condition_id == condition.c.id)
        )
        .where(
            condition.c.mission_id == given("mission_id"),
            step.c.reached_on.is_(None),
            step.c.planned.is_not(None),
            step.c.planned < given("on"),
        )
        .order_by(condition.c.code, step.c.position)
    )  # fmt: skip
