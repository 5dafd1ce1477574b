"""What a list of portfolios tells at once, without solving: what each may lose, and how far weights may move.

``sums`` has a row a portfolio: what it scores on each criterion in all, synergies included, in whole numbers. Weights
are rays (whole numbers in proportion) or shares that add up to 1. Plain exact arithmetic: fit for a page that re-scores
stored portfolios while a weight is dragged. What it says is of the portfolios in the list; for all portfolios there are
see ``frontier.along``.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from fractions import Fraction

from app.analysis.selection.problem import Portfolio
from app.analysis.weights import Ray, as_shares

Sums = Sequence[Sequence[int]]


@dataclass(frozen=True, slots=True)
class Regret:
    """What a portfolio is worth less than the best at some weights: the most, the weights (place) where, and at each.

    In the unit of the scores. The loss is convex in the weights, so nowhere between the extreme points is it larger.
    """

    most: Fraction
    where: int
    at_each: tuple[Fraction, ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """From ``low`` to ``high`` (shares of all weight, 0–1) the portfolio at place ``best`` is the best."""

    low: Fraction
    high: Fraction
    best: int


@dataclass(frozen=True, slots=True)
class Span:
    """The shares of a criterion within which a decision stays as it is, the other criteria in proportion."""

    low: Fraction
    high: Fraction

    @property
    def always(self) -> bool:
        return self.low == 0 and self.high == 1


def worth(sums: Sequence[int], shares: Sequence[Fraction]) -> Fraction:
    """The weighted mean of the sums."""
    return sum((share * part for share, part in zip(shares, sums, strict=True)), Fraction(0))


def best_at(sums: Sums, shares: Sequence[Fraction]) -> int:
    """The place of the portfolio worth most; of equals the first. Raises ValueError for an empty list."""
    if not sums:
        raise ValueError("there is no portfolio to compare")
    values = [worth(row, shares) for row in sums]
    return values.index(max(values))


def regrets(sums: Sums, rays: Sequence[Ray]) -> tuple[Regret, ...]:
    """The regret of each portfolio against the best of the list, over the weights that these extreme points span.

    All non-dominated portfolios hold a best one at every extreme point: against such a list the regret is exact.
    """
    if not rays:
        raise ValueError("there are no weights")
    at_rays = [[worth(row, as_shares(ray)) for row in sums] for ray in rays]
    tops = [max(values) for values in at_rays] if sums else []
    found = []
    for place in range(len(sums)):
        lost = tuple(top - values[place] for top, values in zip(tops, at_rays, strict=True))
        most = max(lost)
        found.append(Regret(most, lost.index(most), lost))
    return tuple(found)


def against(shares: Sequence[Fraction], criterion: int) -> tuple[Fraction, ...]:
    """The others' shares in proportion when this criterion has none: adds up to 1 (equal where the others had none)."""
    left = 1 - shares[criterion]
    others = len(shares) - 1
    return tuple(
        Fraction(0) if k == criterion else share / left if left else Fraction(1, others)
        for k, share in enumerate(shares)
    )


def pieces(sums: Sums, shares: Sequence[Fraction], criterion: int) -> tuple[Piece, ...]:
    """Which portfolio of the list is best as the criterion's share goes from 0 to 1, the others in proportion.

    Pieces meet, and of equals the one with the lower place stands.
    """
    if not sums:
        raise ValueError("there is no portfolio to compare")
    rest = against(shares, criterion)
    lines = [(worth(row, rest), Fraction(row[criterion])) for row in sums]
    return envelope(lines)


def envelope(lines: Sequence[tuple[Fraction, Fraction]]) -> tuple[Piece, ...]:
    """The upper envelope of lines given by their values at 0 and at 1."""
    at = Fraction(0)
    best = min(range(len(lines)), key=lambda i: (-lines[i][0], lines[i][0] - lines[i][1], i))
    found = []
    while at < 1:
        start, end = lines[best]
        crossings = []
        for place, (low, high) in enumerate(lines):
            steeper = (high - low) - (end - start)
            if steeper > 0:
                crossing = (start - low) / steeper
                if crossing < 1:
                    crossings.append((crossing, -(high - low), place))
        if not crossings:
            break
        crossing, _, following = min(crossings)
        found.append(Piece(at, crossing, best))
        at, best = crossing, following
    found.append(Piece(at, Fraction(1), best))
    return tuple(piece for piece in found if piece.low < piece.high or len(found) == 1)


def stays(found: Sequence[Piece], portfolios: Sequence[Portfolio], item: int, share: Fraction) -> Span:
    """Around this share, how far the criterion's weight may move without the decision on the item changing."""
    here = next(place for place, piece in enumerate(found) if piece.low <= share <= piece.high)
    inside = item in portfolios[found[here].best]
    first = last = here
    while first > 0 and (item in portfolios[found[first - 1].best]) is inside:
        first -= 1
    while last + 1 < len(found) and (item in portfolios[found[last + 1].best]) is inside:
        last += 1
    return Span(found[first].low, found[last].high)


def undominated(sums: Sums, rays: Sequence[Ray], *, among: Collection[int] | None = None) -> frozenset[int]:
    """The places of the portfolios that none in the list dominates over the weights that these extreme points span.

    With fewer weights possible only fewer portfolios are non-dominated, so a list made for a larger set of weights
    holds all of those for a smaller.
    """
    places = sorted(among) if among is not None else range(len(sums))
    points = {
        place: tuple(sum(a * b for a, b in zip(ray, sums[place], strict=True)) for ray in rays) for place in places
    }
    kept: list[int] = []
    for place in sorted(places, key=lambda one: (tuple(-part for part in points[one]), one)):
        own = points[place]
        # Sorted so that what dominates comes first; of equals all are kept.
        if not any(
            points[other] != own and all(a >= b for a, b in zip(points[other], own, strict=True)) for other in kept
        ):
            kept.append(place)
    return frozenset(kept)
