"""For how large a part of the weights each portfolio is the best: by hand, on the page, in older answers."""

from __future__ import annotations

import json
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any, cast

import pytest
from flask import Flask
from sqlalchemy import select

from app.choices import queries, services
from app.choices.models import Scenario, Solution
from app.choices.queries import Portfolios, SolutionRow
from app.choices.queries.portfolios import MOST_SHOWN
from app.choices.rules.scenarios import SolutionKind
from app.choices.rules.weighing import Holding
from app.people.rules import Role
from app.plumbing.committer import unit_of_work
from app.plumbing.db import db
from app.plumbing.queue import running
from app.plumbing.record import NOW
from tests.choices.scenario_factories import a_scenario, a_small_mission
from tests.walk import browser_of


def test_shares_are_those_of_the_weights(app: Flask, work_off: Callable[[], int]) -> None:
    """A and B together score 120 and 80, C 60 and 90: the pair is best where N has more than 1/7 of the weight."""
    small = a_small_mission()
    with unit_of_work(None):
        services.hold_to(small.mission, Holding.STATEMENTS, version=None)
    scenario = a_scenario(small, {2027: 14, 2028: 11})
    with unit_of_work(small.person):
        services.ask_for_solution(scenario)
    work_off()
    own = queries.latest_solutions([scenario], at=NOW)[scenario]
    found = Portfolios.shaped(own[SolutionKind.BEST], own[SolutionKind.ROBUST])
    assert found is not None
    assert found.complete
    assert found.margin is not None
    assert found.chosen == found.rows[0]
    assert found.chosen.share == pytest.approx(6 / 7, abs=found.margin)
    (other,) = found.rows[1:]
    assert (other.comes_in, other.goes_out) == (("C",), ("A", "B"))
    assert other.share == pytest.approx(1 / 7, abs=found.margin)


def row_of(**said: Any) -> SolutionRow:
    return cast(SolutionRow, SimpleNamespace(said=said, complete=said.pop("complete", True)))


def test_the_chosen_one_comes_first_then_those_best_for_most() -> None:
    many = 20
    robust = row_of(
        portfolios=[[f"T{n}"] for n in range(many)],
        sums=[[100 * n] for n in range(many)],
        costs_ore=list(range(many)),
        weights=[1],
        best_for=list(range(many)),
        draws=190,
        complete=False,
    )
    found = Portfolios.shaped(row_of(chosen=["T3"]), robust)
    assert found is not None
    assert (found.total, len(found.rows), found.complete) == (many, MOST_SHOWN, False)
    assert [row.cost_ore for row in found.rows] == [3, *range(19, 19 - MOST_SHOWN + 1, -1)]
    assert found.rows[0].chosen
    assert found.rows[1].share == 19 / 190
    assert Portfolios.shaped(row_of(chosen=["T3"]), row_of(portfolios=[["T3"]])) is None


def test_the_page_tells_the_share_and_an_older_answer_is_shown_without(seeded_app: Flask) -> None:
    client = browser_of(seeded_app, Role.STEERING_GROUP)
    scenario = db.session.scalars(select(Scenario.id).where(Scenario.code == "A1")).one()
    with unit_of_work(None):
        number = services.ask_for_solution(scenario)
    running.perform(number)
    robust = queries.latest_solutions([scenario], at=NOW)[scenario][SolutionKind.ROBUST]
    assert sum(robust.said["best_for"]) == robust.said["draws"] == 10_000
    page = client.get("/choices/scenarios/A1").get_data(as_text=True)
    assert "Det som er valgt, er best for" in page
    with unit_of_work(None):
        row = db.session.get_one(Solution, robust.id)
        said = json.loads(row.answer)
        del said["best_for"], said["draws"]
        row.answer = json.dumps(said)
    page = client.get("/choices/scenarios/A1").get_data(as_text=True)
    assert "Porteføljer som kan være best" in page
    assert "Det som er valgt, er best for" not in page
