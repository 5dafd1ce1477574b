"""The office's deeds on a report: accept it, return it, say how the office sees it."""

from __future__ import annotations

from flask import flash, redirect, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.plumbing import clock
from app.plumbing.access import requires
from app.plumbing.asked import current_actor, moment
from app.plumbing.committer import unit_of_work
from app.plumbing.forms.base import version_sent
from app.plumbing.pages import render
from app.plumbing.policy import Subject
from app.plumbing.refusals import N_, Refusal
from app.reporting import queries, services
from app.reporting.forms.lights import RATING
from app.reporting.forms.rounds import AssessmentForm, ReturnForm
from app.reporting.policy import ReportingPermission
from app.reporting.queries import Given, ReportPage
from app.reporting.routes import bp
from app.reporting.routes.found import page_of, report_here


@bp.route("/reporting/reports/<round_code>/<code>/accept", methods=["POST"])
@requires(ReportingPermission.HANDLE_REPORT, of=report_here)
def accept_report(subject: Subject, round_code: str, code: str) -> Response:
    report = given(page_of(subject, round_code))
    with unit_of_work(by=current_actor().person_id):
        services.accept(report.id, version_sent())
    flash(_("The report of %(title)s is accepted.", title=subject.title), "success")
    return redirect(url_for(".one_round", round_code=round_code))


@bp.route("/reporting/reports/<round_code>/<code>/return", methods=["GET", "POST"])
@requires(ReportingPermission.HANDLE_REPORT, of=report_here)
def return_report(subject: Subject, round_code: str, code: str) -> tuple[str, int] | Response:
    page = page_of(subject, round_code)
    report = given(page)
    form = ReturnForm()
    if form.submitted() and form.accepts(lambda: services.return_report(report.id, form.version, form.reason.data)):
        flash(_("The report is returned. The owner sees your reason on the home page."), "success")
        return redirect(url_for(".one_round", round_code=round_code))
    return render("reporting/return_report.html", form=form, page=page, said=report)


@bp.route("/reporting/reports/<round_code>/<code>/assessment", methods=["GET", "POST"])
@requires(ReportingPermission.ASSESS, of=report_here)
def assess(subject: Subject, round_code: str, code: str) -> tuple[str, int] | Response:
    page = page_of(subject, round_code)
    office = page.office
    form = AssessmentForm(
        data={"overall": office.word.code, "comment": office.comment} if office and office.word else None
    )
    scale = queries.mission_scale(page.round.mission_id, at=moment())
    form.overall.offer([word for word in scale if word.reportable and word.light in RATING])
    if form.submitted() and form.accepts(
        lambda: services.assess(
            page.round.id,
            page.initiative.id,
            form.version,
            overall=form.overall.data,
            comment=form.comment.data,
            on=clock.today(),
        )
    ):
        flash(_("The office's rating of %(title)s is saved.", title=subject.title), "success")
        return redirect(url_for(".one_round", round_code=round_code))
    said = page.report if page.report and page.report.given else None
    return render("reporting/assessment.html", form=form, page=page, said=said, office=office)


def given(page: ReportPage) -> Given:
    """The report the owner has given; a draft is not handled. Raises :class:`Refusal`."""
    if page.report is None or page.report.submitted_at is None:
        raise Refusal(N_("The owner has not submitted a report in this round."))
    return page.report
