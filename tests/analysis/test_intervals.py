"""Interval scores, held against the definition: every pair of portfolios, every corner of scores and weights."""

from __future__ import annotations

import random
from dataclasses import replace
from itertools import product

import pytest

from app.analysis.robustness.enumerating import Progress, Standing, non_dominated
from app.analysis.robustness.intervals import non_dominated_within
from app.analysis.selection.model import Effort
from app.analysis.selection.problem import BadProblem, Limit, Portfolio, Problem, Synergy, cost, value
from tests.analysis.random_problems import a_problem, portfolios

Highest = list[tuple[int, ...]]


def some_widths(problem: Problem, seed: int) -> Highest:
    rng = random.Random(seed)
    return [tuple(low + rng.choice((0, 0, 0, 1, 2)) for low in row) for row in problem.values]


def differences(problem: Problem, highest: Highest, one: Portfolio, other: Portfolio) -> list[tuple[int, ...]]:
    """The first less the second, on each objective, at every corner of the scores of what they do not share."""
    apart = sorted(one ^ other)
    found = []
    for corner in product((False, True), repeat=len(apart)):
        values = list(problem.values)
        for item, high in zip(apart, corner, strict=True):
            values[item] = highest[item] if high else problem.values[item]
        at = replace(problem, values=tuple(values))
        found.append(tuple(a - b for a, b in zip(value(at, one), value(at, other), strict=True)))
    return found


def truly(problem: Problem, highest: Highest) -> set[Portfolio]:
    """By the definition; of portfolios that are always worth the same the cheapest, then the first."""

    def beats(one: Portfolio, other: Portfolio) -> bool:
        parts = [part for row in differences(problem, highest, one, other) for part in row]
        if min(parts) < 0:
            return False
        if max(parts) > 0:
            return True
        return rank(one) < rank(other)

    def rank(one: Portfolio) -> tuple[int, list[bool]]:
        return cost(problem, one), [item not in one for item in problem.items]

    feasible = list(portfolios(problem))
    return {one for one in feasible if not any(other != one and beats(other, one) for other in feasible)}


def small(seed: int) -> Problem:
    """Five items at most, so that every corner can be tried."""
    problem = a_problem(seed)
    return replace(
        problem,
        must_not=problem.must_not | frozenset(item for item in problem.items if item >= 5 and item not in problem.must),
    )


def test_the_list_is_that_of_the_definition() -> None:
    many = 0
    for seed in range(220):
        problem = small(seed)
        highest = some_widths(problem, seed)
        truth = truly(problem, highest)

        found = non_dominated_within(problem, highest)

        assert found.complete, seed
        assert set(found.portfolios) == truth, seed
        many += len(truth)
        for item in problem.items if truth else ():
            inside = sum(item in chosen for chosen in truth)
            expected = {len(truth): Standing.CORE, 0: Standing.EXTERIOR}.get(inside, Standing.BORDERLINE)
            assert found.placed(item).standing is expected
            assert found.placed(item).certain
    assert many > 190


def test_without_width_it_is_the_list_for_exact_scores() -> None:
    for seed in range(60, 90):
        problem = a_problem(seed)

        assert set(non_dominated_within(problem, problem.values).portfolios) == set(non_dominated(problem).portfolios)


def test_wider_scores_never_make_a_portfolio_dominated() -> None:
    """Liesiö, Mild and Salo 2008: less information keeps what was non-dominated (where none are always equal)."""
    rng = random.Random(4)
    uses = {item: rng.randint(5, 30) for item in range(8)}
    problem = Problem(
        values=tuple((rng.randint(10, 99), rng.randint(10, 99)) for _ in uses),
        costs=tuple(uses.values()),
        limits=(Limit("money", uses, 60),),
        synergies=(Synergy(frozenset({0, 1}), (7, 3)),),
    )
    wider = [tuple(part + 6 for part in row) for row in problem.values]
    exact, wide = non_dominated_within(problem, problem.values), non_dominated_within(problem, wider)

    assert exact.complete
    assert wide.complete
    assert len(wide.portfolios) > len(exact.portfolios)


def test_stopped_early_it_tells_what_is_certain() -> None:
    problem, highest, truth = next(
        (problem, highest, truth)
        for seed in range(200)
        if len(truth := truly(problem := small(seed), highest := some_widths(problem, seed))) >= 4
    )
    part = non_dominated_within(problem, highest, go_on=lambda found, _open: found < 2)
    spent = non_dominated_within(problem, highest, effort=Effort(work=1e-9))

    assert not part.complete
    assert set(part.portfolios) <= truth
    for item in problem.items:
        assert part.placed(item).certain == (part.placed(item).standing is Standing.BORDERLINE or item in part.settled)
    assert not spent.complete


def so_many(signs: int) -> Progress:
    """Stops after so many signs of progress."""
    left = iter(range(signs))
    return lambda _found, _open: next(left, None) is not None


def test_what_is_called_certain_is_true_however_early_it_ends() -> None:
    open_ones = 0
    for seed in range(220):
        problem = small(seed)
        highest = some_widths(problem, seed)
        truth = truly(problem, highest)
        part = non_dominated_within(problem, highest, go_on=so_many(1 + seed % 7))
        assert set(part.portfolios) <= truth, seed
        for item in problem.items if part.portfolios else ():
            placed = part.placed(item)
            inside = sum(item in chosen for chosen in truth)
            open_ones += not placed.certain
            if placed.certain:
                expected = {len(truth): Standing.CORE, 0: Standing.EXTERIOR}.get(inside, Standing.BORDERLINE)
                assert placed.standing is expected, seed
    assert open_ones > 100


def test_it_may_begin_with_any_scores() -> None:
    for seed in range(40):
        problem = small(seed)
        highest = some_widths(problem, seed)
        for likely in (problem.values, highest):
            found = non_dominated_within(problem, highest, likely=likely)
            assert set(found.portfolios) == truly(problem, highest), seed


def test_what_is_named_is_settled_before_the_others() -> None:
    rng = random.Random(7)
    uses = {item: rng.randint(5, 30) for item in range(10)}
    problem = Problem(
        values=tuple((rng.randint(10, 99), rng.randint(10, 99)) for _ in uses),
        costs=tuple(uses.values()),
        limits=(Limit("money", uses, 120),),
    )
    highest = [tuple(part + 9 for part in row) for row in problem.values]

    def questions(item: int, order: list[int]) -> int:
        """How many signs of progress it takes until the item's standing is certain."""
        for allowed in range(1, 200):
            part = non_dominated_within(problem, highest, order=order, go_on=so_many(allowed))
            if part.portfolios and part.placed(item).certain:
                return allowed
        raise AssertionError("never certain")

    last = max(problem.items, key=lambda item: questions(item, []))
    assert questions(last, [last]) < questions(last, [])


def test_what_makes_no_sense_is_refused_in_words() -> None:
    problem = Problem(values=((3,), (4,)), costs=(1, 1))

    with pytest.raises(BadProblem, match="below the lowest"):
        non_dominated_within(problem, [(3,), (2,)])
    with pytest.raises(BadProblem, match="on each objective"):
        non_dominated_within(problem, [(3,)])
    with pytest.raises(BadProblem, match="not a whole number"):
        non_dominated_within(problem, [(3,), (float("nan"),)])  # type: ignore[list-item]
