"""Where alternatives can stand, held against counting every pair, and against points drawn from what is possible."""

from __future__ import annotations

import random
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.analysis import places, value
from app.analysis.places import Places, Scored
from app.analysis.weights import extreme_points, in_order


def drawn(seed: int, count: int, criteria: int) -> dict[int, Scored]:
    """Scores that tie often, some of them certain."""
    rng = random.Random(seed)
    made = {}
    for number in range(count):
        likely = [rng.randrange(0, 11) for _ in range(criteria)]
        spread = rng.choice([0, 0, 1, 3])
        made[number] = Scored(
            tuple(max(0, score - spread) for score in likely), tuple(likely), tuple(score + spread for score in likely)
        )
    return made


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 10**6), st.integers(1, 9), st.integers(1, 4), st.booleans())
def test_bounds_count_who_is_surely_and_who_may_be_before(seed: int, count: int, criteria: int, ordered: bool) -> None:
    scored = drawn(seed, count, criteria)
    rays = extreme_points(criteria, in_order(range(criteria), criteria) if ordered else [])
    found = Places(scored, (1,) * criteria, rays)

    def worth(ray: tuple[int, ...], scores: tuple[int, ...]) -> int:
        return sum(w * s for w, s in zip(ray, scores, strict=True))

    for own in scored:
        others = [other for other in scored if other != own]
        before = [o for o in others if all(worth(r, scored[o].low) > worth(r, scored[own].high) for r in rays)]
        behind = [o for o in others if all(worth(r, scored[o].high) < worth(r, scored[own].low) for r in rays)]
        maybe = [o for o in others if any(worth(r, scored[o].high) > worth(r, scored[own].low) for r in rays)]
        place = found.place(own)
        assert place.best == 1 + len(before)
        assert place.worst == 1 + len(maybe)
        assert place.best <= place.rank <= place.worst
        if others:
            assert place.apart == Fraction(len(before) + len(behind), len(others))
        assert all(found.is_surely_before(o, own) for o in before)
    assert found.could_lead == sum(found.place(own).best == 1 for own in scored)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**6))
def test_no_drawn_weights_and_scores_leave_the_bounds(seed: int) -> None:
    scored, rng = drawn(seed, 7, 3), random.Random(seed)
    rays = extreme_points(3, in_order([1, 0, 2], 3))
    found = Places(scored, (2, 3, 1), rays)

    for _ in range(20):
        mixed = [rng.random() for _ in rays]
        weights = [sum(m * ray[k] / sum(ray) for m, ray in zip(mixed, rays, strict=True)) for k in range(3)]
        got = {
            own: sum(w * rng.uniform(low, high) for w, low, high in zip(weights, one.low, one.high, strict=True))
            for own, one in scored.items()
        }
        for own, worth in got.items():
            rank = 1 + sum(other > worth + 1e-9 for other in got.values())
            last = 1 + sum(other > worth - 1e-9 for key, other in got.items() if key != own)
            place = found.place(own)
            assert place.best <= last
            assert rank <= place.worst
            low, high = found.reach(own)
            assert float(low) - 1e-9 <= worth / sum(weights) <= float(high) + 1e-9


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**6))
def test_with_one_set_of_weights_it_is_the_ranking(seed: int) -> None:
    scored = drawn(seed, 8, 3)
    found = Places(scored, (5, 2, 3), [(5, 2, 3)])
    known = value.ranking(
        {
            key: {k: value.interval(one.low[k], one.likely[k], one.high[k]) for k in range(3)}
            for key, one in scored.items()
        },
        {0: 5, 1: 2, 2: 3},
    )

    assert found.order == [row.alternative for row in known]
    for row in known:
        place = found.place(row.alternative)
        assert (place.rank, place.best, place.worst, place.apart) == (row.rank, row.best, row.worst, row.apart)
        assert found.likely(row.alternative) == row.valued.value.likely
        assert found.reach(row.alternative) == (row.valued.value.low, row.valued.value.high)


def test_a_lead_holds_for_all_weights_or_hangs_on_them() -> None:
    first, second, third = (Scored(s, s, s) for s in ((9, 2), (5, 1), (1, 8)))
    found = Places({"a": first, "b": second, "c": third}, (3, 1), extreme_points(2))

    assert found.order == ["a", "b", "c"]
    assert found.holds_for_all_weights("a", "b")
    assert found.is_surely_before("a", "b")
    assert not found.holds_for_all_weights("b", "c")
    assert [(found.place(k).best, found.place(k).worst) for k in "abc"] == [(1, 2), (2, 3), (1, 3)]


def test_what_would_take_too_long_bounds_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places, "MOST_VALUES", 5)
    found = Places(drawn(1, 4, 2), (1, 1), extreme_points(2))

    assert not found.bounded
    assert {(found.place(k).best, found.place(k).worst) for k in range(4)} == {(1, 4)}
    assert found.could_lead == 4


def test_nothing_is_ranked_without_weights() -> None:
    with pytest.raises(ValueError, match="weight"):
        Places(drawn(1, 2, 2), (0, 0), [])
