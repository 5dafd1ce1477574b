"""What a person decides about benefits and rollouts. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.plumbing.periods import Period
from app.plumbing.refusals import N_, Refusal
from app.portfolio.rules import orders
from app.portfolio.rules.words import BenefitClass, BenefitKind, RolloutGroup


@dataclass(frozen=True, slots=True)
class BenefitFacts:
    code: str
    title: str
    kind: BenefitKind
    benefit_class: BenefitClass
    responsible_id: int | None = None
    falls_in_id: int | None = None
    indicator_id: int | None = None
    yearly_low_ore: int | None = None
    yearly_likely_ore: int | None = None
    yearly_high_ore: int | None = None
    from_year: int | None = None
    described: str = ""

    def check(self, *, on: date) -> None:
        fields = ("yearly_low_ore", "yearly_likely_ore", "yearly_high_ore")
        orders.check_three(self.yearly_low_ore, self.yearly_likely_ore, self.yearly_high_ore, fields=fields)
        if self.benefit_class is BenefitClass.NOT_PRICED and self.yearly_likely_ore is not None:
            raise Refusal(N_("A benefit that is not priced has no amount."), field="yearly_likely_ore")
        orders.check_year(self.from_year, field="from_year")


@dataclass(frozen=True, slots=True)
class RolloutFacts:
    """``population_share`` is in hundredths of a per cent."""

    bodies: RolloutGroup
    planned: Period
    planned_count: int
    of_count: int
    actual_count: int | None = None
    counted_on: date | None = None
    population_share: int | None = None
    local_cost_ore: int | None = None

    def check(self, *, on: date) -> None:
        if self.planned_count > self.of_count:
            raise Refusal(N_("More are planned than there are."), field="planned_count")
        if self.actual_count is not None and self.actual_count > self.of_count:
            raise Refusal(N_("More use it than there are."), field="actual_count")
        if (self.actual_count is None) != (self.counted_on is None):
            missing = "actual_count" if self.actual_count is None else "counted_on"
            raise Refusal(N_("Give both how many use it and the day they were counted, or neither."), field=missing)
        orders.check_not_future(self.counted_on, on=on, field="counted_on")
