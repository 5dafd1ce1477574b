"""What each sum of money buys: the job's answer against every portfolio, its page, its file, and older answers."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from itertools import combinations
from types import SimpleNamespace
from typing import Any, cast

import pytest
from flask import Flask
from sqlalchemy import select

from app.analysis.robustness.frontier import frontier
from app.analysis.selection.problem import cost, value, violations
from app.analysis.selection.solving import funded
from app.choices import jobs, queries, services
from app.choices.models import Scenario, Solution
from app.choices.queries import SolutionRow, ValueForMoney
from app.choices.queries.frontier import MOST_SHOWN
from app.choices.queries.posing import Posed
from app.choices.rules.scenarios import SolutionKind
from app.choices.services import solving
from app.people.rules import Role
from app.plumbing.committer import unit_of_work
from app.plumbing.db import db
from app.plumbing.queue import running
from app.plumbing.queue import services as queue
from app.plumbing.queue.queries import job
from app.plumbing.queue.rules import JobState
from app.plumbing.record import NOW
from tests.choices.scenario_factories import a_scenario, a_small_mission
from tests.walk import browser_of


def best_of(scenario: int) -> SolutionRow:
    return queries.latest_solutions([scenario], at=NOW)[scenario][SolutionKind.BEST]


def solve_a1() -> int:
    """Have the seed's first alternative solved; its id."""
    scenario = db.session.scalars(select(Scenario.id).where(Scenario.code == "A1")).one()
    with unit_of_work(None):
        number = services.ask_for_solution(scenario)
    running.perform(number)
    return scenario


def the_truth(posed: Posed) -> list[tuple[int, int]]:
    """The frontier by trying every portfolio."""
    one = posed.valued([posed.weights.proportion])
    sets = (frozenset(each) for size in range(len(one.items) + 1) for each in combinations(one.items, size))
    there = [each for each in sets if not violations(one, each) and funded(one, each) is not None]
    worth = {(cost(one, each), value(one, each)[0]) for each in there}
    return sorted(a for a in worth if not any(b != a and b[0] <= a[0] and b[1] >= a[1] for b in worth))


def test_the_frontier_that_is_kept_is_that_of_every_portfolio(app: Flask, work_off: Callable[[], int]) -> None:
    small = a_small_mission()
    scenario = a_scenario(small, {2027: 15, 2028: 11})
    with unit_of_work(small.person):
        services.ask_for_solution(scenario)
    work_off()
    posed = queries.posed(scenario, at=NOW)
    assert posed is not None
    truth = the_truth(posed)
    best = best_of(scenario)

    found = ValueForMoney.shaped(best)

    assert found is not None
    assert found.complete
    assert len(truth) > 2
    assert [point.cost_ore for point in found.points] == [price for price, _ in truth]
    assert [f"{point.value:.2f}" for point in found.points] == [solving.points(posed, worth) for _, worth in truth]
    codes = [item.code for item in posed.items]
    one = posed.valued([posed.weights.proportion])
    for point, (price, worth) in zip(found.points, truth, strict=True):
        chosen = frozenset(codes.index(code) for code in point.chosen or ())
        assert (cost(one, chosen), value(one, chosen)[0], len(chosen)) == (price, worth, point.size)
    # The last is what is chosen: all the money buys no more.
    assert found.points[-1].chosen == frozenset(best.said["chosen"])
    assert found.points[-1].cost_ore == best.said["cost_ore"]


def test_a_stop_on_the_frontier_keeps_the_best_and_says_that_it_is_not_all(
    app: Flask, work_off: Callable[[], int], monkeypatch: pytest.MonkeyPatch
) -> None:
    small = a_small_mission()
    scenario = a_scenario(small, {2027: 15, 2028: 11})
    with unit_of_work(small.person):
        number = services.ask_for_solution(scenario)

    def stopped_on_the_way(*given: Any, **named: Any) -> Any:
        with unit_of_work(None):
            queue.stop(number)
        monkeypatch.setattr(jobs, "BETWEEN", 0.0)
        return frontier(*given, **named)

    monkeypatch.setattr("app.choices.services.solving.frontier", stopped_on_the_way)
    work_off()

    assert job(number).state is JobState.STOPPED
    best = best_of(scenario)
    assert best.complete
    assert best.said["chosen"] == ["A", "B", "G"]
    assert not best.said["frontier_complete"]
    assert SolutionKind.ROBUST not in queries.latest_solutions([scenario], at=NOW)[scenario]


