"""What a person decides about an initiative itself: its facts, its plan, its estimates. Pure.

Each decision is a frozen dataclass whose fields are called as the columns are (a :class:`Period` fills a date and its
precision); ``check`` refuses what cannot be, and is told the day.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Protocol

from app.plumbing.periods import Period
from app.plumbing.refusals import N_, Refusal
from app.portfolio.rules import orders
from app.portfolio.rules.codes import check_code
from app.portfolio.rules.words import EstimateBound, Kind


class Decision(Protocol):
    """Anything a form hands over."""

    def check(self, *, on: date) -> None: ...


@dataclass(frozen=True, slots=True)
class InitiativeFacts:
    title: str
    summary: str
    kind: Kind
    second_kind: Kind | None = None
    lead_id: int | None = None
    registered_on: date | None = None
    archive_reference: str = ""
    withheld_ground: str = ""
    withheld_until: date | None = None

    def check(self, *, on: date) -> None:
        if not self.title:
            raise Refusal(N_("Give the initiative a title."), field="title")
        if self.second_kind is self.kind:
            raise Refusal(N_("The second kind is the same as the first; leave it empty."), field="second_kind")
        orders.check_not_future(self.registered_on, on=on, field="registered_on")
        if self.withheld_until and not self.withheld_ground:
            raise Refusal(N_("Name the legal ground for withholding."), field="withheld_ground")


@dataclass(frozen=True, slots=True)
class NewInitiative:
    """``mission_id`` is the first mission it serves; others can be added later."""

    code: str
    mission_id: int
    language: str
    facts: InitiativeFacts

    def check(self, *, on: date) -> None:
        check_code(self.code)
        self.facts.check(on=on)


@dataclass(frozen=True, slots=True)
class Plan:
    """The plan in force, what is now expected, what has happened, and who runs the result. The approved plan is not
    here: it is frozen when BP3 is passed."""

    planned_start: Period | None = None
    planned_finish: Period | None = None
    forecast_start: Period | None = None
    forecast_finish: Period | None = None
    actual_start: Period | None = None
    actual_finish: Period | None = None
    run_by_id: int | None = None
    run_from: Period | None = None
    handed_over_on: date | None = None

    def check(self, *, on: date) -> None:
        orders.check_periods(self.planned_start, self.planned_finish, field="planned_finish")
        orders.check_periods(self.forecast_start, self.forecast_finish, field="forecast_finish")
        orders.check_periods(self.actual_start, self.actual_finish, field="actual_finish")
        for name, period in (("actual_start", self.actual_start), ("actual_finish", self.actual_finish)):
            orders.check_not_future(period.first if period else None, on=on, field=name)
        if self.actual_finish and not self.actual_start:
            raise Refusal(N_("It has finished, so it has also begun: give the start."), field="actual_start")
        orders.check_not_future(self.handed_over_on, on=on, field="handed_over_on")
        if self.handed_over_on and self.run_by_id is None:
            raise Refusal(N_("Say who has taken over running it."), field="run_by_id")


@dataclass(frozen=True, slots=True)
class Estimates:
    """Amounts in øre, durations in months. ``bounds_are`` says what the low and the high values are."""

    build_low_ore: int | None = None
    build_likely_ore: int | None = None
    build_high_ore: int | None = None
    run_low_ore: int | None = None
    run_likely_ore: int | None = None
    run_high_ore: int | None = None
    bounds_are: EstimateBound = EstimateBound.UNSTATED
    price_year: int | None = None
    with_vat: bool | None = None
    duration_low_months: int | None = None
    duration_likely_months: int | None = None
    duration_high_months: int | None = None

    def check(self, *, on: date) -> None:
        for name, unit in (("build", "ore"), ("run", "ore"), ("duration", "months")):
            fields = (f"{name}_low_{unit}", f"{name}_likely_{unit}", f"{name}_high_{unit}")
            low, likely, high = (getattr(self, field) for field in fields)
            orders.check_three(low, likely, high, fields=fields)
            if (low if low is not None else likely) == 0 and name == "duration":
                raise Refusal(N_("A duration is at least one month."), field=fields[1])
        orders.check_year(self.price_year, field="price_year")
        amounts = (self.build_likely_ore, self.run_likely_ore)
        if any(amounts) and self.price_year is None:
            raise Refusal(N_("Say which year's prices the amounts are in."), field="price_year")
        ends = (self.build_low_ore, self.build_high_ore, self.run_low_ore, self.run_high_ore)
        months = (self.duration_low_months, self.duration_high_months)
        if any(end is not None for end in (*ends, *months)) and self.bounds_are is EstimateBound.UNSTATED:
            raise Refusal(N_("Say what the low and the high values are, for example P10 and P90."), field="bounds_are")
