"""The office's forms: a round's facts, the reason for a return, the office's own rating."""

from __future__ import annotations

from datetime import date
from typing import cast

from flask_babel import lazy_gettext as _

from app.plumbing.forms import DayField, Form, TextField
from app.reporting.forms.lights import LightField
from app.reporting.services import RoundFacts


class RoundForm(Form):
    """A round's name and days."""

    title = TextField(_("Name"), required=True, longest=120)
    cut_off = DayField(_("Reports count for (cut-off)"), required=True)
    opens_on = DayField(_("Opens on"), required=True)
    due_on = DayField(_("Due on"), required=True)

    def decision(self, code: str) -> RoundFacts:
        return RoundFacts(
            code=code,
            title=self.title.data,
            cut_off=cast(date, self.cut_off.data),
            opens_on=cast(date, self.opens_on.data),
            due_on=cast(date, self.due_on.data),
        )


class NewRoundForm(RoundForm):
    """A round that is not there yet also needs a code, which becomes part of its address."""

    code = TextField(_("Code"), required=True, longest=40)


class ReturnForm(Form):
    reason = TextField(_("What should the owner change?"), required=True, lines=4)


class AssessmentForm(Form):
    """The office's own rating."""

    overall = LightField(_("The office's rating"), required=True)
    comment = TextField(_("Why"), lines=4)
