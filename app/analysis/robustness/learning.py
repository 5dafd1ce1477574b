"""A score that would move a borderline initiative, and by how much; which order of weights would is in ``settling``.

What another score would leave is read from the list of non-dominated portfolios: nothing is solved again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from app.analysis.robustness.enumerating import Standing
from app.analysis.robustness.reading import Sums
from app.analysis.selection.problem import Portfolio
from app.analysis.weights import Ray


@dataclass(frozen=True, slots=True)
class Enough:
    """A change of the item's score on a criterion (in the unit of the scores) that is enough to make it so.

    Positive makes it core, negative exterior. A smaller change may do: only portfolios in the list were compared.
    """

    criterion: int
    change: Fraction
    becomes: Standing


def scores_that_move(sums: Sums, portfolios: Sequence[Portfolio], rays: Sequence[Ray], item: int) -> tuple[Enough, ...]:
    """Changes of one score each that are enough to make a borderline item core or exterior, the smallest first.

    With its score d higher every portfolio that holds the item is worth d times the criterion's weight more. It is core
    when each portfolio without it is then dominated by one with it; and the other way round.
    """
    inside = [row for row, chosen in zip(sums, portfolios, strict=True) if item in chosen]
    outside = [row for row, chosen in zip(sums, portfolios, strict=True) if item not in chosen]
    if not inside or not outside:
        return ()
    found = []
    for criterion in range(len(rays[0])):
        if not any(ray[criterion] for ray in rays):
            continue
        for losers, winners, sign, becomes in (
            (outside, inside, 1, Standing.CORE),
            (inside, outside, -1, Standing.EXTERIOR),
        ):
            change = _enough(losers, winners, rays, criterion)
            if change is not None:
                found.append(Enough(criterion, sign * change, becomes))
    return tuple(sorted(found, key=lambda one: (abs(one.change), one.criterion)))


def _enough(losers: Sums, winners: Sums, rays: Sequence[Ray], criterion: int) -> Fraction | None:
    """The least d at which every loser is dominated by some winner lifted by d; None where no d is enough."""
    most = Fraction(0)
    for loser in losers:
        needed = [d for winner in winners if (d := _lift(loser, winner, rays, criterion)) is not None]
        if not needed:
            return None
        most = max(most, min(needed))
    return most


def _lift(loser: Sequence[int], winner: Sequence[int], rays: Sequence[Ray], criterion: int) -> Fraction | None:
    most = Fraction(0)
    for ray in rays:
        behind = sum(weight * (a - b) for weight, a, b in zip(ray, loser, winner, strict=True))
        if behind > 0:
            if not ray[criterion]:
                return None
            most = max(most, Fraction(behind, ray[criterion]))
    return most
