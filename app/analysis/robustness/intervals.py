"""Non-dominated portfolios when scores are intervals too, not only weights unknown.

Liesiö, Mild and Salo, EJOR 190 (2008) 679–695. What two portfolios share is worth the same in both, whatever it is
worth; so A dominates B when at every extreme point of the weights the least that A's own items are worth is no less
than the most that B's own are, and the two are not always worth the same. Dominance is a matter of pairs here: there is
no common space of objectives to empty. One begins with what is non-dominated with the likely scores: but for ties it is
so here too, since whatever dominates it must be worth as much there. Then each initiative is asked about in turn: is
there a portfolio with it (or without it) that none of those found dominates? From what the solver finds one climbs to
what nothing dominates, and asks again; where there is nothing, the initiative's standing is proved. Last the same is
asked without naming an initiative, until there is nothing left.

There are many more such portfolios than with exact scores. Stopped early, what is found is truly non-dominated.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from time import monotonic
from typing import TYPE_CHECKING

from app.analysis.robustness.enumerating import NonDominated, Progress, Spent, non_dominated
from app.analysis.selection.model import USUAL_EFFORT, Chooser, Effort
from app.analysis.selection.problem import LARGEST, BadProblem, Portfolio, Problem, value, violations
from app.analysis.selection.solving import first_of_equals

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import CpSolver, IntVar, LinearExpr, LiteralT

# Deterministic work for one question, before it is left unanswered. The easy ones are answered first: each round asks
# what is open with so much more work, and a stop is heard between two questions.
A_QUESTION, MORE, LONGEST = 0.5, 4, 8.0
# What the list with the likely scores may take of the whole effort: one part in so many.
BEGINNING = 4


class Unanswered(Exception):
    """The solver could not say within the work for one question."""


def non_dominated_within(
    problem: Problem,
    highest: Sequence[Sequence[int]],
    *,
    likely: Sequence[Sequence[int]] | None = None,
    order: Iterable[int] = (),
    effort: Effort = USUAL_EFFORT,
    go_on: Progress = lambda _found, _open: True,
) -> NonDominated:
    """``problem.values`` are the least each item is worth at each extreme point of the weights, ``highest`` the most.

    What synergies give is exact. ``likely`` values (else the middle) are where the search begins; ``order`` names items
    to be settled before the others. ``settled`` holds the items whose standing is proved although the list is not
    complete; ``open_zones`` counts those that are not certain. Raises :class:`BadProblem` where a highest value is
    below the least.
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
    search = _Pairs(problem, rows, effort)
    begin = search.in_the_middle() if likely is None else replace(problem, values=tuple(map(tuple, likely)))
    return search.answer(begin, list(dict.fromkeys([*order, *problem.items])), go_on)


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
        self.question = A_QUESTION

    def answer(self, begin: Problem, order: Sequence[int], go_on: Progress) -> NonDominated:
        complete = False
        try:
            if self._begin(begin, go_on):
                self._settle_each(order, go_on)
                self.question = LONGEST
                complete = self._all(go_on)
            else:
                complete = True
        except Spent:
            pass
        first = sorted(self.found, key=lambda chosen: tuple(-part for part in value(self.problem, chosen)))
        unsure = 0 if complete else len(self.problem.items) - len(self._certain())
        return NonDominated(tuple(first), complete, unsure, frozenset(self.settled))

    def in_the_middle(self) -> Problem:
        """The same problem with all scores between their least and most, all values doubled."""
        return replace(
            self.problem,
            values=tuple(
                tuple(2 * low + width for low, width in zip(row, widths, strict=True))
                for row, widths in zip(self.problem.values, self.widths, strict=True)
            ),
            synergies=tuple(
                replace(synergy, extra=tuple(2 * gain for gain in synergy.extra)) for synergy in self.problem.synergies
            ),
        )

    def _begin(self, begin: Problem, go_on: Progress) -> bool:
        """What is non-dominated with these scores; False where nothing keeps the constraints."""
        there = non_dominated(
            begin,
            effort=replace(self.effort, work=self.effort.work / BEGINNING, seconds=self.effort.seconds / BEGINNING),
            go_on=lambda found, _open: go_on(found, len(self.problem.items)),
        )
        for portfolio in there.portfolios:
            try:
                self._keep(portfolio)
            except Unanswered:
                # Asked about again where it matters.
                continue
        return bool(there.portfolios) or not there.complete

    def _keep(self, portfolio: Portfolio) -> None:
        climbed = self._climbed(portfolio)
        if climbed not in self.found:
            self.found.append(climbed)

    def _settle_each(self, order: Sequence[int], go_on: Progress) -> None:
        """Each item in turn: is there one with it, and one without it, among what nothing dominates?"""
        while open_ones := [item for item in order if item not in self._certain()]:
            for item in open_ones:
                for inside in (True, False):
                    self._settle(item, inside, go_on)
            if self.question >= LONGEST:
                return
            self.question *= MORE

    def _settle(self, item: int, inside: bool, go_on: Progress) -> None:
        """Find one where the item stands so, or prove that there is none; or leave it open."""
        while not any((item in chosen) is inside for chosen in self.found) and item not in self.settled:
            if not go_on(len(self.found), len(self.problem.items) - len(self._certain())):
                raise Spent
            try:
                if not self._another({item: inside}):
                    self.settled.add(item)
            except Unanswered:
                return

    def _all(self, go_on: Progress) -> bool:
        """Go on until there is nothing more: True; False where that could not be told."""
        while go_on(len(self.found), len(self.problem.items) - len(self._certain())):
            try:
                if not self._another({}):
                    return True
            except Unanswered:
                return False
        return False

    def _certain(self) -> frozenset[int]:
        so_far = NonDominated(tuple(self.found), complete=False, open_zones=0, settled=frozenset(self.settled))
        return frozenset(item for item in self.problem.items if self.found and so_far.placed(item).certain)

    def _another(self, fixed: Mapping[int, bool]) -> bool:
        """Find one more that nothing dominates, beginning among what none found does; False where none is left."""
        chooser = Chooser(self.problem)
        for item, inside in fixed.items():
            chooser.model.add(chooser.chosen[item] == int(inside))
        for known in self.found:
            self._not_dominated_by(chooser, known)
        portfolio = self._asked(chooser)
        if portfolio is None:
            return False
        self._keep(portfolio)
        return True

    def _asked(self, chooser: Chooser) -> Portfolio | None:
        """A portfolio of the model; None where there is none. Raises :class:`Unanswered`, or :class:`Spent`."""
        from ortools.sat.python import cp_model

        left = self._left()
        solver: CpSolver = chooser.solver(replace(left, work=min(self.question, left.work)))
        status = solver.solve(chooser.model)
        self.work += solver.response_proto.deterministic_time
        if status == cp_model.INFEASIBLE:
            return None
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            raise Unanswered
        return chooser.portfolio(solver)

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
            better = self._no_worse(lifted, portfolio, strictly=False)
            if better is None:
                return portfolio
            if not self._worth_more(lifted, better, portfolio):
                better = self._no_worse(lifted, portfolio, strictly=True)
                if better is None:
                    return self._first_of_equals(lifted, portfolio)
            portfolio = better

    def _no_worse(self, lifted: Problem, portfolio: Portfolio, *, strictly: bool) -> Portfolio | None:
        """Another one that is nowhere worth less, and that may be worth more where that is asked for ``strictly``."""
        from ortools.sat.python.cp_model import LinearExpr

        chooser = Chooser(lifted)
        worth = value(lifted, portfolio)
        for objective, least in zip(chooser.objectives, worth, strict=True):
            chooser.model.add(objective >= least)
        differs = {item: self._differs(chooser, item, portfolio) for item in lifted.items}
        if strictly:
            more: list[IntVar] = []
            for objective, least in zip(chooser.objectives, worth, strict=True):
                more.append(chooser.model.new_bool_var("more"))
                chooser.model.add(objective >= least + 1).only_enforce_if(more[-1])
            chooser.model.add_bool_or([*more, *(differs[item] for item in lifted.items if any(self.widths[item]))])
        else:
            chooser.model.add_bool_or(list(differs.values()))
            # The farther up at once, the fewer steps: but a sum of all objectives must fit a machine word.
            summed = sum(abs(part) for row in lifted.values for part in row)
            if summed < LARGEST:
                chooser.model.maximize(LinearExpr.sum(chooser.objectives))
        return self._asked(chooser)

    def _differs(self, chooser: Chooser, item: int, portfolio: Portfolio) -> LiteralT:
        """What is true of a portfolio where the item stands otherwise than in this one."""
        variable = chooser.chosen[item]
        return variable.negated() if item in portfolio else variable

    def _worth_more(self, lifted: Problem, one: Portfolio, other: Portfolio) -> bool:
        """Of two where the first is never worth less: whether it may be worth more."""
        if value(lifted, one) != value(lifted, other):
            return True
        return any(any(self.widths[item]) for item in one ^ other)

    def _first_of_equals(self, lifted: Problem, portfolio: Portfolio) -> Portfolio:
        try:
            return first_of_equals(lifted, portfolio, effort=self._left())
        except TimeoutError as late:
            raise Spent from late

    def _left(self) -> Effort:
        left = replace(self.effort, work=self.effort.work - self.work, seconds=self.ends_at - monotonic())
        if left.work <= 0 or left.seconds <= 0:
            raise Spent
        return left
