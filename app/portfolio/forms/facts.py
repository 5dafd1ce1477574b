"""Forms about the initiative itself."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from flask import g
from flask_babel import lazy_gettext as _

from app.plumbing.forms import (
    AmountField,
    ChoiceField,
    DayField,
    Form,
    PeriodField,
    RowField,
    TextField,
    WholeField,
    WordField,
)
from app.plumbing.frame import LANGUAGE_NAMES
from app.plumbing.words import word
from app.portfolio.forms.base import InitiativeForm, Sections, yes_no_field
from app.portfolio.queries.editing import Opened
from app.portfolio.rules.facts import Estimates, InitiativeFacts, NewInitiative, Plan
from app.portfolio.rules.life import Move, State, moves_from
from app.portfolio.rules.words import EstimateBound, Kind

WHEN = _("For example 31.12.2026, 09.2026, Q3 2026, autumn 2026 or 2026: as exact as it is known.")


def languages() -> list[tuple[str, str]]:
    return [(code, LANGUAGE_NAMES[code]) for code in g.floke_languages]


class FactsForm(InitiativeForm):
    decides = InitiativeFacts
    sections: ClassVar[Sections] = (
        (_("What it is"), ("title", "summary", "kind", "second_kind", "lead_id")),
        (_("Where it is filed"), ("registered_on", "archive_reference", "withheld_ground", "withheld_until")),
    )

    title = TextField(
        _("Title"), required=True, longest=200, description=_("What it is called in letters and minutes.")
    )
    summary = TextField(_("Summary"), lines=6, description=_("What it is, for whom, and what it leaves behind."))
    kind = WordField(
        _("Kind"), Kind, required=True, description=_("What it chiefly works by; decides which phases and gates apply.")
    )
    second_kind = WordField(
        _("Second kind"), Kind, description=_("If it works by two means, for example digital and law.")
    )
    lead_id = RowField(_("Leading body"), lambda: ())
    registered_on = DayField(_("Registered on"), description=_("For example 31.12.2026."))
    archive_reference = TextField(
        _("Archive reference"),
        longest=80,
        description=_("The case in the leading body's archive, for example 24/01234."),
    )
    withheld_ground = TextField(
        _("Legal ground for withholding"),
        longest=200,
        description=_("Only if it is withheld from the public, for example offl. § 15."),
    )
    withheld_until = DayField(_("Withheld until"))

    def offer(self) -> None:
        self.offer_organisations("lead_id")


class NewInitiativeForm(FactsForm):
    """Adding: the facts, and what is decided once (code, language, first mission)."""

    sections = (
        (_("What it is"), ("title", "summary", "kind", "second_kind", "lead_id")),
        (_("Where it belongs"), ("code", "mission_id", "language")),
    )

    code = TextField(
        _("Code"),
        required=True,
        longest=39,
        description=_("Stands in addresses and never changes. The next free number is proposed."),
    )
    mission_id = RowField(_("Mission"), lambda: (), required=True)
    language = ChoiceField(_("Language it is written in"), languages, required=True)

    def __init__(self, about: Opened, values: Mapping[str, Any], missions: list[tuple[int, str]]) -> None:
        self._missions = missions
        super().__init__(about, values)

    def offer(self) -> None:
        super().offer()
        self.mission_id.offer(self._missions)

    def decision(self) -> NewInitiative:
        facts = InitiativeFacts(
            title=self.title.data,
            summary=self.summary.data,
            kind=self.kind.data,
            second_kind=self.second_kind.data,
            lead_id=self.lead_id.data,
        )
        return NewInitiative(
            code=self.code.data.upper(), mission_id=self.mission_id.data, language=self.language.data, facts=facts
        )


class PlanForm(InitiativeForm):
    decides = Plan
    sections = (
        (_("The plan in force"), ("planned_start", "planned_finish")),
        (_("What is expected now"), ("forecast_start", "forecast_finish")),
        (_("What has happened"), ("actual_start", "actual_finish")),
        (_("After the project"), ("run_by_id", "run_from", "handed_over_on")),
    )

    planned_start = PeriodField(_("Planned start"), description=WHEN)
    planned_finish = PeriodField(_("Planned finish"), description=_("The approved plan stays as it was frozen at BP3."))
    forecast_start = PeriodField(_("Expected start"))
    forecast_finish = PeriodField(
        _("Expected finish"), description=_("Follows the owner's accepted reports; correct it here between rounds.")
    )
    actual_start = PeriodField(_("Started"))
    actual_finish = PeriodField(_("Finished"))
    run_by_id = RowField(_("Who runs it afterwards"), lambda: (), description=_("The body responsible for operation."))
    run_from = PeriodField(_("In operation from"))
    handed_over_on = DayField(_("Hand-over signed on"), description=_("For example 31.12.2026."))

    def offer(self) -> None:
        self.offer_organisations("run_by_id")


class EstimatesForm(InitiativeForm):
    decides = Estimates
    sections = (
        (_("What low and high are"), ("bounds_are", "price_year", "with_vat")),
        (_("Build cost"), ("build_low_ore", "build_likely_ore", "build_high_ore")),
        (_("Yearly cost of operation and management"), ("run_low_ore", "run_likely_ore", "run_high_ore")),
        (_("Duration"), ("duration_low_months", "duration_likely_months", "duration_high_months")),
    )
    units = dict.fromkeys(("duration_low_months", "duration_likely_months", "duration_high_months"), _("months"))

    bounds_are = WordField(
        _("The low and high values are"),
        EstimateBound,
        required=True,
        description=_("An estimate that does not say what its ends are is worth little."),
    )
    price_year = WholeField(_("Prices of the year"), description=_("For example 2026."))
    with_vat = yes_no_field(_("With VAT"))
    build_low_ore = AmountField(_("Build cost, low"))
    build_likely_ore = AmountField(
        _("Build cost, likely"), description=_("The whole cost, whoever pays. For example 57 383 633.")
    )
    build_high_ore = AmountField(_("Build cost, high"))
    run_low_ore = AmountField(_("Cost a year, low"))
    run_likely_ore = AmountField(_("Cost a year, likely"))
    run_high_ore = AmountField(_("Cost a year, high"))
    duration_low_months = WholeField(_("Duration, low"), least=1, most=600)
    duration_likely_months = WholeField(_("Duration, likely"), least=1, most=600)
    duration_high_months = WholeField(_("Duration, high"), least=1, most=600)


class MoveForm(Form):
    """One step through the life of an initiative; only the steps there are from its state are offered."""

    move = ChoiceField(_("What happens to it"), lambda: (), required=True, coerce=Move)
    note = TextField(
        _("Why"), required=True, lines=3, longest=500, description=_("Stands in the record beside the step.")
    )

    def __init__(self, state: State) -> None:
        super().__init__()
        self.move.offer((move.value, word(move)) for move in moves_from(state))
