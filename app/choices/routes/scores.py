"""How one initiative does on each criterion."""

from __future__ import annotations

from flask import flash, redirect, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.choices import queries, services
from app.choices.forms import scores_form
from app.choices.policy import ChoicePermission
from app.choices.queries import scoring_subject
from app.choices.routes import bp
from app.missions.queries import evidence
from app.plumbing.access import requires
from app.plumbing.pages import render
from app.plumbing.policy import Subject
from app.plumbing.record import NOW


@bp.route("/choices/initiatives/<code>/scores", methods=["GET", "POST"])
@requires(ChoicePermission.SCORE, of=scoring_subject)
def score_initiative(initiative: Subject, code: str) -> tuple[str, int] | Response:
    (mission_id,) = initiative.missions
    criteria = queries.criteria(mission_id, at=NOW)
    present = queries.scores_of([initiative.id], mission_id, at=NOW).get(initiative.id, {})
    form = scores_form(criteria, present, evidence(mission_id, at=NOW))
    if form.submitted() and form.accepts(
        lambda: services.put_scores(mission_id, initiative.id, form.decisions(), version=form.version)
    ):
        flash(_("The scores are saved."), "success")
        return redirect(url_for(".ranking"))
    line = next(row for row in queries.initiative_lines(mission_id, at=NOW) if row.id == initiative.id)
    return render("choices/scores.html", form=form, initiative=line, criteria=criteria, scores=present)
