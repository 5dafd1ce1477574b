"""Which order of two criteria settles a borderline item."""

from __future__ import annotations

from itertools import permutations

from app.analysis.robustness.settling import Settling, settling
from app.analysis.selection.problem import Problem, value
from app.analysis.weights import at_least_as_important, extreme_points
from tests.analysis.random_problems import by_criteria, portfolios, truly_non_dominated

ALL = ((1, 0), (0, 1))


def test_an_order_that_decides_either_way_is_the_one_to_ask_for() -> None:
    # 10 against 8 at equal weights: more weight on the first decides, more on the second leaves it open.
    assert settling(ALL, [(9, 1), (0, 8)], [True, False]) == Settling(0, 1, core=True, either_way=False)
    # 10 against 10 at equal weights: whichever weighs more decides.
    assert settling(ALL, [(9, 1), (1, 9)], [True, False]) == Settling(0, 1, core=True, either_way=True)


def test_where_no_order_decides_nothing_is_told() -> None:
    sums = [(10, 0), (7, 6), (6, 7), (0, 10)]
    assert settling(ALL, sums, [True, False, True, False]) is None


def test_an_order_that_is_stated_already_tells_nothing() -> None:
    assert settling(((1, 0), (1, 1)), [(9, 1), (1, 10)], [True, False]) is None


def test_an_order_settles_what_solving_anew_under_it_would() -> None:
    """Held against trying every portfolio under the narrower weights."""
    told = 0
    every = extreme_points(3)
    for seed in range(25):
        problem = by_criteria(seed)
        feasible = list(portfolios(problem))
        chosen = list(truly_non_dominated(problem, feasible))
        sums = [value(problem, one) for one in chosen]
        truth = {order: best_under(order, problem, feasible) for order in permutations(range(3), 2)}
        for item in problem.items:
            holds = [item in one for one in chosen]
            if all(holds) or not any(holds):
                continue
            settles = {
                order: all(item in one for one in best)
                for order, best in truth.items()
                if len({item in one for one in best}) == 1
            }
            found = settling(every, sums, holds)
            if found is None:
                assert not settles, seed
                continue
            told += 1
            assert settles[found.more, found.less] is found.core
            assert found.either_way is (settles.get((found.less, found.more)) is (not found.core))
    assert told > 20


def best_under(order: tuple[int, int], problem: Problem, feasible: list[frozenset[int]]) -> list[frozenset[int]]:
    """The portfolios that nothing dominates where the first criterion weighs at least as much as the second."""
    rays = extreme_points(3, [at_least_as_important("", *order, 3)])
    points = {
        one: tuple(sum(a * b for a, b in zip(ray, value(problem, one), strict=True)) for ray in rays)
        for one in feasible
    }
    return [
        one
        for one, own in points.items()
        if not any(other != own and all(a >= b for a, b in zip(other, own, strict=True)) for other in points.values())
    ]
