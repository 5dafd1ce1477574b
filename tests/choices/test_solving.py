"""Solving as a job: whole answers, what is kept when it is stopped or killed, and what clashes."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from fractions import Fraction
from itertools import combinations

import pytest
from flask import Flask
from sqlalchemy import select

from app.analysis.robustness.enumerating import Progress
from app.analysis.selection.problem import value, violations
from app.analysis.selection.solving import funded
from app.choices import jobs, queries, services
from app.choices.models import Solution
from app.choices.queries.outcome import Outcome
from app.choices.queries.posing import Posed
from app.choices.rules.scenarios import CoverAsked, Pick, Picked, SolutionKind
from app.choices.rules.weighing import Holding
from app.choices.services import robust, solving
from app.missions.rules import Strength
from app.plumbing.committer import unit_of_work
from app.plumbing.db import db
from app.plumbing.queue import running
from app.plumbing.queue import services as queue
from app.plumbing.queue.queries import job
from app.plumbing.queue.rules import JobState
from app.plumbing.record import NOW
from tests.choices.scenario_factories import MILLION, Small, a_scenario, a_small_mission, terms
from tests.servers import eventually


def solved(scenario: int) -> dict[SolutionKind, queries.SolutionRow]:
    return queries.latest_solutions([scenario], at=NOW).get(scenario, {})


def outcome_of(small: Small, scenario: int) -> Outcome:
    own = solved(scenario)
    found = queries.assumed(scenario, at=NOW)
    assert found is not None
    there, areas = queries.candidates(small.mission, at=NOW), queries.areas(small.mission, at=NOW)
    shaped = Outcome.shaped(found, own[SolutionKind.BEST], own[SolutionKind.ROBUST], there, areas)
    assert shaped is not None
    return shaped


def by_hand(posed: Posed) -> int:
    """The most that any portfolio is worth, by trying all."""
    one = posed.valued([posed.weights.proportion])
    sets = (frozenset(each) for size in range(len(one.items) + 1) for each in combinations(one.items, size))
    return max(value(one, each)[0] for each in sets if not violations(one, each) and funded(one, each) is not None)


def test_a_solution_is_the_best_there_is_with_its_money_and_its_reasons(
    app: Flask, work_off: Callable[[], int]
) -> None:
    small = a_small_mission()
    scenario = a_scenario(small, {2027: 15, 2028: 11})
    with unit_of_work(small.person):
        services.ask_for_solution(scenario)
    assert work_off() == 1
    own = solved(scenario)
    posed = queries.posed(scenario, at=NOW)
    assert posed is not None
    assert own[SolutionKind.BEST].complete
    assert own[SolutionKind.BEST].fingerprint == own[SolutionKind.ROBUST].fingerprint == posed.fingerprint
    assert own[SolutionKind.BEST].said["objective"] == by_hand(posed)
    assert own[SolutionKind.BEST].said["chosen"] == ["A", "B", "G"]
    shaped = outcome_of(small, scenario)
    assert shaped.value == (3 * (40 + 80 + 50) + (40 + 40 + 50)) / 4
    # 10 of 11 million in 2028 build B, and one is left of the two that running it takes.
    assert [(row.item.code, row.run_missing_ore) for row in shaped.built_not_run] == [("B", MILLION)]
    why = {row.item.code: row.otherwise for row in shaped.items}
    assert why["C"] is not None
    assert why["C"].dropped == ("A", "B")
    assert why["C"].lost == shaped.value - Fraction(3 * 110 + 140, 4)
    assert why["G"] is None


def test_what_is_found_for_other_weights_and_which_order_settles_it(app: Flask, work_off: Callable[[], int]) -> None:
    small = a_small_mission()
    with unit_of_work(None):
        services.hold_to(small.mission, Holding.STATEMENTS, version=None)
    scenario = a_scenario(small, {2027: 14})
    with unit_of_work(None):
        services.set_picks(scenario, {small.initiatives["B"]: Picked(Pick.OUT)}, version=None)
    with unit_of_work(small.person):
        services.ask_for_solution(scenario)
    work_off()
    robust = solved(scenario)[SolutionKind.ROBUST]
    assert robust.complete
    # C beats A on both criteria, so it is in whatever the weights; only one of them can be paid.
    assert robust.said["portfolios"] == [["C", "G"]]
    assert robust.said["standing"]["C"] == {"standing": "core", "inside": 1, "of": 1, "certain": True}
    assert robust.said["standing"]["A"]["standing"] == "exterior"


def test_demands_that_clash_are_told_with_what_each_must_give(app: Flask, work_off: Callable[[], int]) -> None:
    small = a_small_mission()
    scenario = a_scenario(small, {2027: 5})
    with unit_of_work(None):
        services.set_cover(scenario, {small.areas["X"]: CoverAsked(1, Strength.WEAK)}, version=None)
    with unit_of_work(small.person):
        services.ask_for_solution(scenario)
    work_off()
    own = solved(scenario)
    assert SolutionKind.ROBUST not in own
    said = {each["name"]: each["gives"] for each in own[SolutionKind.BEST].said["clashes"]}
    # G goes on with 2 million and A, the only one that covers X, takes 10: 7 more than there is.
    assert said["budget:KILDE:2027"] == 7 * MILLION
    assert said["cover:X"] == 1


def test_a_stop_keeps_what_was_found_and_says_that_it_is_not_all(
    app: Flask, work_off: Callable[[], int], monkeypatch: pytest.MonkeyPatch
) -> None:
    small = a_small_mission()
    scenario = a_scenario(small, {2027: 15, 2028: 11})
    with unit_of_work(small.person):
        number = services.ask_for_solution(scenario)
    find_all = robust.find_all

    def stopped_on_the_way(
        posed: Posed, best: solving.Said, go_on: Progress, settling: Progress
    ) -> tuple[solving.Said, bool]:
        with unit_of_work(None):
            queue.stop(number)
        monkeypatch.setattr(jobs, "BETWEEN", 0.0)
        assert not go_on(1, 1)
        assert not settling(1, 1)
        said, _ = find_all(posed, best, lambda _found, _open: True, lambda _certain, _open: True)
        return said, False

    monkeypatch.setattr(robust, "find_all", stopped_on_the_way)
    work_off()
    assert job(number).state is JobState.STOPPED
    own = solved(scenario)
    assert own[SolutionKind.BEST].complete
    assert not own[SolutionKind.ROBUST].complete


@pytest.mark.processes
def test_a_worker_killed_on_the_way_leaves_only_whole_answers_and_the_next_one_finishes(
    real_app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    with real_app.app_context():
        small = a_small_mission()
        scenario = a_scenario(small, {2027: 15, 2028: 11})
        with unit_of_work(small.person):
            number = services.ask_for_solution(scenario)
        db.session.remove()
        db.engine.dispose()
        horse = os.fork()
        if horse == 0:
            with monkeypatch.context() as slow:
                slow.setattr(robust, "find_all", lambda *_: time.sleep(600))
                running.perform(number)
            os._exit(0)
        try:
            assert eventually(lambda: _kinds(scenario) == [SolutionKind.BEST], patience=60)
        finally:
            os.kill(horse, signal.SIGKILL)
            os.waitpid(horse, 0)
        assert _kinds(scenario) == [SolutionKind.BEST]
        assert job(number).state is JobState.RUNNING
        with unit_of_work(None):
            queue.hand_back(number)
        running.perform(number)
        assert job(number).state is JobState.DONE
        assert _kinds(scenario) == [SolutionKind.BEST, SolutionKind.BEST, SolutionKind.ROBUST]
        assert solved(scenario)[SolutionKind.ROBUST].complete


def _kinds(scenario: int) -> list[SolutionKind]:
    db.session.rollback()
    query = select(Solution.kind).where(Solution.scenario_id == scenario).order_by(Solution.id)
    return list(db.session.scalars(query))


def test_an_answer_to_another_problem_is_said_to_be_stale(app: Flask, work_off: Callable[[], int]) -> None:
    small = a_small_mission()
    scenario = a_scenario(small, {2027: 15, 2028: 11})
    with unit_of_work(small.person):
        services.ask_for_solution(scenario)
    work_off()
    assert not queries.scenario_page(scenario, at=NOW).stale
    with unit_of_work(None):
        services.set_money(scenario, {small.source: terms({2027: 30})}, version=None)
    page = queries.scenario_page(scenario, at=NOW)
    assert page.stale
    assert page.outcome is not None
