"""Additive value on fixed scales (MAVT), with interval scores.

The value of an alternative is the weighted mean of its scores. Every criterion has a fixed scale of 0–100, never
stretched to the alternatives at hand, so adding or removing an alternative cannot turn two others around (Keeney and
Raiffa 1976; UK Government, Multi-criteria decision analysis, 2024). All arithmetic is exact: ties are ties.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Generic, TypeVar

A = TypeVar("A", bound=Hashable)
C = TypeVar("C", bound=Hashable)

Number = Decimal | Fraction | int


@dataclass(frozen=True, slots=True)
class Interval:
    """The least, the likely and the most a number may be."""

    low: Fraction
    likely: Fraction
    high: Fraction

    def __post_init__(self) -> None:
        if not self.low <= self.likely <= self.high:
            raise ValueError("an interval runs from low over likely to high")

    def overlaps(self, other: Interval) -> bool:
        """Whether the two may be equal."""
        return self.low <= other.high and other.low <= self.high


def interval(low: Number, likely: Number, high: Number) -> Interval:
    """The interval of these numbers, exact."""
    return Interval(Fraction(low), Fraction(likely), Fraction(high))


@dataclass(frozen=True, slots=True)
class Valued(Generic[C]):
    """What an alternative is worth on 0–100, and how much of the likely value each criterion gives.

    The parts add up to ``value.likely``.
    """

    value: Interval
    parts: Mapping[C, Fraction]


@dataclass(frozen=True, slots=True)
class Ranked(Generic[A, C]):
    """An alternative's place by likely value; equal values share the better place.

    ``best`` and ``worst`` are the places it can have when every score may be anywhere in its interval. ``apart`` is
    the share (0–1) of the other alternatives whose value interval does not overlap its own.
    """

    alternative: A
    rank: int
    best: int
    worst: int
    apart: Fraction
    valued: Valued[C]


@dataclass(frozen=True, slots=True)
class Why(Generic[A, C]):
    """Why one alternative stands before another, in points of likely value, by criterion.

    ``gains`` (largest first) and ``losses`` (most negative first) add up to ``lead``. ``certain`` when the intervals
    do not overlap, so that no scores within them turn the two around.
    """

    ahead: A
    behind: A
    lead: Fraction
    gains: tuple[tuple[C, Fraction], ...]
    losses: tuple[tuple[C, Fraction], ...]
    certain: bool


def weight_shares(points: Mapping[C, Number]) -> dict[C, Fraction]:
    """Each criterion's share of all points; shares add up to 1. Raises ValueError where nothing weighs anything."""
    if any(point < 0 for point in points.values()):
        raise ValueError("a weight is not negative")
    total = sum((Fraction(point) for point in points.values()), Fraction(0))
    if total == 0:
        raise ValueError("no criterion has any weight")
    return {criterion: Fraction(point) / total for criterion, point in points.items()}


def valued(scores: Mapping[C, Interval], shares: Mapping[C, Fraction]) -> Valued[C]:
    """The alternative's value. Raises KeyError for a criterion with weight and no score: nothing is guessed."""
    counted = {criterion: share for criterion, share in shares.items() if share > 0}
    return Valued(
        value=Interval(
            low=sum((share * scores[criterion].low for criterion, share in counted.items()), Fraction(0)),
            likely=sum((share * scores[criterion].likely for criterion, share in counted.items()), Fraction(0)),
            high=sum((share * scores[criterion].high for criterion, share in counted.items()), Fraction(0)),
        ),
        parts={
            criterion: share * scores[criterion].likely if share > 0 else Fraction(0)
            for criterion, share in shares.items()
        },
    )


def ranking(alternatives: Mapping[A, Mapping[C, Interval]], points: Mapping[C, Number]) -> list[Ranked[A, C]]:
    """The alternatives by falling likely value; those with the same value keep the order they came in.

    Scores of different alternatives vary independently, so an alternative's best place is taken with its own scores
    highest and all others' lowest: the bounds on the place are exact.
    """
    shares = weight_shares(points)
    worth = {alternative: valued(scores, shares) for alternative, scores in alternatives.items()}
    lows = sorted(one.value.low for one in worth.values())
    likelies = sorted(one.value.likely for one in worth.values())
    highs = sorted(one.value.high for one in worth.values())
    number = len(worth)
    rows = []
    for alternative, own in worth.items():
        # Counted in the sorted ends; what counts itself in is taken out again.
        surely_above = number - bisect_right(lows, own.value.high)
        surely_below = bisect_left(highs, own.value.low)
        maybe_above = number - bisect_right(highs, own.value.low) - (own.value.high > own.value.low)
        rows.append(
            Ranked(
                alternative=alternative,
                rank=1 + number - bisect_right(likelies, own.value.likely),
                best=1 + surely_above,
                worst=1 + maybe_above,
                apart=Fraction(surely_above + surely_below, number - 1) if number > 1 else Fraction(1),
                valued=own,
            )
        )
    return sorted(rows, key=lambda row: row.rank)


def why(ahead: Ranked[A, C], behind: Ranked[A, C]) -> Why[A, C]:
    """What puts the one before the other. Criteria on which they are worth the same are left out."""
    return between(ahead.alternative, ahead.valued, behind.alternative, behind.valued)


def between(ahead: A, worth: Valued[C], behind: A, less: Valued[C]) -> Why[A, C]:
    """The same of two whose values are known and whose places are not."""
    differences: Sequence[tuple[C, Fraction]] = [
        (criterion, part - less.parts[criterion]) for criterion, part in worth.parts.items()
    ]
    return Why(
        ahead=ahead,
        behind=behind,
        lead=worth.value.likely - less.value.likely,
        gains=tuple(sorted((d for d in differences if d[1] > 0), key=lambda d: -d[1])),
        losses=tuple(sorted((d for d in differences if d[1] < 0), key=lambda d: d[1])),
        certain=not worth.value.overlaps(less.value),
    )
