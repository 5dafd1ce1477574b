"""What would settle a borderline item where scores are intervals: an order of two weights, or one narrower score.

To know more only takes portfolios away from the non-dominated ones: whatever dominates one of them when more is known
is itself dominated by, or in, the list that was made when less was known. So from a complete list it is read exactly
what would be left; from one that is not complete nothing is told.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from app.analysis.robustness.settling import Settling, Sides, settled_by, sides
from app.analysis.selection.problem import LARGEST, Portfolio
from app.analysis.weights import Ray

Rows = Sequence[Sequence[int]]


@dataclass(frozen=True, slots=True)
class Narrowed:
    """That the item's score on the criterion is at least (``core``), or else at most, so much, would settle it.

    ``bound`` is the least that is enough for core, or the most that is enough for exterior, in whole steps.
    """

    criterion: int
    bound: int
    core: bool


class Within:
    """Non-dominated portfolios with interval scores, and what is left of them when more is known.

    ``low`` and ``high``: a row an item, a column a criterion; ``gains`` what each portfolio's synergies give on each
    criterion. The list must be complete. Loads numpy: for jobs.
    """

    def __init__(
        self, portfolios: Sequence[Portfolio], low: Rows, high: Rows, gains: Rows, rays: Sequence[Ray]
    ) -> None:
        import numpy as np

        self.portfolios, self.low, self.high, self.gains = portfolios, low, high, gains
        self.rays = [tuple(ray) for ray in rays]
        self.holding = np.array([[item in chosen for item in range(len(low))] for chosen in portfolios])
        self._sides: Sides | None = None

    def order(self, item: int) -> Settling | None:
        """The order of two criteria that settles the item; None where no single order does."""
        if self._sides is None:
            self._sides = sides(self.rays, lambda kept: self.left(kept))
        return settled_by(self._sides, self._holds(item))

    def scores(self, item: int, step: int) -> tuple[Narrowed, ...]:
        """For either way the bound on one of the item's own scores that takes least off its interval; both may lack.

        Bounds are tried at whole multiples of ``step``, in the unit of the scores.
        """
        found = []
        for core in (True, False):
            ways = [
                (share, Narrowed(criterion, bound, core))
                for criterion in range(len(self.rays[0]))
                if (bound := self._bound(item, criterion, core=core, step=step)) is not None
                for share in (self._taken(item, criterion, bound, core=core),)
            ]
            if ways:
                found.append(min(ways, key=lambda way: (way[0], way[1].criterion))[1])
        return tuple(found)

    def left(self, rays: Sequence[Ray], low: Rows | None = None, high: Rows | None = None) -> frozenset[int]:
        """The places of the portfolios that none in the list dominates with these weights and scores."""
        import numpy as np

        dominated: Any = np.ones((len(self.portfolios),) * 2, dtype=bool)
        ever: Any = np.zeros_like(dominated)
        for ray in rays:
            least, most = self._at(low or self.low, ray), self._at(high or self.high, ray)
            gains = self._at(self.gains, ray)
            exact = max(map(abs, [*least, *most])) * len(least) + max(map(abs, gains)) < LARGEST if least else True
            # Whole numbers below 2^53 are exact in floating point, and products of such tables are far quicker.
            kind: Any = np.float64 if exact else object
            held = self.holding.astype(kind)
            low_of, high_of = np.array(least, dtype=kind), np.array(most, dtype=kind)
            own = np.array(gains, dtype=kind)
            shared = (held * (high_of - low_of)) @ held.T
            worst, best = held @ low_of + own, held @ high_of + own
            # [p, q]: the least and the most that q is worth more than p, what they share being worth the same in both.
            dominated &= np.asarray(worst[None, :] - best[:, None] + shared >= 0, dtype=bool)
            ever |= np.asarray(best[None, :] - worst[:, None] - shared > 0, dtype=bool)
        beaten = (dominated & ever).any(axis=1)
        return frozenset(place for place, gone in enumerate(beaten.tolist()) if not gone)

    def _at(self, rows: Rows, ray: Ray) -> list[int]:
        return [sum(weight * part for weight, part in zip(ray, row, strict=True)) for row in rows]

    def _holds(self, item: int) -> list[bool]:
        return [item in chosen for chosen in self.portfolios]

    def _bound(self, item: int, criterion: int, *, core: bool, step: int) -> int | None:
        """The bound nearest to what is known already that settles the item; to know more never unsettles it."""
        lowest, highest = self.low[item][criterion], self.high[item][criterion]
        # Whole steps strictly inside, and the far end.
        first, last = lowest // step + 1, -(-highest // step) - 1
        inside = [place * step for place in range(first, last + 1)]
        tries = [*inside, highest] if core else [*reversed(inside), lowest]
        if lowest == highest or not self._settles(item, criterion, tries[-1], core=core):
            return None
        near, far = 0, len(tries) - 1
        while near < far:
            middle = (near + far) // 2
            if self._settles(item, criterion, tries[middle], core=core):
                far = middle
            else:
                near = middle + 1
        return tries[far]

    def _settles(self, item: int, criterion: int, bound: int, *, core: bool) -> bool:
        low, high = [list(row) for row in self.low], [list(row) for row in self.high]
        (low if core else high)[item][criterion] = bound
        holds = self._holds(item)
        return {holds[place] for place in self.left(self.rays, low, high)} == {core}

    def _taken(self, item: int, criterion: int, bound: int, *, core: bool) -> float:
        """How much of the interval the bound takes away, as a share."""
        lowest, highest = self.low[item][criterion], self.high[item][criterion]
        return (bound - lowest if core else highest - bound) / (highest - lowest)
