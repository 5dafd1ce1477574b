"""One initiative's own facts: what it is, when, what it is thought to cost, and who answers for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.sql.functions import coalesce

from app.missions.models import Assignment, Mission, StrategicGoal
from app.people.models import Identity, Organisation, Person
from app.plumbing.formats import language
from app.plumbing.periods import Period
from app.plumbing.provenance import Source
from app.plumbing.questions import Question, given, given_any
from app.plumbing.record import At
from app.portfolio.models import (
    Initiative,
    InitiativeAssignment,
    InitiativeGoal,
    InitiativeMission,
    InitiativePerson,
    InitiativeText,
)
from app.portfolio.queries.shapes import fields, period
from app.portfolio.rules.life import State
from app.portfolio.rules.words import EstimateBound, Kind, Moscow, PersonPart, Phase, Segment


@dataclass(frozen=True, slots=True)
class Estimate:
    """Low, likely and high in one unit (øre or months), as far as each is known."""

    low: int | None
    likely: int | None
    high: int | None

    @property
    def known(self) -> bool:
        return self.likely is not None or self.low is not None or self.high is not None

    @property
    def whole(self) -> bool:
        return None not in (self.low, self.likely, self.high)


@dataclass(frozen=True, slots=True)
class Span:
    """The start and the finish of one of the plans."""

    start: Period | None
    finish: Period | None

    @property
    def known(self) -> bool:
        return self.start is not None or self.finish is not None


@dataclass(frozen=True, slots=True)
class Facts:
    """The initiative's own row, with its words in ``words_language``. Amounts are øre in prices of ``price_year``."""

    id: int
    code: str
    version: int
    source: Source
    title: str
    summary: str
    words_language: str
    kind: Kind
    second_kind: Kind | None
    state: State
    phase: Phase | None
    lead: str
    lead_code: str
    # The last day of the body that leads, where it has been taken over or has ended.
    lead_until: date | None
    registered_on: date | None
    original: Span
    planned: Span
    forecast: Span
    actual: Span
    build: Estimate
    run: Estimate
    months: Estimate
    bounds_are: EstimateBound
    price_year: int | None
    with_vat: bool | None
    run_by: str
    run_from: Period | None
    handed_over_on: date | None
    archive_reference: str
    withheld_ground: str
    withheld_until: date | None


@dataclass(frozen=True, slots=True)
class Service:
    """The initiative in one of the missions it serves; ``id`` is of the tie."""

    id: int
    mission_id: int
    slug: str
    currency: str
    target_date: date
    segment: Segment | None
    moscow: Moscow | None
    wave: int | None


@dataclass(frozen=True, slots=True)
class GoalRow:
    id: int
    code: str
    title: str
    main: bool


@dataclass(frozen=True, slots=True)
class PersonRow:
    """Somebody with a part in the initiative; the name is the present one and empty for the erased."""

    id: int
    source: Source
    part: PersonPart
    person_id: int
    name: str
    function: str
    organisation: str
    from_date: date | None
    to_date: date | None

    def holds(self, *, on: date) -> bool:
        return (self.from_date is None or self.from_date <= on) and (self.to_date is None or on <= self.to_date)

    def begins_after(self, day: date) -> bool:
        return self.from_date is not None and self.from_date > day

    def ended_before(self, day: date) -> bool:
        return self.to_date is not None and self.to_date < day


@dataclass(frozen=True, slots=True)
class AssignmentRow:
    """An assignment (oppdrag) the initiative answers."""

    id: int
    assignment_id: int
    source: Source
    code: str
    letter: str
    number: str
    title: str
    giver: str
    receiver: str
    given_on: date
    due_on: date | None
    answered_on: date | None
    joint: bool


@Question
def _facts(at: At) -> Select[*tuple[Any, ...]]:
    x, lead, runner = at.of(Initiative), at.again(Organisation), at.again(Organisation)
    wanted, own = at.again(InitiativeText), at.again(InitiativeText)
    return (
        select(
            *(getattr(x, column.key) for column in Initiative.__table__.columns),
            lead.name.label("lead"),
            lead.code.label("lead_code"),
            lead.valid_to.label("lead_until"),
            runner.name.label("run_by"),
            coalesce(wanted.title, own.title, x.code).label("title"),
            coalesce(wanted.summary, own.summary, "").label("summary"),
            coalesce(wanted.language, x.language).label("words_language"),
        )
        .outerjoin(lead, lead.id == x.lead_id)
        .outerjoin(runner, runner.id == x.run_by_id)
        .outerjoin(wanted, (wanted.initiative_id == x.id) & (wanted.language == given("language")))
        .outerjoin(own, (own.initiative_id == x.id) & (own.language == x.language))
        .where(x.id == given("initiative"))
    )


