"""The two-minute report: what is asked, what it is filled in with beforehand, and what is kept of a draft."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from flask import request
from flask_babel import lazy_gettext as _
from werkzeug.datastructures import MultiDict

from app.plumbing.forms import AmountField, DayField, Form, PeriodField, TextField, YesNoField
from app.reporting.forms.lights import RATING, LightField
from app.reporting.queries import DeliverableRow, Given, LightWord, ReportPage
from app.reporting.rules import ReportWords


class ReportForm(Form):
    """One initiative's report. The fields of its deliverables are added by :func:`report_form`."""

    overall = LightField(_("Overall status"), required=True)
    comment = TextField(_("Comment"), lines=6)
    forecast_finish = PeriodField(_("Expected finish"))
    forecast_cost = AmountField(_("Expected cost in all"))
    time = LightField(_("Time"))
    cost = LightField(_("Cost"))
    benefit = LightField(_("Benefits"))

    deliverables: tuple[DeliverableRow, ...] = ()
    unless_said: date | None = None

    def decision(self) -> ReportWords:
        """What was written, as far as it can be read."""
        return ReportWords(
            overall=self.overall.data,
            time=self.time.data,
            cost=self.cost.data,
            benefit=self.benefit.data,
            comment=self.comment.data,
            forecast_finish=self.forecast_finish.data,
            forecast_cost_ore=self.forecast_cost.data,
            delivered={row.id: self._day(row) for row in self.deliverables},
        )

    def _day(self, row: DeliverableRow) -> date | None:
        if not self._fields[f"done_{row.id}"].data:
            return None
        day: date | None = self._fields[f"delivered_on_{row.id}"].data
        return day or row.delivered_on or self.unless_said

    def typed(self) -> dict[str, str]:
        """Every input as it was typed, read or not."""
        return {name: request.form[name] for name in self._fields if name in request.form and name != "csrf_token"}

    def asked(self) -> Iterator[tuple[DeliverableRow, Any, Any]]:
        """The deliverables that may be ticked, each with its tick and its day."""
        for row in self.deliverables:
            yield row, self._fields[f"done_{row.id}"], self._fields[f"delivered_on_{row.id}"]

    def show_unread(self) -> None:
        """Say beside each input of a reopened draft what cannot be read in it."""
        for field in self._fields.values():
            field.errors = list(field.process_errors)


def report_form(page: ReportPage, scale: Sequence[LightWord], typed: Mapping[str, str], *, on: date) -> ReportForm:
    """The form of this report: filled in from the draft, else from last time and the register.

    A deliverable ticked without a day was delivered on the day the reports count for, or today if that is to come.
    """
    open_ones = tuple(row for row in page.deliverables if not row.settled)
    fields: dict[str, Any] = {"deliverables": open_ones, "unless_said": min(on, page.round.cut_off)}
    for row in open_ones:
        fields[f"done_{row.id}"] = YesNoField(row.title)
        fields[f"delivered_on_{row.id}"] = DayField(_("Delivered on"))
    made: type[ReportForm] = type("OneReportForm", (ReportForm,), fields)
    if typed and request.method == "GET":
        form = made(formdata=MultiDict(typed))
        form.show_unread()
    else:
        form = made(data=beforehand(page, scale))
    reportable = [word for word in scale if word.reportable]
    form.overall.offer(reportable)
    for part in (form.time, form.cost, form.benefit):
        part.offer([word for word in reportable if word.light in RATING])
    return form


def beforehand(page: ReportPage, scale: Sequence[LightWord]) -> dict[str, Any]:
    """What the form says before anybody has typed: the report as it stands, else what was said last time.

    Lights and words of another scale are not carried over, nor those of a report from before the last closed round.
    """
    said = page.report or carried_over(page)
    known = {(word.scale_id, word.code) for word in scale if word.reportable}
    values: dict[str, Any] = {
        "forecast_finish": page.initiative.forecast or page.initiative.planned,
        "forecast_cost": page.initiative.build_likely_ore,
    }
    if said is not None:
        for name in ("overall", "time", "cost", "benefit"):
            word: LightWord | None = getattr(said, name)
            if word is not None and (word.scale_id, word.code) in known:
                values[name] = word.code
        values["comment"] = said.comment
        values["forecast_cost"] = said.forecast_cost_ore or values["forecast_cost"]
        if page.report is not None:
            values["forecast_finish"] = said.forecast_finish or values["forecast_finish"]
    for row in page.deliverables:
        values[f"done_{row.id}"] = row.delivered_on is not None
        values[f"delivered_on_{row.id}"] = row.delivered_on
    return values


def carried_over(page: ReportPage) -> Given | None:
    """Last time's report, if it is recent enough to begin from."""
    return page.previous if page.previous is not None and page.previous_is_fresh else None
