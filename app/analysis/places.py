"""Places that hold: where alternatives can stand when neither weights nor scores are known exactly.

Everything is a whole number. Weights are a ray (whole numbers in proportion) for the one order that is shown, and the
extreme points of all weights that are possible; scores are the least, the likely and the most on each criterion. A
linear value compares the same way on all weights when it does at the extreme points (Liesiö, Mild and Salo, EJOR 181
(2007)), so one alternative is *surely* before another when its least value is above the other's most at each of them.

The best place counts those that are surely before, the worst those that may be: nobody stands outside these bounds.
With one set of weights they are reached. With several a bound may be out of reach, because those that may be before
need different weights; bounds that are all reached take an integer programme for each (Salo and Punkka, EJOR 163
(2005)).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Generic, TypeVar

from app.analysis.weights import Ray

A = TypeVar("A")
_Comparison = Callable[[int, int], bool]

# So many values (alternatives × extreme points) are reckoned while a page waits; beyond, bounds are said to be unknown.
MOST_VALUES = 1_000_000


@dataclass(frozen=True, slots=True)
class Scored:
    """Whole scores of one alternative, by criterion: least, likely and most."""

    low: Ray
    likely: Ray
    high: Ray


@dataclass(frozen=True, slots=True)
class Place:
    """``rank`` by likely value at the one set of weights; equal values share the better place.

    ``best`` and ``worst`` bound the place over all possible weights and scores. ``apart`` is the share (0–1) of the
    others that are surely before or surely behind.
    """

    rank: int
    best: int
    worst: int
    apart: Fraction


class _AtPoint:
    """The values of all at one set of weights."""

    def __init__(self, weights: Ray, scored: Sequence[Scored]) -> None:
        used = [(place, weight) for place, weight in enumerate(weights) if weight]
        self.low = [sum(weight * one.low[place] for place, weight in used) for one in scored]
        self.high = [sum(weight * one.high[place] for place, weight in used) for one in scored]
        self.by_low = sorted(range(len(scored)), key=self.low.__getitem__)
        self.by_high = sorted(range(len(scored)), key=self.high.__getitem__)
        self.lows = [self.low[own] for own in self.by_low]
        self.highs = [self.high[own] for own in self.by_high]


class Places(Generic[A]):
    """The places of alternatives, in the order given where values are equal.

    Raises ValueError where no criterion has any weight.
    """

    def __init__(self, scored: Mapping[A, Scored], weights: Ray, possible: Sequence[Ray]) -> None:
        if not any(weights) or not possible:
            raise ValueError("no criterion has any weight")
        self._ids = list(scored)
        self._scored = list(scored.values())
        self._number = {alternative: number for number, alternative in enumerate(self._ids)}
        self._possible = tuple(possible)
        self._total = sum(weights)
        self._likely = [sum(w * s for w, s in zip(weights, one.likely, strict=True)) for one in self._scored]
        self.order = [
            self._ids[number]
            for number in sorted(range(len(self._ids)), key=lambda number: (-self._likely[number], number))
        ]
        self._likelies = sorted(self._likely)
        self._index = {alternative: index for index, alternative in enumerate(self.order)}
        self.bounded = len(self._ids) * len(self._possible) <= MOST_VALUES

    def __len__(self) -> int:
        return len(self._ids)

    def __contains__(self, alternative: A) -> bool:
        return alternative in self._number

    @property
    def scored(self) -> Mapping[A, Scored]:
        """What each scores, in the order given."""
        return dict(zip(self._ids, self._scored, strict=True))

    def index(self, alternative: A) -> int:
        """Where it stands in ``order`` (0 …)."""
        return self._index[alternative]

    @cached_property
    def _points(self) -> list[_AtPoint]:
        return [_AtPoint(weights, self._scored) for weights in self._possible]

    @cached_property
    def could_lead(self) -> int:
        """How many may stand first; all of them where the bounds are not reckoned."""
        if not self.bounded:
            return len(self)
        return sum(self._surely_before(number) == 0 for number in range(len(self)))

    def place(self, alternative: A) -> Place:
        """Where the alternative stands and can stand."""
        own = self._number[alternative]
        count = len(self)
        rank = 1 + count - bisect_right(self._likelies, self._likely[own])
        if not self.bounded:
            return Place(rank, 1, count, Fraction(0))
        before = self._surely_before(own)
        never_before = self._never_before(own)
        # One that is certain in its value is never before itself, and is counted among those that are not.
        itself = all(point.high[own] <= point.low[own] for point in self._points)
        behind = self._surely_behind(own)
        return Place(
            rank=rank,
            best=1 + before,
            worst=1 + (count - 1) - (never_before - itself),
            apart=Fraction(before + behind, count - 1) if count > 1 else Fraction(1),
        )

    def likely(self, alternative: A) -> Fraction:
        """Its value at the one set of weights, in the unit of the scores."""
        return Fraction(self._likely[self._number[alternative]], self._total)

    def reach(self, alternative: A) -> tuple[Fraction, Fraction]:
        """The least and the most its value can be, over all possible weights and scores."""
        one = self._scored[self._number[alternative]]
        lows, highs = (
            [Fraction(sum(w * s for w, s in zip(ray, scores, strict=True)), sum(ray)) for ray in self._possible]
            for scores in (one.low, one.high)
        )
        return min(lows), max(highs)

    def is_surely_before(self, ahead: A, behind: A) -> bool:
        """No possible weights and scores turn the two around."""
        one, other = self._scored[self._number[ahead]], self._scored[self._number[behind]]
        return all(sum(w * (a - b) for w, a, b in zip(ray, one.low, other.high, strict=True)) > 0
                   for ray in self._possible)  # fmt: skip

    def holds_for_all_weights(self, ahead: A, behind: A) -> bool:
        """With likely scores, no possible weights put the one behind the other."""
        one, other = self._scored[self._number[ahead]], self._scored[self._number[behind]]
        return all(sum(w * (a - b) for w, a, b in zip(ray, one.likely, other.likely, strict=True)) >= 0
                   for ray in self._possible)  # fmt: skip

    # Those that qualify at the point where fewest do are looked at again at the others.

    def _surely_before(self, own: int) -> int:
        cuts = [bisect_right(point.lows, point.high[own]) for point in self._points]
        least = max(range(len(cuts)), key=cuts.__getitem__)
        some = self._points[least].by_low[cuts[least] :]
        return self._kept(some, [(point.low, point.high[own]) for point in self._points], least, _above)

    def _surely_behind(self, own: int) -> int:
        cuts = [bisect_left(point.highs, point.low[own]) for point in self._points]
        least = min(range(len(cuts)), key=cuts.__getitem__)
        some = self._points[least].by_high[: cuts[least]]
        return self._kept(some, [(point.high, point.low[own]) for point in self._points], least, _below)

    def _never_before(self, own: int) -> int:
        cuts = [bisect_right(point.highs, point.low[own]) for point in self._points]
        least = min(range(len(cuts)), key=cuts.__getitem__)
        some = self._points[least].by_high[: cuts[least]]
        return self._kept(some, [(point.high, point.low[own]) for point in self._points], least, _not_above)

    @staticmethod
    def _kept(some: Sequence[int], bounds: Sequence[tuple[list[int], int]], but: int, holds: _Comparison) -> int:
        others = [bound for place, bound in enumerate(bounds) if place != but]
        return sum(all(holds(values[number], bound) for values, bound in others) for number in some)


def _above(value: int, bound: int) -> bool:
    return value > bound


def _below(value: int, bound: int) -> bool:
    return value < bound


def _not_above(value: int, bound: int) -> bool:
    return value <= bound
