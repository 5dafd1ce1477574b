"""How the challenge areas make one tangle."""

from __future__ import annotations

from flask import abort, flash, redirect, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.analysis.loops import leverage, loops
from app.missions import charts, queries, services
from app.missions.charts.problem_model import WEIGHT
from app.missions.forms import InfluenceForm, NewInfluenceForm
from app.missions.policy import MissionPermission
from app.missions.routes import bp
from app.plumbing.access import requires
from app.plumbing.asked import moment
from app.plumbing.frame import enter_mission
from app.plumbing.pages import render
from app.plumbing.policy import Subject
from app.plumbing.provenance import Source
from app.plumbing.record import NOW

SHOWN_LOOPS = 12


@bp.route("/missions/<slug>/problem-model")
@requires(MissionPermission.VIEW, of=queries.mission_subject)
def problem_model(mission: Subject, slug: str) -> tuple[str, int]:
    enter_mission(slug)
    areas = queries.areas(mission.id, at=moment())
    rows = queries.influences(mission.id, at=moment())
    edges = {(row.source_code, row.target_code): WEIGHT[row.strength] for row in rows}
    found = loops(edges)
    return render(
        "missions/problem_model.html",
        page=queries.existing_mission(mission.id, at=moment()),
        areas=areas,
        area_by_code={area.code: area for area in areas},
        influences=rows,
        drawing=charts.drawn(areas, rows),
        loops=found[:SHOWN_LOOPS],
        loop_count=len(found),
        strengths={weight: strength for strength, weight in WEIGHT.items()},
        leverage=leverage(edges),
        illustrative=bool(rows) and all(row.origins.of("strength").source is Source.ILLUSTRATIVE for row in rows),
        subject=mission,
        EDIT=MissionPermission.EDIT,
    )


@bp.route("/missions/<slug>/influences/new", methods=["GET", "POST"])
@requires(MissionPermission.EDIT, of=queries.mission_subject)
def add_influence(mission: Subject, slug: str) -> tuple[str, int] | Response:
    form = NewInfluenceForm()
    areas = [(area.id, f"{area.code} {area.title}") for area in queries.areas(mission.id, at=NOW)]
    form.source_area_id.offer(areas)
    form.target_area_id.offer(areas)
    if form.submitted() and form.accepts(
        lambda: services.put_influence(
            mission.id,
            form.source_area_id.data,
            form.target_area_id.data,
            strength=form.strength.data,
            mechanism=form.mechanism.data,
            version=form.version,
        )
    ):
        flash(_("The influence is saved."), "success")
        return redirect(url_for(".problem_model", slug=slug))
    return render("missions/influence.html", form=form, page=queries.existing_mission(mission.id, at=NOW))


@bp.route("/missions/<slug>/influences/<source>/<target>/edit", methods=["GET", "POST"])
@requires(MissionPermission.EDIT, of=queries.influence_subject)
def edit_influence(mission: Subject, slug: str, source: str, target: str) -> tuple[str, int] | Response:
    row = next(
        (
            row
            for row in queries.influences(mission.id, at=NOW)
            if (row.source_code, row.target_code) == (source, target)
        ),
        None,
    )
    if row is None:
        abort(404)
    form = InfluenceForm(data={"strength": row.strength, "mechanism": row.mechanism})
    if form.submitted() and form.accepts(
        lambda: services.put_influence(
            mission.id,
            row.source_id,
            row.target_id,
            strength=form.strength.data,
            mechanism=form.mechanism.data,
            version=form.version,
        )
    ):
        flash(_("The influence is saved."), "success")
        return redirect(url_for(".problem_model", slug=slug))
    return render(
        "missions/influence.html", form=form, influence=row, page=queries.existing_mission(mission.id, at=NOW)
    )
