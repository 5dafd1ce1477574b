"""How often each initiative comes at each place."""

from __future__ import annotations

from flask import make_response, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.choices import queries, services, words
from app.choices.policy import ChoicePermission
from app.choices.queries import mission_in_view
from app.choices.routes import bp
from app.people.routes.returning import done
from app.plumbing.access import requires
from app.plumbing.asked import moment
from app.plumbing.frame import enter_mission
from app.plumbing.pages import Slice, page_number, render
from app.plumbing.policy import Subject
from app.plumbing.queue import services as queue

ROWS = 50


@bp.route("/choices/ranking/places")
@requires(ChoicePermission.VIEW, of=mission_in_view)
def places(mission: Subject) -> Response:
    enter_mission(mission.code)
    first = (page_number() - 1) * ROWS
    page = queries.places_page(mission.id, at=moment(), first=first, count=ROWS)
    if page.found is not None and first >= page.found.total:
        first = 0
        page = queries.places_page(mission.id, at=moment(), count=ROWS)
    response = make_response(
        render(
            "choices/places.html",
            weighed_mission=mission,
            page=page,
            found=page.found,
            slice=Slice(first // ROWS + 1, ROWS, page.found.total if page.found is not None else 0),
            criteria={row.code: row for row in page.weights.criteria},
            share=words.share,
            span=words.span,
            SOLVE=ChoicePermission.SOLVE,
        )
    )
    # Only the answer asks again while the job runs; when it is over the whole page has changed.
    if "HX-Request" in request.headers and (page.job is None or page.job.is_over):
        response.headers["HX-Refresh"] = "true"
    return response


@bp.post("/choices/ranking/places/draw")
@requires(ChoicePermission.SOLVE, of=mission_in_view)
def draw_places(mission: Subject) -> Response:
    done(lambda: services.ask_for_places(mission.id), _("The places are being drawn."))
    return redirect(url_for(".places", mission=mission.code))


@bp.post("/choices/ranking/places/stop")
@requires(ChoicePermission.SOLVE, of=mission_in_view)
def stop_drawing(mission: Subject) -> Response:
    job = services.places_job(mission.id)
    if job is not None and job.can_stop:
        done(lambda: queue.stop(job.id), _("The work will stop."))
    return redirect(url_for(".places", mission=mission.code))
