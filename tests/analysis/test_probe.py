"""The worked example of PROBE (Lourenço, Morton and Bana e Costa, Decision Support Systems 54 (2012), section 5).

Twelve projects of four departments, four criteria, 14 million asked for and 5 to spend. Tables 2, 3 and 4 and what the
text says of figures 7 to 9. Costs are tenths of a million, values ten-thousandths of a point.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import accumulate, combinations

import pytest

from app.analysis.robustness import frontier as walking
from app.analysis.robustness.frontier import Frontier, efficient, frontier
from app.analysis.robustness.intervals import non_dominated_within
from app.analysis.selection.model import Effort
from app.analysis.selection.problem import Cover, Limit, Portfolio, Problem, Synergy, cost
from app.analysis.weights import at_least, at_most, extreme_points

# Table 2: department, cost, scores on B1 to B4, and the value that PROBE gives.
PROJECTS: dict[str, tuple[str, int, tuple[int, int, int, int], float]] = {
    "P01": ("A", 11, (67, 40, 30, 50), 47.57),
    "P02": ("A", 19, (55, 37, 40, 20), 39.88),
    "P03": ("A", 9, (100, 90, 80, 90), 90.20),
    "P04": ("A", 9, (90, 80, 70, 95), 83.35),
    "P05": ("B", 18, (48, 35, 40, 33), 40.06),
    "P06": ("B", 13, (43, 32, 25, 44), 35.90),
    "P07": ("B", 13, (42, 64, 80, 55), 59.93),
    "P08": ("B", 11, (40, 50, 44, 20), 38.86),
    "P09": ("C", 9, (80, 90, 78, 66), 78.38),
    "P10": ("C", 13, (88, 66, 80, 70), 77.72),
    "P11": ("D", 7, (41, 48, 49, 25), 41.29),
    "P12": ("D", 8, (86, 88, 90, 72), 84.60),
}
NAMES = list(PROJECTS)
WEIGHTS = (31, 19, 29, 21)
# Table 3: by value for money, with what they cost together.
BY_RATIO = ["P12", "P03", "P04", "P09", "P10", "P11", "P07", "P01", "P08", "P06", "P05", "P02"]
TOGETHER = [8, 17, 26, 35, 48, 55, 68, 79, 90, 103, 121, 140]
COSTS = tuple(price for _, price, _, _ in PROJECTS.values())
SCORES = tuple(scores for _, _, scores, _ in PROJECTS.values())
OF_EACH = tuple(
    Cover(f"department {name}", frozenset(i for i, (own, *_) in enumerate(PROJECTS.values()) if own == name), 1)
    for name in "ABCD"
)


def weighted(scores: Sequence[int]) -> int:
    return sum(a * b for a, b in zip(WEIGHTS, scores, strict=True))


ONE = Problem(values=tuple((weighted(own),) for own in SCORES), costs=COSTS)


def five_million(problem: Problem) -> Problem:
    return Problem(
        values=problem.values,
        costs=COSTS,
        covers=problem.covers,
        limits=(Limit("money", dict(enumerate(COSTS)), 50),),
    )


def called(portfolio: Portfolio) -> str:
    return " ".join(sorted(NAMES[item] for item in portfolio))


def test_the_values_are_those_of_table_2() -> None:
    assert [weighted(own) / 100 for own in SCORES] == pytest.approx([own[3] for own in PROJECTS.values()], abs=0.0051)


def test_the_frontier_is_that_of_all_4096_portfolios() -> None:
    worth: dict[int, int] = {}
    for size in range(13):
        for chosen in combinations(range(12), size):
            price = sum(COSTS[i] for i in chosen)
            worth[price] = max(worth.get(price, 0), sum(weighted(SCORES[i]) for i in chosen))
    prices = sorted(worth)
    most = list(accumulate((worth[price] for price in prices), max))
    truth = [(p, worth[p]) for n, p in enumerate(prices) if n == 0 or worth[p] > most[n - 1]]

    found = frontier(ONE, [1])

    assert found.complete
    assert [(point.cost, point.value) for point in found.points] == truth


def test_ranking_by_value_for_money_finds_the_convex_part_of_the_frontier_and_no_more() -> None:
    """Table 3: the portfolios got by going down the list are the convex efficient ones."""
    ranked = sorted(NAMES, key=lambda name: -PROJECTS[name][3] / PROJECTS[name][1])
    assert ranked == BY_RATIO
    assert list(accumulate(PROJECTS[name][1] for name in ranked)) == TOGETHER

    found = frontier(ONE, [1])

    convex = [found.points[place] for place in efficient([(point.cost, point.value) for point in found.points])]
    assert [point.cost for point in convex] == [0, *TOGETHER]
    assert [called(point.portfolio) for point in convex] == [
        " ".join(sorted(ranked[:count])) for count in range(len(ranked) + 1)
    ]
    assert len(convex) < len(found.points)


def test_five_million_buy_what_figure_7_says() -> None:
    top = frontier(five_million(ONE), [1]).points[-1]

    assert (top.cost, called(top.portfolio)) == (48, "P03 P04 P09 P10 P12")
    assert top.value / 100 == pytest.approx(414.25, abs=0.011)


def test_one_of_each_department_costs_what_figure_8_says() -> None:
    free = frontier(five_million(ONE), [1]).points[-1]
    top = frontier(five_million(Problem(values=ONE.values, costs=COSTS, covers=OF_EACH)), [1]).points[-1]

    assert (top.cost, called(top.portfolio)) == (48, "P03 P04 P07 P09 P12")
    assert top.value / 100 == pytest.approx(396.46, abs=0.011)
    assert (free.value - top.value) / 100 == pytest.approx(17.79, abs=0.011)


def test_the_only_competitor_is_that_of_figure_9() -> None:
    """Scores may be ten points off, weights lie between the bounds of table 4; what costs no more than the proposed
    portfolio and may be worth more is its competitor."""
    bounds = [
        rule
        for place, weight in enumerate(WEIGHTS)
        for rule in (
            at_least(f"least {place}", place, Fraction(weight - 5, 100), 4),
            at_most(f"most {place}", place, Fraction(weight + 5, 100), 4),
        )
    ]
    rays = extreme_points(4, bounds)

    def at_rays(change: int) -> tuple[tuple[int, ...], ...]:
        return tuple(
            tuple(sum(w * (s + change) for w, s in zip(ray, own, strict=True)) for ray in rays) for own in SCORES
        )

    limits = (Limit("cost of the proposed", dict(enumerate(COSTS)), 48),)
    problem = Problem(values=at_rays(-10), costs=COSTS, covers=OF_EACH, limits=limits)

    found = non_dominated_within(problem, at_rays(10))

    assert found.complete
    assert {called(one) for one in found.portfolios} == {"P03 P04 P07 P09 P12", "P03 P04 P08 P09 P12"}
    competitor = next(one for one in found.portfolios if NAMES.index("P08") in one)
    assert cost(problem, competitor) == 46
    assert sum(weighted(SCORES[i]) for i in competitor) / 100 == pytest.approx(375.39, abs=0.011)


def test_numbers_too_long_for_one_question_take_two(monkeypatch: pytest.MonkeyPatch) -> None:
    short = frontier(ONE, [1])
    monkeypatch.setattr(walking, "LARGEST", 1)

    assert frontier(ONE, [1]) == short


def test_points_found_before_a_stop_are_on_the_frontier_and_spread_over_it() -> None:
    whole = {(point.cost, point.value) for point in frontier(ONE, [1]).points}
    told: list[tuple[int, int]] = []

    def ten_points(found: int, left: int) -> bool:
        told.append((found, left))
        return found < 10

    stopped = frontier(ONE, [1], go_on=ten_points)

    assert not stopped.complete
    assert {(point.cost, point.value) for point in stopped.points} < whole
    assert stopped.points[0].cost < 30
    assert stopped.points[-1].cost == 140
    assert all(left > 0 for _, left in told)


def test_no_time_and_too_many_points_are_told_as_not_all(monkeypatch: pytest.MonkeyPatch) -> None:
    assert frontier(ONE, [1], effort=Effort(work=1, seconds=0)) == Frontier((), complete=False)
    monkeypatch.setattr(walking, "MOST_POINTS", 5)
    few = frontier(ONE, [1])
    assert (len(few.points), few.complete) == (5, False)


def test_what_two_give_together_and_what_must_be_in_count() -> None:
    problem = Problem(
        values=((10,), (10,), (15,)),
        costs=(10, 10, 10),
        synergies=(Synergy(frozenset({0, 1}), (20,)),),
        must=frozenset({2}),
    )

    found = frontier(problem, [1])

    assert [(point.cost, point.value) for point in found.points] == [(10, 15), (20, 25), (30, 55)]
    # 20 for 10 more after 10 for 10: the middle one is no best value for money at any price.
    assert efficient([(point.cost, point.value) for point in found.points]) == (0, 2)


def test_a_problem_that_nothing_keeps_has_no_frontier() -> None:
    impossible = Problem(values=((1,),), costs=(5,), limits=(Limit("money", {0: 5}, 4),), must=frozenset({0}))
    assert frontier(impossible, [1]) == Frontier((), complete=True)
