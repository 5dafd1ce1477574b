"""Weights from what people can say: points, an order, or incomplete statements; and the extreme points of what is left.

A statement is a half-space through the origin, ``sum(a[k] * w[k]) >= 0``. Together with ``w >= 0`` the statements leave
a cone; its extreme rays, scaled to sum 1, are the extreme points of the set of weights. A linear value is largest and
smallest at extreme points, so they stand for the whole set (Liesiö, Mild and Salo, EJOR 181 (2007)). Rays are kept as
integers without a common divisor: ties stay ties.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from math import gcd, lcm
from typing import TypeVar

K = TypeVar("K", bound=Hashable)

Ray = tuple[int, ...]
# Beyond this many criteria no person can weigh them, and the number of extreme points explodes.
MOST_CRITERIA = 20
# «The first weighs most» of twenty criteria alone leaves half a million extreme points.
MOST_POINTS = 1000


class Clashing(ValueError):
    """The statements leave no weights. ``names`` is a minimal set of them that clash."""

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__(f"these statements cannot all hold: {', '.join(names)}")
        self.names = tuple(names)


class TooOpen(ValueError):
    """The statements leave so much open that the extreme points are too many to list."""


@dataclass(frozen=True, slots=True)
class Statement:
    """``sum(parts[k] * w[k]) >= 0``, and what it is called when it clashes with others."""

    name: str
    parts: tuple[Fraction, ...]


def at_least_as_important(name: str, more: int, less: int, count: int) -> Statement:
    """The swing of criterion ``more`` weighs at least as much as that of ``less`` (of ``count`` criteria)."""
    return worth_at_least(name, {more: Fraction(1)}, {less: Fraction(1)}, count)


def worth_at_least(name: str, more: Mapping[int, Fraction], less: Mapping[int, Fraction], count: int) -> Statement:
    """One improvement is worth at least as much as another: parts (0–1) of each criterion's full swing."""
    return Statement(name, tuple(more.get(k, Fraction(0)) - less.get(k, Fraction(0)) for k in range(count)))


def at_least(name: str, criterion: int, share: Fraction, count: int) -> Statement:
    """The criterion's weight is at least this share of all."""
    return Statement(name, tuple(Fraction(k == criterion) - share for k in range(count)))


def at_most(name: str, criterion: int, share: Fraction, count: int) -> Statement:
    """The criterion's weight is at most this share of all."""
    return Statement(name, tuple(share - Fraction(k == criterion) for k in range(count)))


def in_order(order: Sequence[int], count: int) -> list[Statement]:
    """The criteria named first weigh most: each at least as much as the next."""
    return [at_least_as_important(f"{more}>{less}", more, less, count) for more, less in pairwise(order)]


def rank_order_centroid(order: Sequence[K]) -> dict[K, Fraction]:
    """The centre of all weights in this order, the most important first.

    ``w[k] = (1/n) * (1/k + … + 1/n)``: Edwards and Barron, Organizational Behavior and Human Decision Processes 60
    (1994) 306–325. Raises ValueError for a criterion named twice.
    """
    count = len(order)
    if len(set(order)) < count:
        raise ValueError("a criterion stands twice in the order")
    return {
        criterion: sum((Fraction(1, later) for later in range(place, count + 1)), Fraction(0)) / count
        for place, criterion in enumerate(order, start=1)
    }


def extreme_points(count: int, statements: Sequence[Statement] = ()) -> tuple[Ray, ...]:
    """The extreme points of the weights that keep all statements, as integer rays in a stated order (largest first).

    Raises :class:`Clashing` when no weights do, :class:`TooOpen` when there are more than ``MOST_POINTS``, ValueError
    for too many criteria or a statement on others.
    """
    if not 1 <= count <= MOST_CRITERIA:
        raise ValueError(f"weights are for 1 to {MOST_CRITERIA} criteria, not {count}")
    if any(len(statement.parts) != count for statement in statements):
        raise ValueError(f"a statement is on each of the {count} criteria")
    rays = _rays(count, statements)
    if not rays:
        raise Clashing(_clashing(count, statements))
    return tuple(sorted(rays, reverse=True))


