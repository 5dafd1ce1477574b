"""What is typed about weights, made into decisions."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from decimal import Decimal
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import HiddenField, RadioField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired

from app.analysis.tradeoffs import PARTS
from app.choices.queries import CriterionRow, Weights
from app.choices.rules.weighing import (
    MOST_WEIGHT,
    Answer,
    Holding,
    StatementDecision,
    StatementKind,
    TradeOff,
    bound_of,
    order_of,
)
from app.choices.words import bounds, meant
from app.plumbing import words
from app.plumbing.forms import ChoiceField, Form, NumberField, RowField
from app.plumbing.refusals import N_, Refusal

# What stands between the codes of an order in an address; codes are letters and digits.
BETWEEN = "."


class WeightsForm(Form):
    """One number of points for each criterion, in fields ``weight_<code>``; see :func:`weights_form`."""

    rows: Sequence[CriterionRow] = ()
    start: Mapping[int, Decimal] = {}

    def field_of(self, criterion: CriterionRow) -> Any:
        return self[f"weight_{criterion.code}"]

    def points(self) -> dict[int, Decimal]:
        """Points by criterion id; a field that is empty or cannot be read leaves what it began with."""
        found = {row.id: self.field_of(row).data for row in self.rows if not self.field_of(row).errors}
        return {row.id: self.start[row.id] if found.get(row.id) is None else found[row.id] for row in self.rows}

    def names_any(self, given: Container[str]) -> bool:
        """Some of its fields are in the address."""
        return any(self.field_of(row).name in given for row in self.rows)


def weights_form(held: Weights, given: Mapping[str, str] | None = None) -> WeightsForm:
    """The form for the criteria of a weighing, beginning with what orders the list now.

    From the request's body, or to try out ``given`` (the address) without saving.
    """
    criteria, start = held.criteria, held.as_points
    fields: dict[str, Any] = {
        f"weight_{row.code}": NumberField(row.title, required=True, places=2, least=0, most=MOST_WEIGHT)
        for row in criteria
    }
    kind = type("WeightsOfCriteria", (WeightsForm,), {"rows": criteria, "start": start, **fields})
    saved = {f"weight_{row.code}": start[row.id] for row in criteria}
    if given is None:
        form: WeightsForm = kind(data=saved)
        return form
    form = kind(formdata=None, data=saved, meta={"csrf": False})
    for name in fields:
        if name in given:
            _try(form[name], given[name])
    return form


def _try(field: Any, text: str) -> None:
    """Read one field from the address; what cannot be read is said beside it."""
    field.raw_data = [text]
    field.errors = []
    try:
        field.process_formdata([text])
    except ValueError as fault:
        field.data, field.errors = None, [str(fault)]


class HoldingForm(Form):
    """What of the weighing counts."""

    holding = RadioField(
        _("What the ranking rests on"),
        validators=[InputRequired()],
        coerce=Holding,
        choices=lambda: [SelectChoice(member.value, words.word(member), {"hint": meant(member)}) for member in Holding],
    )


class OrderForm(Form):
    """The criteria in order, as their codes with points between them."""

    order = HiddenField(validators=[InputRequired()])

    def ids(self, criteria: Sequence[CriterionRow]) -> list[int]:
        """The criteria's ids in the order given. Refuses a code that is none of theirs."""
        by_code = {row.code: row.id for row in criteria}
        codes = (self.order.data or "").split(BETWEEN)
        if not all(code in by_code for code in codes):
            raise Refusal(N_("Name each criterion once."), field="order")
        return [by_code[code] for code in codes]


class OrderStatementForm(Form):
    """«The first is worth at least as much as the second.»"""

    first = RowField(_("This criterion"), lambda: (), required=True)
    second = RowField(_("is worth at least as much as"), lambda: (), required=True)

    def decision(self) -> StatementDecision:
        return order_of(self.first.data, self.second.data)


class BoundForm(Form):
    """«The criterion has at least (at most) so much of all weight.»"""

    criterion = RowField(_("Criterion"), lambda: (), required=True)
    bound = ChoiceField(_("Bound"), lambda: bounds(), required=True, coerce=StatementKind)
    percent = NumberField(_("Share of all weight"), required=True, places=2, least=0, most=100)

    def decision(self) -> StatementDecision:
        return bound_of(self.bound.data, self.criterion.data, self.percent.data or Decimal(0))


class TradeOffForm(Form):
    """The question as it was asked, and the button that was pressed."""

    first = HiddenField(validators=[InputRequired()])
    first_part = HiddenField(validators=[InputRequired()])
    second = HiddenField(validators=[InputRequired()])
    second_part = HiddenField(validators=[InputRequired()])
    answer = HiddenField(validators=[InputRequired()])

    def decision(self, criteria: Sequence[CriterionRow]) -> TradeOff:
        """The answer. Refuses what is no question of ours: somebody changed the page."""
        by_code = {row.code: row.id for row in criteria}
        parts = {str(float(part)): Decimal(str(float(part))) for part in PARTS}
        first, second = by_code.get(self.first.data or ""), by_code.get(self.second.data or "")
        one, other = parts.get(self.first_part.data or ""), parts.get(self.second_part.data or "")
        known = {str(answer) for answer in Answer}
        if first is None or second is None or first == second or one is None or other is None:
            raise Refusal(N_("This question is not asked any longer. Here is the next one."))
        if self.answer.data not in known:
            raise Refusal(N_("Choose one of the answers."))
        return TradeOff(first, one, second, other, Answer(self.answer.data))
