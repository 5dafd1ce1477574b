"""Meetings: planned, with an agenda and who was there."""

from __future__ import annotations

from flask import abort, flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.choices.queries import mission_in_view
from app.plumbing import clock
from app.plumbing.access import requires
from app.plumbing.asked import moment
from app.plumbing.forms import Form
from app.plumbing.pages import render
from app.plumbing.policy import Subject
from app.plumbing.record import NOW, At
from app.steering import queries, services
from app.steering.forms import AgendaForm, MeetingForm, attendance_form
from app.steering.policy import SteeringPermission
from app.steering.queries import MeetingPage, case_subject, meeting_subject
from app.steering.routes import bp
from app.steering.rules.meetings import AgendaKind


def page_of(subject: Subject, *, at: At) -> MeetingPage:
    """The meeting at that moment; a day before it was planned has no such page."""
    (mission_id,) = subject.missions
    return queries.meeting_page(mission_id, subject.code, at=at) or abort(404)


@bp.get("/steering/meetings")
@requires(SteeringPermission.READ_DECISIONS, of=mission_in_view)
def meetings(mission: Subject) -> tuple[str, int]:
    at = moment()
    return render(
        "steering/meetings.html",
        rows=queries.meetings(mission.id, at=at),
        day=at.day or clock.today(),
        subject=mission,
        may=SteeringPermission,
    )


@bp.route("/steering/meetings/add", methods=["GET", "POST"])
@requires(SteeringPermission.PREPARE_MEETING, of=mission_in_view)
def add_meeting(mission: Subject) -> tuple[str, int] | Response:
    form = MeetingForm()
    made: list[str] = []
    if form.submitted() and form.accepts(lambda: made.append(services.add_meeting(mission.id, form.decision()).code)):
        flash(_("The meeting is planned. Put cases on its agenda."), "success")
        return redirect(url_for(".meeting", meeting_code=made[0], mission=mission.code))
    return render("steering/meeting_form.html", form=form, page=None)


@bp.get("/steering/meetings/<meeting_code>")
@requires(SteeringPermission.READ_DECISIONS, of=meeting_subject)
def meeting(subject: Subject, meeting_code: str) -> tuple[str, int]:
    at = moment()
    return render(
        "steering/meeting.html",
        page=page_of(subject, at=at),
        day=at.day or clock.today(),
        subject=subject,
        may=SteeringPermission,
        AgendaKind=AgendaKind,
    )


@bp.route("/steering/meetings/<meeting_code>/edit", methods=["GET", "POST"])
@requires(SteeringPermission.PREPARE_MEETING, of=meeting_subject)
def edit_meeting(subject: Subject, meeting_code: str) -> tuple[str, int] | Response:
    page = page_of(subject, at=NOW)
    row = page.meeting
    form = MeetingForm(data={"title": row.title, "held_on": row.held_on, "place": row.place})
    if form.submitted() and form.accepts(lambda: services.edit_meeting(row.id, form.version, form.decision())):
        flash(_("The meeting is saved."), "success")
        return redirect(url_for(".meeting", meeting_code=meeting_code))
    return render("steering/meeting_form.html", form=form, page=page)


@bp.route("/steering/meetings/<meeting_code>/agenda/add", methods=["GET", "POST"])
@requires(SteeringPermission.PREPARE_MEETING, of=meeting_subject)
def add_case(subject: Subject, meeting_code: str) -> tuple[str, int] | Response:
    """``?alternative=A1`` comes from the page of an alternative."""
    page = page_of(subject, at=NOW)
    offered = queries.alternative_choices(page.meeting.mission_id)
    named = request.args.get("alternative", "")
    data = next(
        (
            {"kind": AgendaKind.DECISION, "scenario_id": choice.id, "title": choice.title}
            for choice in offered
            if choice.code == named
        ),
        {"kind": AgendaKind.DECISION},
    )
    form = AgendaForm(data=data)
    form.scenario_id.offer([(choice.id, f"{choice.code} {choice.title}") for choice in offered])
    if form.submitted() and form.accepts(
        lambda: services.put_agenda_item(page.meeting.id, form.version, form.decision())
    ):
        flash(_("The case is on the agenda."), "success")
        return redirect(url_for(".meeting", meeting_code=meeting_code))
    return render("steering/agenda_form.html", form=form, page=page, case=None)


@bp.route("/steering/meetings/<meeting_code>/agenda/<int:case_number>/edit", methods=["GET", "POST"])
@requires(SteeringPermission.PREPARE_MEETING, of=case_subject)
def edit_case(subject: Subject, meeting_code: str, case_number: int) -> tuple[str, int] | Response:
    page = page_of(subject, at=NOW)
    case = page.case(case_number) or abort(404)
    form = AgendaForm(
        data={"kind": case.kind, "title": case.title, "proposal": case.proposal, "scenario_id": case.scenario_id}
    )
    offered = queries.alternative_choices(page.meeting.mission_id)
    form.scenario_id.offer([(choice.id, f"{choice.code} {choice.title}") for choice in offered])
    if form.submitted() and form.accepts(
        lambda: services.put_agenda_item(page.meeting.id, form.version, form.decision(), number=case_number)
    ):
        flash(_("The case is saved."), "success")
        return redirect(url_for(".meeting", meeting_code=meeting_code))
    return render("steering/agenda_form.html", form=form, page=page, case=case)


@bp.route("/steering/meetings/<meeting_code>/agenda/<int:case_number>/remove", methods=["GET", "POST"])
@requires(SteeringPermission.PREPARE_MEETING, of=case_subject)
def remove_case(subject: Subject, meeting_code: str, case_number: int) -> tuple[str, int] | Response:
    page = page_of(subject, at=NOW)
    case = page.case(case_number) or abort(404)
    form = Form()
    if form.submitted() and form.accepts(
        lambda: services.remove_agenda_item(page.meeting.id, form.version, case_number)
    ):
        flash(_("The case is off the agenda."), "success")
        return redirect(url_for(".meeting", meeting_code=meeting_code))
    return render("steering/agenda_remove.html", form=form, page=page, case=case)


@bp.route("/steering/meetings/<meeting_code>/attendance", methods=["GET", "POST"])
@requires(SteeringPermission.PREPARE_MEETING, of=meeting_subject)
def attendance(subject: Subject, meeting_code: str) -> tuple[str, int] | Response:
    page = page_of(subject, at=NOW)
    form = attendance_form(queries.member_choices(page.meeting.mission_id), page.attendance)
    if form.submitted() and form.accepts(
        lambda: services.put_attendance(page.meeting.id, form.version, form.decision())
    ):
        flash(_("Who was there is written down."), "success")
        return redirect(url_for(".meeting", meeting_code=meeting_code))
    return render("steering/attendance_form.html", form=form, page=page)
