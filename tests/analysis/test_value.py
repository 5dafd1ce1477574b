"""The value model against hand-computed tables, brute force and the properties it is chosen for."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from itertools import pairwise, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.analysis.value import Interval, interval, ranking, valued, weight_shares, why

# Three alternatives on three criteria; weights 50, 30 and 20 points.
POINTS = {"benefit": Decimal(50), "cost": Decimal(30), "children": Decimal(20)}
TABLE = {
    "A": {"benefit": interval(70, 80, 90), "cost": interval(40, 50, 60), "children": interval(60, 60, 60)},
    "B": {"benefit": interval(50, 60, 65), "cost": interval(70, 80, 90), "children": interval(20, 40, 50)},
    "C": {"benefit": interval(10, 20, 30), "cost": interval(10, 10, 20), "children": interval(0, 50, 100)},
}


def test_the_value_is_the_weighted_mean_computed_by_hand() -> None:
    shares = weight_shares(POINTS)
    assert shares == {"benefit": Fraction(1, 2), "cost": Fraction(3, 10), "children": Fraction(1, 5)}
    worth = valued(TABLE["A"], shares)
    assert worth.value == interval(59, 67, 75)
    assert worth.parts == {"benefit": 40, "cost": 15, "children": 12}


def test_the_places_and_their_bounds_are_as_computed_by_hand() -> None:
    # A 59–67–75, B 50–62–69.5, C 8–23–41: A and B overlap, C is apart from both.
    rows = ranking(TABLE, POINTS)
    assert [(row.alternative, row.rank, row.best, row.worst, row.apart) for row in rows] == [
        ("A", 1, 1, 2, Fraction(1, 2)),
        ("B", 2, 1, 2, Fraction(1, 2)),
        ("C", 3, 3, 3, Fraction(1)),
    ]


def test_why_one_stands_before_another_adds_up_by_criterion() -> None:
    first, second, third = ranking(TABLE, POINTS)
    reason = why(first, second)
    assert reason.lead == 5
    assert reason.gains == (("benefit", Fraction(10)), ("children", Fraction(4)))
    assert reason.losses == (("cost", Fraction(-9)),)
    assert not reason.certain
    assert why(second, third).certain


def test_equal_values_share_the_better_place_and_keep_their_order() -> None:
    same = {"x": interval(0, 50, 100)}
    rows = ranking({"P": same, "Q": same, "R": {"x": interval(10, 10, 10)}}, {"x": 1})
    assert [(row.alternative, row.rank) for row in rows] == [("P", 1), ("Q", 1), ("R", 3)]


def test_a_missing_score_is_never_guessed() -> None:
    with pytest.raises(KeyError):
        valued({"benefit": interval(1, 2, 3)}, weight_shares(POINTS))
    weightless = {"benefit": 1, "cost": 0, "children": 0}
    assert valued({"benefit": interval(1, 2, 3)}, weight_shares(weightless)).value == interval(1, 2, 3)


def test_weights_that_weigh_nothing_or_less_are_refused() -> None:
    with pytest.raises(ValueError, match="no criterion has any weight"):
        weight_shares({"x": 0, "y": 0})
    with pytest.raises(ValueError, match="not negative"):
        weight_shares({"x": -1, "y": 2})


def test_a_lone_alternative_is_first_for_certain() -> None:
    (only,) = ranking({"A": TABLE["A"]}, POINTS)
    assert (only.rank, only.best, only.worst, only.apart) == (1, 1, 1, Fraction(1))


scores = st.lists(st.integers(0, 100), min_size=3, max_size=3).map(lambda three: interval(*sorted(three)))
points = (
    st.lists(st.integers(0, 20), min_size=2, max_size=2).filter(any).map(lambda two: dict(zip("xy", two, strict=True)))
)
alternatives = st.lists(st.fixed_dictionaries({"x": scores, "y": scores}), min_size=1, max_size=4).map(
    lambda rows: dict(enumerate(rows))
)
Table = dict[int, dict[str, Interval]]


@given(alternatives, points)
def test_the_bounds_on_the_place_are_those_of_brute_force(table: Table, weights: dict[str, int]) -> None:
    """Every way of putting each alternative's scores at their lowest, likely or highest."""
    shares = weight_shares(weights)
    ends = {key: (worth.low, worth.likely, worth.high) for key, worth in
            ((key, valued(row, shares).value) for key, row in table.items())}  # fmt: skip
    seen: dict[int, set[int]] = {key: set() for key in table}
    for drawn in product(*ends.values()):
        for place, key in enumerate(ends):
            seen[key].add(1 + sum(value > drawn[place] for value in drawn))
    for row in ranking(table, weights):
        assert (row.best, row.worst) == (min(seen[row.alternative]), max(seen[row.alternative]))
        assert row.best <= row.rank <= row.worst


@given(alternatives, points, st.fixed_dictionaries({"x": scores, "y": scores}))
def test_one_more_alternative_never_turns_two_others_around(
    table: Table, weights: dict[str, int], newcomer: dict[str, Interval]
) -> None:
    before = [row.alternative for row in ranking(table, weights)]
    after = [row.alternative for row in ranking({**table, 99: newcomer}, weights) if row.alternative != 99]
    assert before == after


@given(alternatives, points, st.integers(1, 9))
def test_only_the_proportions_of_weights_count(table: Table, weights: dict[str, int], times: int) -> None:
    assert ranking(table, weights) == ranking(table, {key: points * times for key, points in weights.items()})


@given(alternatives, points)
def test_parts_add_up_to_the_value_and_reasons_to_the_lead(table: Table, weights: dict[str, int]) -> None:
    rows = ranking(table, weights)
    for row in rows:
        assert sum(row.valued.parts.values()) == row.valued.value.likely
        assert 0 <= row.valued.value.low <= row.valued.value.high <= 100
    for ahead, behind in pairwise(rows):
        reason = why(ahead, behind)
        assert reason.lead == sum(points for _, points in (*reason.gains, *reason.losses)) >= 0
