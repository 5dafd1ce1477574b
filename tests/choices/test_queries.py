"""The ranking as pages are told it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from flask import Flask

from app.choices import queries, services
from app.plumbing.committer import unit_of_work
from app.plumbing.provenance import Source
from app.plumbing.record import NOW, at_day
from tests.choices.factories import a_criterion, a_score
from tests.portfolio.factories import a_mission, an_initiative, named, some_evidence
from tests.statements import statements

pytestmark = pytest.mark.db

D = Decimal


def test_the_ranking_tells_value_parts_place_and_why(app: Flask) -> None:
    with unit_of_work(None):
        mission = a_mission()
        benefit, cost = a_criterion(mission, "NYTTE", 30), a_criterion(mission, "KOST", 10)
        best, next_best = an_initiative(mission, "T2", build_likely_ore=100), an_initiative(mission, "T1")
        a_score(best, benefit, 80, spread=10, rests_on=some_evidence(mission))
        a_score(best, cost, 40)
        a_score(next_best, benefit, 60, spread=20)
        a_score(next_best, cost, 60)
        named("mission:facts:add", mission)
        mission_id = mission.id
    found = queries.ranked(mission_id, at=NOW)
    first, second = found.rows
    assert [row.initiative.code for row in found.rows] == ["T2", "T1"]
    assert (first.low, first.likely, first.high) == (D("62.5"), D(70), D("77.5"))
    assert [(part.criterion.code, part.points) for part in first.parts] == [("NYTTE", D(60)), ("KOST", D(10))]
    assert (first.rank, first.best, first.worst) == (1, 1, 2)
    assert first.judgement_only == 1
    assert first.before is not None
    assert first.before is second.after
    assert first.before.lead == D(10)
    assert [(part.criterion.code, part.points) for part in first.before.gains] == [("NYTTE", D(15))]
    assert [(part.criterion.code, part.points) for part in first.before.losses] == [("KOST", D(-5))]
    assert not first.before.certain
    assert not found.illustrative


def test_weights_can_be_tried_without_saving(app: Flask) -> None:
    with unit_of_work(None):
        mission = a_mission()
        benefit, cost = a_criterion(mission, weight=30), a_criterion(mission, weight=10)
        one, other = an_initiative(mission, "T1"), an_initiative(mission, "T2")
        for initiative, first, second in ((one, 80, 10), (other, 20, 90)):
            a_score(initiative, benefit, first)
            a_score(initiative, cost, second)
        named("mission:facts:add", mission)
        mission_id, benefit_id, cost_id = mission.id, benefit.id, cost.id
    tried = queries.ranked(mission_id, at=NOW, weights={benefit_id: D(1), cost_id: D(9)})
    assert [row.initiative.code for row in tried.rows] == ["T2", "T1"]
    assert [row.initiative.code for row in queries.ranked(mission_id, at=NOW).rows] == ["T1", "T2"]
    assert queries.ranked(mission_id, at=NOW, weights={benefit_id: D(0), cost_id: D(0)}).shares == {}


def test_an_initiative_without_a_score_that_counts_is_listed_apart(app: Flask) -> None:
    with unit_of_work(None):
        mission = a_mission()
        benefit, idle = a_criterion(mission, "NYTTE", 30), a_criterion(mission, "LOV", 0)
        scored = an_initiative(mission, "T1")
        an_initiative(mission, "T2")
        a_score(scored, benefit, 50, source=Source.ILLUSTRATIVE)
        named("mission:facts:add", mission)
        mission_id, idle_id = mission.id, idle.id
    found = queries.ranked(mission_id, at=NOW)
    assert [row.initiative.code for row in found.rows] == ["T1"]
    assert found.illustrative
    assert [(i.initiative.code, [c.code for c in i.missing]) for i in found.incomplete] == [("T2", ["NYTTE"])]
    with_idle = queries.ranked(mission_id, at=NOW, weights={idle_id: D(5)})
    assert with_idle.rows == ()
    assert [c.code for c in with_idle.incomplete[0].missing] == ["LOV"]


def test_more_initiatives_take_no_more_statements(app: Flask) -> None:
    counts = []
    for size in (2, 9):
        with unit_of_work(None):
            mission = a_mission()
            measures = [a_criterion(mission) for _ in range(size)]
            for _ in range(size):
                initiative = an_initiative(mission)
                for criterion in measures:
                    a_score(initiative, criterion, 50, rests_on=some_evidence(mission))
            named("mission:facts:add", mission)
            mission_id = mission.id
        with statements() as said:
            assert len(queries.ranked(mission_id, at=NOW).rows) == size
        counts.append(len(said))
    assert counts[0] == counts[1] <= 16


def test_an_earlier_day_ranks_by_the_weights_of_that_day(app: Flask) -> None:
    with unit_of_work(None, at=datetime(2025, 1, 10, tzinfo=UTC)):
        mission = a_mission()
        benefit, cost = a_criterion(mission, weight=30), a_criterion(mission, weight=10)
        for code, first, second in (("T1", 80, 10), ("T2", 20, 90)):
            initiative = an_initiative(mission, code)
            a_score(initiative, benefit, first)
            a_score(initiative, cost, second)
        named("mission:facts:add", mission)
        mission_id, benefit_id = mission.id, benefit.id
    with unit_of_work(None, at=datetime(2025, 6, 1, tzinfo=UTC)):
        services.set_weights(mission_id, {benefit_id: D(1)}, version=1)
    assert [row.initiative.code for row in queries.ranked(mission_id, at=NOW).rows] == ["T2", "T1"]
    earlier = queries.ranked(mission_id, at=at_day(date(2025, 3, 1)))
    assert [row.initiative.code for row in earlier.rows] == ["T1", "T2"]