def kept(sums: list[dict[str, Any]], **said: Any) -> SolutionRow:
    return cast(SolutionRow, SimpleNamespace(said={"frontier": sums, **said}))


def test_hundreds_of_sums_are_all_kept_and_a_readable_choice_is_shown() -> None:
    bought = ValueForMoney.shaped(
        kept(
            [
                {"cost_ore": 10**8 * n, "value": f"{n * (1000 - n)}.00", "size": n, "in": [f"T{n}"], "out": []}
                for n in range(1, 301)
            ],
            frontier_complete=True,
        )
    )
    assert bought is not None
    shown = bought.shown

    assert len(bought.steps) == 300
    assert len(shown) == MOST_SHOWN
    assert (shown[0].point, shown[-1].point) == (bought.points[0], bought.points[-1])
    # What comes in is told against the row above, also over those that are left out.
    assert shown[1].comes_in == tuple(f"T{n}" for n in range(2, shown[1].point.size + 1))
    assert sum((step.more_ore or 0) for step in shown) == bought.points[-1].cost_ore - bought.points[0].cost_ore
    assert bought.steps[1].per_million == 2 * 998 - 999


def test_an_older_answer_of_a_few_sums_is_still_shown_and_never_called_all() -> None:
    found = ValueForMoney.shaped(
        kept([{"cost_ore": 0, "value": "10.00", "size": 1}, {"cost_ore": 10**8, "value": "40.50", "size": 3}])
    )
    assert found is not None
    assert not found.complete
    assert found.points[0].chosen is None
    assert found.shown[1].comes_in == ()
    assert ValueForMoney.shaped(kept([{"cost_ore": 0, "value": "10.00", "size": 1}])) is None


def test_the_page_tells_how_many_what_changes_and_gives_the_file(seeded_app: Flask) -> None:
    client = browser_of(seeded_app, Role.STEERING_GROUP)
    assert client.get("/choices/scenarios/A1/frontier/download").location == "/choices/scenarios/A1"
    scenario = solve_a1()
    best = best_of(scenario)
    page = client.get("/choices/scenarios/A1").get_data(as_text=True)
    many = len(best.said["frontier"])
    assert many > 30
    assert f"{many} porteføljer gir mest for det de koster" in page
    assert f"{MOST_SHOWN} av {many} summer" in page

    answer = client.get("/choices/scenarios/A1/frontier/download")

    assert answer.mimetype == "text/csv"
    rows = list(csv.reader(io.StringIO(answer.get_data(as_text=True).lstrip("\ufeff")), delimiter=";"))
    assert len(rows) == many + 1
    assert sorted(rows[-1][-1].split()) == sorted(best.said["chosen"])
    assert rows[-1][0].partition(",")[0] == str(best.said["cost_ore"] // 100)


def test_the_page_of_an_older_answer_stands(seeded_app: Flask) -> None:
    client = browser_of(seeded_app, Role.STEERING_GROUP)
    scenario = solve_a1()
    with unit_of_work(None):
        row = db.session.get_one(Solution, best_of(scenario).id)
        said = json.loads(row.answer)
        del said["frontier_complete"]
        said["frontier"] = [{key: each[key] for key in ("cost_ore", "value", "size")} for each in said["frontier"][:5]]
        row.answer = json.dumps(said)
    page = client.get("/choices/scenarios/A1").get_data(as_text=True)
    assert "5 porteføljer som gir mest for det de koster, er funnet, ikke alle" in page
