"""Shares of places by drawing, against cases that can be reckoned by hand, and shares of weights for portfolios."""

from __future__ import annotations

from fractions import Fraction

import pytest

from app.analysis.robustness import acceptability as drawing
from app.analysis.robustness.acceptability import acceptability, bands, best_of, draws_for, margin
from app.analysis.value import interval
from app.analysis.weights import at_least_as_important, extreme_points

ALL_OF_THREE = extreme_points(3)
EXACT = [[interval(s, s, s) for s in row] for row in ((90, 10, 50), (50, 50, 50), (10, 90, 50), (20, 20, 20))]


def test_places_of_exact_scores_are_shares_of_the_weights() -> None:
    """The first is before the second where its criterion weighs more than the other: half of all weights."""
    found = acceptability(EXACT, ALL_OF_THREE, draws=40_000)

    edge = margin(40_000)
    assert found[0].places[0] == pytest.approx(0.5, abs=edge)
    assert found[2].places[0] == pytest.approx(0.5, abs=edge)
    # The middle one is never first and never last but one: always between the two.
    assert found[1].counts == (0, 40_000, 0, 0)
    # Whatever the weights, somebody is before the one that scores 20 everywhere.
    assert found[3].firsts == 0
    assert found[3].central is None
    assert found[1].expected == 2
    assert sum(each.expected for each in found) == pytest.approx(1 + 2 + 3 + 4)


def test_central_weights_are_the_mean_of_those_that_put_it_first() -> None:
    """Where the first weighs most of two: on average 3/4 and 1/4."""
    first, second = acceptability([EXACT[0][:2], EXACT[2][:2]], extreme_points(2), draws=40_000)

    assert first.central == pytest.approx((0.75, 0.25), abs=0.005)
    assert second.central == pytest.approx((0.25, 0.75), abs=0.005)
    assert first.firsts + second.firsts == 40_000


def test_what_is_stated_of_the_weights_counts() -> None:
    order = extreme_points(3, [at_least_as_important("", 0, 1, 3)])

    found = acceptability(EXACT, order, draws=2_000)

    assert found[0].first == 1
    assert found[2].firsts == 0


def test_every_place_is_given_once_in_each_draw_also_in_bands_and_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drawing, "MOST_BANDS", 4)
    monkeypatch.setattr(drawing, "AT_A_TIME", 700)
    scores = [[interval(a, a + 5, a + 20), interval(50 - a, 60 - a, 61 - a)] for a in range(10)]
    told: list[float] = []

    found = acceptability(scores, extreme_points(2), draws=500, tell=told.append)

    assert bands(10) == ((1, 3), (4, 6), (7, 9), (10, 10))
    assert [sum(each.counts[band] for each in found) for band in range(4)] == [1500, 1500, 1500, 500]
    assert all(sum(each.counts) == 500 for each in found)
    assert sum(each.expected for each in found) == pytest.approx(55)
    assert told[-1] == 1
    assert len(told) == 8
    assert found == acceptability(scores, extreme_points(2), draws=500)


def test_bands_hold_every_place_once() -> None:
    for count in (1, 45, 200, 201, 999, 10_000):
        found = bands(count)
        assert [place for first, last in found for place in range(first, last + 1)] == list(range(1, count + 1))
        assert len(found) <= drawing.MOST_BANDS


def test_draws_are_fewer_where_each_takes_long_and_the_margin_says_so() -> None:
    assert [draws_for(count) for count in (0, 45, 500, 1_000, 10_000)] == [10_000, 10_000, 10_000, 5_000, 1_000]
    assert margin(10_000) == pytest.approx(0.0098)
    assert margin(1_000) > 0.03


def test_a_share_of_many_seeds_lies_within_the_margin() -> None:
    draws = 400
    shares = [acceptability(EXACT, ALL_OF_THREE, draws=draws, seed=seed)[0].first for seed in range(100)]

    assert sum(abs(share - 0.5) <= margin(draws) for share in shares) >= 90
    assert len(set(shares)) > 10


def test_a_portfolio_is_best_for_its_share_of_the_weights() -> None:
    """(10, 0), (0, 10) and (6, 6) on two criteria: the last is best from 0.4 to 0.6 of the first criterion."""
    found = best_of([(10, 0), (6, 6), (0, 10), (5, 5)], extreme_points(2), draws=40_000)

    assert sum(found) == 40_000
    assert [count / 40_000 for count in found] == pytest.approx([0.4, 0.2, 0.4, 0.0], abs=margin(40_000))
    # Nothing makes what another betters the best, and one that only lies between two lines neither.
    assert found[3] == 0
    assert best_of([(10, 0), (4, 4), (0, 10)], extreme_points(2), draws=1_000)[1] == 0


def test_a_portfolio_alone_is_best_for_all_weights_and_none_for_none() -> None:
    assert best_of([(1, 2)], ((1, 0),), draws=10) == (10,)
    assert best_of([], ((1, 0),), draws=10) == ()
    with pytest.raises(ValueError, match="weights and draws"):
        best_of([(1, 2)], (), draws=10)
    with pytest.raises(ValueError, match="weights and draws"):
        best_of([(1, 2)], ((1, 0),), draws=0)


def test_one_who_is_surely_last_is_never_drawn_elsewhere() -> None:
    scores = [[interval(50, 60, 70)], [interval(30, 40, 49)], [interval(0, 1, 2)]]

    found = acceptability(scores, ((1,),), draws=1_000)

    assert [each.counts for each in found] == [(1000, 0, 0), (0, 1000, 0), (0, 0, 1000)]
    assert Fraction(found[2].firsts) == 0
