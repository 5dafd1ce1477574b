"""What an alternative assumes: money, capacity, initiatives by hand, cover. One page for each."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import flash, redirect, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.choices import queries, services
from app.choices.forms import capacity_form, cover_form, money_form, picks_form
from app.choices.policy import ChoicePermission
from app.choices.queries import scenario_subject
from app.choices.routes import bp
from app.plumbing.access import requires
from app.plumbing.forms import Form
from app.plumbing.pages import render
from app.plumbing.policy import Subject
from app.plumbing.record import NOW


@bp.route("/choices/scenarios/<scenario_code>/money", methods=["GET", "POST"])
@requires(ChoicePermission.EDIT_SCENARIO, of=scenario_subject)
def scenario_money(subject: Subject, scenario_code: str) -> tuple[str, int] | Response:
    found = queries.assumed_of(subject, at=NOW)
    form = money_form(found, queries.funding_sources(at=NOW), queries.scheme_rules(at=NOW))
    return _saved(
        form,
        lambda: services.set_money(subject.id, form.terms(), version=form.version),
        "choices/scenario_money.html",
        found=found,
        needs=queries.needs_by_year(found, at=NOW),
    )


@bp.route("/choices/scenarios/<scenario_code>/capacity", methods=["GET", "POST"])
@requires(ChoicePermission.EDIT_SCENARIO, of=scenario_subject)
def scenario_capacity(subject: Subject, scenario_code: str) -> tuple[str, int] | Response:
    found = queries.assumed_of(subject, at=NOW)
    loads = queries.loads(found, at=NOW)
    form = capacity_form(found, [load.body for load in loads])
    return _saved(
        form,
        lambda: services.set_capacity(subject.id, form.person_weeks(), version=form.version),
        "choices/scenario_capacity.html",
        found=found,
        loads=loads,
    )


@bp.route("/choices/scenarios/<scenario_code>/picks", methods=["GET", "POST"])
@requires(ChoicePermission.EDIT_SCENARIO, of=scenario_subject)
def scenario_picks(subject: Subject, scenario_code: str) -> tuple[str, int] | Response:
    found = queries.assumed_of(subject, at=NOW)
    items = queries.choosable(found.head.mission_id, at=NOW)
    form = picks_form(found, items)
    return _saved(
        form,
        lambda: services.set_picks(subject.id, form.picks(), version=form.version),
        "choices/scenario_picks.html",
        found=found,
        items=items,
    )


@bp.route("/choices/scenarios/<scenario_code>/cover", methods=["GET", "POST"])
@requires(ChoicePermission.EDIT_SCENARIO, of=scenario_subject)
def scenario_cover(subject: Subject, scenario_code: str) -> tuple[str, int] | Response:
    found = queries.assumed_of(subject, at=NOW)
    areas = queries.areas(found.head.mission_id, at=NOW)
    form = cover_form(found, areas)
    return _saved(
        form,
        lambda: services.set_cover(subject.id, form.cover(), version=form.version),
        "choices/scenario_cover.html",
        found=found,
        areas=areas,
    )


def _saved(form: Form, deed: Callable[[], object], template: str, **values: Any) -> tuple[str, int] | Response:
    head = values["found"].head
    if form.submitted() and form.accepts(deed):
        flash(_("The alternative is saved."), "success")
        return redirect(url_for(".scenario", scenario_code=head.code))
    return render(template, form=form, version=head.version, **values)
