"""Words and rules of missions. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


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
    AREA_ADD = "mission:area:add"
    AREA_EDIT = "mission:area:edit"
    INFLUENCE_PUT = "mission:influence:put"
    INDICATOR_ADD = "mission:indicator:add"
    INDICATOR_EDIT = "mission:indicator:edit"
    MEASUREMENT_ADD = "mission:measurement:add"
