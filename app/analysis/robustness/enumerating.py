"""All non-dominated portfolios under every kind of constraint; or, when the effort ends first, what is certain so far.

The search region is emptied zone by zone. A few neighbouring zones at a time go to the solver as one question, «is
there a portfolio in any of these?»: proofs of neighbours share most of their reasoning, and a handful costs little more
than one. What is found is improved until nothing dominates it, so every portfolio reported is truly non-dominated.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise
from time import monotonic
from typing import TYPE_CHECKING

from app.analysis.robustness.search_region import SearchRegion
from app.analysis.selection.problem import Portfolio, Problem, value
from app.analysis.selection.solving import USUAL_EFFORT, Chooser, Effort

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import CpSolver, CpSolverStatus, LinearExpr

    from app.analysis.robustness.search_region import Corners

# How many zones are asked about at once: the proof of four takes little longer than that of one.
TOGETHER = 4
# Deterministic work for a question about several zones before it is put to fewer.
A_QUESTION = 1.0

Point = tuple[int, ...]
Fixed = Mapping[int, bool]
# Told how many portfolios are found and how many zones are open; the search ends where it answers False.
Progress = Callable[[int, int], bool]


class Standing(StrEnum):
    """Where an initiative stands among the non-dominated portfolios."""

    CORE = "core"
    BORDERLINE = "borderline"
    EXTERIOR = "exterior"


@dataclass(frozen=True, slots=True)
class Placed:
    """An item's standing, how many of the portfolios found hold it, and whether the standing is certain.

    Borderline is certain at once: one portfolio with it and one without were found. Core and exterior are «so far»
    until the search is complete or that item was settled by itself; not core and not exterior are always certain.
    """

    standing: Standing
    inside: int
    of: int
    certain: bool

    @property
    def core_index(self) -> float:
        return self.inside / self.of


@dataclass(frozen=True, slots=True)
class NonDominated:
    """Non-dominated portfolios, the most valuable on the first objective first.

    ``complete`` when it is proved that there are no others; else ``open_zones`` tells how much was left.
    """

    portfolios: tuple[Portfolio, ...]
    complete: bool
    open_zones: int
    settled: frozenset[int] = frozenset()

    def placed(self, item: int) -> Placed:
        """Where the item stands. Raises ValueError when there is no portfolio at all."""
        if not self.portfolios:
            raise ValueError("no portfolio keeps the constraints")
        inside, of = sum(item in portfolio for portfolio in self.portfolios), len(self.portfolios)
        standing = Standing.CORE if inside == of else Standing.BORDERLINE if inside else Standing.EXTERIOR
        certain = self.complete or standing is Standing.BORDERLINE or item in self.settled
        return Placed(standing, inside, of, certain)


def non_dominated(
    problem: Problem, *, effort: Effort = USUAL_EFFORT, go_on: Progress = lambda _found, _open: True
) -> NonDominated:
    """The non-dominated portfolios of the problem's objectives, all maximised.

    Complete and without a portfolio when nothing keeps the constraints. Deterministic for the same work and workers,
    unless the clock ends it.
    """
    search = _Search(problem, effort)
    return search.answer(complete=search.empty_region(go_on, {}))


def settle(problem: Problem, so_far: NonDominated, item: int, *, effort: Effort = USUAL_EFFORT) -> NonDominated:
    """Make one item's standing certain when it looks core or exterior; the answer may hold portfolios found on the way.

    Only portfolios that would change its standing are looked for: those without a core item, with an exterior one.
    """
    before = so_far.placed(item)
    if before.certain:
        return so_far
    search = _Search(problem, effort, so_far.portfolios)

    def as_before(_found: int, _open: int) -> bool:
        return search.answer(complete=False).placed(item).standing is before.standing

    emptied = search.empty_region(as_before, {item: before.standing is Standing.EXTERIOR})
    return replace(search.answer(complete=False), settled=so_far.settled | ({item} if emptied else frozenset()))


class _Told(StrEnum):
    """What the solver said of a question."""

    NOTHING = "nothing"
    SOMETHING = "something"
    UNKNOWN = "unknown"


class _Spent(Exception):
    """The work or the time is used up."""


class _Search:
    def __init__(self, problem: Problem, effort: Effort, known: Iterable[Portfolio] = ()) -> None:
        self.problem, self.effort = problem, effort
        self.work_left = effort.work
        self.ends_at = monotonic() + effort.seconds
        self.found: dict[Point, Portfolio] = {value(problem, portfolio): portfolio for portfolio in known}
        self.open_zones = 1

    def answer(self, *, complete: bool) -> NonDominated:
        in_order = sorted(self.found.items(), key=lambda pair: tuple(-part for part in pair[0]))
        return NonDominated(tuple(portfolio for _, portfolio in in_order), complete, self.open_zones)

    def empty_region(self, go_on: Progress, fixed: Fixed) -> bool:
        """Find all that is left to find among portfolios with ``fixed`` items in or out; whether that was all."""
        try:
            return self._emptied(go_on, fixed)
        except _Spent:
            return False

    def _emptied(self, go_on: Progress, fixed: Fixed) -> bool:
        import numpy as np

        most = self._ideal(fixed)
        if most is None:
            self.open_zones = 0
            return True
        region = SearchRegion(self._least(), most)
        for point in self.found:
            region.exclude(point)
        together = TOGETHER
        with ThreadPoolExecutor(self.effort.workers) as threads:
            while len(region):
                self.open_zones = len(region)
                if not go_on(len(self.found), len(region)):
                    return False
                groups = region.clusters(self.effort.workers, together)
                corners = [region.corners[rows] for rows in groups]
                answers = list(threads.map(lambda zones: self._ask(zones, fixed), corners))
                self._pay(sum(work for _, _, work in answers))
                empty = [rows for rows, (told, _, _) in zip(groups, answers, strict=True) if told is _Told.NOTHING]
                if empty:
                    region.close(np.concatenate(empty))
                unknown = any(told is _Told.UNKNOWN for told, _, _ in answers)
                together = max(1, together // 2) if unknown else TOGETHER
                for _, portfolio, _ in answers:
                    if portfolio is not None and value(self.problem, portfolio) not in self.found:
                        region.exclude(self._keep(portfolio))
        self.open_zones = 0
        return True

    def _least(self) -> Point:
        """What no portfolio falls below on each objective."""
        gains = [*self.problem.values, *(synergy.extra for synergy in self.problem.synergies)]
        return tuple(sum(min(0, gain[k]) for gain in gains) for k in self.problem.objectives)

    def _ideal(self, fixed: Fixed) -> Point | None:
        """The most that each objective alone can reach; None when there is no portfolio."""
        from ortools.sat.python import cp_model

        most = []
        for k in self.problem.objectives:
            chooser = self._chooser(fixed)
            chooser.model.maximize(chooser.objectives[k])
            solver, status = self._solved(chooser)
            if status == cp_model.INFEASIBLE:
                return None
            if status != cp_model.OPTIMAL:
                raise _Spent
            most.append(round(solver.objective_value))
            self._keep(chooser.portfolio(solver))
        return tuple(most)

    def _ask(self, corners: Corners, fixed: Fixed) -> tuple[_Told, Portfolio | None, float]:
        """Whether a portfolio lies in any of these zones, one that does, and the work it took."""
        from ortools.sat.python import cp_model

        chooser = self._chooser(fixed)
        _inside_one_of(chooser, corners)
        limit = self.work_left if len(corners) == 1 else min(A_QUESTION, self.work_left)
        solver = chooser.solver(Effort(work=max(limit, 0.01), seconds=max(0.01, self.ends_at - monotonic())))
        # Its own preparation takes longer than most of these small questions.
        solver.parameters.cp_model_presolve = self.problem.funding is not None
        status = solver.solve(chooser.model)
        work = solver.response_proto.deterministic_time
        if status == cp_model.INFEASIBLE:
            return _Told.NOTHING, None, work
        if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return _Told.SOMETHING, chooser.portfolio(solver), work
        return _Told.UNKNOWN, None, work

    def _keep(self, portfolio: Portfolio) -> Point:
        """Improve the portfolio until nothing dominates it, and keep that; the point it is worth."""
        better = self._improved(portfolio)
        point = value(self.problem, better)
        if point not in self.found:
            self.found[point] = self._first_of_equals(better)
        return point

    def _improved(self, portfolio: Portfolio) -> Portfolio:
        """A non-dominated portfolio worth at least as much on every objective."""
        chooser = self._at_least(portfolio)
        chooser.model.maximize(_sum(chooser.objectives))
        return self._optimal(chooser)

    def _first_of_equals(self, portfolio: Portfolio) -> Portfolio:
        """Of the portfolios worth the same everywhere the cheapest, then the one whose items come first."""
        chooser = self._at_least(portfolio)
        chooser.model.minimize(chooser.cost)
        cheapest = self._optimal(chooser)
        chooser = self._at_least(portfolio)
        chooser.model.add(chooser.cost <= sum(self.problem.costs[item] for item in cheapest))
        # As a number written with one binary digit an item, the portfolio whose items come first is the largest.
        digits = 50
        for start in range(0, len(chooser.chosen), digits):
            part = chooser.chosen[start : start + digits]
            chooser.model.maximize(sum(2 ** (len(part) - 1 - place) * variable for place, variable in enumerate(part)))
            cheapest = self._optimal(chooser)
            for item in range(start, min(start + digits, len(chooser.chosen))):
                chooser.model.add(chooser.chosen[item] == int(item in cheapest))
        return cheapest

    def _at_least(self, portfolio: Portfolio) -> Chooser:
        """The problem among portfolios worth no less than this one on any objective, which it begins from."""
        chooser = self._chooser({})
        for k, least in enumerate(value(self.problem, portfolio)):
            chooser.model.add(chooser.objectives[k] >= least)
        for item, variable in enumerate(chooser.chosen):
            chooser.model.add_hint(variable, int(item in portfolio))
        return chooser

    def _chooser(self, fixed: Fixed) -> Chooser:
        chooser = Chooser(self.problem)
        for item, inside in fixed.items():
            chooser.model.add(chooser.chosen[item] == int(inside))
        return chooser

    def _optimal(self, chooser: Chooser) -> Portfolio:
        from ortools.sat.python import cp_model

        solver, status = self._solved(chooser)
        if status != cp_model.OPTIMAL:
            raise _Spent
        return chooser.portfolio(solver)

    def _solved(self, chooser: Chooser) -> tuple[CpSolver, CpSolverStatus]:
        solver = chooser.solver(Effort(work=max(self.work_left, 0.01), seconds=max(0.01, self.ends_at - monotonic())))
        status = solver.solve(chooser.model)
        self._pay(solver.response_proto.deterministic_time)
        return solver, status

    def _pay(self, work: float) -> None:
        self.work_left -= work
        if self.work_left <= 0 or monotonic() >= self.ends_at:
            raise _Spent


def _inside_one_of(chooser: Chooser, corners: Corners) -> None:
    """The portfolio lies in one of the zones, and so at or above the least of their corners."""
    model, lowest = chooser.model, corners.min(axis=0)
    for k, objective in enumerate(chooser.objectives):
        model.add(objective >= int(lowest[k]))
    if len(corners) == 1:
        return
    in_zone = [model.new_bool_var("zone") for _ in corners]
    model.add_bool_or(in_zone)
    for k, objective in enumerate(chooser.objectives):
        steps = sorted({int(corner) for corner in corners[:, k]} - {int(lowest[k])})
        reached = {step: model.new_bool_var("reached") for step in steps}
        for lower, higher in pairwise(steps):
            model.add_implication(reached[higher], reached[lower])
        for step in steps:
            model.add(objective >= step).only_enforce_if(reached[step])
        for zone, corner in zip(in_zone, corners[:, k], strict=True):
            if int(corner) in reached:
                model.add_implication(zone, reached[int(corner)])


def _sum(objectives: Sequence[LinearExpr]) -> LinearExpr:
    from ortools.sat.python.cp_model import LinearExpr

    return LinearExpr.sum(list(objectives))
