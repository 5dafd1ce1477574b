"""What a list of portfolios tells: regret, weights that may move, information that settles; against plain trying."""

from __future__ import annotations

import random
from fractions import Fraction
from itertools import chain, combinations, pairwise

import pytest

from app.analysis.robustness import reading
from app.analysis.robustness.acceptability import acceptability
from app.analysis.robustness.enumerating import Standing, non_dominated
from app.analysis.robustness.frontier import along, frontier
from app.analysis.robustness.learning import scores_that_move
from app.analysis.selection.model import Effort
from app.analysis.selection.problem import Problem, cost, value
from app.analysis.value import interval
from app.analysis.weights import as_shares, extreme_points, in_order
from tests.analysis.random_problems import a_problem, by_criteria, portfolios

RAYS = extreme_points(3, in_order([0, 1, 2], 3))


def some_sums(seed: int, many: int = 12) -> list[tuple[int, ...]]:
    rng = random.Random(seed)
    return [tuple(rng.randint(0, 60) for _ in range(3)) for _ in range(many)]


def test_regret_is_largest_at_an_extreme_point() -> None:
    rng = random.Random(3)
    for seed in range(20):
        sums = some_sums(seed)
        found = reading.regrets(sums, RAYS)
        for _ in range(30):
            mixture = [Fraction(rng.randint(1, 9)) for _ in RAYS]
            shares = [
                sum((m * as_shares(ray)[k] for m, ray in zip(mixture, RAYS, strict=True)), Fraction(0)) / sum(mixture)
                for k in range(3)
            ]
            top = max(reading.worth(row, shares) for row in sums)
            for row, regret in zip(sums, found, strict=True):
                assert top - reading.worth(row, shares) <= regret.most
        for row, regret in zip(sums, found, strict=True):
            at = as_shares(RAYS[regret.where])
            assert max(reading.worth(other, at) for other in sums) - reading.worth(row, at) == regret.most


def test_each_piece_names_the_best_and_they_cover_all_weights() -> None:
    shares = (Fraction(1, 2), Fraction(3, 10), Fraction(1, 5))
    for seed in range(30):
        sums = some_sums(seed)
        for criterion in range(3):
            found = reading.pieces(sums, shares, criterion)
            assert found[0].low == 0 and found[-1].high == 1
            rest = reading.against(shares, criterion)
            for before, after in pairwise(found):
                assert before.high == after.low
            for piece in found:
                middle = (piece.low + piece.high) / 2
                here = [middle * (k == criterion) + (1 - middle) * rest[k] for k in range(3)]
                assert reading.worth(sums[piece.best], here) == max(reading.worth(row, here) for row in sums)


def test_a_decision_stays_until_a_portfolio_without_it_is_best() -> None:
    sums = [(10, 0), (6, 6), (0, 10)]
    chosen = [frozenset({0}), frozenset({0, 1}), frozenset({1})]
    found = reading.pieces(sums, (Fraction(1, 2), Fraction(1, 2)), 0)

    assert [(piece.low, piece.high, piece.best) for piece in found] == [
        (Fraction(0), Fraction(2, 5), 2),
        (Fraction(2, 5), Fraction(3, 5), 1),
        (Fraction(3, 5), Fraction(1), 0),
    ]
    assert reading.stays(found, chosen, 0, Fraction(1, 2)) == reading.Span(Fraction(2, 5), Fraction(1))
    assert reading.stays(found, chosen, 1, Fraction(1, 2)) == reading.Span(Fraction(0), Fraction(3, 5))


def test_a_score_changed_by_enough_settles_the_initiative() -> None:
    chosen = [frozenset({0}), frozenset({1})]
    sums = [(10, 0), (4, 5)]
    rays = ((1, 0), (1, 1))

    found = {(one.criterion, one.becomes): one.change for one in scores_that_move(sums, chosen, rays, 1)}

    # At (1, 0) the second is 6 behind, at (1, 1) it is 1 behind: six points on the first criterion make it core.
    assert found[0, Standing.CORE] == 6
    assert found[0, Standing.EXTERIOR] == 0
    # No score on the second criterion helps where that criterion weighs nothing.
    assert (1, Standing.CORE) not in found


def test_the_frontier_is_that_of_trying_everything() -> None:
    for seed in range(120):
        problem = a_problem(seed)
        weights = [2, 1, 3][: len(problem.objectives)]
        worth = {
            (cost(problem, one), sum(w * v for w, v in zip(weights, value(problem, one), strict=True)))
            for one in portfolios(problem)
        }
        truth = {
            (price, gain)
            for price, gain in worth
            if not any((p, g) != (price, gain) and p <= price and g >= gain for p, g in worth)
        }

        found = frontier(problem, weights)

        assert found.complete
        assert [(point.cost, point.value) for point in found.points] == sorted(truth), seed


