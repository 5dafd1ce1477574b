"""The ranked list, and the weights behind it."""

from __future__ import annotations

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.choices import queries, services, words
from app.choices.forms import WeightsForm, weights_form
from app.choices.policy import ChoicePermission
from app.choices.queries import Weights, mission_in_view
from app.choices.queries import weights as weighing
from app.choices.routes import bp
from app.choices.rules.weighing import Holding
from app.missions.queries import mission_page
from app.plumbing.access import requires
from app.plumbing.asked import moment
from app.plumbing.frame import enter_mission
from app.plumbing.pages import Slice, page_number, render
from app.plumbing.policy import Subject

ROWS = 50
# What a slider goes to, where no criterion has more already.
MOST_ON_SLIDER = 100


@bp.route("/choices/ranking")
@requires(ChoicePermission.VIEW, of=mission_in_view)
def ranking(mission: Subject) -> tuple[str, int]:
    """Other weights can be tried in the address; nothing is saved by looking."""
    held = weighing.of_mission(mission.id, at=moment())
    return _page(mission, weights_form(held, given=request.args), held)


@bp.route("/choices/weights", methods=["POST"])
@requires(ChoicePermission.WEIGH, of=mission_in_view)
def set_weights(mission: Subject) -> tuple[str, int] | Response:
    held = weighing.of_mission(mission.id, at=moment())
    form = weights_form(held)
    if form.submitted() and form.accepts(lambda: services.set_weights(mission.id, form.points(), version=form.version)):
        flash(_("The weights are saved."), "success")
        return redirect(url_for(".ranking", mission=mission.code))
    return _page(mission, form, held)


def _page(mission: Subject, form: WeightsForm, held: Weights) -> tuple[str, int]:
    enter_mission(mission.code)
    at = moment()
    points = form.points()
    page = mission_page(mission.id, at=at)
    # Where more than one set of weights is possible, to name points at all is to try something else.
    named = form.names_any(request.args) and held.weighing.holding is not Holding.POINTS
    tried = named or form.is_submitted() or points != form.start
    weights = points if tried else None
    first = (page_number() - 1) * ROWS
    found = queries.ranked(mission.id, at=at, weights=weights, first=first, count=ROWS)
    if first >= found.total > 0:
        first = 0
        found = queries.ranked(mission.id, at=at, weights=weights, count=ROWS)
    return render(
        "choices/ranking.html",
        form=form,
        weighed_mission=mission,
        mission_version=page.version if page else None,
        found=found,
        slice=Slice(first // ROWS + 1, ROWS, found.total),
        tried=tried,
        # What was solved was solved with the saved weights; where they are exact, nothing is borderline.
        stands=None if tried or found.weights.certain else queries.robust_now(mission.id, at=at),
        most_points=max(MOST_ON_SLIDER, *points.values()) if points else MOST_ON_SLIDER,
        why=words.why,
        said=words.said,
        why_behind=words.why_behind,
        WEIGH=ChoicePermission.WEIGH,
        SCORE=ChoicePermission.SCORE,
    )
