"""Alternatives side by side, and portfolios that were found weighed anew."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from fractions import Fraction

import pytest
from flask import Flask

from app.analysis.weights import surely_within
from app.choices import queries, services
from app.choices.queries.comparing import comparison, weighed_anew
from app.choices.queries.solutions import SolutionRow
from app.choices.rules.scenarios import SolutionKind
from app.plumbing.committer import unit_of_work
from app.plumbing.record import NOW
from app.portfolio.rules.words import Use
from tests.choices.scenario_factories import MILLION, a_scenario, a_small_mission


def test_side_by_side_what_moves_what_it_costs_and_what_each_loses(app: Flask, work_off: Callable[[], int]) -> None:
    small = a_small_mission()
    little, much = a_scenario(small, {2027: 14}), a_scenario(small, {2027: 15, 2028: 11})
    for scenario in (little, much):
        with unit_of_work(small.person):
            services.ask_for_solution(scenario)
    work_off()
    found = comparison(queries.visible_heads(small.mission, None, at=NOW), at=NOW)
    assert [(row.item.code, row.inside) for row in found.moved] == [
        ("A", (False, True)),
        ("B", (False, True)),
        ("C", (True, False)),
    ]
    assert [row.item.code for row in found.in_all] == ["G"]
    first, second = found.compared
    assert first.outcome is not None
    assert second.outcome is not None
    assert (first.lost, second.lost) == (second.outcome.value - first.outcome.value, Fraction(0))
    assert first.outcome.total_ore(Use.BUILD) == 14 * MILLION
    cover = {row.area.code: row for row in found.areas}
    assert (cover["X"].gained(1), cover["Y"].lost(1)) == (("A",), ("C",))
    assert [(line.year, [cell.paid_ore for cell in line.cells if cell]) for line in found.by_year] == [
        (2027, [14 * MILLION, 12 * MILLION]),
        (2028, [0, 11 * MILLION]),
    ]


def answer(kind: SolutionKind, complete: bool = True, **said: object) -> SolutionRow:
    return SolutionRow(1, 1, kind, 1, "x", complete, None, datetime(2026, 11, 22, tzinfo=UTC), said)


ROBUST = answer(
    SolutionKind.ROBUST, portfolios=[["A"], ["B"]], sums=[[9000, 1000], [2000, 8000]], rays=[(1, 0), (0, 1)]
)
BEST = answer(SolutionKind.BEST, chosen=["A"], sums=[9000, 1000])


def test_other_weights_make_another_portfolio_best_without_solving() -> None:
    same = weighed_anew(BEST, ROBUST, [Fraction(3), Fraction(1)], at=NOW)
    assert same is not None
    assert (same.moved, same.value, same.exact) == (False, Fraction(70), True)
    other = weighed_anew(BEST, ROBUST, [Fraction(1), Fraction(3)], at=NOW)
    assert other is not None
    assert (other.moved, other.enters, other.leaves) == (True, ("B",), ("A",))
    assert (other.value, other.lead) == (Fraction(65), Fraction(35))
    assert weighed_anew(BEST, ROBUST, [Fraction(0), Fraction(0)], at=NOW) is None


@pytest.mark.parametrize(
    ("weights", "rays", "inside"),
    [
        ((1, 1), ((1, 0), (0, 1)), True),
        ((2, 1), ((1, 0), (1, 1)), True),
        ((1, 2), ((1, 0), (1, 1)), False),
        ((3, 1), ((3, 1),), True),
        ((1, 3), ((3, 1),), False),
    ],
)
def test_weights_are_among_those_that_were_possible_or_not(
    weights: tuple[int, ...], rays: tuple[tuple[int, ...], ...], inside: bool
) -> None:
    assert surely_within([Fraction(part, sum(weights)) for part in weights], rays) is inside


def test_what_is_not_surely_possible_or_not_all_is_not_called_exact() -> None:
    part = answer(SolutionKind.ROBUST, False, **ROBUST.said)
    found = weighed_anew(BEST, part, [Fraction(1), Fraction(1)], at=NOW)
    assert found is not None
    assert not found.exact
