"""Forms for benefits and rollouts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any, ClassVar, cast

from flask_babel import gettext
from flask_babel import lazy_gettext as _

from app.plumbing.forms import (
    AmountField,
    DayField,
    NumberField,
    PeriodField,
    RowField,
    TextField,
    WholeField,
    WordField,
)
from app.plumbing.record import NOW
from app.portfolio.forms.base import InitiativeForm
from app.portfolio.forms.delivery import CODE
from app.portfolio.forms.facts import WHEN
from app.portfolio.queries import editing
from app.portfolio.queries.editing import Opened
from app.portfolio.rules.benefits import BenefitFacts, RolloutFacts
from app.portfolio.rules.words import BenefitClass, BenefitKind, RolloutGroup


class BenefitForm(InitiativeForm):
    decides = BenefitFacts
    sections = (
        (_("The benefit"), ("title", "kind", "benefit_class", "described")),
        (_("Where it falls"), ("falls_in_id", "responsible_id", "indicator_id", "from_year")),
        (_("What it is worth a year"), ("yearly_low_ore", "yearly_likely_ore", "yearly_high_ore")),
        (_("Filed as"), ("code",)),
    )

    title = TextField(
        _("Benefit"), required=True, longest=200, description=_("For example: Families spend less time coordinating.")
    )
    kind = WordField(_("Who has the benefit"), BenefitKind, required=True)
    benefit_class = WordField(_("How it counts"), BenefitClass, required=True)
    described = TextField(_("How it comes about"), lines=3)
    falls_in_id = RowField(_("Where it falls"), lambda: ())
    responsible_id = RowField(
        _("Responsible for the benefit"),
        lambda: (),
        description=_("A leader in the line where it falls, not the project."),
    )
    indicator_id = RowField(_("Shown by the indicator"), lambda: ())
    from_year = WholeField(_("From the year"), description=_("For example 2030."))
    yearly_low_ore = AmountField(_("A year, low"))
    yearly_likely_ore = AmountField(_("A year, likely"))
    yearly_high_ore = AmountField(_("A year, high"))
    code = TextField(_("Code"), required=True, longest=20, description=CODE)

    def offer(self) -> None:
        self.offer_organisations("falls_in_id")
        self.offer_persons("responsible_id")
        offered = editing.indicators(self.about.missions, at=NOW)
        chosen = self.indicator_id.object_data
        if chosen is not None and chosen not in dict(offered):
            # Not the person's to see, and not theirs to take away by saving something else.
            offered.append((chosen, gettext("An indicator of another mission")))
        self.indicator_id.offer(offered)


class RolloutForm(InitiativeForm):
    decides = RolloutFacts
    units: ClassVar[Mapping[str, Any]] = {"population_share": _("per cent")}

    bodies = WordField(_("Who takes it into use"), RolloutGroup, required=True)
    planned = PeriodField(_("Planned by"), required=True, description=WHEN)
    planned_count = WholeField(_("How many by then"), required=True, least=0, most=100000)
    of_count = WholeField(
        _("Of how many"), required=True, least=1, most=100000, description=_("There are 357 municipalities.")
    )
    actual_count = WholeField(_("How many use it now"), least=0, most=100000)
    counted_on = DayField(_("Counted on"), description=_("For example 31.12.2026."))
    population_share = NumberField(_("Share of the population who live there"), least=0, most=100)
    local_cost_ore = AmountField(_("Cost for each body"))

    def __init__(self, about: Opened, values: Mapping[str, Any] | None = None, *, typed: bool = True) -> None:
        known = dict(values or {})
        if known.get("population_share") is not None:
            known["population_share"] = Decimal(known["population_share"]) / 100
        super().__init__(about, known, typed=typed)

    def decision(self) -> RolloutFacts:
        share = self.population_share.data
        decided = cast(RolloutFacts, super().decision())
        return replace(decided, population_share=None if share is None else int(share * 100))
