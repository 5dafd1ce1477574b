"""What each sum of money buys: the frontier of value against cost as the solver's service wrote it down."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from app.analysis.robustness.frontier import efficient
from app.choices.queries.solutions import SolutionRow
from app.plumbing import keys

# So many rows a reader takes in; the file has them all.
MOST_SHOWN = 20
MILLION_ORE = 10**8


@dataclass(frozen=True, slots=True)
class Bought:
    """The most that a sum buys. ``value`` in points; ``efficient``: no mixture of two other sums gives more for it.

    ``chosen`` are codes; None in an answer of before 0.3, which kept sums only.
    """

    cost_ore: int
    value: Decimal
    size: int
    chosen: frozenset[str] | None
    efficient: bool

    @property
    def codes(self) -> tuple[str, ...]:
        """What is chosen, in the order of codes."""
        return _in_code_order(self.chosen or ())


@dataclass(frozen=True, slots=True)
class Step:
    """A sum, and what it buys more than the one before it in the list. The first has nothing before it."""

    point: Bought
    more_ore: int | None = None
    more_value: Decimal | None = None
    comes_in: tuple[str, ...] = ()
    goes_out: tuple[str, ...] = ()

    @property
    def per_million(self) -> Fraction | None:
        """Points for each million more."""
        if not self.more_ore or self.more_value is None:
            return None
        return Fraction(self.more_value) * MILLION_ORE / self.more_ore


@dataclass(frozen=True, slots=True)
class ValueForMoney:
    """The points by rising cost. ``complete``: no other portfolio is worth more for as little; that is proved."""

    points: tuple[Bought, ...]
    complete: bool

    @property
    def steps(self) -> tuple[Step, ...]:
        """Every point against the one before it."""
        return _steps(self.points)

    @property
    def shown(self) -> tuple[Step, ...]:
        """A readable choice of them: the first, the last, those that give most for the money, and some between."""
        if len(self.points) <= MOST_SHOWN:
            return self.steps
        ends = {0, len(self.points) - 1}
        kept = ends | set(_spread([n for n, point in enumerate(self.points) if point.efficient], MOST_SHOWN - 2))
        others = [n for n in range(len(self.points)) if n not in kept]
        kept |= set(_spread(others, MOST_SHOWN - len(kept)))
        return _steps([self.points[place] for place in sorted(kept)])

    @staticmethod
    def shaped(best: SolutionRow) -> ValueForMoney | None:
        """None where there are fewer than two sums."""
        said = best.said.get("frontier", ())
        if len(said) < 2:
            return None
        curve = set(efficient([(each["cost_ore"], int(Decimal(each["value"]) * 100)) for each in said]))
        points, chosen = [], frozenset[str]()
        for place, each in enumerate(said):
            chosen = (chosen - {*each.get("out", ())}) | {*each.get("in", ())}
            points.append(
                Bought(
                    cost_ore=each["cost_ore"],
                    value=Decimal(each["value"]),
                    size=each["size"],
                    chosen=chosen if "in" in each else None,
                    efficient=place in curve,
                )
            )
        # Before, a few sums were asked about, and nobody knew what lay between them.
        return ValueForMoney(tuple(points), best.said.get("frontier_complete", False))


def _in_code_order(codes: Iterable[str]) -> tuple[str, ...]:
    """Codes as people sort them: T4 before T12."""
    return tuple(sorted(codes, key=keys.sort_key))


def _spread(places: Sequence[int], most: int) -> list[int]:
    """So many of them at most, evenly spread."""
    if len(places) <= most:
        return list(places)
    return [places[number * len(places) // most] for number in range(most)]


def _steps(points: Sequence[Bought]) -> tuple[Step, ...]:
    found = []
    for number, point in enumerate(points):
        before = points[number - 1] if number else None
        if before is None:
            found.append(Step(point))
            continue
        now, then = point.chosen or frozenset(), before.chosen or frozenset()
        found.append(
            Step(
                point,
                point.cost_ore - before.cost_ore,
                point.value - before.value,
                _in_code_order(now - then),
                _in_code_order(then - now),
            )
        )
    return tuple(found)
