"""What is measured to see whether the mission succeeds."""

from __future__ import annotations

from flask import abort, flash, redirect, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.missions import charts, queries, services
from app.missions.forms import IndicatorForm, MeasurementForm, NewIndicatorForm
from app.missions.policy import MissionPermission
from app.missions.routes import bp
from app.plumbing import clock
from app.plumbing.access import requires
from app.plumbing.asked import moment
from app.plumbing.formats import language
from app.plumbing.frame import enter_mission
from app.plumbing.pages import render
from app.plumbing.policy import Subject
from app.plumbing.provenance import Source
from app.plumbing.record import NOW


@bp.route("/missions/<slug>/indicators/<code>")
@requires(MissionPermission.VIEW, of=queries.indicator_subject)
def indicator(subject: Subject, slug: str, code: str) -> tuple[str, int]:
    enter_mission(slug)
    row = queries.indicator_at(subject.id, at=moment())
    if row is None:
        abort(404)
    values = queries.measurements(subject.id, at=moment())
    made_up = [value for value in values if value.origins.of("value").source is Source.ILLUSTRATIVE]
    return render(
        "missions/indicator.html",
        indicator=row,
        values=values,
        plot=charts.series(row, values),
        illustrative=bool(made_up),
        slug=slug,
        subject=subject,
        EDIT=MissionPermission.EDIT,
    )


@bp.route("/missions/<slug>/indicators/<code>/measurements/new", methods=["GET", "POST"])
@requires(MissionPermission.EDIT, of=queries.indicator_subject)
def add_measurement(subject: Subject, slug: str, code: str) -> tuple[str, int] | Response:
    row = queries.existing_indicator(subject.id, at=NOW)
    form = MeasurementForm(data={"baseline": row.baseline is None})
    if form.submitted() and form.accepts(
        lambda: services.add_measurement(subject.id, form.decision(), version=form.version, on=clock.today())
    ):
        flash(_("The measurement is saved."), "success")
        return redirect(url_for(".indicator", slug=slug, code=code))
    return render("missions/measurement.html", form=form, indicator=row, slug=slug)


@bp.route("/missions/<slug>/indicators/new", methods=["GET", "POST"])
@requires(MissionPermission.EDIT, of=queries.mission_subject)
def add_indicator(mission: Subject, slug: str) -> tuple[str, int] | Response:
    form = NewIndicatorForm(data={"language": language()})
    form.areas.offer((area.id, f"{area.code} {area.title}") for area in queries.areas(mission.id, at=NOW))
    if form.submitted() and form.accepts(lambda: services.add_indicator(mission.id, form.code.data, form.decision())):
        flash(_("The indicator is added. Measure its baseline next."), "success")
        return redirect(url_for(".indicator", slug=slug, code=form.code.data))
    return render("missions/indicator_form.html", form=form, slug=slug)


@bp.route("/missions/<slug>/indicators/<code>/edit", methods=["GET", "POST"])
@requires(MissionPermission.EDIT, of=queries.indicator_subject)
def edit_indicator(subject: Subject, slug: str, code: str) -> tuple[str, int] | Response:
    (mission_id,) = subject.missions
    areas = queries.areas(mission_id, at=NOW)
    row = queries.existing_indicator(subject.id, at=NOW)
    form = IndicatorForm(
        data={
            "language": row.words_language,
            "title": row.title,
            "summary": row.summary,
            "level": row.level,
            "unit": row.unit,
            "direction": row.direction,
            "coverage": row.coverage,
            "method": row.method,
            "target_value": row.target_value,
            "target_date": row.target_date,
            "months_between": row.months_between,
            "publication_lag_months": row.publication_lag_months,
            "areas": [area.id for area in areas if area.code in row.area_codes],
        }
    )
    form.areas.offer((area.id, f"{area.code} {area.title}") for area in areas)
    if form.submitted() and form.accepts(
        lambda: services.edit_indicator(subject.id, form.decision(), version=form.version)
    ):
        flash(_("The indicator is saved."), "success")
        return redirect(url_for(".indicator", slug=slug, code=code))
    return render("missions/indicator_form.html", form=form, indicator=row, slug=slug)
