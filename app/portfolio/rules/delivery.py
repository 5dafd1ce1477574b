"""What a person decides about deliverables, risks, gates and the appraisal. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.plumbing.periods import Period
from app.plumbing.refusals import N_, Refusal
from app.portfolio.rules import orders
from app.portfolio.rules.words import (
    AppraisalLevel,
    GateOutcome,
    GatePoint,
    Handling,
    RiskDimension,
    RiskNature,
    Trend,
)


@dataclass(frozen=True, slots=True)
class DeliverableFacts:
    code: str
    title: str
    planned: Period | None = None
    forecast: Period | None = None
    delivered_on: date | None = None

    def check(self, *, on: date) -> None:
        orders.check_not_future(self.delivered_on, on=on, field="delivered_on")


@dataclass(frozen=True, slots=True)
class RiskFacts:
    code: str
    nature: RiskNature
    dimension: RiskDimension
    cause: str
    event: str
    effect: str
    likelihood: int
    consequence: int
    handling: Handling
    measure: str = ""
    residual_likelihood: int | None = None
    residual_consequence: int | None = None
    trend: Trend = Trend.STEADY
    owner_id: int | None = None
    closed_on: date | None = None

    def check(self, *, on: date) -> None:
        if (self.residual_likelihood is None) != (self.residual_consequence is None):
            missing = "residual_likelihood" if self.residual_likelihood is None else "residual_consequence"
            raise Refusal(N_("Give both likelihood and consequence of what remains, or neither."), field=missing)
        if self.handling is not Handling.ACCEPT and not self.measure:
            raise Refusal(N_("Say what is done about it, or choose to accept it."), field="measure")
        orders.check_not_future(self.closed_on, on=on, field="closed_on")


@dataclass(frozen=True, slots=True)
class GateDecision:
    point: GatePoint
    decided_on: date
    outcome: GateOutcome
    decided_by_id: int | None
    documents: str = ""
    reason: str = ""

    def check(self, *, on: date) -> None:
        orders.check_not_future(self.decided_on, on=on, field="decided_on")
        if self.outcome is not GateOutcome.ONWARDS and not self.reason:
            raise Refusal(N_("Say why: who worked on it will want to know."), field="reason")


@dataclass(frozen=True, slots=True)
class GateCorrection:
    """What may be put right in a gate that has been decided. Its outcome had effects and stands."""

    decided_on: date
    decided_by_id: int | None
    documents: str = ""
    reason: str = ""

    def check(self, *, on: date) -> None:
        orders.check_not_future(self.decided_on, on=on, field="decided_on")


@dataclass(frozen=True, slots=True)
class AppraisalFacts:
    level: AppraisalLevel
    problem: str
    alternatives: str = ""
    principles: str = ""
    effects: str = ""
    recommendation: str = ""
    conditions: str = ""
    net_present_value_ore: int | None = None
    not_priced: str = ""
    finished_on: date | None = None

    def check(self, *, on: date) -> None:
        orders.check_not_future(self.finished_on, on=on, field="finished_on")
        if self.finished_on and not self.recommendation:
            raise Refusal(N_("A finished appraisal ends in a recommendation."), field="recommendation")
