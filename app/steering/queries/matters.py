"""What should be put before the steering group: found in the rows, decided by nobody yet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import and_, func, select
from sqlalchemy.sql.functions import coalesce

from app.people.models import Organisation
from app.plumbing.db import db
from app.plumbing.formats import language
from app.plumbing.periods import Period
from app.plumbing.record import At
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


def matters(mission_id: int, *, on: date, at: At) -> list[Matter]:
    """Commitments with a reservation, and conditions whose next stage is late. Two statements."""
    return [*_reservations(mission_id, at=at), *_late_conditions(mission_id, on=on, at=at)]


def _reservations(mission_id: int, *, at: At) -> list[Matter]:
    part, initiative, serves = at.of(Participation), at.of(Initiative), at.of(InitiativeMission)
    body = at.of(Organisation)
    wanted, own = at.again(InitiativeText), at.again(InitiativeText)
    rows = db.session.execute(
        select(
            initiative.code,
            coalesce(wanted.title, own.title, initiative.code),
            coalesce(wanted.language, initiative.language),
            part.reservation,
            body.name,
        )
        .join(initiative, initiative.id == part.initiative_id)
        .join(serves, and_(serves.initiative_id == initiative.id, serves.mission_id == mission_id))
        .join(body, body.id == part.organisation_id)
        .outerjoin(wanted, and_(wanted.initiative_id == initiative.id, wanted.language == language()))
        .outerjoin(own, and_(own.initiative_id == initiative.id, own.language == initiative.language))
        .where(part.commitment == Commitment.WITH_RESERVATION)
        .order_by(initiative.code_key, body.sort_key)
    )
    return [Matter(Question.RESERVATION, code, title, written, fact, name) for code, title, written, fact, name in rows]


def _late_conditions(mission_id: int, *, on: date, at: At) -> list[Matter]:
    """A stage whose whole period has passed without being reached, with how many initiatives wait for the condition."""
    condition, step, tie = at.of(Condition), at.of(ConditionStep), at.of(InitiativeCondition)
    waiting = (
        select(tie.condition_id, func.count().label("number"))
        .where(tie.tie == ConditionTie.WAITS_FOR)
        .group_by(tie.condition_id)
        .subquery()
    )
    rows = db.session.execute(
        select(
            condition.code, condition.title, condition.owner, step.stage, step.planned, step.planned_precision,
            coalesce(waiting.c.number, 0),
        )
        .join(step, step.condition_id == condition.id)
        .outerjoin(waiting, waiting.c.condition_id == condition.id)
        .where(
            condition.mission_id == mission_id,
            step.reached_on.is_(None),
            step.planned.is_not(None),
            step.planned < on,
        )
        .order_by(condition.code, step.position)
    )  # fmt: skip
    return [
        Matter(Question.LATE_CONDITION, code, title, "nb", fact=owner, stage=stage, due=due, waiting=int(number))
        for code, title, owner, stage, planned, precision, number in rows
        if planned and precision and (due := Period(planned, precision)).last < on
    ]
