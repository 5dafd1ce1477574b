"""The ranked list, and the weights behind it."""

from __future__ import annotations

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.choices import queries, services, words
from app.choices.forms import WeightsForm, weights_form
from app.choices.policy import ChoicePermission
from app.choices.queries import mission_in_view
from app.choices.routes import bp
from app.missions.queries import mission_page
from app.plumbing.access import requires
from app.plumbing.asked import moment
from app.plumbing.frame import enter_mission
from app.plumbing.pages import render
from app.plumbing.policy import Subject


@bp.route("/choices/ranking")
@requires(ChoicePermission.VIEW, of=mission_in_view)
def ranking(mission: Subject) -> tuple[str, int]:
    """Other weights can be tried in the address; nothing is saved by looking."""
    criteria = queries.criteria(mission.id, at=moment())
    return _page(mission, weights_form(criteria, given=request.args))


@bp.route("/choices/weights", methods=["POST"])
@requires(ChoicePermission.WEIGH, of=mission_in_view)
def set_weights(mission: Subject) -> tuple[str, int] | Response:
    form = weights_form(queries.criteria(mission.id, at=moment()))
    if form.submitted() and form.accepts(lambda: services.set_weights(mission.id, form.points(), version=form.version)):
        flash(_("The weights are saved."), "success")
        return redirect(url_for(".ranking", mission=mission.code))
    return _page(mission, form)


def _page(mission: Subject, form: WeightsForm) -> tuple[str, int]:
    enter_mission(mission.code)
    at = moment()
    points = form.points()
    page = mission_page(mission.id, at=at)
    tried = any(points[row.id] != row.weight for row in form.rows)
    return render(
        "choices/ranking.html",
        form=form,
        weighed_mission=mission,
        mission_version=page.version if page else None,
        found=queries.ranked(mission.id, at=at, weights=points),
        tried=tried,
        why=words.why,
        why_behind=words.why_behind,
        WEIGH=ChoicePermission.WEIGH,
        SCORE=ChoicePermission.SCORE,
    )
