"""Deeds of missions. Run inside ``unit_of_work``."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import func, select

from app.missions.models import (
    Area,
    Indicator,
    IndicatorArea,
    IndicatorText,
    Influence,
    Measurement,
    Mission,
    MissionText,
)
from app.missions.rules import (
    Act,
    IndicatorDecision,
    MeasurementDecision,
    MissionDecision,
    Strength,
    check_measurement,
    check_mission_dates,
)
from app.plumbing.db import Historied, db, opened
from app.plumbing.provenance import entered
from app.plumbing.record import current_work
from app.plumbing.refusals import N_, NotThere, Refusal


def add_mission(slug: str, decision: MissionDecision, *, scale_id: int, currency: str) -> None:
    """A mission of its own, with its own areas, indicators, criteria and rounds."""
    check_mission_dates(decision.start_date, decision.target_date)
    if db.session.scalar(select(Mission.id).where(Mission.slug == slug)) is not None:
        raise Refusal(N_("There is a mission with this address already."), field="slug")
    row = Mission(
        slug=slug,
        currency=currency,
        language=decision.language,
        start_date=decision.start_date,
        target_date=decision.target_date,
        scale_id=scale_id,
    )
    db.session.add(row)
    db.session.flush()
    db.session.add(
        MissionText(mission_id=row.id, language=decision.language, title=decision.title, summary=decision.statement)
    )
    current_work().record(Act.MISSION_ADD, row, mission=row.id)


def edit_mission(mission_id: int, decision: MissionDecision, *, version: int | None) -> None:
    check_mission_dates(decision.start_date, decision.target_date)
    row = opened(Mission, mission_id, version)
    changed = _changed(row, {"start_date": decision.start_date, "target_date": decision.target_date})
    text = db.session.scalar(
        select(MissionText).where(MissionText.mission_id == row.id, MissionText.language == decision.language)
    ) or MissionText(mission_id=row.id, language=decision.language, title="", summary="")
    db.session.add(text)
    changed += _changed(text, {"title": decision.title, "summary": decision.statement})
    entered(row, changed)
    current_work().record(Act.MISSION_EDIT, row, mission=row.id)


def put_influence(
    mission_id: int,
    source_area_id: int,
    target_area_id: int,
    *,
    strength: Strength | None,
    mechanism: str,
    version: int | None,
) -> None:
    """Say how strongly one area acts on another, and how; no strength takes the influence away.

    The mission is the head: its problem model is one drawing.
    """
    mission = opened(Mission, mission_id, version)
    if source_area_id == target_area_id:
        raise Refusal(N_("An area does not influence itself. Choose two areas."), field="target_area_id")
    known = set(db.session.scalars(select(Area.id).where(Area.mission_id == mission_id)))
    if not {source_area_id, target_area_id} <= known:
        raise NotThere(N_("This no longer exists."))
    row = db.session.scalar(
        select(Influence).where(Influence.source_area_id == source_area_id, Influence.target_area_id == target_area_id)
    )
    if strength is None:
        if row is not None:
            db.session.delete(row)
    elif row is None:
        db.session.add(
            Influence(
                mission_id=mission_id,
                source_area_id=source_area_id,
                target_area_id=target_area_id,
                strength=strength,
                mechanism=mechanism,
            )
        )
    else:
        entered(row, _changed(row, {"strength": strength, "mechanism": mechanism}))
    current_work().record(Act.INFLUENCE_PUT, mission, mission=mission_id)


def add_indicator(mission_id: int, code: str, decision: IndicatorDecision) -> None:
    """A further indicator, last in the list; it has no baseline until one is measured."""
    same = select(Indicator.id).where(Indicator.mission_id == mission_id, func.lower(Indicator.code) == code.lower())
    if db.session.scalar(same) is not None:
        raise Refusal(N_("There is an indicator with the code %(code)s already."), field="code", code=code)
    last = db.session.scalar(select(func.max(Indicator.position)).where(Indicator.mission_id == mission_id))
    row = Indicator(
        mission_id=mission_id,
        code=code,
        position=(last or 0) + 1,
        language=decision.language,
        **_facts(decision),
    )
    db.session.add(row)
    db.session.flush()
    _put_words(row, decision)
    _tell_about(row, decision.area_ids)
    current_work().record(Act.INDICATOR_ADD, row, mission=mission_id)


def edit_indicator(indicator_id: int, decision: IndicatorDecision, *, version: int | None) -> None:
    row = opened(Indicator, indicator_id, version)
    changed = _changed(row, _facts(decision))
    changed += _put_words(row, decision)
    entered(row, changed)
    _tell_about(row, decision.area_ids)
    current_work().record(Act.INDICATOR_EDIT, row, mission=row.mission_id)


def add_measurement(indicator_id: int, decision: MeasurementDecision, *, version: int | None, on: date) -> None:
    """One more value of the indicator. A new method begins a new series; the old one is never bent to fit.

    ``on`` is today. A value chosen as baseline takes the place of the former one, which stays as a measurement.
    """
    row = opened(Indicator, indicator_id, version)
    check_measurement(decision, row.coverage, on=on)
    last = db.session.scalar(select(func.max(Measurement.series)).where(Measurement.indicator_id == row.id))
    series = (last or 0) + 1 if decision.new_method or last is None else last
    same = select(Measurement.id).where(
        Measurement.indicator_id == row.id, Measurement.period == decision.period.first, Measurement.series == series
    )
    if db.session.scalar(same) is not None:
        raise Refusal(N_("There is a value for this period already."), field="period")
    value = Measurement(
        indicator_id=row.id,
        period=decision.period.first,
        period_precision=decision.period.precision,
        published_on=decision.published_on,
        value=decision.value,
        low=decision.low,
        high=decision.high,
        sample_size=decision.sample_size,
        series=series,
        note=decision.note,
    )
    db.session.add(value)
    db.session.flush()
    if decision.baseline:
        row.baseline_id = value.id
    current_work().record(Act.MEASUREMENT_ADD, row, mission=row.mission_id)


def _changed(row: Historied, values: Mapping[str, Any]) -> list[str]:
    """Set the row's fields; which of them were something else."""
    different = [name for name, value in values.items() if getattr(row, name) != value]
    for name in different:
        setattr(row, name, values[name])
    return different


def _facts(decision: IndicatorDecision) -> dict[str, Any]:
    return {
        "level": decision.level,
        "direction": decision.direction,
        "coverage": decision.coverage,
        "unit": decision.unit,
        "method": decision.method,
        "target_value": decision.target_value,
        "target_date": decision.target_date,
        "months_between": decision.months_between,
        "publication_lag_months": decision.publication_lag_months,
    }


def _put_words(row: Indicator, decision: IndicatorDecision) -> list[str]:
    text = db.session.scalar(
        select(IndicatorText).where(IndicatorText.indicator_id == row.id, IndicatorText.language == decision.language)
    ) or IndicatorText(indicator_id=row.id, language=decision.language, title="", summary="")
    db.session.add(text)
    return _changed(text, {"title": decision.title, "summary": decision.summary})


def _tell_about(row: Indicator, area_ids: frozenset[int]) -> None:
    links = {
        link.area_id: link
        for link in db.session.scalars(select(IndicatorArea).where(IndicatorArea.indicator_id == row.id))
    }
    for area_id in links.keys() - area_ids:
        db.session.delete(links[area_id])
    for area_id in sorted(area_ids - links.keys()):
        db.session.add(IndicatorArea(mission_id=row.mission_id, indicator_id=row.id, area_id=area_id))
