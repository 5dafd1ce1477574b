"""Decisions: made in a meeting, read with all they rest on, solved again, corrected."""

from __future__ import annotations

from typing import Any

from flask import abort, flash, redirect, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.choices.queries import mission_in_view
from app.plumbing import clock
from app.plumbing.access import requires
from app.plumbing.asked import current_actor, moment
from app.plumbing.committer import unit_of_work
from app.plumbing.forms.base import version_sent
from app.plumbing.pages import render
from app.plumbing.policy import Subject
from app.plumbing.record import NOW
from app.portfolio.rules.words import Adoption
from app.steering import queries, services
from app.steering.forms import AdoptForm, CorrectForm, DecideForm, adopt_form
from app.steering.policy import SteeringPermission
from app.steering.queries import AgendaRow, MeetingPage, case_subject, decision_subject
from app.steering.routes import bp
from app.steering.routes.meetings import page_of


@bp.get("/steering/decisions")
@requires(SteeringPermission.READ_DECISIONS, of=mission_in_view)
def decisions(mission: Subject) -> tuple[str, int]:
    at = moment()
    return render(
        "steering/decisions.html",
        rows=queries.decisions(mission.id, at=at),
        meetings=queries.meetings(mission.id, at=at),
        day=at.day or clock.today(),
        subject=mission,
        may=SteeringPermission,
    )


@bp.get("/steering/decisions/<decision_code>")
@requires(SteeringPermission.READ_DECISIONS, of=decision_subject)
def decision(subject: Subject, decision_code: str) -> tuple[str, int]:
    (mission_id,) = subject.missions
    page = queries.decision_page(mission_id, decision_code, at=moment()) or abort(404)
    return render(
        "steering/decision.html",
        page=page,
        row=page.row,
        grounds=page.grounds,
        Adoption=Adoption,
        subject=subject,
        may=SteeringPermission,
    )


@bp.route("/steering/meetings/<meeting_code>/agenda/<int:case_number>/decide", methods=["GET", "POST"])
@requires(SteeringPermission.DECIDE, of=case_subject)
def decide(subject: Subject, meeting_code: str, case_number: int) -> tuple[str, int] | Response:
    page = page_of(subject, at=NOW)
    case = page.case(case_number) or abort(404)
    if case.decision:
        return redirect(url_for(".decision", decision_code=case.decision))
    return _adopt(page, case) if case.scenario_id is not None else _decide(page, case)


def _decide(page: MeetingPage, case: AgendaRow) -> tuple[str, int] | Response:
    form = DecideForm(data={"wording": case.proposal})
    made: list[str] = []
    if form.submitted() and form.accepts(
        lambda: made.append(
            services.decide(page.meeting.id, form.version, case.number, form.decision(), None, on=clock.today()).code
        )
    ):
        flash(_("The decision is written down and stands."), "success")
        return redirect(url_for(".decision", decision_code=made[0]))
    return render("steering/decide.html", form=form, page=page, case=case)


def _adopt(page: MeetingPage, case: AgendaRow) -> tuple[str, int] | Response:
    """What goes on by itself is not proposed: it has been decided before."""
    answer = queries.answered(case.scenario_id or 0)
    if answer is None or not answer.chosen:
        return render("steering/nothing_to_adopt.html", page=page, case=case, answer=answer)
    suggested = {code: Adoption.PRIORITISED for code in answer.chosen if code not in answer.goes_on}
    form = adopt_form(AdoptForm, answer.chosen, suggested, wording=case.proposal)
    made: list[str] = []
    if form.submitted() and form.accepts(
        lambda: made.append(
            services.decide(
                page.meeting.id,
                form.version,
                case.number,
                form.decision(),
                form.adopted(version_sent("solution")),
                on=clock.today(),
            ).code
        )
    ):
        flash(
            _("The decision is written down and stands. The initiatives are set; no money is granted by this."),
            "success",
        )
        return redirect(url_for(".decision", decision_code=made[0]))
    return render(
        "steering/adopt.html",
        form=form,
        page=page,
        case=case,
        answer=answer,
        stale=queries.moved_on(answer),
        titles=queries.initiative_titles(page.meeting.mission_id, answer.chosen, at=NOW),
    )


@bp.route("/steering/decisions/<decision_code>/correct", methods=["GET", "POST"])
@requires(SteeringPermission.DECIDE, of=decision_subject)
def correct(subject: Subject, decision_code: str) -> tuple[str, int] | Response:
    (mission_id,) = subject.missions
    page = queries.decision_page(mission_id, decision_code, at=NOW) or abort(404)
    if page.row.corrected_by:
        return redirect(url_for(".decision", decision_code=page.row.corrected_by))
    chosen: list[str] = page.grounds["answer"]["chosen"] if page.row.scenario else []
    words: dict[str, Any] = {
        name: getattr(page, name) for name in ("wording", "reasons", "dissent", "follow_up", "follow_up_due")
    }
    form = adopt_form(CorrectForm, chosen, {item.code: item.adoption for item in page.items}, **words)
    made: list[str] = []
    if form.submitted() and form.accepts(
        lambda: made.append(
            services.correct(
                page.row.id, form.decision(), form.items(), because=form["because"].data, on=clock.today()
            ).code
        )
    ):
        flash(_("The correction is a decision of its own. The old one stands beside it."), "success")
        return redirect(url_for(".decision", decision_code=made[0]))
    return render(
        "steering/correct.html",
        form=form,
        page=page,
        titles=queries.initiative_titles(mission_id, chosen, at=NOW),
    )


@bp.post("/steering/decisions/<decision_code>/recompute")
@requires(SteeringPermission.RECOMPUTE, of=decision_subject)
def recompute(subject: Subject, decision_code: str) -> Response:
    with unit_of_work(by=current_actor().person_id):
        job_id = services.ask_for_recomputation(subject.id)
    return redirect(url_for("people.job", job_id=job_id))
