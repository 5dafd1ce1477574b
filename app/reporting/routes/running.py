"""Running a round: plan it, move its days, open it, close it."""

from __future__ import annotations

from flask import flash, redirect, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.plumbing.access import requires
from app.plumbing.asked import current_actor, moment
from app.plumbing.committer import unit_of_work
from app.plumbing.forms import Form
from app.plumbing.forms.base import version_sent
from app.plumbing.pages import render
from app.plumbing.policy import Subject
from app.reporting import queries, services
from app.reporting.forms.rounds import NewRoundForm, RoundForm
from app.reporting.policy import ReportingPermission
from app.reporting.routes import bp
from app.reporting.routes.found import mission_here, round_here, round_of


@bp.route("/reporting/rounds/add", methods=["GET", "POST"])
@requires(ReportingPermission.RUN_ROUND, of=mission_here)
def add_round(subject: Subject) -> tuple[str, int] | Response:
    form = NewRoundForm()
    if form.submitted() and form.accepts(lambda: services.add_round(subject.id, form.decision(form.code.data))):
        flash(_("The round is planned. Open it when owners are to report."), "success")
        return redirect(url_for(".one_round", round_code=form.code.data))
    return render("reporting/round_form.html", form=form, round=None)


@bp.route("/reporting/rounds/<round_code>/edit", methods=["GET", "POST"])
@requires(ReportingPermission.RUN_ROUND, of=round_here)
def edit_round(subject: Subject, round_code: str) -> tuple[str, int] | Response:
    ring = round_of(subject, round_code)
    form = RoundForm(obj=ring)
    if form.submitted() and form.accepts(lambda: services.edit_round(ring.id, form.version, form.decision(ring.code))):
        flash(_("The round is changed."), "success")
        return redirect(url_for(".one_round", round_code=round_code))
    return render("reporting/round_form.html", form=form, round=ring)


@bp.route("/reporting/rounds/<round_code>/open", methods=["POST"])
@requires(ReportingPermission.RUN_ROUND, of=round_here)
def open_round(subject: Subject, round_code: str) -> Response:
    with unit_of_work(by=current_actor().person_id):
        services.open_round(subject.id, version_sent())
    flash(_("The round is open. Owners now see that a report is due."), "success")
    return redirect(url_for(".one_round", round_code=round_code))


@bp.route("/reporting/rounds/<round_code>/close", methods=["GET", "POST"])
@requires(ReportingPermission.RUN_ROUND, of=round_here)
def close_round(subject: Subject, round_code: str) -> tuple[str, int] | Response:
    ring = round_of(subject, round_code)
    form = Form()
    if form.submitted() and form.accepts(lambda: services.close_round(ring.id, form.version)):
        flash(_("The round is closed and its reports are locked."), "success")
        return redirect(url_for(".one_round", round_code=round_code))
    missing = [line for line in queries.lines(ring, None, at=moment()) if not line.given]
    counted = next(row for row in queries.counted_rounds(ring.mission_id, at=moment()) if row.id == ring.id)
    return render("reporting/close_round.html", form=form, round=counted, missing=missing)
