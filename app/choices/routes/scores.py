"""How one initiative does on each criterion: what each appraiser holds, and what they give together."""

from __future__ import annotations

from flask import flash, redirect, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.choices import queries, services
from app.choices.forms import ScoresForm, scores_form
from app.choices.policy import ChoicePermission
from app.choices.queries import opinion_subject, scoring_subject
from app.choices.routes import bp
from app.missions.queries import evidence
from app.people.queries import names_of
from app.plumbing.access import can, requires
from app.plumbing.asked import current_actor
from app.plumbing.forms import Form
from app.plumbing.pages import render
from app.plumbing.policy import Subject
from app.plumbing.record import NOW


@bp.route("/choices/initiatives/<code>/scores", methods=["GET", "POST"])
@requires(ChoicePermission.SCORE, of=scoring_subject)
def score_initiative(initiative: Subject, code: str) -> tuple[str, int] | Response:
    (mission_id,) = initiative.missions
    form = _form(initiative.id, mission_id)
    if form.submitted() and form.accepts(
        lambda: services.put_scores(
            mission_id, initiative.id, form.decisions(), evidence=form.resting(), version=form.version
        )
    ):
        flash(_("The scores are saved."), "success")
        return redirect(url_for(".ranking"))
    return _page(initiative, form)


@bp.route("/choices/initiatives/<code>/opinions/<int:opinion_id>/set-aside", methods=["POST"])
@requires(ChoicePermission.WEIGH, of=opinion_subject)
def set_opinion_aside(initiative: Subject, code: str, opinion_id: int) -> tuple[str, int] | Response:
    (mission_id,) = initiative.missions
    form = Form()
    if form.submitted() and form.accepts(
        lambda: services.withdraw_opinion(mission_id, initiative.id, opinion_id, version=form.version)
    ):
        flash(_("The appraiser’s score is set aside. The others give the score together."), "success")
        return redirect(url_for(".score_initiative", code=code))
    return _page(initiative, _form(initiative.id, mission_id), refused=form)


def _form(initiative_id: int, mission_id: int) -> ScoresForm:
    return scores_form(
        queries.criteria(mission_id, at=NOW),
        queries.scores_of([initiative_id], mission_id, at=NOW).get(initiative_id, {}),
        queries.opinions_of(initiative_id, mission_id, at=NOW),
        current_actor().person_id,
        evidence(mission_id, at=NOW),
    )


def _page(initiative: Subject, form: ScoresForm, *, refused: Form | None = None) -> tuple[str, int]:
    (mission_id,) = initiative.missions
    opinions = queries.opinions_of(initiative.id, mission_id, at=NOW)
    (line,) = queries.lines_of([initiative.id], at=NOW)
    if refused is not None:
        form.conflict, form.answer_code = refused.conflict, refused.answer_code
    return render(
        "choices/scores.html",
        form=form,
        initiative=line,
        criteria=form.rows,
        scores=queries.scores_of([initiative.id], mission_id, at=NOW).get(initiative.id, {}),
        opinions=opinions,
        names=names_of({row.person_id for rows in opinions.values() for row in rows}),
        me=current_actor().person_id,
        may_set_aside=can(ChoicePermission.WEIGH, initiative),
    )
