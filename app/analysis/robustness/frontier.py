"""Value for money, and what the weight of one criterion decides: two objectives against each other, exactly.

The frontier of value against cost is that of PROBE (Lourenço, Morton and Bana e Costa, Decision Support Systems 54
(2012) 534–550): every portfolio that none betters for as little, also those that a ranking by value for money never
shows. Each point is one question, «the most for no more than so much, and of equals the cheapest»; the next lies below
its cost. First a few sums spread over all there is to spend, so that what is found early already shows the whole, then
what lies between them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import gcd, lcm
from time import monotonic

from app.analysis.robustness.enumerating import Progress
from app.analysis.robustness.reading import envelope
from app.analysis.selection.model import USUAL_EFFORT, Effort
from app.analysis.selection.problem import LARGEST, Limit, Portfolio, Problem, cost, value, violations
from app.analysis.selection.solving import best, by_solver, first_of_equals

# So many sums are asked about before what lies between them.
SPREAD = 12
# Of very many points the first found are kept: more than this nobody reads, and each costs a question.
MOST_POINTS = 500


@dataclass(frozen=True, slots=True)
class Worth:
    """A portfolio on the frontier: none is worth as much for less, or more for as little."""

    cost: int
    value: int
    portfolio: Portfolio


@dataclass(frozen=True, slots=True)
class Stretch:
    """From share ``low`` to ``high`` of a criterion this portfolio is the best there is."""

    low: Fraction
    high: Fraction
    portfolio: Portfolio


@dataclass(frozen=True, slots=True)
class Frontier:
    """By rising cost. When not ``complete`` each point is on the frontier, but there may be others between them."""

    points: tuple[Worth, ...]
    complete: bool


def frontier(
    problem: Problem,
    weights: Sequence[int],
    *,
    effort: Effort = USUAL_EFFORT,
    top: Portfolio | None = None,
    go_on: Progress = lambda _found, _open: True,
) -> Frontier:
    """Weighted value against cost. ``weights`` are whole numbers, one an objective.

    ``effort.work`` is for one question, ``effort.seconds`` for all of them. ``top``: the best portfolio, where it is
    known. ``go_on`` is told how many points are found and how many stretches of cost are still open.
    """
    if not problem.values:
        # With nothing to choose from there is one portfolio at most, the empty one.
        return Frontier(() if violations(problem, ()) else (Worth(0, 0, frozenset()),), complete=True)
    return _Walk(problem, weights, effort).walked(top, go_on)


class _Walk:
    """The questions about one problem, and the points they gave, by cost."""

    def __init__(self, problem: Problem, weights: Sequence[int], effort: Effort) -> None:
        def weighted(gain: Sequence[int]) -> int:
            return sum(a * b for a, b in zip(weights, gain, strict=True))

        self.effort, self.ends_at = effort, monotonic() + effort.seconds
        self.step = gcd(*problem.costs) or 1
        self.single = replace(
            problem,
            values=tuple((weighted(gain),) for gain in problem.values),
            synergies=tuple(replace(synergy, extra=(weighted(synergy.extra),)) for synergy in problem.synergies),
        )
        # A step of value is worth more than all that can be spent: then one question finds the cheapest of equals too.
        scale = sum(problem.costs) // self.step + 1
        both = replace(
            self.single,
            values=tuple(
                (gain * scale - price // self.step,)
                for (gain,), price in zip(self.single.values, problem.costs, strict=True)
            ),
            synergies=tuple(replace(one, extra=(one.extra[0] * scale,)) for one in self.single.synergies),
        )
        gains = [*both.values, *(synergy.extra for synergy in both.synergies)]
        self.both = both if sum(abs(gain) for (gain,) in gains) <= LARGEST else None
        self.found: dict[int, Worth] = {}

    def walked(self, top: Portfolio | None, go_on: Progress) -> Frontier:
        try:
            highest = self._keep(top) if top is not None else self._most_for(None)
            if highest is None:
                return Frontier((), complete=True)
            complete = self._between(highest, go_on)
        except TimeoutError:
            complete = False
        return Frontier(tuple(self.found[price] for price in sorted(self.found)), complete)

    def _between(self, highest: Worth, go_on: Progress) -> bool:
        """Find all points below the highest; whether it came to the end."""
        least = cost(self.single, self.single.must)
        tops = sorted({least + (highest.cost - self.step - least) * part // SPREAD for part in range(1, SPREAD + 1)})
        # Stretches of cost, (low, high]: what of them has not been asked about yet.
        left = [(low, high) for low, high in zip([least - 1, *tops], tops, strict=False) if high >= least]
        for once in (True, False):
            asked, left = left, []
            for number, (low, high) in enumerate(asked):
                while high > low:
                    still = len(asked) - number + len(left)
                    if len(self.found) >= MOST_POINTS or not go_on(len(self.found), still):
                        return False
                    point = self._most_for(high)
                    high = low if point is None else point.cost - self.step
                    if once:
                        break
                if high > low:
                    left.append((low, high))
        return True

    def _most_for(self, most: int | None) -> Worth | None:
        """The most for no more than this, and of equals the cheapest; None where nothing keeps the constraints."""
        left = self.ends_at - monotonic()
        if left <= 0:
            raise TimeoutError("the time for the frontier is over")
        effort = replace(self.effort, seconds=left)
        if self.both is not None:
            answer = by_solver(self._capped(self.both, most), [1], effort=effort)
            if answer is None:
                return None
            if not answer.proven:
                raise TimeoutError("the most for a sum was not proved in the time given")
            return self._keep(answer.chosen)
        capped = self._capped(self.single, most)
        answer = best(capped, [1], effort=effort)
        if answer is None:
            return None
        if not answer.proven:
            raise TimeoutError("the most for a sum was not proved in the time given")
        return self._keep(first_of_equals(capped, answer.chosen, effort=effort))

    def _capped(self, problem: Problem, most: int | None) -> Problem:
        if most is None:
            return problem
        uses = {item: price // self.step for item, price in enumerate(problem.costs) if price}
        return replace(problem, limits=(*problem.limits, Limit("spent", uses, most // self.step)))

    def _keep(self, portfolio: Portfolio) -> Worth:
        price = cost(self.single, portfolio)
        return self.found.setdefault(price, Worth(price, value(self.single, portfolio)[0], portfolio))


def efficient(points: Sequence[tuple[int, int]]) -> tuple[int, ...]:
    """The places of the points (cost, value), by rising cost, that no mixture of two others betters: convex efficient.

    Going down a list by value for money finds these and no others.
    """
    kept: list[int] = []
    for place, (price, worth) in enumerate(points):
        while len(kept) > 1:
            (first, low), (middle, between) = points[kept[-2]], points[kept[-1]]
            if (between - low) * (price - middle) > (worth - between) * (middle - first):
                break
            kept.pop()
        kept.append(place)
    return tuple(kept)


def along(problem: Problem, totals: tuple[int, int], *, effort: Effort = USUAL_EFFORT) -> tuple[Stretch, ...]:
    """Which portfolio is best as one criterion's share of all weight goes from 0 to 1, the others in proportion: exact.

    ``problem`` has two objectives: value by that criterion alone, and by the others in their proportion; ``totals`` are
    what the weights of each add up to. Every portfolio there is counts, also for weights that nobody has stated. Empty
    when no portfolio keeps the constraints; raises TimeoutError when one of the best is not proved in the effort.
    """
    alone, others = totals
    found: list[Portfolio] = []

    def at(share: Fraction) -> Portfolio | None:
        parts = share * others, (1 - share) * alone
        scale = lcm(parts[0].denominator, parts[1].denominator)
        whole = [int(part * scale) for part in parts]
        answer = best(problem, [weight // gcd(*whole) for weight in whole], effort=effort)
        if answer is not None and not answer.proven:
            raise TimeoutError("the best portfolio was not proved in the time given")
        return answer.chosen if answer else None

    def line_of(chosen: Portfolio) -> tuple[Fraction, Fraction]:
        here, there = value(problem, chosen)
        return Fraction(there, others), Fraction(here, alone)

    def lines() -> list[tuple[Fraction, Fraction]]:
        return [line_of(chosen) for chosen in found]

    for end in (Fraction(0), Fraction(1)):
        portfolio = at(end)
        if portfolio is None:
            return ()
        found.append(portfolio)
    settled: set[Fraction] = set()
    while True:
        pieces = envelope(lines())
        corner = next((piece.low for piece in pieces if piece.low > 0 and piece.low not in settled), None)
        if corner is None:
            return tuple(Stretch(piece.low, piece.high, found[piece.best]) for piece in pieces)
        before = max(_at(line, corner) for line in lines())
        portfolio = at(corner)
        if portfolio is not None and _at(line_of(portfolio), corner) > before:
            found.append(portfolio)
        else:
            # Nothing is worth more where the two meet: they are true neighbours.
            settled.add(corner)


def _at(line: tuple[Fraction, Fraction], share: Fraction) -> Fraction:
    return line[0] + (line[1] - line[0]) * share
