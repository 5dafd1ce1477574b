"""The best portfolio for stated weights, with a proof of optimality or the gap that is left.

Branch and bound of our own (``zones``) settles a portfolio of ordinary size in hundredths of a second; what is larger
or harder goes to OR-Tools CP-SAT (``model``). Both are exact on integers, and give the same answer each time when their
effort is bounded by deterministic work rather than by the clock.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from math import ceil
from time import monotonic

from app.analysis.selection.model import USUAL_EFFORT, Chooser, Effort
from app.analysis.selection.problem import BadProblem, Portfolio, Problem, Slot, cost, value, violations

# Up to so many items branch and bound of our own is quicker than the solver; so much work is given to it.
SMALL = 120
# Limits alone leave a wider gap to close than all that binds an ordinary portfolio.
SMALL_PACKING = 60
A_TRY = 3.0
# The part of the effort that goes to annealing where limits alone bind.
MOSTLY = 0.75
# The annealing proves its bound in floating point, to a millionth of one: no further than numbers of this size allow.
EXACT = 10**8
LARGEST = 2**62

Allocation = Mapping[tuple[int, str, Slot], int]


@dataclass(frozen=True, slots=True)
class Answer:
    """The best portfolio found. ``bound`` is what no portfolio exceeds; ``proven`` when the two meet."""

    chosen: Portfolio
    objective: int
    bound: int
    proven: bool

    @property
    def gap(self) -> float:
        """How far the bound lies above the objective, as a part of the bound (0 when proven)."""
        return 0.0 if self.proven or self.bound == 0 else (self.bound - self.objective) / abs(self.bound)


def best(
    problem: Problem, weights: Sequence[int], *, effort: Effort = USUAL_EFFORT, hint: Portfolio | None = None
) -> Answer | None:
    """The portfolio with the largest weighted value; None when no portfolio keeps the constraints.

    ``weights`` are integers not below 0, one an objective. Of equally good portfolios any may come. Raises
    :class:`BadProblem` for weights that are all 0, make no sense or are too long to be summed up, TimeoutError when the
    effort ends before any portfolio is found.
    """
    if not problem.values:
        # With nothing to choose from there is one portfolio at most, the empty one.
        return None if violations(problem, ()) else Answer(frozenset(), 0, 0, proven=True)
    _check(weights, len(problem.objectives))
    ends_at = monotonic() + effort.seconds
    known: Portfolio | None = None
    # What no portfolio exceeds.
    bound = _most(problem, weights)
    packs = bound <= EXACT and _packs(problem)
    if len(problem.values) <= (SMALL_PACKING if packs else SMALL) and not _paid_one_by_one(problem):
        from app.analysis.selection.branched import by_branching

        a_try = replace(effort, work=min(effort.work / 4, A_TRY), seconds=min(effort.seconds / 4, A_TRY))
        known, emptied = by_branching(problem, weights, a_try, hint)
        if emptied:
            return _proven(problem, weights, known) if known is not None else None
    if packs:
        from app.analysis.selection.packed import by_annealing

        # The solver seldom betters what comes of this; it may prove it, and gets what time is left.
        share = replace(effort, work=effort.work * MOSTLY, seconds=(ends_at - monotonic()) * MOSTLY)
        annealed = by_annealing(problem, weights, share)
        if annealed is not None:
            found, bound = annealed
            known = max((found, known or found), key=lambda chosen: _worth(problem, weights, chosen))
            if _worth(problem, weights, known) >= bound:
                return _proven(problem, weights, known)
    left = replace(effort, seconds=max(0.01, ends_at - monotonic()))
    if known is None:
        return by_solver(problem, weights, effort=left, hint=hint)
    answer = Answer(known, _worth(problem, weights, known), bound, proven=False)
    with suppress(TimeoutError):
        solved = by_solver(problem, weights, effort=left, hint=known)
        if solved is not None:
            better = max((answer, solved), key=lambda one: one.objective)
            answer = replace(better, bound=min(answer.bound, solved.bound), proven=solved.proven)
    return answer


def _most(problem: Problem, weights: Sequence[int]) -> int:
    """What no portfolio exceeds; raises BadProblem where not even that can be counted by the solver."""
    gains = _gains(problem)
    if sum(abs(weight * part) for row in gains for weight, part in zip(weights, row, strict=True)) > LARGEST:
        raise BadProblem("the weights are too long for these values: their sum passes what a machine word holds")
    return sum(max(0, weight * part) for row in gains for weight, part in zip(weights, row, strict=True))


def _gains(problem: Problem) -> list[tuple[int, ...]]:
    return [*problem.values, *(synergy.extra for synergy in problem.synergies)]


def _paid_one_by_one(problem: Problem) -> bool:
    """Whether payments stand item by item: so many columns that the solver, which thins them out first, is quicker."""
    sources = problem.funding.sources if problem.funding else ()
    return (
        any(source.ceiling is not None or source.share is not None for source in sources) and len(problem.values) > 15
    )


def _packs(problem: Problem) -> bool:
    from app.analysis.selection.packed import only_limits

    return bool(problem.limits) and only_limits(problem) and all(part >= 0 for row in problem.values for part in row)


def _worth(problem: Problem, weights: Sequence[int], chosen: Portfolio) -> int:
    return sum(weight * part for weight, part in zip(weights, value(problem, chosen), strict=True))


def _proven(problem: Problem, weights: Sequence[int], chosen: Portfolio) -> Answer:
    objective = _worth(problem, weights, chosen)
    return Answer(chosen, objective, objective, proven=True)


def _check(weights: Sequence[int], count: int) -> None:
    if len(weights) != count:
        raise BadProblem(f"{count} objectives have {len(weights)} weights")
    for weight in weights:
        if type(weight) is not int or weight < 0:
            raise BadProblem(f"a weight is a whole number not below 0, not {weight!r}")
    if not any(weights):
        raise BadProblem("all weights are 0: nothing says what is best")


def by_solver(
    problem: Problem, weights: Sequence[int], *, effort: Effort = USUAL_EFFORT, hint: Portfolio | None = None
) -> Answer | None:
    """As :func:`best`, by the solver from the start."""
    from ortools.sat.python import cp_model

    _most(problem, weights)
    chooser = Chooser(problem)
    chooser.model.maximize(cp_model.LinearExpr.weighted_sum(chooser.objectives, weights))
    for item, variable in enumerate(chooser.chosen if hint is not None else ()):
        chooser.model.add_hint(variable, int(item in (hint or ())))
    solver = chooser.solver(effort)
    status = solver.solve(chooser.model)
    if status == cp_model.INFEASIBLE:
        return None
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        raise TimeoutError("no portfolio was found in the time given")
    chosen = chooser.portfolio(solver)
    if status == cp_model.OPTIMAL:
        return _proven(problem, weights, chosen)
    # The solver tells its bound in floating point.
    return Answer(chosen, _worth(problem, weights, chosen), ceil(solver.best_objective_bound), proven=False)


def funded(problem: Problem, chosen: Portfolio, *, effort: Effort = USUAL_EFFORT) -> Allocation | None:
    """Who pays what for this portfolio: (item, source, (year, kind)) → amount; None when it cannot be paid."""
    from ortools.sat.python import cp_model

    chooser = Chooser(problem)
    for item, variable in enumerate(chooser.chosen):
        chooser.model.add(variable == int(item in chosen))
    solver = chooser.solver(effort)
    if solver.solve(chooser.model) not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return None
    return {key: amount for key, variable in chooser.paid.items() if (amount := solver.value(variable))}


def first_of_equals(problem: Problem, portfolio: Portfolio, *, effort: Effort = USUAL_EFFORT) -> Portfolio:
    """Of the portfolios worth no less than this on any objective the cheapest, then the one whose items come first.

    Raises TimeoutError when the effort ends before that is known.
    """
    chooser = Chooser(problem)
    for objective, least in zip(chooser.objectives, value(problem, portfolio), strict=True):
        chooser.model.add(objective >= least)
    for item, variable in enumerate(chooser.chosen):
        chooser.model.add_hint(variable, int(item in portfolio))
    chooser.model.minimize(chooser.cost)
    cheapest = _optimal(chooser, effort)
    chooser.model.add(chooser.cost <= cost(problem, cheapest))
    # As a number written with one binary digit an item, the portfolio whose items come first is the largest.
    digits = 50
    for start in range(0, len(chooser.chosen), digits):
        part = chooser.chosen[start : start + digits]
        chooser.model.maximize(sum(2 ** (len(part) - 1 - place) * variable for place, variable in enumerate(part)))
        cheapest = _optimal(chooser, effort)
        for item in range(start, min(start + digits, len(chooser.chosen))):
            chooser.model.add(chooser.chosen[item] == int(item in cheapest))
    return cheapest


def _optimal(chooser: Chooser, effort: Effort) -> Portfolio:
    solver = chooser.solver(effort)
    if solver.status_name(solver.solve(chooser.model)) != "OPTIMAL":
        raise TimeoutError("the best was not proved in the time given")
    return chooser.portfolio(solver)