def as_shares(ray: Ray) -> tuple[Fraction, ...]:
    """The weights of a ray: shares that add up to 1."""
    total = sum(ray)
    return tuple(Fraction(part, total) for part in ray)


def _rays(count: int, statements: Sequence[Statement]) -> list[Ray]:
    """The extreme rays of the cone, by the double description method (Motzkin; Fukuda and Prodon 1996)."""
    # Beside each ray the set of inequalities it meets with equality; the first ``count`` are w >= 0.
    rays: dict[Ray, frozenset[int]] = {
        tuple(int(k == own) for k in range(count)): frozenset(range(count)) - {own} for own in range(count)
    }
    for number, statement in enumerate(statements, start=count):
        row = _whole(statement.parts)
        side = {ray: sum(a * b for a, b in zip(row, ray, strict=True)) for ray in rays}
        kept = {ray: tight | {number} if side[ray] == 0 else tight for ray, tight in rays.items() if side[ray] >= 0}
        over = [ray for ray in rays if side[ray] > 0]
        under = [ray for ray in rays if side[ray] < 0]
        for above in over:
            for below in under:
                common = rays[above] & rays[below]
                if len(common) < count - 2:
                    continue  # too few to lie on one edge
                if any(common <= tight for ray, tight in rays.items() if ray not in (above, below)):
                    continue  # not neighbours: what lies between them is no edge
                between = _reduced([side[above] * b - side[below] * a for a, b in zip(above, below, strict=True)])
                kept[between] = common | {number}
        rays = kept
        if len(rays) > MOST_POINTS:
            raise TooOpen(f"more than {MOST_POINTS} extreme points")
    return list(rays)


def _clashing(count: int, statements: Sequence[Statement]) -> list[str]:
    """A minimal set of statements that leave nothing: leave out any one and something is left."""
    core = list(statements)
    for statement in statements:
        fewer = [other for other in core if other is not statement]
        if _nothing_is_left(count, fewer):
            core = fewer
    return [statement.name for statement in core]


def _nothing_is_left(count: int, statements: Sequence[Statement]) -> bool:
    try:
        return not _rays(count, statements)
    except TooOpen:
        return False


def _whole(parts: Sequence[Fraction | Decimal | int]) -> Ray:
    fractions = [Fraction(part) for part in parts]
    scale = lcm(*(part.denominator for part in fractions))
    return _reduced([int(part * scale) for part in fractions])


def _reduced(parts: Sequence[int]) -> Ray:
    divisor = gcd(*parts) or 1
    return tuple(part // divisor for part in parts)


def surely_within(weights: Sequence[Fraction], rays: Sequence[Sequence[int]]) -> bool:
    """Whether these weights are a mixture of the rays, as far as that is plain: an order's rays are independent, and so
    are all corners. False where it would take more to tell.
    """
    # Gauss and Jordan on «the rays mixed give the weights», a row for each criterion.
    rows = [[Fraction(ray[k]) for ray in rays] + [Fraction(weight)] for k, weight in enumerate(weights)]
    for column in range(len(rays)):
        pivot = next((row for row in range(column, len(rows)) if rows[row][column]), None)
        if pivot is None:
            return False
        rows[column], rows[pivot] = rows[pivot], rows[column]
        rows[column] = [part / rows[column][column] for part in rows[column]]
        for row in range(len(rows)):
            if row != column and rows[row][column]:
                rows[row] = [a - rows[row][column] * b for a, b in zip(rows[row], rows[column], strict=True)]
    parts = [row[-1] for row in rows]
    return all(part >= 0 for part in parts[: len(rays)]) and not any(parts[len(rays) :])
