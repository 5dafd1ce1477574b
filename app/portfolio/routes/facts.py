"""Adding an initiative, and editing its facts, its plan, its estimates and its state."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from enum import StrEnum
from typing import Any

from flask import flash, redirect, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.missions.queries import visible_missions
from app.plumbing import clock
from app.plumbing.access import can, requires
from app.plumbing.formats import language
from app.plumbing.frame import current_mission, seen_of
from app.plumbing.pages import render
from app.plumbing.policy import Subject
from app.plumbing.record import NOW
from app.portfolio import services
from app.portfolio.forms import EstimatesForm, FactsForm, MoveForm, NewInitiativeForm, PlanForm
from app.portfolio.forms.base import InitiativeForm
from app.portfolio.models import Initiative
from app.portfolio.policy import InitiativePermission
from app.portfolio.queries import editing, initiative_subject
from app.portfolio.queries.editing import Opened
from app.portfolio.routes import bp
from app.portfolio.rules.codes import next_code
from app.portfolio.rules.life import State

Answer = Response | tuple[str, int]


@bp.route("/portfolio/initiatives/add", methods=["GET", "POST"])
@requires(InitiativePermission.ADD)
def add_initiative() -> Answer:
    missions = [
        mission
        for mission in visible_missions()
        if can(InitiativePermission.ADD, Subject(id=0, missions=frozenset({mission.id})))
    ]
    here = current_mission()
    about = Opened(
        id=0,
        code="",
        version=0,
        language=language(),
        state=State.PROPOSED,
        currency=here.currency if here else "NOK",
        missions=tuple(mission.id for mission in missions),
    )
    proposed = {
        "code": next_code("T", editing.codes(at=NOW), width=2),
        "mission_id": here.id if here else None,
        "language": language(),
    }
    form = NewInitiativeForm(about, proposed, [(mission.id, mission.name) for mission in missions])
    if form.submitted() and form.accepts(lambda: services.add_initiative(form.decision(), on=clock.today())):
        flash(_("The initiative has been added. Now say what it contributes to."), "success")
        return redirect(url_for("portfolio.initiative", code=form.decision().code))
    return render("portfolio/edit/form.html", form=form, heading=_("Add an initiative"), saves=_("Add the initiative"))


@bp.route("/portfolio/initiatives/<code>/facts", methods=["GET", "POST"])
@requires(InitiativePermission.EDIT, of=initiative_subject)
def edit_facts(subject: Subject, code: str) -> Answer:
    return _edited(subject, FactsForm, services.edit_facts, _("Edit the facts"), "what", _with_words)


@bp.route("/portfolio/initiatives/<code>/plan", methods=["GET", "POST"])
@requires(InitiativePermission.EDIT, of=initiative_subject)
def edit_plan(subject: Subject, code: str) -> Answer:
    return _edited(subject, PlanForm, services.edit_plan, _("Edit the plan"), "plan")


@bp.route("/portfolio/initiatives/<code>/estimates", methods=["GET", "POST"])
@requires(InitiativePermission.EDIT, of=initiative_subject)
def edit_estimates(subject: Subject, code: str) -> Answer:
    return _edited(subject, EstimatesForm, services.edit_estimates, _("Edit the estimates"), "estimates")


@bp.route("/portfolio/initiatives/<code>/state", methods=["GET", "POST"])
@requires(InitiativePermission.MOVE, of=initiative_subject)
def move_state(subject: Subject, code: str) -> Answer:
    about = opened(subject, InitiativePermission.MOVE)
    form = MoveForm(about.state)
    if form.submitted() and form.accepts(
        lambda: services.move_state(subject.id, form.move.data, note=form.note.data, version=form.version)
    ):
        return saved(subject)
    return render("portfolio/edit/state.html", form=form, subject=subject, about=about)


def _with_words(about: Opened, values: dict[str, Any]) -> dict[str, Any]:
    title, summary = editing.words_of(about.id, about.language, at=NOW)
    return {**values, "title": title, "summary": summary}


def _edited(
    subject: Subject,
    asks: type[InitiativeForm],
    deed: Callable[..., object],
    heading: str,
    anchor: str,
    completes: Callable[[Opened, dict[str, Any]], dict[str, Any]] = lambda about, values: values,
) -> Answer:
    about = opened(subject, InitiativePermission.EDIT)
    values = editing.values_of(Initiative, subject.id, at=NOW) or {}
    form = asks(about, completes(about, values))
    if form.submitted() and form.accepts(
        lambda: deed(subject.id, form.decision(), version=form.version, on=clock.today())
    ):
        return saved(subject, anchor)
    return render("portfolio/edit/form.html", form=form, subject=subject, about=about, heading=heading)


def opened(subject: Subject, permission: StrEnum) -> Opened:
    """The initiative as a form opens it, in those of its missions where the signed-in person may do this.

    Who may edit it because of one mission sees and changes nothing that it does in another.
    """
    about = editing.opened_for_editing(subject.id, at=NOW)
    mine = [
        mission
        for mission in about.missions
        if mission in seen_of(subject.missions) and can(permission, replace(subject, missions=frozenset({mission})))
    ]
    return replace(about, missions=tuple(mine))


def saved(subject: Subject, anchor: str | None = None) -> Response:
    """Thanks, and back to the initiative's page, where it was changed."""
    flash(_("Saved."), "success")
    return redirect(url_for("portfolio.initiative", code=subject.code, _anchor=anchor))
