"""Other methods of ranking, to compare with: TOPSIS, VIKOR, PROMETHEE II and AHP.

The product ranks by additive value on fixed scales (``value``): the others measure each alternative against those that
happen to be there, so one more that nobody would choose can turn two others around. They are here because people ask
what they would have said. Floating point: nothing is decided by them.

``table`` has a row an alternative, a column a criterion; ``up[k]`` tells whether more is better there. Weights are
scaled to add up to 1. Each answers in the order of the rows and raises ValueError for what does not fit together.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import dist, isfinite, sqrt

Table = Sequence[Sequence[float]]


@dataclass(frozen=True, slots=True)
class Compromise:
    """VIKOR: ``majority`` and ``regret`` (S and R in the paper) and both together (Q); less is better in all three."""

    together: tuple[float, ...]
    majority: tuple[float, ...]
    regret: tuple[float, ...]


def topsis(table: Table, weights: Sequence[float], up: Sequence[bool]) -> tuple[float, ...]:
    """Closeness to the best of all columns, 0–1, more is better (Hwang and Yoon 1981; columns by Euclidean length)."""
    shares = _checked(table, weights, up)
    lengths = [sqrt(sum(part**2 for part in column)) or 1.0 for column in zip(*table, strict=True)]
    rows = [[s * part / length for s, part, length in zip(shares, row, lengths, strict=True)] for row in table]
    best, worst = _ends(rows, up)
    found = []
    for row in rows:
        near, far = dist(row, best), dist(row, worst)
        found.append(far / (near + far) if near + far else 0.5)
    return tuple(found)


def vikor(table: Table, weights: Sequence[float], up: Sequence[bool], majority: float = 0.5) -> Compromise:
    """Distance from the ideal, in all and at worst (Opricovic and Tzeng, EJOR 156 (2004) 445–455).

    ``majority`` (0–1) is the weight of «in all». Weights are taken as they are given, as in the paper.
    """
    _checked(table, weights, up)
    best, worst = _ends(table, up)
    lost = [
        [
            weight * (top - part) / (top - bottom) if top != bottom else 0.0
            for weight, part, top, bottom in zip(weights, row, best, worst, strict=True)
        ]
        for row in table
    ]
    in_all, at_worst = [sum(row) for row in lost], [max(row) for row in lost]
    together = [majority * a + (1 - majority) * b for a, b in zip(_spread(in_all), _spread(at_worst), strict=True)]
    return Compromise(tuple(together), tuple(in_all), tuple(at_worst))


def promethee(
    table: Table, weights: Sequence[float], up: Sequence[bool], *, indifferent: float, preferred: float
) -> tuple[float, ...]:
    """Net flow, −1 to 1, more is better (PROMETHEE II, Brans and Vincke 1985), with linear preference.

    A difference up to ``indifferent`` is none, from ``preferred`` on it is full.
    """
    shares = _checked(table, weights, up)
    if len(table) < 2 or not 0 <= indifferent < preferred:
        raise ValueError("preference needs two alternatives and two thresholds that rise")

    def over(one: Sequence[float], other: Sequence[float]) -> float:
        differences = [a - b if more else b - a for a, b, more in zip(one, other, up, strict=True)]
        return sum(
            share * min(1.0, max(0.0, (difference - indifferent) / (preferred - indifferent)))
            for share, difference in zip(shares, differences, strict=True)
        )

    return tuple(sum(over(row, other) - over(other, row) for other in table) / (len(table) - 1) for row in table)


def priorities(comparisons: Table) -> tuple[float, ...]:
    """AHP: shares from pairwise comparisons, the principal eigenvector (Saaty 1980).

    ``comparisons[i][j]`` tells how many times as much i counts as j; the other way round it is one over that.
    """
    count = len(comparisons)
    if not count or any(
        len(row) != count or not all(part > 0 and isfinite(part) for part in row) for row in comparisons
    ):
        raise ValueError("comparisons are a square of numbers above 0")
    shares = [1.0 / count] * count
    for _ in range(1000):
        following = [sum(part * share for part, share in zip(row, shares, strict=True)) for row in comparisons]
        total = sum(following)
        following = [part / total for part in following]
        moved = max(abs(a - b) for a, b in zip(shares, following, strict=True))
        shares = following
        if moved < 1e-12:
            break
    return tuple(shares)


def ahp(criteria: Table, alternatives: Sequence[Table]) -> tuple[float, ...]:
    """Each alternative's priority: the criteria's shares times its own share on each (distributive AHP)."""
    shares = priorities(criteria)
    if len(alternatives) != len(shares):
        raise ValueError("every criterion needs comparisons of the alternatives")
    local = [priorities(each) for each in alternatives]
    return tuple(sum(s * part for s, part in zip(shares, parts, strict=True)) for parts in zip(*local, strict=True))


def _checked(table: Table, weights: Sequence[float], up: Sequence[bool]) -> list[float]:
    """The weights as shares."""
    if not table or any(len(row) != len(weights) or len(row) != len(up) for row in table):
        raise ValueError("every alternative needs a number on each criterion")
    if not all(isfinite(part) for row in table for part in row):
        raise ValueError("a number is missing or without end")
    if any(not weight >= 0 for weight in weights) or not sum(weights) > 0 or not isfinite(sum(weights)):
        raise ValueError("weights are not negative, and some weigh something")
    return [weight / sum(weights) for weight in weights]


def _ends(rows: Table, up: Sequence[bool]) -> tuple[list[float], list[float]]:
    columns = list(zip(*rows, strict=True))
    best = [max(column) if more else min(column) for column, more in zip(columns, up, strict=True)]
    worst = [min(column) if more else max(column) for column, more in zip(columns, up, strict=True)]
    return best, worst


def _spread(numbers: Sequence[float]) -> list[float]:
    low, high = min(numbers), max(numbers)
    return [(number - low) / (high - low) if high > low else 0.0 for number in numbers]
