"""What the pages of a mission are told."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from flask import Flask
from flask_babel import force_locale

from app.missions import queries
from app.missions.models import Indicator, Mission, MissionText
from app.missions.rules import Coverage, Ground, Strength, Verdict
from app.plumbing.committer import unit_of_work
from app.plumbing.db import db, opened
from app.plumbing.record import NOW, at_day
from tests.missions.factories import a_measurement, a_mission, an_area, an_indicator, an_influence, named
from tests.statements import statements

pytestmark = pytest.mark.db


def test_a_mission_is_shown_in_the_language_of_the_page_where_it_has_words(app: Flask) -> None:
    with unit_of_work(None):
        mission = a_mission("barn")
        db.session.add(MissionText(mission_id=mission.id, language="nn", title="Oppdrag på nynorsk", summary="Alle."))
        named("mission:facts:add", mission)
        mission_id = mission.id
    with app.test_request_context(), force_locale("nn"):
        page = queries.mission_page(mission_id, at=NOW)
        assert page is not None
        assert (page.title, page.words_language) == ("Oppdrag på nynorsk", "nn")
    with app.test_request_context(), force_locale("en"):
        page = queries.mission_page(mission_id, at=NOW)
        assert page is not None
        assert (page.statement, page.words_language) == ("Alle skal få hjelp.", "nb")
        assert page.months_left(on=date(2032, 1, 1)) == 12


def test_areas_and_influences_come_in_the_areas_own_order(app: Flask) -> None:
    with unit_of_work(None):
        mission = a_mission()
        second, first = an_area(mission, "B", position=2), an_area(mission, "A", position=1)
        an_influence(second, first, Strength.STRONG)
        an_influence(first, second, Strength.WEAK)
        named("mission:facts:add", mission)
        mission_id = mission.id
    assert [row.code for row in queries.areas(mission_id, at=NOW)] == ["A", "B"]
    assert [(row.source_code, row.strength) for row in queries.influences(mission_id, at=NOW)] == [
        ("A", Strength.WEAK),
        ("B", Strength.STRONG),
    ]


def test_an_indicator_is_judged_by_its_newest_value_after_the_baseline(app: Flask) -> None:
    with unit_of_work(None):
        mission = a_mission()
        indicator = an_indicator(mission)
        a_measurement(indicator, 2026, "50", "47", "53")
        a_measurement(indicator, 2022, "31", "28", "34", baseline=True)
        a_measurement(indicator, 2024, "33", "30", "36")
        named("mission:facts:add", mission)
        mission_id, indicator_id = mission.id, indicator.id
    row = queries.indicators(mission_id, at=NOW)[0]
    assert row.baseline is not None
    assert row.latest is not None
    assert (row.baseline.value, row.latest.value, row.verdict, row.ground) == (
        Decimal(31), Decimal(50), Verdict.BETTER, Ground.APART,
    )  # fmt: skip
    assert [value.period.first.year for value in queries.measurements(indicator_id, at=NOW)] == [2022, 2024, 2026]


def test_a_value_of_another_method_says_why_it_cannot_be_compared(app: Flask) -> None:
    with unit_of_work(None):
        mission = a_mission()
        indicator = an_indicator(mission, coverage=Coverage.FULL_COUNT)
        a_measurement(indicator, 2022, "31", baseline=True)
        a_measurement(indicator, 2025, "50", series=2)
        named("mission:facts:add", mission)
        mission_id = mission.id
    row = queries.indicators(mission_id, at=NOW)[0]
    assert (row.verdict, row.ground) == (Verdict.CANNOT_TELL, Ground.METHOD_CHANGED)


def test_more_indicators_take_no_more_statements(app: Flask) -> None:
    with unit_of_work(None):
        mission = a_mission()
        for _ in range(3):
            a_measurement(an_indicator(mission), 2024, "1", "0", "2", baseline=True)
        named("mission:facts:add", mission)
        few = mission.id
    with unit_of_work(None):
        mission = a_mission()
        for _ in range(12):
            a_measurement(an_indicator(mission), 2024, "1", "0", "2", baseline=True)
        named("mission:facts:add", mission)
        many = mission.id
    with statements() as for_few:
        assert len(queries.indicators(few, at=NOW)) == 3
    with statements() as for_many:
        assert len(queries.indicators(many, at=NOW)) == 12
    assert len(for_few) == len(for_many) == 6


def test_an_earlier_day_shows_the_earlier_state(app: Flask) -> None:
    with unit_of_work(None, at=datetime(2024, 1, 10, tzinfo=UTC)):
        mission = a_mission()
        indicator = an_indicator(mission, target_value=Decimal(60))
        a_measurement(indicator, 2022, "31", "28", "34", baseline=True)
        named("mission:facts:add", mission)
        mission_id, indicator_id = mission.id, indicator.id
    with unit_of_work(None, at=datetime(2025, 3, 1, tzinfo=UTC)):
        indicator = opened(Indicator, indicator_id, 1)
        indicator.target_value = Decimal(80)
        a_measurement(indicator, 2024, "50", "47", "53")
        named("mission:indicator:edit", indicator)
    with unit_of_work(None, at=datetime(2025, 4, 1, tzinfo=UTC)):
        mission = opened(Mission, mission_id, 1)
        mission.target_date = date(2031, 12, 31)
        named("mission:facts:edit", mission)
    then = at_day(date(2024, 12, 31))
    old, new = queries.indicators(mission_id, at=then)[0], queries.indicators(mission_id, at=NOW)[0]
    assert (old.target_value, old.verdict, old.version) == (Decimal(60), Verdict.CANNOT_TELL, 1)
    assert (new.target_value, new.verdict, new.version) == (Decimal(80), Verdict.BETTER, 2)
    page = queries.mission_page(mission_id, at=then)
    assert page is not None
    assert page.target_date == date(2032, 12, 31)
    assert queries.mission_page(mission_id, at=at_day(date(2023, 1, 1))) is None
