"""What one initiative does for the mission: contributions, who takes part, benefits, rollouts, the appraisal behind."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.sql.functions import coalesce

from app.missions.models import Area, AreaText, Evidence, Indicator, IndicatorText
from app.missions.queries import wordings
from app.missions.rules import EvidenceKind, EvidenceStrength, Strength
from app.people.models import Identity, Organisation
from app.plumbing.periods import Period
from app.plumbing.provenance import Source
from app.plumbing.questions import Question, given, given_any
from app.plumbing.record import At
from app.portfolio.models import Appraisal, Benefit, Contribution, ContributionEvidence, Participation, Rollout
from app.portfolio.queries.facts import Estimate
from app.portfolio.queries.shapes import fields
from app.portfolio.rules.words import (
    AppraisalLevel,
    BenefitClass,
    BenefitKind,
    Commitment,
    ParticipationPart,
    RolloutGroup,
)


@dataclass(frozen=True, slots=True)
class EvidenceMark:
    """Something known that a contribution rests on."""

    id: int
    source: Source
    code: str
    kind: EvidenceKind
    strength: EvidenceStrength
    title: str
    publisher: str
    year: int | None


@dataclass(frozen=True, slots=True)
class ContributionRow:
    """What the initiative does to one area; without evidence it rests on judgement only."""

    id: int
    source: Source
    area_id: int
    area_code: str
    area_title: str
    area_language: str
    colour: int
    strength: Strength
    main: bool
    mechanism: str
    line_change: str
    evidence: tuple[EvidenceMark, ...]


@Question
def _contributions(at: At) -> Select[*tuple[Any, ...]]:
    part, area = at.of(Contribution), at.of(Area)
    return (
        select(
            part.id, part.source, area.id.label("area_id"), area.code, area.language, area.colour, part.strength,
            part.main, part.mechanism, part.line_change,
        )
        .join(area, area.id == part.area_id)
        .where(part.initiative_id == given("initiative"), part.mission_id == given("mission"))
        .order_by(part.main.desc(), area.position, area.id)
    )  # fmt: skip


def contributions(initiative_id: int, mission_id: int, *, at: At) -> list[ContributionRow]:
    """The main one first, then in the areas' order. Three statements."""
    rows = _contributions(initiative=initiative_id, mission=mission_id, at=at).all()
    words = wordings(AreaText, AreaText.area_id, {row.area_id: row.language for row in rows}, at=at)
    evidence = _evidence(initiative_id, mission_id, at=at)
    return [
        ContributionRow(
            id=row.id,
            source=row.source,
            area_id=row.area_id,
            area_code=row.code,
            area_title=words[row.area_id].title if row.area_id in words else "",
            area_language=words[row.area_id].language if row.area_id in words else row.language,
            colour=row.colour,
            strength=row.strength,
            main=row.main,
            mechanism=row.mechanism,
            line_change=row.line_change,
            evidence=evidence.get(row.id, ()),
        )
        for row in rows
    ]


@Question
def _evidence_rows(at: At) -> Select[*tuple[Any, ...]]:
    part, tie, known = at.of(Contribution), at.of(ContributionEvidence), at.of(Evidence)
    return (
        select(
            tie.contribution_id, known.id, known.source, known.code, known.kind, known.strength, known.title,
            known.publisher, known.year,
        )
        .join(part, part.id == tie.contribution_id)
        .join(known, known.id == tie.evidence_id)
        .where(part.initiative_id == given("initiative"), part.mission_id == given("mission"))
        .order_by(tie.contribution_id, known.code, known.id)
    )  # fmt: skip


def _evidence(initiative_id: int, mission_id: int, *, at: At) -> dict[int, tuple[EvidenceMark, ...]]:
    found: defaultdict[int, list[EvidenceMark]] = defaultdict(list)
    rows = _evidence_rows(initiative=initiative_id, mission=mission_id, at=at)
    for row in rows:
        named = fields(row)
        found[named.pop("contribution_id")].append(EvidenceMark(**named))
    return {contribution: tuple(marks) for contribution, marks in found.items()}


@dataclass(frozen=True, slots=True)
class ParticipationRow:
    """A body's part in the initiative and what it has committed itself to."""

    id: int
    source: Source
    organisation: str
    part: ParticipationPart
    commitment: Commitment
    reservation: str
    answered_on: date | None
    person_weeks: Decimal | None


@Question
def _participations(at: At) -> Select[*tuple[Any, ...]]:
    tie, body = at.of(Participation), at.of(Organisation)
    return (
        select(
            tie.id, tie.source, body.name, tie.part, tie.commitment, tie.reservation, tie.answered_on, tie.person_weeks
        )
        .join(body, body.id == tie.organisation_id)
        .where(tie.initiative_id == given("initiative"))
        .order_by(body.sort_key, tie.id)
    )  # fmt: skip


