"""The mission itself: its name, statement and date."""

from __future__ import annotations

from flask import flash, redirect, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.missions import queries, services
from app.missions.forms import MissionForm, NewMissionForm
from app.missions.policy import MissionPermission
from app.missions.routes import bp
from app.plumbing.access import requires
from app.plumbing.formats import language
from app.plumbing.pages import render
from app.plumbing.policy import Subject
from app.plumbing.record import NOW


@bp.route("/missions/new", methods=["GET", "POST"])
@requires(MissionPermission.ADD)
def add_mission() -> tuple[str, int] | Response:
    form = NewMissionForm(data={"language": language(), "currency": "NOK"})
    form.scale.offer(queries.status_scales(at=NOW))
    if form.submitted() and form.accepts(
        lambda: services.add_mission(
            form.slug.data, form.decision(), scale_id=form.scale.data, currency=form.currency.data
        )
    ):
        flash(_("The mission is added. Give people roles in it, so that they can see it."), "success")
        return redirect(url_for("steering.home"))
    return render("missions/edit.html", form=form)


@bp.route("/missions/<slug>/edit", methods=["GET", "POST"])
@requires(MissionPermission.EDIT, of=queries.mission_subject)
def edit_mission(mission: Subject, slug: str) -> tuple[str, int] | Response:
    page = queries.existing_mission(mission.id, at=NOW)
    form = MissionForm(
        data={
            "language": page.words_language,
            "title": page.title,
            "statement": page.statement,
            "start_date": page.start_date,
            "target_date": page.target_date,
        }
    )
    if form.submitted() and form.accepts(
        lambda: services.edit_mission(mission.id, form.decision(), version=form.version)
    ):
        flash(_("The mission is saved."), "success")
        return redirect(url_for("steering.mission", slug=slug))
    return render("missions/edit.html", form=form, page=page)
