"""Forms for needs, grants and funding lines."""

from __future__ import annotations

from flask_babel import lazy_gettext as _

from app.plumbing.forms import AmountField, PeriodField, RowField, TextField, WholeField, WordField
from app.plumbing.record import NOW
from app.portfolio.forms.base import InitiativeForm
from app.portfolio.queries import editing
from app.portfolio.rules.funding import GrantFacts, LineFacts, NeedFacts
from app.portfolio.rules.words import GrantStep, LineState, Use


class NeedForm(InitiativeForm):
    decides = NeedFacts

    use = WordField(_("To build or to run"), Use, required=True)
    year = WholeField(_("Budget year"), required=True, description=_("For example 2028."))
    amount_ore = AmountField(_("Need"), required=True)
    price_year = WholeField(_("Prices of the year"), description=_("Leave empty if the amount is nominal."))


class GrantForm(InitiativeForm):
    decides = GrantFacts

    source_id = RowField(_("Funding source"), lambda: (), required=True)
    body_id = RowField(_("Granting body"), lambda: (), description=_("Whoever signed the letter."))
    step = WordField(_("Step"), GrantStep, required=True)
    decided = PeriodField(
        _("Decided"), required=True, description=_("For example 15.06.2027, or 06.2027 if only the month is known.")
    )
    total_ore = AmountField(_("Sum of the letter"), required=True, description=_("For example 57 383 633."))
    letter = TextField(_("The letter's reference"), longest=200)
    terms = TextField(_("Terms"), lines=3)
    code = TextField(_("Code"), required=True, longest=40, description=_("Unique among all grants."))

    def offer(self) -> None:
        self.source_id.offer(editing.funding_sources(at=NOW))
        self.offer_organisations("body_id")


class LineForm(InitiativeForm):
    decides = LineFacts

    source_id = RowField(_("Funding source"), lambda: (), required=True)
    use = WordField(_("To build or to run"), Use, required=True)
    state = WordField(_("State"), LineState, required=True)
    amount_ore = AmountField(_("Amount"), required=True)
    year = WholeField(_("Budget year"), description=_("Leave empty where only a total is known."))
    grant_id = RowField(_("Rests on the letter"), lambda: ())
    recipient_id = RowField(_("Who receives it"), lambda: ())
    note = TextField(_("Note"), lines=2)

    def offer(self) -> None:
        self.source_id.offer(editing.funding_sources(at=NOW))
        self.grant_id.offer(editing.grants(self.about.id, at=NOW))
        self.offer_organisations("recipient_id")
