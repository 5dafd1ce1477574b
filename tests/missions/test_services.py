"""Deeds of missions, on both databases."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.missions import queries, services
from app.missions.models import Measurement, StatusScale
from app.missions.rules import (
    Act,
    Coverage,
    Direction,
    GoalLevel,
    Ground,
    IndicatorDecision,
    MeasurementDecision,
    MissionDecision,
    Strength,
    Verdict,
)
from app.plumbing.committer import unit_of_work
from app.plumbing.db import db
from app.plumbing.periods import read
from app.plumbing.provenance import Source
from app.plumbing.record import NOW, Deed
from app.plumbing.refusals import Changed, NotThere, Refusal
from tests.missions.factories import a_measurement, a_mission, an_area, an_indicator, an_influence, named

pytestmark = pytest.mark.db

D = Decimal
TODAY = date(2026, 11, 22)


def last_act() -> str:
    return db.session.execute(select(Deed.act).order_by(Deed.number.desc()).limit(1)).scalar_one()


def measured(period: str, value: int, *, new_method: bool = False, baseline: bool = False) -> MeasurementDecision:
    return MeasurementDecision(
        period=read(period), published_on=None, value=D(value), low=D(value - 2), high=D(value + 2), sample_size=400,
        note="", new_method=new_method, baseline=baseline,
    )  # fmt: skip


def test_editing_a_mission_makes_only_the_changed_fields_the_offices_own(app: Flask) -> None:
    with unit_of_work(None):
        mission = a_mission(source=Source.PUBLISHED)
        named("mission:facts:add", mission)
        mission_id = mission.id
    page = queries.existing_mission(mission_id, at=NOW)
    decision = MissionDecision("Nytt navn", page.statement, "nb", None, page.target_date)
    with unit_of_work(None):
        services.edit_mission(mission_id, decision, version=1)
    page = queries.existing_mission(mission_id, at=NOW)
    assert (page.title, page.version) == ("Nytt navn", 2)
    assert page.origins.of("title").source is Source.ENTERED
    assert page.origins.of("summary").source is Source.PUBLISHED
    with pytest.raises(Changed), unit_of_work(None):
        services.edit_mission(mission_id, decision, version=1)


def test_a_mission_is_added_once_for_each_address(app: Flask) -> None:
    with unit_of_work(None):
        named("mission:facts:add", a_mission("barn"))
    scale_id = db.session.scalar(select(func.min(StatusScale.id))) or 0
    decision = MissionDecision("Ny", "", "nb", None, date(2032, 12, 31))
    with pytest.raises(Refusal) as refused, unit_of_work(None):
        services.add_mission("barn", decision, scale_id=scale_id, currency="NOK")
    assert refused.value.field == "slug"
    with unit_of_work(None):
        services.add_mission("unge", decision, scale_id=scale_id, currency="GBP")
    found = queries.mission_subject("unge")
    assert found is not None
    assert queries.existing_mission(found.id, at=NOW).currency == "GBP"


def test_an_influence_is_put_changed_and_taken_away_under_the_missions_version(app: Flask) -> None:
    with unit_of_work(None):
        mission, other = a_mission(), a_mission()
        first, second, foreign = an_area(mission), an_area(mission), an_area(other)
        an_influence(second, first)
        named("mission:facts:add", mission)
        mission_id, first_id, second_id, foreign_id = mission.id, first.id, second.id, foreign.id
    with unit_of_work(None):
        services.put_influence(mission_id, first_id, second_id, strength=Strength.STRONG, mechanism="slik", version=1)
    assert last_act() == Act.INFLUENCE_PUT
    with unit_of_work(None):
        services.put_influence(mission_id, second_id, first_id, strength=None, mechanism="", version=2)
    assert [(row.source_id, row.strength) for row in queries.influences(mission_id, at=NOW)] == [
        (first_id, Strength.STRONG)
    ]
    with pytest.raises(Refusal), unit_of_work(None):
        services.put_influence(mission_id, first_id, first_id, strength=Strength.WEAK, mechanism="", version=3)
    with pytest.raises(NotThere), unit_of_work(None):
        services.put_influence(mission_id, first_id, foreign_id, strength=Strength.WEAK, mechanism="", version=3)


def test_measurements_of_a_new_method_begin_a_new_series(app: Flask) -> None:
    with unit_of_work(None):
        indicator = an_indicator(a_mission())
        a_measurement(indicator, 2022, "31", "29", "33", baseline=True)
        named("mission:indicator:add", indicator)
        indicator_id = indicator.id
    with unit_of_work(None):
        services.add_measurement(indicator_id, measured("2024", 40), version=1, on=TODAY)
    assert queries.existing_indicator(indicator_id, at=NOW).verdict is Verdict.BETTER
    with pytest.raises(Refusal) as refused, unit_of_work(None):
        services.add_measurement(indicator_id, measured("2024", 41), version=2, on=TODAY)
    assert refused.value.field == "period"
    with unit_of_work(None):
        services.add_measurement(indicator_id, measured("2025", 50, new_method=True), version=2, on=TODAY)
    row = queries.existing_indicator(indicator_id, at=NOW)
    assert (row.verdict, row.ground, row.version) == (Verdict.CANNOT_TELL, Ground.METHOD_CHANGED, 3)
    with unit_of_work(None):
        services.add_measurement(indicator_id, measured("2026", 51, baseline=True), version=3, on=TODAY)
    row = queries.existing_indicator(indicator_id, at=NOW)
    assert row.baseline is not None
    assert (row.baseline.series, row.baseline.value, row.ground) == (2, D(51), Ground.NO_LATER_VALUE)


def test_a_small_cell_never_reaches_the_database(app: Flask) -> None:
    with unit_of_work(None):
        indicator = an_indicator(a_mission())
        named("mission:indicator:add", indicator)
        indicator_id = indicator.id
    small = MeasurementDecision(read("2025"), None, D(1), None, None, 4, "", new_method=False, baseline=True)
    with pytest.raises(Refusal), unit_of_work(None):
        services.add_measurement(indicator_id, small, version=1, on=TODAY)
    assert db.session.scalar(select(func.count()).select_from(Measurement)) == 0


def test_an_indicator_is_added_last_and_edited_with_its_areas(app: Flask) -> None:
    with unit_of_work(None):
        mission = a_mission()
        first, second = an_area(mission, "1A"), an_area(mission, "1B")
        an_indicator(mission, "I01", position=1)
        named("mission:facts:add", mission)
        mission_id, first_id, second_id = mission.id, first.id, second.id

    def decision(*areas: int) -> IndicatorDecision:
        return IndicatorDecision(
            title="Søknader", summary="", language="nb", level=GoalLevel.EFFECT, direction=Direction.DOWN,
            coverage=Coverage.FULL_COUNT, unit="antall/år", method="", target_value=D(6), target_date=None,
            months_between=12, publication_lag_months=3, area_ids=frozenset(areas),
        )  # fmt: skip

    with unit_of_work(None):
        services.add_indicator(mission_id, "I02", decision(first_id))
    row = queries.indicators(mission_id, at=NOW)[-1]
    assert (row.code, row.area_codes, row.ground) == ("I02", ("1A",), Ground.NO_BASELINE)
    with unit_of_work(None):
        services.edit_indicator(row.id, decision(second_id), version=1)
    assert queries.existing_indicator(row.id, at=NOW).area_codes == ("1B",)
    with pytest.raises(Refusal) as refused, unit_of_work(None):
        services.add_indicator(mission_id, "i02", decision())
    assert refused.value.field == "code"
