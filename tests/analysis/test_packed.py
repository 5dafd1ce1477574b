"""Many items under limits alone: never worse than greedy, never above its bound, the same each time."""

from __future__ import annotations

import random
from itertools import chain, combinations

import pytest

from app.analysis.selection.model import Effort
from app.analysis.selection.packed import by_annealing
from app.analysis.selection.problem import BadProblem, Limit, Problem, value, violations
from app.analysis.selection.solving import best, by_solver

LITTLE = Effort(work=0.1, seconds=20.0, workers=2)


def a_packing(seed: int, items: int, limits: int) -> Problem:
    rng = random.Random(seed)
    uses = [{item: rng.randint(1, 100) for item in range(items)} for _ in range(limits)]
    return Problem(
        values=tuple((sum(use[item] for use in uses) // limits + rng.randint(1, 50),) for item in range(items)),
        costs=(0,) * items,
        limits=tuple(Limit(f"limit:{k}", use, sum(use.values()) // 2) for k, use in enumerate(uses)),
        must=frozenset({1}),
        must_not=frozenset({2}),
    )


def test_small_ones_are_solved_and_the_bound_holds() -> None:
    for seed in range(15):
        problem = a_packing(seed, 12, 3)
        every = chain.from_iterable(combinations(range(12), size) for size in range(13))
        truth = max(value(problem, chosen)[0] for chosen in every if not violations(problem, chosen))

        found = by_annealing(problem, [1], LITTLE)

        assert found is not None
        chosen, bound = found
        assert violations(problem, chosen) == []
        assert value(problem, chosen)[0] == truth, seed
        assert bound >= truth


def test_a_large_one_is_within_two_thousandths_of_its_bound_and_the_same_each_time() -> None:
    problem = a_packing(3, 250, 5)

    first, second = (by_annealing(problem, [2], LITTLE) for _ in range(2))

    assert first == second
    assert first is not None
    chosen, bound = first
    assert violations(problem, chosen) == []
    assert 0.998 * bound <= 2 * value(problem, chosen)[0] <= bound


def test_what_annealing_finds_is_not_lost_to_the_solver() -> None:
    problem = a_packing(5, 200, 8)
    effort = Effort(work=0.4, seconds=30.0, workers=2)

    answer, alone = best(problem, [1], effort=effort), by_solver(problem, [1], effort=effort)

    assert answer is not None
    assert alone is not None
    assert alone.objective <= answer.objective <= answer.bound <= alone.bound + 5
    assert violations(problem, answer.chosen) == []


def test_nothing_can_be_packed_where_what_must_be_is_too_much() -> None:
    problem = a_packing(1, 130, 2)
    full = Problem(problem.values, problem.costs, (Limit("limit", {1: 5}, 4),), must=frozenset({1}))

    assert by_annealing(full, [1], LITTLE) is None
    assert best(full, [1]) is None


@pytest.mark.parametrize(
    ("weights", "said"),
    [
        ([0], "all weights are 0"),
        ([-1], "not below 0"),
        ([float("nan")], "a whole number"),
        ([1, 1], "1 objectives have 2 weights"),
    ],
)
def test_weights_that_make_no_sense_are_refused_in_words(weights: list[int], said: str) -> None:
    with pytest.raises(BadProblem, match=said):
        best(a_packing(1, 12, 2), weights)
