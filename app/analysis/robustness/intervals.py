"""Non-dominated portfolios when scores are intervals too, not only weights unknown.

Liesiö, Mild and Salo, EJOR 190 (2008) 679–695. What two portfolios share is worth the same in both, whatever it is
worth; so A dominates B when at every extreme point of the weights the least that A's own items are worth is no less
than the most that B's own are, and the two are not always worth the same. Dominance is a matter of pairs here: there is
no common space of objectives to empty. One begins with what is non-dominated where all scores are least, most or
between. Then one asks the solver for a portfolio that none of those found dominates, climbs from it to one that nothing
dominates, and goes on; first for each initiative in turn, in and out, until its standing is certain.

There are many more such portfolios than with exact scores. Stopped early, what is found is truly non-dominated.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from time import monotonic
from typing import TYPE_CHECKING

from app.analysis.robustness.enumerating import NonDominated, Progress, Search, Spent, non_dominated
from app.analysis.selection.model import USUAL_EFFORT, Chooser, Effort
from app.analysis.selection.problem import BadProblem, Portfolio, Problem, cost, value, violations

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import LinearExpr

# Deterministic work for one question about one initiative, before it is left to later.
A_QUESTION = 2.0


def non_dominated_within(
    problem: Problem,
    highest: Sequence[Sequence[int]],
    *,
    effort: Effort = USUAL_EFFORT,
    go_on: Progress = lambda _found, _open: True,
) -> NonDominated:
    """``problem.values`` are the least each item is worth at each extreme point of the weights, ``highest`` the most.

    What synergies give is exact. ``settled`` holds the items whose standing is certain although the list is not
    complete; ``open_zones`` counts the others. Raises :class:`BadProblem` where a highest value is below the least.
    """
    rows = [tuple(row) for row in highest]
    if [len(row) for row in rows] != [len(row) for row in problem.values]:
        raise BadProblem("every item needs a highest value on each objective")
    if any(type(most) is not int for row in rows for most in row):
        raise BadProblem("a highest value is not a whole number")
    pairs = [pair for row, low in zip(rows, problem.values, strict=True) for pair in zip(row, low, strict=True)]
    if any(most < least for most, least in pairs):
        raise BadProblem("a highest value is below the lowest")
    if not problem.values:
        return NonDominated(() if violations(problem, ()) else (frozenset(),), complete=True, open_zones=0)
    return _Pairs(problem, rows, effort).answer(go_on)


class _Pairs:
    def __init__(self, problem: Problem, highest: Sequence[tuple[int, ...]], effort: Effort) -> None:
        self.problem, self.effort = problem, effort
        self.ends_at = monotonic() + effort.seconds
        self.work = 0.0
        self.widths = [
            tuple(most - least for most, least in zip(row, low, strict=True))
            for row, low in zip(highest, problem.values, strict=True)
        ]
        self.found: list[Portfolio] = []
        self.settled: set[int] = set()

    def answer(self, go_on: Progress) -> NonDominated:
        complete = False
        try:
            self._begin(go_on)
            self._settle_each(go_on)
            complete = self._all(go_on)
        except Spent:
            pass
        order = sorted(self.found, key=lambda chosen: tuple(-part for part in value(self.problem, chosen)))
        unsure = 0 if complete else len(self.problem.items) - len(self._certain())
        return NonDominated(tuple(order), complete, unsure, frozenset(self.settled))

    def _begin(self, go_on: Progress) -> None:
        """With scores at their least, most and middle: what is non-dominated there is so here, but for ties."""
        for part in (0, 2, 1):
            exact = replace(
                self.problem,
                values=tuple(
                    tuple(2 * low + part * width for low, width in zip(row, widths, strict=True))
                    for row, widths in zip(self.problem.values, self.widths, strict=True)
                ),
                synergies=tuple(
                    replace(synergy, extra=tuple(2 * gain for gain in synergy.extra))
                    for synergy in self.problem.synergies
                ),
            )
            share = self._left()
            there = non_dominated(
                exact,
                effort=replace(share, work=share.work / 6, seconds=share.seconds / 6),
                go_on=lambda _found, _open: go_on(len(self.found), len(self.problem.items) - len(self._certain())),
            )
            for portfolio in there.portfolios:
                self._keep(portfolio)
            if not there.portfolios and there.complete:
                return

    def _keep(self, portfolio: Portfolio) -> None:
        climbed = self._climbed(portfolio)
        if climbed not in self.found:
            self.found.append(climbed)

    def _settle_each(self, go_on: Progress) -> None:
        """Each item in turn: is there one with it, and one without it, among what nothing dominates?"""
        for item in self.problem.items:
            for inside in (True, False):
                while not any((item in chosen) is inside for chosen in self.found):
                    if not go_on(len(self.found), len(self.problem.items) - len(self._certain())):
                        raise Spent
                    told = self._another({item: inside}, A_QUESTION)
                    if told is None:
                        self.settled.add(item)
                    if not told:
                        break

    def _all(self, go_on: Progress) -> bool:
        while go_on(len(self.found), len(self.problem.items) - len(self._certain())):
            told = self._another({}, self.effort.work)
            if not told:
                return told is None
        return False

    def _certain(self) -> frozenset[int]:
        so_far = NonDominated(tuple(self.found), complete=False, open_zones=0, settled=frozenset(self.settled))
        return frozenset(item for item in self.problem.items if self.found and so_far.placed(item).certain)

    def _another(self, fixed: Mapping[int, bool], work: float) -> bool | None:
        """Find one more from what none of those found dominates: True; None when there is nothing, False unknown."""
        from ortools.sat.python import cp_model

        chooser = Chooser(self.problem)
        for item, inside in fixed.items():
            chooser.model.add(chooser.chosen[item] == int(inside))
        for known in self.found:
            self._not_dominated_by(chooser, known)
        solver = chooser.solver(replace(self._left(), work=max(0.01, min(work, self.effort.work - self.work))))
        status = solver.solve(chooser.model)
        self.work += solver.response_proto.deterministic_time
        if status == cp_model.INFEASIBLE:
            return None
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return False
        self._keep(chooser.portfolio(solver))
        return True

    def _not_dominated_by(self, chooser: Chooser, known: Portfolio) -> None:
        """At some extreme point the most that the other's own items are worth is above the least of the known one's."""
        better = []
        for k, least in enumerate(value(self.problem, known)):
            more = chooser.model.new_bool_var("more")
            chooser.model.add(self._at_most_worth(chooser, known, k) >= least + 1).only_enforce_if(more)
            better.append(more)
        chooser.model.add_bool_or(better)

    def _at_most_worth(self, chooser: Chooser, known: Portfolio, k: int) -> LinearExpr:
        """Objective k with the highest value for what the known portfolio has not, the least for what it has."""
        from ortools.sat.python.cp_model import LinearExpr

        apart = [item for item in self.problem.items if item not in known and self.widths[item][k]]
        widths = LinearExpr.weighted_sum(
            [chooser.chosen[item] for item in apart], [self.widths[item][k] for item in apart]
        )
        return chooser.objectives[k] + widths

    def _climbed(self, portfolio: Portfolio) -> Portfolio:
        """A portfolio that dominates this one and that nothing dominates; itself when nothing does. Ties as elsewhere.

        With the items of B at their highest and all others at their least, what dominates B is worth no less than B.
        """
        while True:
            lifted = replace(
                self.problem,
                values=tuple(
                    tuple(low + width for low, width in zip(row, widths, strict=True)) if item in portfolio else row
                    for item, (row, widths) in enumerate(zip(self.problem.values, self.widths, strict=True))
                ),
            )
            search = Search(lifted, self._left())
            better = search.dominating(portfolio)
            if better is None:
                equals = search.equals(portfolio)
                better = next((one for one in equals if self._worth_more(one, portfolio)), None)
                if better is None:
                    return min(
                        equals, key=lambda one: (cost(self.problem, one), [i not in one for i in self.problem.items])
                    )
            portfolio = better

    def _worth_more(self, one: Portfolio, other: Portfolio) -> bool:
        """Of two where the first is never worth less: whether it may be worth more."""
        return any(any(self.widths[item]) for item in one ^ other)

    def _left(self) -> Effort:
        left = replace(self.effort, work=self.effort.work - self.work, seconds=self.ends_at - monotonic())
        if left.work <= 0 or left.seconds <= 0:
            raise Spent
        return left
