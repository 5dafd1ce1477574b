"""What initiatives are held against."""

from __future__ import annotations

from flask import flash, redirect, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.choices import queries, services
from app.choices.forms import CriterionForm, NewCriterionForm
from app.choices.forms.preset import health
from app.choices.policy import ChoicePermission
from app.choices.queries import criterion_subject, mission_in_view
from app.choices.queries import weights as weighing
from app.choices.routes import bp
from app.missions.queries import mission_page
from app.plumbing.access import requires
from app.plumbing.asked import moment
from app.plumbing.formats import language
from app.plumbing.forms import Form
from app.plumbing.frame import enter_mission
from app.plumbing.pages import render
from app.plumbing.policy import Subject
from app.plumbing.record import NOW


@bp.route("/choices/criteria")
@requires(ChoicePermission.VIEW, of=mission_in_view)
def criteria(mission: Subject) -> tuple[str, int]:
    return _page(mission)


def _page(mission: Subject, form: Form | None = None) -> tuple[str, int]:
    enter_mission(mission.code)
    at = moment()
    held, page = weighing.of_mission(mission.id, at=at), mission_page(mission.id, at=at)
    return render(
        "choices/criteria.html",
        form=form,
        weighed_mission=mission,
        mission_version=page.version if page else None,
        criteria=held.criteria,
        held=held,
        WEIGH=ChoicePermission.WEIGH,
    )


@bp.route("/choices/criteria/preset", methods=["POST"])
@requires(ChoicePermission.WEIGH, of=mission_in_view)
def add_preset(mission: Subject) -> tuple[str, int] | Response:
    """The six criteria of Norwegian health care, for a mission without any."""
    form = Form()
    if form.submitted() and form.accepts(lambda: services.add_criteria(mission.id, health(), version=form.version)):
        flash(_("Six criteria are added. Read what each level means, and edit what does not fit."), "success")
        return redirect(url_for(".criteria", mission=mission.code))
    return _page(mission, form)


@bp.route("/choices/criteria/new", methods=["GET", "POST"])
@requires(ChoicePermission.WEIGH, of=mission_in_view)
def add_criterion(mission: Subject) -> tuple[str, int] | Response:
    form = NewCriterionForm(data={"language": language()})
    if form.submitted() and form.accepts(
        lambda: services.add_criterion(mission.id, form.code.data, form.points(), form.decision(), version=form.version)
    ):
        flash(_("The criterion is added. Initiatives without a score on it are not ranked until they have one."))
        return redirect(url_for(".criteria", mission=mission.code))
    page = mission_page(mission.id, at=NOW)
    return render("choices/criterion.html", form=form, weighed_mission=mission, version=page.version if page else None)


@bp.route("/choices/criteria/<criterion_code>/edit", methods=["GET", "POST"])
@requires(ChoicePermission.WEIGH, of=criterion_subject)
def edit_criterion(criterion: Subject, criterion_code: str) -> tuple[str, int] | Response:
    (mission_id,) = criterion.missions
    row = next(row for row in queries.criteria(mission_id, at=NOW) if row.id == criterion.id)
    form = CriterionForm(
        data={
            "language": row.words_language,
            "title": row.title,
            "definition": row.definition,
            **{f"level_{level.score}": level.described for level in row.levels},
        }
    )
    if form.submitted() and form.accepts(
        lambda: services.edit_criterion(criterion.id, form.decision(), version=form.version)
    ):
        flash(_("The criterion is saved."), "success")
        return redirect(url_for(".criteria"))
    return render("choices/criterion.html", form=form, criterion=row, version=row.version)
