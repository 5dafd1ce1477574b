"""One report: written by its owner, read by all, and the receipt for having sent it."""

from __future__ import annotations

from typing import Any

from flask import abort, flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.missions.rules import Light
from app.plumbing import clock
from app.plumbing.access import can, requires
from app.plumbing.asked import current_actor, moment
from app.plumbing.pages import render
from app.plumbing.policy import Subject
from app.reporting import queries, services
from app.reporting.forms.report import carried_over, report_form
from app.reporting.policy import ReportingPermission
from app.reporting.queries import LightWord, ReportPage
from app.reporting.routes import bp
from app.reporting.routes.found import page_of, report_here
from app.reporting.rules import (
    NEEDS_COMMENT,
    ReportState,
    RoundState,
    Suggestion,
    days_left,
    difference,
    suggested_light,
)
from app.reporting.words import due, suggestion


@bp.route("/reporting/reports/<round_code>/<code>")
@requires(ReportingPermission.VIEW_REPORT, of=report_here)
def report(subject: Subject, round_code: str, code: str) -> tuple[str, int] | Response:
    page = page_of(subject, round_code)
    if is_writable(page) and moment().deed is None and current_actor().person_id in subject.entrusted_to:
        return redirect(url_for(".write_report", round_code=round_code, code=code))
    said = page.report if page.report and (page.report.given or writes(subject)) else None
    office = page.office.word if page.office else None
    return render(
        "reporting/report.html",
        page=page,
        said=said,
        writable=is_writable(page),
        differs=difference(
            said.overall.light if said and said.given and said.overall else None, office.light if office else None
        ),
        same_comment=bool(said and page.previous and said.comment and said.comment == page.previous.comment),
        because=suggestion(judged(page)),
        subject=subject,
        permissions=ReportingPermission,
        states=ReportState,
        round_states=RoundState,
    )


@bp.route("/reporting/reports/<round_code>/<code>/write", methods=["GET", "POST"])
@requires(ReportingPermission.WRITE_REPORT, of=report_here)
def write_report(subject: Subject, round_code: str, code: str) -> tuple[str, int] | Response:
    page = page_of(subject, round_code)
    if request.method == "GET" and (moment().deed is not None or not is_writable(page)):
        return redirect(url_for(".report", round_code=round_code, code=code))
    scale = queries.mission_scale(page.round.mission_id, at=moment())
    typed = queries.typed_words(page.report.id) if page.report else {}
    form = report_form(page, scale, typed, on=clock.today())
    keeping = "draft" in request.form and "submit" not in request.form
    ids = (page.round.id, page.initiative.id)
    if request.method == "POST" and keeping:
        if form.accepts(lambda: services.save_draft(*ids, form.version, form.decision(), typed=form.typed())):
            flash(_("The draft is saved as you typed it. Nobody counts it before you submit."), "success")
            return redirect(url_for(".write_report", round_code=round_code, code=code))
    elif form.submitted() and form.accepts(
        lambda: services.submit(*ids, form.version, form.decision(), now=clock.now(), on=clock.today())
    ):
        return redirect(url_for(".receipt", round_code=round_code, code=code))
    return render("reporting/write_report.html", form=form, keeping=keeping, **beside(page, scale))


@bp.route("/reporting/reports/<round_code>/<code>/receipt")
@requires(ReportingPermission.WRITE_REPORT, of=report_here)
def receipt(subject: Subject, round_code: str, code: str) -> tuple[str, int]:
    page = page_of(subject, round_code)
    if page.report is None or not page.report.given:
        abort(404)
    return render("reporting/receipt.html", page=page, said=page.report)


def is_writable(page: ReportPage) -> bool:
    """The round asks, and the owner has not given the report (or was given it back)."""
    return page.round.state is RoundState.OPEN and (page.report is None or page.report.writable)


def writes(subject: Subject) -> bool:
    return can(ReportingPermission.WRITE_REPORT, subject)


def judged(page: ReportPage) -> Suggestion:
    """What the finish dates point to, as of the page's day."""
    said = page.report.forecast_finish if page.report else None
    initiative = page.initiative
    return suggested_light(
        initiative.original,
        said or initiative.forecast or initiative.planned,
        on=moment().day or clock.today(),
        finished=initiative.actual,
    )


def beside(page: ReportPage, scale: list[LightWord]) -> dict[str, Any]:
    """What stands beside the questions so that the owner can judge."""
    found = judged(page)
    left = days_left(page.round.due_on, on=clock.today())
    return {
        "page": page,
        "carried": carried_over(page),
        "suggested_word": next((word for word in scale if word.reportable and word.light is found.light), None)
        if found.light is not Light.NONE
        else None,
        "because": suggestion(found),
        "due": due(left),
        "left": left,
        "needs_comment": [word.word for word in scale if word.reportable and word.light in NEEDS_COMMENT],
        "states": ReportState,
    }
