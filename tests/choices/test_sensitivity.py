"""How far one weight may move: against every portfolio at many weights, and what the page makes of it."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from itertools import combinations
from types import SimpleNamespace
from typing import Any, cast

from flask import Flask

from app.analysis.selection.problem import violations
from app.analysis.selection.solving import funded
from app.choices import queries, services
from app.choices.queries import CriterionRow
from app.choices.rules.scenarios import SolutionKind
from app.choices.services import robust
from app.plumbing.committer import unit_of_work
from app.plumbing.record import NOW
from tests.choices.scenario_factories import a_scenario, a_small_mission


def test_the_portfolio_told_for_a_share_is_the_best_there_is_at_that_share(
    app: Flask, work_off: Callable[[], int]
) -> None:
    small = a_small_mission()
    scenario = a_scenario(small, {2027: 15, 2028: 11})
    with unit_of_work(small.person):
        services.ask_for_solution(scenario)
    work_off()
    posed = queries.posed(scenario, at=NOW)
    assert posed is not None
    one = posed.valued([posed.weights.proportion])
    sets = [frozenset(each) for size in range(len(one.items) + 1) for each in combinations(one.items, size)]
    there = [each for each in sets if not violations(one, each) and funded(one, each) is not None]
    said = queries.latest_solutions([scenario], at=NOW)[scenario][SolutionKind.ROBUST].said["sensitivity"]
    assert [each["criterion"] for each in said] == [row.code for row in posed.weights.criteria]
    weights = posed.weights.central
    for place, each in enumerate(said):
        assert [each["stretches"][0]["low"], each["stretches"][-1]["high"]] == ["0", "1"]
        for step in range(21):
            share = Fraction(step, 20)
            shares = [
                share if other == place else (1 - share) * weight / (1 - weights[place])
                for other, weight in enumerate(weights)
            ]

            def worth(chosen: frozenset[int], shares: list[Fraction] = shares) -> Fraction:
                return sum((a * b for a, b in zip(shares, posed.sums(chosen), strict=True)), Fraction(0))

            told = next(one for one in each["stretches"] if Fraction(one["low"]) <= share <= Fraction(one["high"]))
            codes = [item.code for item in posed.items]
            assert worth(frozenset(codes.index(code) for code in told["chosen"])) == max(map(worth, there))


def a_row(code: str) -> CriterionRow:
    return cast(CriterionRow, SimpleNamespace(code=code))


def test_the_nearest_changes_and_the_span_of_each_decision_are_told() -> None:
    said: dict[str, Any] = {
        "criteria": ["N", "gone", "R"],
        "weights": [2, 1, 1],
        "sensitivity": [
            {
                "criterion": "N",
                "stretches": [
                    {"low": "0", "high": "1/4", "chosen": ["A", "C"]},
                    {"low": "1/4", "high": "2/3", "chosen": ["A", "B"]},
                    {"low": "2/3", "high": "1", "chosen": ["B", "D"]},
                ],
            },
            {"criterion": "gone", "stretches": [{"low": "0", "high": "1", "chosen": ["A"]}]},
            {"criterion": "R", "stretches": []},
        ],
    }

    # Criteria come and go after an answer, in any order: its weights stay those that it was found with.
    (row,) = queries.Sensitivity.shaped(said, [a_row("added since"), a_row("R"), a_row("N")])

    assert (row.share, row.low, row.high) == (Fraction(1, 2), Fraction(1, 4), Fraction(2, 3))
    assert row.below is not None and (row.below.comes_in, row.below.goes_out) == (("C",), ("B",))
    assert row.above is not None and (row.above.comes_in, row.above.goes_out) == (("D",), ("A",))
    assert row.spans == {
        "A": (Fraction(0), Fraction(2, 3)),
        "B": (Fraction(1, 4), Fraction(1)),
        "C": (Fraction(1, 4), Fraction(1)),
        "D": (Fraction(0), Fraction(2, 3)),
    }


def test_a_stop_ends_it_between_two_criteria(app: Flask) -> None:
    small = a_small_mission()
    posed = queries.posed(a_scenario(small, {2027: 15, 2028: 11}), at=NOW)
    assert posed is not None

    said, _complete = robust.find_all(posed, {}, lambda _found, _open: False, lambda _certain, _open: False)

    assert said["sensitivity"] == []