def test_the_efficient_portfolios_of_probe() -> None:
    """Lourenço, Morton and Bana e Costa, Decision Support Systems 54 (2012), table 1: four projects."""
    benefit, price = (3, 4, 3, 2), (4, 8, 10, 8)

    found = frontier(Problem(values=tuple((gain,) for gain in benefit), costs=price), [1])

    every = chain.from_iterable(combinations(range(4), size) for size in range(5))
    worth = {(sum(price[i] for i in items), sum(benefit[i] for i in items)) for items in every}
    truth = sorted(a for a in worth if not any(b != a and b[0] <= a[0] and b[1] >= a[1] for b in worth))
    assert [(point.cost, point.value) for point in found.points] == truth
    assert len(found.points) == 7


@pytest.mark.parametrize("long", [1, 3 * 10**9 + 7])
def test_the_best_along_a_weight_is_that_of_all_portfolios(long: int) -> None:
    """Weights out of answered questions are ``long`` numbers, and the corners between portfolios longer ones."""
    total = 3 * long
    for seed in range(60):
        problem = by_criteria(seed)
        two = Problem(
            values=tuple((row[0], 2 * long * row[1] + row[2]) for row in problem.values),
            costs=problem.costs,
            limits=problem.limits,
            requires=problem.requires,
        )
        lines = [(Fraction(b, total), Fraction(a)) for a, b in (value(two, one) for one in portfolios(two))]
        if not lines:
            assert along(two, (1, total)) == ()
            continue
        truth = reading.envelope(lines)

        found = along(two, (1, total), effort=Effort(work=5, seconds=5))

        assert [(part.low, part.high) for part in found] == [(piece.low, piece.high) for piece in truth], seed
        for part, piece in zip(found, truth, strict=True):
            a, b = value(two, part.portfolio)
            assert (Fraction(b, total), Fraction(a)) == lines[piece.best]


def test_acceptability_is_the_share_of_weights() -> None:
    """Two alternatives, two criteria, all weights possible: the first leads where its criterion has more than 1/4."""
    scores = [[interval(90, 90, 90), interval(40, 40, 40)], [interval(60, 60, 60), interval(50, 50, 50)]]

    first, second = acceptability(scores, extreme_points(2), draws=20_000)

    assert first.first == pytest.approx(0.75, abs=0.01)
    assert sum(first.places) == pytest.approx(1)
    assert first.central is not None
    assert first.central[0] == pytest.approx((1 + 0.25) / 2, abs=0.01)
    assert second.central is not None
    assert second.central[0] == pytest.approx(0.125, abs=0.01)
    assert acceptability(scores, extreme_points(2), draws=500) == acceptability(scores, extreme_points(2), draws=500)


def test_weights_are_drawn_evenly_also_from_a_set_that_is_no_simplex() -> None:
    """Of all weights with the first at most a half, the mean of the first is 2/9 (the simplex without its tip)."""
    from app.analysis.weights import at_most

    scores = [[interval(1, 1, 1)] * 3]
    rays = extreme_points(3, [at_most("a", 0, Fraction(1, 2), 3)])

    assert len(rays) == 4
    (only,) = acceptability(scores, rays, draws=20_000)
    assert only.central is not None
    assert only.central[0] == pytest.approx(2 / 9, abs=0.01)


def test_scores_that_overlap_share_the_places() -> None:
    scores = [[interval(0, 50, 100)], [interval(0, 50, 100)]]

    first, second = acceptability(scores, ((1,),), draws=10_000)

    assert first.first == pytest.approx(0.5, abs=0.02)
    assert first.first + second.first == pytest.approx(1)


def test_what_makes_no_sense_is_refused_in_words() -> None:
    with pytest.raises(ValueError, match="no portfolio to compare"):
        reading.best_at([], (Fraction(1),))
    with pytest.raises(ValueError, match="no weights"):
        reading.regrets([(1,)], ())
    with pytest.raises(ValueError, match="weights and draws"):
        acceptability([[interval(1, 1, 1)]], ())
    with pytest.raises(ValueError, match="a score on each criterion"):
        acceptability([[interval(1, 1, 1)]], ((1, 0),))


def test_a_list_of_all_non_dominated_gives_the_true_regret() -> None:
    problem = by_criteria(5)
    found = non_dominated(problem)
    sums = [value(problem, one) for one in found.portfolios]
    tops = [max(value(problem, one)[k] for one in portfolios(problem)) for k in range(3)]

    for row, regret in zip(sums, reading.regrets(sums, ((1, 0, 0), (0, 1, 0), (0, 0, 1))), strict=True):
        assert regret.at_each == tuple(top - part for top, part in zip(tops, row, strict=True))
