"""Value for money, and what the weight of one criterion decides: two objectives against each other, exactly.

Both are non-dominated portfolios of two objectives under all constraints, so nothing between two points is left out
without saying so. The frontier of value against cost is that of PROBE (Lourenço, Morton and Bana e Costa, Decision
Support Systems 54 (2012) 534–550): unsupported portfolios too, which a ranking by value for money never shows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import gcd, lcm

from app.analysis.robustness.enumerating import Progress, non_dominated
from app.analysis.robustness.reading import envelope
from app.analysis.selection.model import USUAL_EFFORT, Effort
from app.analysis.selection.problem import Portfolio, Problem, cost, value
from app.analysis.selection.solving import best


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
    go_on: Progress = lambda _found, _open: True,
) -> Frontier:
    """Weighted value against cost. ``weights`` are whole numbers, one an objective."""
    two = _value_and_cost(problem, weights)
    found = non_dominated(two, effort=effort, go_on=go_on)
    points = [Worth(cost(problem, chosen), value(two, chosen)[0], chosen) for chosen in found.portfolios]
    return Frontier(tuple(sorted(points, key=lambda point: point.cost)), found.complete)


def _value_and_cost(problem: Problem, weights: Sequence[int]) -> Problem:
    def weighted(gain: Sequence[int]) -> int:
        return sum(a * b for a, b in zip(weights, gain, strict=True))

    return replace(
        problem,
        values=tuple((weighted(gain), -price) for gain, price in zip(problem.values, problem.costs, strict=True)),
        synergies=tuple(replace(synergy, extra=(weighted(synergy.extra), 0)) for synergy in problem.synergies),
    )


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