def participations(initiative_id: int, *, at: At) -> list[ParticipationRow]:
    """The lead first, then by part and in Norwegian order of names. One statement."""
    rows = _participations(initiative=initiative_id, at=at)
    places = list(ParticipationPart)
    return sorted((ParticipationRow(*row) for row in rows), key=lambda row: places.index(row.part))


@dataclass(frozen=True, slots=True)
class BenefitRow:
    """``yearly`` is øre a year once it is there; ``responsible`` a leader in the line (gevinstansvarlig)."""

    id: int
    source: Source
    code: str
    title: str
    kind: BenefitKind
    benefit_class: BenefitClass
    responsible: str
    falls_in: str
    indicator_code: str
    indicator_title: str
    yearly: Estimate
    from_year: int | None
    described: str


@Question
def _benefits(at: At) -> Select[*tuple[Any, ...]]:
    part, body, indicator = at.of(Benefit), at.of(Organisation), at.of(Indicator)
    return (
        select(
            part.id, part.source, part.code, part.title, part.kind, part.benefit_class,
            coalesce(Identity.name, "").label("responsible"), coalesce(body.name, "").label("falls_in"),
            indicator.id.label("indicator_id"), coalesce(indicator.code, "").label("indicator_code"),
            indicator.language, part.yearly_low_ore, part.yearly_likely_ore, part.yearly_high_ore, part.from_year,
            part.described,
        )
        .outerjoin(Identity, Identity.person_id == part.responsible_id)
        .outerjoin(body, body.id == part.falls_in_id)
        .outerjoin(indicator, (indicator.id == part.indicator_id) & indicator.mission_id.in_(given_any("missions")))
        .where(part.initiative_id == given("initiative"))
        .order_by(part.code, part.id)
    )  # fmt: skip


def benefits(initiative_id: int, missions: frozenset[int], *, at: At) -> list[BenefitRow]:
    """By code; an indicator of a mission that is not asked about is not named. Two statements."""
    rows = _benefits(initiative=initiative_id, missions=list(missions), at=at).all()
    measured = {row.indicator_id: row.language for row in rows if row.indicator_id is not None}
    words = wordings(IndicatorText, IndicatorText.indicator_id, measured, at=at)
    found = []
    for row in rows:
        named = fields(row)
        indicator_id, _ = named.pop("indicator_id"), named.pop("language")
        yearly = Estimate(*(named.pop(f"yearly_{bound}_ore") for bound in ("low", "likely", "high")))
        title = words[indicator_id].title if indicator_id in words else ""
        found.append(BenefitRow(**named, indicator_title=title, yearly=yearly))
    return found


@dataclass(frozen=True, slots=True)
class RolloutRow:
    """One group of bodies that takes the result into use. ``population_share`` is hundredths of a per cent."""

    id: int
    source: Source
    bodies: RolloutGroup
    planned: Period | None
    planned_count: int
    of_count: int
    actual_count: int | None
    counted_on: date | None
    population_share: int | None
    local_cost_ore: int | None


@Question
def _rollouts(at: At) -> Select[*tuple[Any, ...]]:
    part = at.of(Rollout)
    return (
        select(
            part.id, part.source, part.bodies, part.planned, part.planned_precision, part.planned_count, part.of_count,
            part.actual_count, part.counted_on, part.population_share, part.local_cost_ore,
        )
        .where(part.initiative_id == given("initiative"))
        .order_by(part.planned, part.bodies, part.id)
    )  # fmt: skip


def rollouts(initiative_id: int, *, at: At) -> list[RolloutRow]:
    """In order of plan. One statement."""
    rows = _rollouts(initiative=initiative_id, at=at)
    return [RolloutRow(**fields(row, "planned")) for row in rows]


@dataclass(frozen=True, slots=True)
class AppraisalText:
    """The six answers of utredningsinstruksen; net present value in øre where it was computed."""

    id: int
    source: Source
    level: AppraisalLevel
    problem: str
    alternatives: str
    principles: str
    effects: str
    recommendation: str
    conditions: str
    net_present_value_ore: int | None
    not_priced: str
    finished_on: date | None


@Question
def _appraisal(at: At) -> Select[*tuple[Any, ...]]:
    part = at.of(Appraisal)
    return (
        select(
            part.id, part.source, part.level, part.problem, part.alternatives, part.principles, part.effects,
            part.recommendation, part.conditions, part.net_present_value_ore, part.not_priced, part.finished_on,
        ).where(part.initiative_id == given("initiative"))
    )  # fmt: skip


def appraisal(initiative_id: int, *, at: At) -> AppraisalText | None:
    """One statement."""
    row = _appraisal(initiative=initiative_id, at=at).first()
    return None if row is None else AppraisalText(**fields(row))
