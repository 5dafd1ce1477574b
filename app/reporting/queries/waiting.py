"""What waits for a person: reports they owe, rounds they run. Always of today."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, and_, case, func, or_, select
from sqlalchemy.sql.functions import coalesce

from app.missions.models import Mission
from app.plumbing.formats import language
from app.plumbing.questions import Question, Shapes, given, given_any
from app.plumbing.record import At
from app.portfolio.models import Initiative, InitiativeMission, InitiativePerson, InitiativeText
from app.portfolio.queries.subjects import ENTRUSTED, holds_on
from app.portfolio.rules.life import REPORTING
from app.reporting.models import ReportingRound, StatusReport
from app.reporting.rules import GIVEN, ReportState, RoundState


@dataclass(frozen=True, slots=True)
class Owed:
    """A report somebody owes: not begun (``state`` None), a draft, or returned with a reason."""

    mission: str
    round_code: str
    round_title: str
    due_on: date
    code: str
    title: str
    title_language: str
    state: ReportState | None
    returned_because: str


def reports_owed(person_id: int, *, on: date) -> list[Owed]:
    """The reports the person owes as owner or deputy, returned ones first, then by deadline.

    Always of the present. One statement.
    """
    return [Owed(**row) for row in _owed(person=person_id, day=on, language=language()).mappings()]


@Question
def _owed(at: At) -> Select[*tuple[Any, ...]]:
    wanted, own = InitiativeText.__table__.alias(), InitiativeText.__table__.alias()
    return (
        select(
            Mission.slug.label("mission"),
            ReportingRound.code.label("round_code"),
            ReportingRound.title.label("round_title"),
            ReportingRound.due_on,
            Initiative.code,
            coalesce(wanted.c.title, own.c.title, Initiative.code).label("title"),
            coalesce(wanted.c.language, Initiative.language).label("title_language"),
            StatusReport.state,
            coalesce(StatusReport.returned_because, "").label("returned_because"),
        )
        .join(Mission, Mission.id == ReportingRound.mission_id)
        .join(InitiativeMission, InitiativeMission.mission_id == ReportingRound.mission_id)
        .join(Initiative, Initiative.id == InitiativeMission.initiative_id)
        .outerjoin(
            StatusReport,
            and_(StatusReport.round_id == ReportingRound.id, StatusReport.initiative_id == Initiative.id),
        )
        .outerjoin(wanted, and_(wanted.c.initiative_id == Initiative.id, wanted.c.language == given("language")))
        .outerjoin(own, and_(own.c.initiative_id == Initiative.id, own.c.language == Initiative.language))
        .where(
            ReportingRound.state == RoundState.OPEN,
            Initiative.state.in_(REPORTING),
            or_(StatusReport.id.is_(None), StatusReport.state.not_in(GIVEN)),
            Initiative.id.in_(
                select(InitiativePerson.initiative_id).where(
                    InitiativePerson.person_id == given("person"),
                    InitiativePerson.part.in_(ENTRUSTED),
                    holds_on(given("day")),
                )
            ),
        )
        .order_by(
            case((StatusReport.state == ReportState.RETURNED, 0), else_=1), ReportingRound.due_on, Initiative.code_key
        )
    )


@dataclass(frozen=True, slots=True)
class RoundToRun:
    """A round the office must see to: an open one, or a planned one whose day has come."""

    mission: str
    code: str
    title: str
    state: RoundState
    due_on: date
    given: int
    to_accept: int


def rounds_to_run(missions: Collection[int] | None, *, on: date) -> list[RoundToRun]:
    """Open rounds and planned ones that should be open, in these missions (None: all), by deadline.

    Always of the present. One statement.
    """
    of_some: dict[str, Any] = {} if missions is None else {"missions": sorted(missions)}
    return [RoundToRun(**row) for row in _to_run(missions is not None)(day=on, **of_some).mappings()]


@Shapes
def _to_run(at: At, of_some: bool) -> Select[*tuple[Any, ...]]:
    query = (
        select(
            Mission.slug.label("mission"),
            ReportingRound.code,
            ReportingRound.title,
            ReportingRound.state,
            ReportingRound.due_on,
            func.count(case((StatusReport.state.in_(GIVEN), 1))).label("given"),
            func.count(case((StatusReport.state == ReportState.SUBMITTED, 1))).label("to_accept"),
        )
        .join(Mission, Mission.id == ReportingRound.mission_id)
        .outerjoin(StatusReport, StatusReport.round_id == ReportingRound.id)
        .where(
            or_(
                ReportingRound.state == RoundState.OPEN,
                and_(ReportingRound.state == RoundState.PLANNED, ReportingRound.opens_on <= given("day")),
            )
        )
        .group_by(
            Mission.slug, ReportingRound.code, ReportingRound.title, ReportingRound.state, ReportingRound.due_on,
            ReportingRound.id,
        )
        .order_by(ReportingRound.due_on, ReportingRound.id)
    )  # fmt: skip
    return query.where(ReportingRound.mission_id.in_(given_any("missions"))) if of_some else query