def facts(initiative_id: int, *, at: At) -> Facts | None:
    """The initiative as it was; None on a day it was not registered yet. One statement."""
    row = _facts(initiative=initiative_id, language=language(), at=at).first()
    if row is None:
        return None
    said = row._mapping

    def span(which: str) -> Span:
        return Span(*(period(said[f"{which}_{end}"], said[f"{which}_{end}_precision"]) for end in ("start", "finish")))

    def estimate(name: str, unit: str) -> Estimate:
        return Estimate(*(said[f"{name}_{bound}_{unit}"] for bound in ("low", "likely", "high")))

    return Facts(
        id=row.id,
        code=row.code,
        version=row.version,
        source=row.source,
        title=row.title,
        summary=row.summary,
        words_language=row.words_language,
        kind=row.kind,
        second_kind=row.second_kind,
        state=row.state,
        phase=row.phase,
        lead=row.lead or "",
        lead_code=row.lead_code or "",
        lead_until=row.lead_until,
        registered_on=row.registered_on,
        original=span("original"),
        planned=span("planned"),
        forecast=span("forecast"),
        actual=span("actual"),
        build=estimate("build", "ore"),
        run=estimate("run", "ore"),
        months=estimate("duration", "months"),
        bounds_are=row.bounds_are,
        price_year=row.price_year,
        with_vat=row.with_vat,
        run_by=row.run_by or "",
        run_from=period(row.run_from, row.run_from_precision),
        handed_over_on=row.handed_over_on,
        archive_reference=row.archive_reference,
        withheld_ground=row.withheld_ground,
        withheld_until=row.withheld_until,
    )


@Question
def _services(at: At) -> Select[*tuple[Any, ...]]:
    tie, mission = at.of(InitiativeMission), at.of(Mission)
    return (
        select(
            tie.id, mission.id, mission.slug, mission.currency, mission.target_date, tie.segment, tie.moscow, tie.wave
        )
        .join(mission, mission.id == tie.mission_id)
        .where(tie.initiative_id == given("initiative"))
        .order_by(mission.id)
    )


def services(initiative_id: int, *, at: At) -> list[Service]:
    """The missions it serves, oldest first. One statement."""
    rows = _services(initiative=initiative_id, at=at)
    return [Service(*row) for row in rows]


@Question
def _goals(at: At) -> Select[*tuple[Any, ...]]:
    tie, goal = at.of(InitiativeGoal), at.of(StrategicGoal)
    return (
        select(tie.id, goal.code, goal.title, tie.main)
        .join(goal, goal.id == tie.goal_id)
        .where(tie.initiative_id == given("initiative"), tie.mission_id == given("mission"))
        .order_by(tie.main.desc(), goal.position, goal.id)
    )


def goals(initiative_id: int, mission_id: int, *, at: At) -> list[GoalRow]:
    """The strategic goals it supports, the main one first. One statement."""
    rows = _goals(initiative=initiative_id, mission=mission_id, at=at)
    return [GoalRow(*row) for row in rows]


@Question
def _persons(at: At) -> Select[*tuple[Any, ...]]:
    tie, body = at.of(InitiativePerson), at.of(Organisation)
    person = at.of(Person)
    return (
        select(
            tie.id, tie.source, tie.part, tie.person_id, coalesce(Identity.name, ""), coalesce(Identity.function, ""),
            coalesce(body.name, ""), tie.from_date, tie.to_date,
        )
        .outerjoin(Identity, Identity.person_id == tie.person_id)
        .outerjoin(person, person.id == tie.person_id)
        .outerjoin(body, body.id == person.organisation_id)
        .where(tie.initiative_id == given("initiative"))
        .order_by(tie.from_date.desc().nulls_last(), tie.id)
    )  # fmt: skip


def persons(initiative_id: int, *, at: At) -> list[PersonRow]:
    """Owner, deputy and contacts, past ones too, the latest first in each part. One statement."""
    rows = _persons(initiative=initiative_id, at=at).all()
    places = list(PersonPart)
    return sorted((PersonRow(*row) for row in rows), key=lambda row: places.index(row.part))


@Question
def _assignments(at: At) -> Select[*tuple[Any, ...]]:
    tie, order = at.of(InitiativeAssignment), at.of(Assignment)
    giver, receiver = at.again(Organisation), at.again(Organisation)
    return (
        select(
            tie.id, order.id.label("assignment_id"), order.source, order.code, order.letter, order.number, order.title,
            giver.name.label("giver"), receiver.name.label("receiver"), order.given_on,
            order.due_on, order.answered_on, order.joint,
        )
        .join(order, order.id == tie.assignment_id)
        .join(giver, giver.id == order.giver_id)
        .join(receiver, receiver.id == order.receiver_id)
        .where(tie.initiative_id == given("initiative"), order.mission_id.in_(given_any("missions")))
        .order_by(order.given_on.desc(), order.sort_key, order.id)
    )  # fmt: skip


def assignments(initiative_id: int, missions: frozenset[int], *, at: At) -> list[AssignmentRow]:
    """The assignments it answers in these missions, newest first. One statement."""
    rows = _assignments(initiative=initiative_id, missions=list(missions), at=at)
    return [AssignmentRow(**fields(row)) for row in rows]
