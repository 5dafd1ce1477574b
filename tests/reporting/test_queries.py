"""Questions about rounds and reports: their shape, their order, their day and their price."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from flask import Flask

from app.missions.models import Mission
from app.missions.rules import Light
from app.plumbing import record
from app.plumbing.committer import unit_of_work
from app.plumbing.db import db
from app.plumbing.record import NOW
from app.portfolio.rules.life import State
from app.reporting import charts, queries, services
from app.reporting.models import ReportingRound
from app.reporting.rules import Act, Difference, ReportWords
from tests.portfolio.factories import a_report, an_initiative, named
from tests.reporting.factories import DAY, NOON, Story, a_planned_round, a_story
from tests.statements import statements

pytestmark = pytest.mark.db


@pytest.fixture
def story(app: Flask) -> Story:
    return a_story()


def round_(story: Story, code: str) -> queries.RoundRow:
    found = queries.round_at(story.mission, code, at=NOW)
    assert found is not None
    return found


def test_rounds_come_newest_first_with_what_was_given(story: Story) -> None:
    assert [(row.code, row.given, row.to_accept) for row in queries.counted_rounds(story.mission, at=NOW)] == [
        ("T3", 0, 0),
        ("T2", 2, 2),
    ]


def test_a_round_asks_those_in_a_state_that_reports(story: Story) -> None:
    with unit_of_work(by=None):
        mission = _mission(story)
        an_initiative(mission, "T2", state=State.PROPOSED)
        an_initiative(mission, "T1", state=State.ON_HOLD)
        named(Act.ROUND_EDIT, mission)
    ring = round_(story, "T3")
    lines = queries.lines(ring, queries.round_before(ring, at=NOW), at=NOW)
    assert [line.code for line in lines] == ["T1", "T10", "T11"]
    assert [line.owner for line in lines] == ["", "Eier", "En annen eier"]
    assert [line.light_before for line in lines] == [Light.NONE, Light.YELLOW, Light.GREEN]
    assert charts.counted(lines)[Light.NONE] == 3


def test_a_draft_is_seen_by_those_it_is_for(story: Story) -> None:
    with unit_of_work(by=story.owner):
        services.save_draft(story.open, story.t10, 0, ReportWords(overall="red"), typed={})
    ring = round_(story, "T3")
    for drafts_of, seen in ((None, True), ({story.t10}, True), ({story.t11}, False), (frozenset[int](), False)):
        lines = {line.code: line for line in queries.lines(ring, None, at=NOW, drafts_of=drafts_of)}
        assert (lines["T10"].state is not None) is seen
        assert lines["T10"].light is Light.NONE


def test_an_old_light_goes_stale_when_a_round_is_closed_without_a_report(story: Story) -> None:
    with unit_of_work(by=story.manager):
        services.close_round(story.open, 1)
    row = next(row for row in queries.confidence_by_initiative(story.mission, at=NOW) if row.code == "T10")
    assert row.owner is not None and row.owner.stale
    assert row.light is Light.NONE


def test_the_offices_rating_stands_beside_the_owners(story: Story) -> None:
    with unit_of_work(by=story.manager):
        services.assess(story.closed, story.t11, 0, overall="yellow", comment="", on=DAY)
    rows = {row.code: row for row in queries.confidence_by_initiative(story.mission, at=NOW)}
    assert rows["T11"].difference is Difference.WORSE
    assert rows["T10"].difference is None
    assert [row.code for row in queries.confidence_by_initiative(story.mission, at=NOW)] == ["T10", "T11"]


def test_an_earlier_day_shows_what_was_known_then(story: Story) -> None:
    with unit_of_work(by=story.owner, at=datetime(2030, 1, 1, tzinfo=UTC)):
        words = ReportWords(overall="red", comment="Stans")
        services.submit(story.open, story.t10, 0, words, now=NOON, on=DAY)
    with unit_of_work(by=story.manager, at=datetime(2030, 1, 3, tzinfo=UTC)):
        services.close_round(story.open, 1)
    before, between = record.at_day(date(2029, 12, 31)), record.at_day(date(2030, 1, 1))

    def light(at: record.At) -> Light:
        return next(row.light for row in queries.confidence_by_initiative(story.mission, at=at) if row.code == "T10")

    assert (light(before), light(between), light(NOW)) == (Light.YELLOW, Light.RED, Light.RED)
    then = queries.round_at(story.mission, "T3", at=between)
    assert then is not None and then.state == "open"
    page = queries.report_page(then, story.t10, at=before)
    assert page is not None and page.report is None and page.previous is not None


def test_a_person_owes_the_reports_of_what_is_entrusted_to_them(story: Story) -> None:
    for person, codes in ((story.owner, ["T10"]), (story.deputy, ["T10"]), (story.manager, [])):
        assert [row.code for row in queries.reports_owed(person, on=DAY)] == codes


def test_the_office_sees_rounds_to_open_and_to_follow(story: Story) -> None:
    with unit_of_work(by=None):
        named(Act.ROUND_ADD, a_planned_round(story.mission, "T4"))
    assert [row.code for row in queries.rounds_to_run({story.mission}, on=DAY)] == ["T3"]
    assert [row.code for row in queries.rounds_to_run(None, on=date(2026, 12, 20))] == ["T3", "T4"]
    assert queries.rounds_to_run(set(), on=DAY) == []


def test_the_price_does_not_grow_with_the_portfolio(story: Story) -> None:
    def prices() -> list[int]:
        ring = round_(story, "T3")
        asked = []
        for question in (
            lambda: queries.lines(ring, queries.round_before(ring, at=NOW), at=NOW),
            lambda: queries.confidence_by_initiative(story.mission, at=NOW),
            lambda: queries.report_page(ring, story.t10, at=NOW),
            lambda: queries.reports_owed(story.owner, on=DAY),
        ):
            with statements() as said:
                question()
            asked.append(len(said))
        return asked

    first = prices()
    with unit_of_work(by=None):
        mission = _mission(story)
        ring = db.session.get_one(ReportingRound, story.closed)
        for _ in range(8):
            a_report(ring, an_initiative(mission), Light.GREEN, mission)
        named(Act.ROUND_EDIT, mission)
    assert prices() == first
    assert first[1] == 1
    assert first[0] <= 9


def _mission(story: Story) -> Mission:
    return db.session.get_one(Mission, story.mission)
