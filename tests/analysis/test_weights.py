"""Weights from orders and incomplete statements, held against published numbers and against linear programming."""

from __future__ import annotations

import random
from fractions import Fraction

import pytest

from app.analysis.weights import (
    Clashing,
    Statement,
    TooOpen,
    as_shares,
    at_least,
    at_least_as_important,
    at_most,
    extreme_points,
    in_order,
    rank_order_centroid,
    worth_at_least,
)


def test_rank_order_weights_are_the_published_ones() -> None:
    """Edwards and Barron 1994, five criteria."""
    weights = rank_order_centroid("abcde")

    assert [round(float(weight), 4) for weight in weights.values()] == [0.4567, 0.2567, 0.1567, 0.09, 0.04]
    assert sum(weights.values()) == 1


def test_without_statements_each_criterion_may_have_all_the_weight() -> None:
    assert extreme_points(3) == ((1, 0, 0), (0, 1, 0), (0, 0, 1))


def test_the_extreme_points_of_an_order_are_the_averages_of_its_first() -> None:
    assert extreme_points(4, in_order([2, 0, 3, 1], 4)) == ((1, 1, 1, 1), (1, 0, 1, 1), (1, 0, 1, 0), (0, 0, 1, 0))


def test_bounds_cut_the_corners_off() -> None:
    points = extreme_points(2, [at_least("a", 0, Fraction(1, 5), 2), at_most("b", 0, Fraction(3, 5), 2)])

    assert [as_shares(point) for point in points] == [
        (Fraction(3, 5), Fraction(2, 5)),
        (Fraction(1, 5), Fraction(4, 5)),
    ]


def test_a_linear_value_is_largest_at_an_extreme_point() -> None:
    from scipy.optimize import linprog

    rng = random.Random(7)
    met = 0
    for _ in range(150):
        count = rng.randint(2, 6)
        statements = [
            Statement(str(number), tuple(Fraction(rng.randint(-3, 4)) for _ in range(count)))
            for number in range(rng.randint(0, 6))
        ]
        aim = [rng.randint(-5, 5) for _ in range(count)]
        rows = [[-float(part) for part in statement.parts] for statement in statements]
        truth = linprog(
            [-part for part in aim], A_ub=rows or None, b_ub=[0.0] * len(rows) or None, A_eq=[[1.0] * count], b_eq=[1.0]
        )
        try:
            points = extreme_points(count, statements)
        except Clashing as clash:
            met += 1
            assert not truth.success
            kept = [statement for statement in statements if statement.name in clash.names]
            for leave in kept:
                extreme_points(count, [statement for statement in kept if statement is not leave])
            continue
        assert truth.success
        most = max(sum(a * b for a, b in zip(aim, as_shares(point), strict=True)) for point in points)
        assert float(most) == pytest.approx(-truth.fun, abs=1e-7)
        assert all(
            sum(a * b for a, b in zip(statement.parts, point, strict=True)) >= 0
            for statement in statements
            for point in points
        )
    assert met >= 10


def test_statements_that_clash_are_named_and_no_others() -> None:
    statements = [
        worth_at_least("much more", {0: Fraction(1, 2)}, {1: Fraction(1)}, 3),
        at_least("third counts", 2, Fraction(1, 10), 3),
        worth_at_least("much less", {1: Fraction(1, 2)}, {0: Fraction(1)}, 3),
        at_least("first counts", 0, Fraction(1, 4), 3),
    ]

    with pytest.raises(Clashing) as clash:
        extreme_points(3, statements)

    assert set(clash.value.names) == {"much more", "much less", "first counts"}


@pytest.mark.parametrize("count", (0, 10_000))
def test_no_criteria_and_too_many_are_refused(count: int) -> None:
    with pytest.raises(ValueError, match="1 to 20 criteria"):
        extreme_points(count)


def test_what_leaves_too_many_extreme_points_is_told_instead_of_computed() -> None:
    first_of_all = [at_least_as_important("", 0, other, 20) for other in range(1, 20)]

    with pytest.raises(TooOpen):
        extreme_points(20, first_of_all)
    assert len(extreme_points(20, in_order(range(20), 20))) == 20
