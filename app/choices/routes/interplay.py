"""What shuts out or helps each other in the mission."""

from __future__ import annotations

from flask import flash, redirect, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.choices import queries, services
from app.choices.forms import interplay_form
from app.choices.policy import ChoicePermission
from app.choices.queries import interplay_subject, mission_in_view
from app.choices.routes import bp
from app.people.routes.returning import done
from app.plumbing.access import requires
from app.plumbing.asked import moment
from app.plumbing.forms.base import version_sent
from app.plumbing.frame import enter_mission
from app.plumbing.pages import render
from app.plumbing.policy import Subject
from app.plumbing.record import NOW


@bp.route("/choices/interplay")
@requires(ChoicePermission.VIEW, of=mission_in_view)
def interplay_list(mission: Subject) -> tuple[str, int]:
    enter_mission(mission.code)
    at = moment()
    there = queries.candidates(mission.id, at=at)
    return render(
        "choices/interplay_list.html",
        chosen_mission=mission,
        rows=queries.interplays(mission.id, at=at),
        there=there,
        criteria={row.id: row for row in queries.criteria(mission.id, at=at, levels=False)},
        EDIT=ChoicePermission.EDIT_SCENARIO,
    )


@bp.route("/choices/interplay/new", methods=["GET", "POST"])
@requires(ChoicePermission.EDIT_SCENARIO, of=mission_in_view)
def add_interplay(mission: Subject) -> tuple[str, int] | Response:
    form = interplay_form(queries.candidates(mission.id, at=NOW), queries.criteria(mission.id, at=NOW, levels=False))
    if form.submitted() and form.accepts(
        lambda: services.put_interplay(mission.id, form.facts(), interplay_id=None, version=None)
    ):
        flash(_("The interplay is saved."), "success")
        return redirect(url_for(".interplay_list", mission=mission.code))
    return render("choices/interplay.html", form=form, chosen_mission=mission)


@bp.route("/choices/interplay/<interplay_code>/edit", methods=["GET", "POST"])
@requires(ChoicePermission.EDIT_SCENARIO, of=interplay_subject)
def edit_interplay(subject: Subject, interplay_code: str) -> tuple[str, int] | Response:
    (mission_id,) = subject.missions
    row = next(row for row in queries.interplays(mission_id, at=NOW) if row.id == subject.id)
    form = interplay_form(
        queries.candidates(mission_id, at=NOW), queries.criteria(mission_id, at=NOW, levels=False), row
    )
    if form.submitted() and form.accepts(
        lambda: services.put_interplay(mission_id, form.facts(), interplay_id=row.id, version=form.version)
    ):
        flash(_("The interplay is saved."), "success")
        return redirect(url_for(".interplay_list"))
    return render("choices/interplay.html", form=form, row=row, version=row.version)


@bp.post("/choices/interplay/<interplay_code>/remove")
@requires(ChoicePermission.EDIT_SCENARIO, of=interplay_subject)
def remove_interplay(subject: Subject, interplay_code: str) -> Response:
    done(lambda: services.remove_interplay(subject.id, version=version_sent()), _("The interplay is removed."))
    return redirect(url_for(".interplay_list"))
