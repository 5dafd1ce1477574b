"""What the ranked list tells of robustness."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask

from app.analysis.robustness.enumerating import Standing
from app.choices import queries, services
from app.choices.rules.scenarios import SolutionKind
from app.choices.rules.weighing import Holding
from app.plumbing.committer import unit_of_work
from app.plumbing.record import NOW, At, head
from tests.choices.scenario_factories import a_scenario, a_small_mission, terms
from tests.statements import statements


@pytest.mark.db
def test_the_latest_shared_answer_is_told_until_something_it_rests_on_is_changed(
    app: Flask, work_off: Callable[[], int]
) -> None:
    small = a_small_mission()
    with unit_of_work(None):
        services.hold_to(small.mission, Holding.STATEMENTS, version=None)
    assert queries.robust_now(small.mission, at=NOW) is None
    scenario = a_scenario(small, {2027: 15, 2028: 11})
    with unit_of_work(small.person):
        services.ask_for_solution(scenario)
    work_off()
    then = At(deed=head(NOW)[0])
    told = queries.robust_now(small.mission, at=NOW)
    robust = queries.latest_solutions([scenario], at=NOW)[scenario][SolutionKind.ROBUST]
    with statements() as asked:
        queries.robust_now(small.mission, at=NOW)
    assert len(asked) <= 4
    assert told is not None
    assert told.scenario.id == scenario
    assert not told.moved_on
    said = robust.said["standing"]
    assert {code: each.standing for code, each in told.by_code.items()} == {
        code: Standing(placed["standing"]) for code, placed in said.items()
    }
    assert sum(told.count(standing) for standing in Standing) == len(said)
    with unit_of_work(None):
        services.set_money(scenario, {small.source: terms({2027: 30})}, version=None)
    now, before = queries.robust_now(small.mission, at=NOW), queries.robust_now(small.mission, at=then)
    assert now is not None and now.moved_on
    assert before is not None and not before.moved_on
