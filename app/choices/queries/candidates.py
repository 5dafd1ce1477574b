"""What there is to choose from: initiatives with what they need, whom they occupy and what they wait for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from sqlalchemy import Select, select

from app.missions.models import Area, AreaText
from app.missions.queries import wordings
from app.missions.rules import Strength
from app.plumbing.periods import Period, Precision
from app.plumbing.provenance import Source
from app.plumbing.questions import Question, given
from app.plumbing.record import At
from app.portfolio.models import (
    Contribution,
    Dependency,
    FundingLine,
    Initiative,
    InitiativeMission,
    InitiativeText,
    Need,
    Participation,
)
from app.portfolio.rules.life import State
from app.portfolio.rules.words import Commitment, DependencyKind, LineState, Phase, Use

FINISHED = frozenset({State.DELIVERED, State.IN_REALISATION})
GONE = frozenset({State.STOPPED, State.REFUSED})
# Past BP3 the plan is approved and somebody is carrying it out.
CARRIED_OUT = frozenset({Phase.EXECUTION, Phase.CLOSING, Phase.REALISATION})
WAITING = frozenset(DependencyKind) - {DependencyKind.SHARED_SOLUTION}
HUNDREDTHS = 100
STRENGTHS = {strength: place for place, strength in enumerate((Strength.WEAK, Strength.MEDIUM, Strength.STRONG))}


@dataclass(frozen=True, slots=True)
class Candidate:
    """An initiative as a choice sees it; amounts are øre, efforts person-weeks by body id, areas by id.

    ``needs`` are by year and use, less what is granted; ``weeks`` are of the whole plan, from ``start`` to ``finish``.
    """

    id: int
    code: str
    title: str
    words_language: str
    state: State
    phase: Phase | None
    lead_id: int | None
    build_ore: int | None
    run_ore: int | None
    start: date | None
    finish: date | None
    source: Source
    needs: Mapping[tuple[int, Use], int]
    weeks: Mapping[int, Decimal]
    waits_for: frozenset[int]
    areas: Mapping[int, Strength]

    @property
    def finished(self) -> bool:
        return self.state in FINISHED

    @property
    def gone(self) -> bool:
        return self.state in GONE

    @property
    def carried_out(self) -> bool:
        """It has begun to be carried out, and goes on unless somebody decides otherwise."""
        return self.state is State.ONGOING and (self.phase is None or self.phase in CARRIED_OUT)

    def weeks_within(self, body: int, years: range) -> int:
        """Hundredths of person-weeks that the body puts in during the years; all of them where there is no plan."""
        weeks = Fraction(self.weeks.get(body, Decimal(0))) * HUNDREDTHS
        if self.start is None or self.finish is None or self.finish < self.start:
            return int(weeks)
        first, last = _month(self.start), _month(self.finish)
        inside = min(last, years[-1] * 12 + 11) - max(first, years[0] * 12) + 1
        return int(weeks * max(0, inside) / (last - first + 1))

    def needs_within(self, years: range, uses: frozenset[Use] = frozenset(Use)) -> dict[tuple[int, str], int]:
        """Øre that it needs for these uses during the years, as the slots of a problem: by year and word of the use."""
        return {(year, use.value): ore for (year, use), ore in self.needs.items() if year in years and use in uses}


def _month(day: date) -> int:
    return day.year * 12 + day.month - 1


@Question
def _lines(at: At) -> Select[*tuple[Any, ...]]:
    x, serves = at.rows(Initiative), at.rows(InitiativeMission)
    return (
        select(
            x.c.id, x.c.code, x.c.language, x.c.state, x.c.phase, x.c.lead_id, x.c.build_likely_ore,
            x.c.run_likely_ore, x.c.actual_start, x.c.forecast_start, x.c.planned_start,
            x.c.forecast_finish, x.c.forecast_finish_precision, x.c.planned_finish, x.c.planned_finish_precision,
            x.c.source,
        )
        .select_from(x.join(serves, serves.c.initiative_id == x.c.id))
        .where(serves.c.mission_id == given("mission"))
        .order_by(x.c.code_key, x.c.id)
    )  # fmt: skip


@Question
def _needs(at: At) -> Select[*tuple[Any, ...]]:
    x, serves = at.rows(Need), at.rows(InitiativeMission)
    return (
        select(x.c.initiative_id, x.c.year, x.c.use, x.c.amount_ore)
        .select_from(x.join(serves, serves.c.initiative_id == x.c.initiative_id))
        .where(serves.c.mission_id == given("mission"))
    )


@Question
def _granted(at: At) -> Select[*tuple[Any, ...]]:
    x, serves = at.rows(FundingLine), at.rows(InitiativeMission)
    return (
        select(x.c.initiative_id, x.c.year, x.c.use, x.c.amount_ore)
        .select_from(x.join(serves, serves.c.initiative_id == x.c.initiative_id))
        .where(serves.c.mission_id == given("mission"), x.c.state == LineState.GRANTED)
    )


@Question
def _weeks(at: At) -> Select[*tuple[Any, ...]]:
    x, serves = at.rows(Participation), at.rows(InitiativeMission)
    return (
        select(x.c.initiative_id, x.c.organisation_id, x.c.person_weeks)
        .select_from(x.join(serves, serves.c.initiative_id == x.c.initiative_id))
        .where(
            serves.c.mission_id == given("mission"),
            x.c.commitment != Commitment.DECLINED,
            x.c.person_weeks.is_not(None),
        )
    )


@Question
def _waits(at: At) -> Select[*tuple[Any, ...]]:
    x = at.rows(Dependency)
    return select(x.c.initiative_id, x.c.needs_id, x.c.kind).where(
        x.c.mission_id == given("mission"), x.c.needs_id.is_not(None)
    )


@Question
def _acts_on(at: At) -> Select[*tuple[Any, ...]]:
    x = at.rows(Contribution)
    return select(x.c.initiative_id, x.c.area_id, x.c.strength).where(x.c.mission_id == given("mission"))


def candidates(mission_id: int, *, at: At) -> list[Candidate]:
    """Every initiative of the mission in natural order of codes. Seven statements."""
    lines = _lines(mission=mission_id, at=at).all()
    words = wordings(InitiativeText, InitiativeText.initiative_id, {row.id: row.language for row in lines}, at=at)
    needs: defaultdict[int, dict[tuple[int, Use], int]] = defaultdict(dict)
    for row in _needs(mission=mission_id, at=at):
        needs[row.initiative_id][row.year, row.use] = row.amount_ore
    for row in sorted(_granted(mission=mission_id, at=at), key=lambda row: row.year is None):
        _less(needs[row.initiative_id], row.year, row.use, row.amount_ore)
    weeks: defaultdict[int, defaultdict[int, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    for row in _weeks(mission=mission_id, at=at):
        weeks[row.initiative_id][row.organisation_id] += row.person_weeks
    waits: defaultdict[int, set[int]] = defaultdict(set)
    for row in _waits(mission=mission_id, at=at):
        if row.kind in WAITING:
            waits[row.initiative_id].add(row.needs_id)
    areas: defaultdict[int, dict[int, Strength]] = defaultdict(dict)
    for row in _acts_on(mission=mission_id, at=at):
        areas[row.initiative_id][row.area_id] = row.strength
    return [
        Candidate(
            id=row.id,
            code=row.code,
            title=words[row.id].title if row.id in words else row.code,
            words_language=words[row.id].language if row.id in words else row.language,
            state=row.state,
            phase=row.phase,
            lead_id=row.lead_id,
            build_ore=row.build_likely_ore,
            run_ore=row.run_likely_ore,
            start=row.actual_start or row.forecast_start or row.planned_start,
            finish=_last(row.forecast_finish, row.forecast_finish_precision)
            or _last(row.planned_finish, row.planned_finish_precision),
            source=row.source,
            needs={slot: amount for slot, amount in sorted(needs[row.id].items()) if amount},
            weeks=dict(sorted(weeks[row.id].items())),
            waits_for=frozenset(waits[row.id]),
            areas=areas[row.id],
        )
        for row in lines
    ]


def _last(first: date | None, precision: Precision | None) -> date | None:
    """The last day of an inexact date: what is finished in 2028 goes on until its end."""
    return None if first is None or precision is None else Period(first, precision).last


def _less(needs: dict[tuple[int, Use], int], year: int | None, use: Use, granted_ore: int) -> None:
    """Take what is granted off the need of its year; a grant without years off the earliest years first."""
    for slot in sorted(needs):
        if slot[1] is use and year in (None, slot[0]):
            paid = min(granted_ore, needs[slot])
            needs[slot] -= paid
            granted_ore -= paid


@dataclass(frozen=True, slots=True)
class AreaRow:
    id: int
    code: str
    title: str
    words_language: str


@Question
def _areas(at: At) -> Select[*tuple[Any, ...]]:
    x = at.rows(Area)
    return (
        select(x.c.id, x.c.code, x.c.language).where(x.c.mission_id == given("mission")).order_by(x.c.position, x.c.id)
    )


def areas(mission_id: int, *, at: At) -> list[AreaRow]:
    """The mission's challenge areas in their own order. Two statements."""

    rows = _areas(mission=mission_id, at=at).all()
    words = wordings(AreaText, AreaText.area_id, {row.id: row.language for row in rows}, at=at)
    return [
        AreaRow(
            row.id,
            row.code,
            words[row.id].title if row.id in words else row.code,
            words[row.id].language if row.id in words else row.language,
        )
        for row in rows
    ]
