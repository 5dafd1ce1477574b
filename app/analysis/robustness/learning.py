"""The one piece of information that would move a borderline initiative: an order of two weights, or a score.

To learn more only takes portfolios away from the non-dominated ones, so what a new statement would leave is read from
the list. An initiative that all that is left hold has become core; one that none holds, exterior.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from app.analysis.robustness.enumerating import Standing
from app.analysis.robustness.reading import Sums, undominated
from app.analysis.selection.problem import Portfolio
from app.analysis.weights import Clashing, Ray, Statement, at_least_as_important, extreme_points


@dataclass(frozen=True, slots=True)
class News:
    """What would be left if criterion ``more`` were known to weigh at least as much as ``less``.

    ``left`` are the places of the portfolios that would still be non-dominated.
    """

    more: int
    less: int
    left: frozenset[int]

    def moves(self, portfolios: Sequence[Portfolio], item: int) -> Standing:
        """Where the item would stand."""
        inside = sum(item in portfolios[place] for place in self.left)
        return Standing.CORE if inside == len(self.left) else Standing.BORDERLINE if inside else Standing.EXTERIOR


@dataclass(frozen=True, slots=True)
class Enough:
    """A change of the item's score on a criterion (in the unit of the scores) that is enough to make it so.

    Positive makes it core, negative exterior. A smaller change may do: only portfolios in the list were compared.
    """

    criterion: int
    change: Fraction
    becomes: Standing


def orders(sums: Sums, count: int, statements: Sequence[Statement]) -> tuple[News, ...]:
    """What each order of two weights that the statements leave open would tell; those that leave least come first.

    ``sums`` as in ``reading``, of all non-dominated portfolios under the statements; ``count`` criteria.
    """
    rays = extreme_points(count, statements)
    found = []
    for more in range(count):
        for less in range(count):
            if more == less or all(ray[more] >= ray[less] for ray in rays):
                continue
            try:
                fewer = extreme_points(count, [*statements, at_least_as_important("", more, less, count)])
            except Clashing:
                continue
            found.append(News(more, less, undominated(sums, fewer)))
    return tuple(sorted(found, key=lambda news: (len(news.left), news.more, news.less)))


def that_moves(found: Sequence[News], portfolios: Sequence[Portfolio], item: int) -> tuple[News, ...]:
    """Of these, those that would settle the item, the one that leaves most open first: it asks for least."""
    moving = [news for news in found if news.moves(portfolios, item) is not Standing.BORDERLINE]
    return tuple(sorted(moving, key=lambda news: (-len(news.left), news.more, news.less)))


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
