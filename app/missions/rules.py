"""Words and rules of missions. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from app.plumbing.periods import Period
from app.plumbing.refusals import N_, Refusal

# Fewer answers than this could point at a family.
SMALLEST_SAMPLE = 5


class Strength(StrEnum):
    """How strongly one thing acts on another."""

    WEAK = "weak"
    MEDIUM = "medium"
    STRONG = "strong"


class GoalLevel(StrEnum):
    """samfunnsmål, effektmål, resultatmål: the first two are reached after the project."""

    SOCIETY = "society"
    EFFECT = "effect"
    RESULT = "result"


class Light(StrEnum):
    """The shape and colour a status word is drawn with; the word itself belongs to a scale."""

    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"
    NONE = "none"
    DONE = "done"
    ON_HOLD = "on_hold"
    STOPPED = "stopped"
    NOT_STARTED = "not_started"


class Direction(StrEnum):
    UP = "up"
    DOWN = "down"


class Coverage(StrEnum):
    """A sample has sampling error; a full count has none."""

    SAMPLE = "sample"
    FULL_COUNT = "full_count"
    ESTIMATE = "estimate"


class EvidenceKind(StrEnum):
    LAW = "law"
    EVALUATION = "evaluation"
    RESEARCH = "research"
    SURVEY = "survey"
    AUDIT = "audit"
    TRIAL = "trial"
    STATISTICS = "statistics"
    USER_INSIGHT = "user_insight"
    PRACTICE = "practice"


class EvidenceStrength(StrEnum):
    WEAK = "weak"
    MODERATE = "moderate"
    STRONG = "strong"


class Verdict(StrEnum):
    """Where an indicator stands against its baseline."""

    BETTER = "better"
    NOT_DISTINGUISHABLE = "not_distinguishable"
    WORSE = "worse"
    CANNOT_TELL = "cannot_tell"


@dataclass(frozen=True, slots=True)
class Measured:
    """A value with its interval (same unit). No interval and not exact means the uncertainty is unknown."""

    value: Decimal
    low: Decimal | None
    high: Decimal | None
    exact: bool
    series: int = 1

    @property
    def bounds(self) -> tuple[Decimal, Decimal] | None:
        if self.low is not None and self.high is not None:
            return self.low, self.high
        return (self.value, self.value) if self.exact else None


class Ground(StrEnum):
    """Why a verdict is what it is."""

    APART = "apart"
    OVERLAP = "overlap"
    NO_BASELINE = "no_baseline"
    NO_LATER_VALUE = "no_later_value"
    METHOD_CHANGED = "method_changed"
    BASELINE_UNCERTAIN = "baseline_uncertain"
    LATEST_UNCERTAIN = "latest_uncertain"


@dataclass(frozen=True, slots=True)
class Judgement:
    verdict: Verdict
    ground: Ground


def judge(baseline: Measured | None, latest: Measured | None, direction: Direction) -> Judgement:
    """Better or worse only where the two intervals do not overlap.

    Disjoint 95 % intervals are a stricter test than a difference test at 5 %, so the verdict errs towards «not
    distinguishable». It cannot be told without a baseline and a later value, when either's uncertainty is unknown, or
    when the method changed between them.
    """
    if baseline is None:
        return Judgement(Verdict.CANNOT_TELL, Ground.NO_BASELINE)
    if latest is None:
        return Judgement(Verdict.CANNOT_TELL, Ground.NO_LATER_VALUE)
    if baseline.series != latest.series:
        return Judgement(Verdict.CANNOT_TELL, Ground.METHOD_CHANGED)
    first, last = baseline.bounds, latest.bounds
    if first is None:
        return Judgement(Verdict.CANNOT_TELL, Ground.BASELINE_UNCERTAIN)
    if last is None:
        return Judgement(Verdict.CANNOT_TELL, Ground.LATEST_UNCERTAIN)
    if last[0] > first[1]:
        rose = True
    elif last[1] < first[0]:
        rose = False
    else:
        return Judgement(Verdict.NOT_DISTINGUISHABLE, Ground.OVERLAP)
    better = rose == (direction is Direction.UP)
    return Judgement(Verdict.BETTER if better else Verdict.WORSE, Ground.APART)


def verdict(baseline: Measured | None, latest: Measured | None, direction: Direction) -> Verdict:
    """What :func:`judge` says, without why."""
    return judge(baseline, latest, direction).verdict


class Act(StrEnum):
    """The names of this chapter's deeds in the record."""

    MISSION_ADD = "mission:facts:add"
    MISSION_EDIT = "mission:facts:edit"
    SCALE_ADD = "scale:words:add"
    SCALE_EDIT = "scale:words:edit"
    GOAL_ADD = "mission:goal:add"
    GOAL_EDIT = "mission:goal:edit"
    EVIDENCE_ADD = "mission:evidence:add"
    EVIDENCE_EDIT = "mission:evidence:edit"
    ASSIGNMENT_ADD = "mission:assignment:add"
    ASSIGNMENT_EDIT = "mission:assignment:edit"
    TRANSLATION_PUT = "translation:words:put"
    AREA_ADD = "mission:area:add"
    AREA_EDIT = "mission:area:edit"
    INFLUENCE_PUT = "mission:influence:put"
    INDICATOR_ADD = "mission:indicator:add"
    INDICATOR_EDIT = "mission:indicator:edit"
    MEASUREMENT_ADD = "mission:measurement:add"


@dataclass(frozen=True, slots=True)
class MissionDecision:
    """The mission's words in one language, and its dates."""

    title: str
    statement: str
    language: str
    start_date: date | None
    target_date: date


@dataclass(frozen=True, slots=True)
class IndicatorDecision:
    """What is measured, how, and how far it is to go; ``area_ids`` empty means all areas."""

    title: str
    summary: str
    language: str
    level: GoalLevel
    direction: Direction
    coverage: Coverage
    unit: str
    method: str
    target_value: Decimal | None
    target_date: date | None
    months_between: int | None
    publication_lag_months: int
    area_ids: frozenset[int]


@dataclass(frozen=True, slots=True)
class MeasurementDecision:
    """One value for one period, in the indicator's unit; ``new_method`` begins a new series."""

    period: Period
    published_on: date | None
    value: Decimal
    low: Decimal | None
    high: Decimal | None
    sample_size: int | None
    note: str
    new_method: bool
    baseline: bool


def check_mission_dates(start: date | None, target: date) -> None:
    if start is not None and start >= target:
        raise Refusal(N_("The target date must come after the start."), field="target_date")


def check_measurement(given: MeasurementDecision, coverage: Coverage, *, on: date) -> None:
    """Refuse a value outside its own interval, half an interval, a small cell, and what has not happened yet."""
    if given.sample_size is not None and given.sample_size < SMALLEST_SAMPLE:
        raise Refusal(
            N_("Fewer than %(least)s answers could point at a family. Such a figure is not stored."),
            field="sample_size",
            least=SMALLEST_SAMPLE,
        )
    if (given.low is None) != (given.high is None):
        raise Refusal(
            N_("An interval has two ends. Give both, or none if the uncertainty is not known."),
            field="low" if given.low is None else "high",
        )
    if given.low is not None and given.low > given.value:
        raise Refusal(N_("The lower end of the interval is above the value."), field="low")
    if given.high is not None and given.high < given.value:
        raise Refusal(N_("The upper end of the interval is below the value."), field="high")
    if coverage is Coverage.FULL_COUNT and given.sample_size is not None:
        raise Refusal(N_("A full count has no sample. Leave the number of answers empty."), field="sample_size")
    if given.period.first > on:
        raise Refusal(N_("The period has not begun yet."), field="period")
