"""Forms for deliverables, risks, gates and the appraisal."""

from __future__ import annotations

from flask_babel import lazy_gettext as _

from app.plumbing.forms import AmountField, DayField, PeriodField, RowField, TextField, WordField
from app.portfolio.forms.base import InitiativeForm, one_to_five
from app.portfolio.forms.facts import WHEN
from app.portfolio.rules.delivery import AppraisalFacts, DeliverableFacts, GateCorrection, GateDecision, RiskFacts
from app.portfolio.rules.words import (
    AppraisalLevel,
    GateOutcome,
    GatePoint,
    Handling,
    RiskDimension,
    RiskNature,
    Trend,
)

CODE = _("Short and unique within the initiative; the next free one is proposed.")
A_DAY = _("For example 31.12.2026.")


class DeliverableForm(InitiativeForm):
    decides = DeliverableFacts

    title = TextField(
        _("What is delivered"),
        required=True,
        longest=200,
        description=_("For example: Veileder til kommunene, first edition."),
    )
    planned = PeriodField(_("Planned"), description=WHEN)
    forecast = PeriodField(_("Expected"), description=_("Only if it differs from the plan."))
    delivered_on = DayField(_("Delivered on"), description=_("Leave empty until it has been delivered."))
    code = TextField(_("Code"), required=True, longest=20, description=CODE)


class RiskForm(InitiativeForm):
    decides = RiskFacts
    sections = (
        (_("What may happen"), ("nature", "cause", "event", "effect", "dimension")),
        (_("How likely and how serious it is now"), ("likelihood", "consequence", "trend")),
        (
            _("What is done about it"),
            ("handling", "measure", "residual_likelihood", "residual_consequence", "owner_id"),
        ),
        (_("Filed as"), ("code", "closed_on")),
    )

    nature = WordField(_("Threat or opportunity"), RiskNature, required=True)
    cause = TextField(
        _("Because of"), required=True, lines=2, description=_("The cause: Because the law is not changed yet …")
    )
    event = TextField(
        _("It may happen that"), required=True, lines=2, description=_("The event: … the solution may not be used …")
    )
    effect = TextField(
        _("Which leads to"), required=True, lines=2, description=_("The effect: … so that families wait a year more.")
    )
    dimension = WordField(_("Which it hits most"), RiskDimension, required=True)
    likelihood = one_to_five(_("Likelihood"), required=True, description=_("1 is very unlikely, 5 nearly certain."))
    consequence = one_to_five(_("Consequence"), required=True, description=_("1 is slight, 5 very serious."))
    trend = WordField(_("Direction since last time"), Trend, required=True)
    handling = WordField(_("Handling"), Handling, required=True)
    measure = TextField(_("What is done"), lines=3)
    residual_likelihood = one_to_five(_("Likelihood that remains"), description=_("When the handling has worked."))
    residual_consequence = one_to_five(_("Consequence that remains"))
    owner_id = RowField(_("Who owns the risk"), lambda: ())
    code = TextField(_("Code"), required=True, longest=20, description=CODE)
    closed_on = DayField(_("Closed on"), description=_("Leave empty while the risk is open."))

    def offer(self) -> None:
        self.offer_persons("owner_id")


class GateForm(InitiativeForm):
    decides = GateDecision

    point = WordField(_("Gate"), GatePoint, required=True)
    outcome = WordField(_("Outcome"), GateOutcome, required=True)
    decided_on = DayField(_("Decided on"), required=True, description=A_DAY)
    decided_by_id = RowField(_("Decided by"), lambda: ())
    documents = TextField(
        _("Documents it was decided on"),
        lines=3,
        description=_("For example project proposal, management document, benefits plan."),
    )
    reason = TextField(_("Reason"), lines=3, description=_("Needed when it is done over again or stopped."))

    def offer(self) -> None:
        self.offer_organisations("decided_by_id")


class GateCorrectionForm(InitiativeForm):
    decides = GateCorrection

    decided_on = DayField(_("Decided on"), required=True, description=A_DAY)
    decided_by_id = RowField(_("Decided by"), lambda: ())
    documents = TextField(_("Documents it was decided on"), lines=3)
    reason = TextField(_("Reason"), lines=3)

    def offer(self) -> None:
        self.offer_organisations("decided_by_id")


class AppraisalForm(InitiativeForm):
    """The six questions of utredningsinstruksen, in its order."""

    decides = AppraisalFacts

    level = WordField(_("Level of the appraisal"), AppraisalLevel, required=True)
    problem = TextField(_("What is the problem, and what do we want to achieve?"), required=True, lines=4)
    alternatives = TextField(_("Which measures are relevant?"), lines=4)
    principles = TextField(_("Which questions of principle do they raise?"), lines=4)
    effects = TextField(_("What are the effects, how lasting, and who is affected?"), lines=4)
    recommendation = TextField(_("Which measure is recommended, and why?"), lines=4)
    conditions = TextField(_("What has to be in place for it to succeed?"), lines=4)
    net_present_value_ore = AmountField(
        _("Net present value"), least=-(10**13), description=_("If it has been computed.")
    )
    not_priced = TextField(_("Effects that are not priced"), lines=3)
    finished_on = DayField(_("Finished on"), description=A_DAY)
