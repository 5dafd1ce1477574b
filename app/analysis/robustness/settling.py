"""Which order of two criteria would settle a borderline item: the one piece of information that is worth asking for.

To say that one criterion weighs at least as much as another cuts the set of weights in two. On either side some of the
non-dominated portfolios become dominated; where those that are left agree on the item, the order settles it (Liesiö,
Mild and Salo 2007, section 5: more information only makes the set smaller). Nothing but the extreme weights need be
known, as they are kept beside a list of portfolios.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import permutations

from app.analysis.robustness.reading import undominated
from app.analysis.weights import Ray


@dataclass(frozen=True, slots=True)
class Settling:
    """That criterion ``more`` weighs at least as much as ``less`` would make the item core (or, if not, exterior).

    ``either_way``: the opposite order would make it the opposite, so that any answer settles it.
    """

    more: int
    less: int
    core: bool
    either_way: bool


# What each order of two criteria would leave: the places of the portfolios that are still non-dominated.
Sides = Mapping[tuple[int, int], frozenset[int]]


def settling(rays: Sequence[Ray], sums: Sequence[Sequence[int]], holds: Sequence[bool]) -> Settling | None:
    """The order of two criteria that settles an item; None where no single order does.

    ``rays`` are the extreme weights, ``sums[p]`` what portfolio p scores on each criterion, ``holds[p]`` whether it has
    the item. An order that settles it either way is preferred, then the first in the order of the criteria.
    """
    return settled_by(sides(rays, lambda kept: undominated(sums, kept)), holds)


def sides(rays: Sequence[Ray], left: Callable[[Sequence[Ray]], frozenset[int]]) -> Sides:
    """For every order that is not stated already and can be; ``left`` tells what is non-dominated for other weights."""
    found: dict[tuple[int, int], frozenset[int]] = {}
    for more, less in permutations(range(len(rays[0])), 2):
        kept = _on_side(rays, more, less)
        if kept and not (len(kept) == len(rays) and all(ray[more] >= ray[less] for ray in rays)):
            found[more, less] = left(kept)
    return found


def settled_by(told: Sides, holds: Sequence[bool]) -> Settling | None:
    """As :func:`settling`, where it is known what each order leaves."""
    found: dict[tuple[int, int], bool] = {}
    for order, left in told.items():
        agreed = {holds[place] for place in left}
        if len(agreed) == 1:
            found[order] = agreed.pop()
    settled = [
        Settling(more, less, core, found.get((less, more)) is (not core)) for (more, less), core in found.items()
    ]
    return min(settled, key=lambda one: (not one.either_way, not one.core, one.more, one.less), default=None)


def _on_side(rays: Sequence[Ray], more: int, less: int) -> list[tuple[int, ...]]:
    """Weights that span the part of the set in which ``more`` weighs at least as much as ``less``."""
    side = [ray[more] - ray[less] for ray in rays]
    kept = [tuple(ray) for ray, own in zip(rays, side, strict=True) if own >= 0]
    above = [(ray, own) for ray, own in zip(rays, side, strict=True) if own > 0]
    below = [(ray, own) for ray, own in zip(rays, side, strict=True) if own < 0]
    if not any(own > 0 for own in side):
        # Only its edge is left, and that is no set anybody would state.
        return []
    # Between every pair, neighbours or not: a weight too many inside the set changes no dominance.
    return kept + [
        tuple(over * b - under * a for a, b in zip(first, second, strict=True))
        for first, over in above
        for second, under in below
    ]
