"""What would be left, and what settles an item, if more were known: held against the list made anew."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace

from app.analysis.robustness.enumerating import Standing
from app.analysis.robustness.intervals import non_dominated_within
from app.analysis.robustness.narrowing import Within
from app.analysis.selection.problem import Limit, Portfolio, Problem, Synergy
from app.analysis.weights import Ray

Rows = list[tuple[int, ...]]
ANY: tuple[Ray, ...] = ((1, 0), (0, 1))
FIRST_WEIGHS_MORE: tuple[Ray, ...] = ((1, 0), (1, 1))


@dataclass
class Case:
    """Two criteria, one budget, a synergy; the scores of six items as intervals."""

    problem: Problem
    low: Rows
    high: Rows

    def asked(self, rays: tuple[Ray, ...], low: Rows | None = None, high: Rows | None = None) -> list[Portfolio]:
        def on(rows: Rows) -> Rows:
            return [tuple(sum(a * b for a, b in zip(ray, row, strict=True)) for ray in rays) for row in rows]

        posed = replace(
            self.problem,
            values=tuple(on(low or self.low)),
            synergies=tuple(replace(each, extra=on([each.extra])[0]) for each in self.problem.synergies),
        )
        found = non_dominated_within(posed, on(high or self.high))
        assert found.complete
        return list(found.portfolios)

    def within(self, rays: tuple[Ray, ...]) -> Within:
        portfolios = self.asked(rays)
        gains = [
            [sum(each.extra[k] for each in self.problem.synergies if each.items <= chosen) for k in (0, 1)]
            for chosen in portfolios
        ]
        return Within(portfolios, self.low, self.high, gains, rays)


def a_case(seed: int) -> Case:
    rng = random.Random(seed)
    low = [(rng.randint(10, 60), rng.randint(10, 60)) for _ in range(6)]
    high = [tuple(part + rng.choice((0, 3, 8, 15)) for part in row) for row in low]
    uses = {item: rng.randint(5, 20) for item in range(6)}
    problem = Problem(
        values=tuple(low),
        costs=tuple(uses.values()),
        limits=(Limit("money", uses, rng.randint(25, 45)),),
        synergies=(Synergy(frozenset({0, 1}), (rng.randint(0, 9), rng.randint(0, 9))),),
    )
    return Case(problem, list(low), high)


def standing(portfolios: list[Portfolio], item: int) -> Standing:
    inside = sum(item in chosen for chosen in portfolios)
    return Standing.CORE if inside == len(portfolios) else Standing.BORDERLINE if inside else Standing.EXTERIOR


def test_what_other_weights_would_leave_is_the_list_made_with_them() -> None:
    fewer = 0
    for seed in range(60):
        case = a_case(seed)
        within = case.within(ANY)
        left = {within.portfolios[place] for place in within.left(FIRST_WEIGHS_MORE)}
        assert left == set(case.asked(FIRST_WEIGHS_MORE)), seed
        fewer += len(left) < len(within.portfolios)
    assert fewer > 20


def test_an_order_that_settles_an_item_does_so_in_the_list_made_with_it() -> None:
    settled = 0
    for seed in range(60):
        case = a_case(seed)
        within = case.within(ANY)
        for item in range(6):
            if standing(list(within.portfolios), item) is not Standing.BORDERLINE:
                continue
            order = within.order(item)
            after = {way: standing(case.asked(rays), item) for way, rays in
                     (((0, 1), FIRST_WEIGHS_MORE), ((1, 0), ((0, 1), (1, 1))))}  # fmt: skip
            if order is None:
                assert set(after.values()) == {Standing.BORDERLINE}
            else:
                settled += 1
                assert after[order.more, order.less] is (Standing.CORE if order.core else Standing.EXTERIOR)
    assert settled > 20


def test_the_bound_on_a_score_settles_the_item_and_nothing_less_does() -> None:
    bounds = 0
    for seed in range(60):
        case = a_case(seed)
        within = case.within(ANY)
        for item in range(6):
            if standing(list(within.portfolios), item) is not Standing.BORDERLINE:
                continue
            for told in within.scores(item, 1):
                bounds += 1
                expected = Standing.CORE if told.core else Standing.EXTERIOR
                assert standing(
                    case.asked(ANY, *narrowed(case, item, told.criterion, told.bound, told.core)), item
                ) is (expected)
                less = told.bound - 1 if told.core else told.bound + 1
                if case.low[item][told.criterion] < less < case.high[item][told.criterion]:
                    anew = case.asked(ANY, *narrowed(case, item, told.criterion, less, told.core))
                    assert standing(anew, item) is not expected
    assert bounds > 20


def narrowed(case: Case, item: int, criterion: int, bound: int, core: bool) -> tuple[Rows, Rows]:
    def put(rows: Rows) -> Rows:
        row = tuple(bound if k == criterion else part for k, part in enumerate(rows[item]))
        return [row if place == item else other for place, other in enumerate(rows)]

    return (put(case.low), case.high) if core else (case.low, put(case.high))


def test_weights_too_large_for_floating_point_are_reckoned_exactly() -> None:
    case = a_case(3)
    within = case.within(ANY)
    many = 10**17
    scaled: tuple[Ray, ...] = ((many, 0), (many, many))
    assert within.left(scaled) == within.left(FIRST_WEIGHS_MORE)
