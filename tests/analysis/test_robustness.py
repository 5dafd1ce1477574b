"""Robust portfolio modelling, held against every portfolio there is."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from app.analysis.robustness.enumerating import Standing, non_dominated, settle, settle_each
from app.analysis.selection.model import Effort
from app.analysis.selection.problem import Limit, Problem, value
from app.analysis.selection.solving import best
from tests.analysis.random_problems import a_problem, portfolios, truly_non_dominated

CASES = range(250)


@pytest.mark.parametrize("half", (0, 1))
def test_the_non_dominated_portfolios_and_the_core_are_those_of_brute_force(half: int) -> None:
    for seed in CASES[half::2]:
        problem = a_problem(seed)
        feasible = list(portfolios(problem))
        truth = truly_non_dominated(problem, feasible)

        found = non_dominated(problem)

        assert found.complete, seed
        assert set(found.portfolios) == truth, seed
        assert len(found.portfolios) == len(truth), seed
        for item in problem.items if truth else ():
            inside = sum(item in chosen for chosen in truth)
            expected = {len(truth): Standing.CORE, 0: Standing.EXTERIOR}.get(inside, Standing.BORDERLINE)
            placed = found.placed(item)
            assert (placed.standing, placed.inside, placed.certain) == (expected, inside, True), seed


def test_the_best_portfolio_is_that_of_brute_force_and_proven() -> None:
    for seed in CASES:
        problem = a_problem(seed)
        weights = [seed % 3 + 1, 2, 1][: len(problem.objectives)]
        worth = [
            sum(weight * part for weight, part in zip(weights, value(problem, chosen), strict=True))
            for chosen in portfolios(problem)
        ]

        answer = best(problem, weights)

        if answer is None:
            assert not worth, seed
        else:
            assert (answer.objective, answer.bound, answer.proven) == (max(worth), max(worth), True), seed
            assert answer.chosen in set(portfolios(problem)), seed


def test_what_is_found_before_the_effort_ends_is_truly_non_dominated() -> None:
    problem = a_crowd()
    truth = truly_non_dominated(problem, list(portfolios(problem)))

    part = non_dominated(problem, go_on=lambda found, _open: found < len(truth) // 2)

    assert not part.complete
    assert part.open_zones
    assert set(part.portfolios) < truth
    for item in problem.items:
        placed = part.placed(item)
        assert placed.certain == (placed.standing is Standing.BORDERLINE)


def test_one_item_can_be_settled_by_itself() -> None:
    problem = a_crowd()
    truth = truly_non_dominated(problem, list(portfolios(problem)))
    part = non_dominated(problem, go_on=lambda found, _open: found < 4)

    for item in problem.items:
        placed = settle(problem, part, item).placed(item)
        inside = sum(item in chosen for chosen in truth)
        expected = {len(truth): Standing.CORE, 0: Standing.EXTERIOR}.get(inside, Standing.BORDERLINE)
        assert placed.certain
        assert placed.standing is expected


def test_what_is_open_is_settled_one_after_the_other_until_it_is_stopped() -> None:
    problem = a_crowd()
    truth = truly_non_dominated(problem, list(portfolios(problem)))
    part = non_dominated(problem, go_on=lambda found, _open: found < 4)
    unsure = [item for item in problem.items if not part.placed(item).certain]
    assert len(unsure) > 1

    told: list[tuple[int, int]] = []

    def heard(certain: int, still_open: int) -> bool:
        told.append((certain, still_open))
        return True

    all_of_them = settle_each(problem, part, unsure, go_on=heard)
    assert set(all_of_them.portfolios) <= truth
    for item in problem.items:
        inside = sum(item in chosen for chosen in truth)
        expected = {len(truth): Standing.CORE, 0: Standing.EXTERIOR}.get(inside, Standing.BORDERLINE)
        assert all_of_them.placed(item).certain
        assert all_of_them.placed(item).standing is expected
    assert told[0] == (len(problem.items) - len(unsure), len(unsure))
    assert told == sorted(told)

    asked = iter((True, False))
    stopped = settle_each(problem, part, reversed(unsure), go_on=lambda _certain, _open: next(asked))
    assert stopped.placed(unsure[-1]).certain
    assert settle_each(problem, non_dominated(problem), problem.items) == non_dominated(problem)


def test_one_budget_alone_is_answered_by_states_as_by_the_search_of_all_zones() -> None:
    for seed in range(60):
        rng = random.Random(seed)
        items, objectives = range(rng.randint(6, 16)), range(rng.randint(1, 4))
        uses = {item: rng.randint(0, 30) for item in items}
        budget = Limit("money", uses, rng.randint(0, sum(uses.values())))
        one = Problem(
            values=tuple(tuple(rng.randint(-1, 9) for _ in objectives) for _ in items),
            costs=tuple(rng.randint(0, 5) for _ in items),
            limits=(budget,),
            must=frozenset({0} if seed % 3 == 0 else ()),
            must_not=frozenset({1} if seed % 4 == 0 else ()),
        )
        # The same limit twice binds nothing more, but is no longer one budget.
        two = replace(one, limits=(budget, Limit("again", uses, budget.most)))

        assert non_dominated(one) == non_dominated(two), seed


def test_the_same_work_gives_the_same_answer() -> None:
    problem = a_crowd()

    first, second = (non_dominated(problem, effort=Effort(work=0.05, workers=2)) for _ in range(2))

    assert first == second


def a_crowd() -> Problem:
    """Ten items, three objectives that pull apart, half the money and people: a dozen non-dominated portfolios."""
    rng = random.Random(45)
    uses = {item: rng.randint(5, 30) for item in range(10)}
    effort = {item: rng.randint(5, 30) for item in range(10)}
    return Problem(
        values=tuple(tuple(rng.randint(0, 100) for _ in range(3)) for _ in uses),
        costs=tuple(uses.values()),
        limits=(
            Limit("money", uses, sum(uses.values()) // 2),
            Limit("people", effort, sum(effort.values()) // 2),
        ),
    )
