"""All non-dominated portfolios under every kind of constraint; or, when the effort ends first, what is certain so far.

The zones where something undominated may still lie are emptied by one branch and bound (``selection.zones``). What is
found is improved until nothing dominates it, so every portfolio reported is truly non-dominated.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from time import monotonic
from typing import TYPE_CHECKING

from app.analysis.robustness.one_budget import all_under, the_budget
from app.analysis.selection.model import USUAL_EFFORT, Effort
from app.analysis.selection.problem import Portfolio, Problem, cost, value, violations
from app.analysis.selection.solving import first_of_equals

if TYPE_CHECKING:
    from app.analysis.selection.zones import Told, ZoneSearch

# Work between two looks at the clock: a few hundredths of a second.
A_TURN = 0.05
# More portfolios than this worth the same are not listed one by one to find the first of them.
EQUALS = 100

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
    if not problem.values:
        return _in_order(problem, [] if violations(problem, ()) else [frozenset()])
    ends_at = monotonic() + effort.seconds
    budget = the_budget(problem)
    if budget is not None:
        told = all_under(problem, budget, lambda work: work < effort.work / 2 and monotonic() < ends_at and go_on(0, 1))
        if told is not None:
            return _in_order(problem, told)
    search = Search(problem, replace(effort, seconds=max(0.01, ends_at - monotonic())))
    return search.answer(complete=search.empty_region(go_on, {}))


def _in_order(problem: Problem, portfolios: Iterable[Portfolio]) -> NonDominated:
    by_worth = sorted(portfolios, key=lambda chosen: tuple(-part for part in value(problem, chosen)))
    return NonDominated(tuple(by_worth), complete=True, open_zones=0)


def settle(problem: Problem, so_far: NonDominated, item: int, *, effort: Effort = USUAL_EFFORT) -> NonDominated:
    """Make one item's standing certain when it looks core or exterior; the answer may hold portfolios found on the way.

    Only portfolios that would change its standing are looked for: those without a core item, with an exterior one.
    """
    before = so_far.placed(item)
    if before.certain:
        return so_far
    search = Search(problem, effort, so_far.portfolios)

    def as_before(_found: int, _open: int) -> bool:
        return search.answer(complete=False).placed(item).standing is before.standing

    emptied = search.empty_region(as_before, {item: before.standing is Standing.EXTERIOR})
    return replace(search.answer(complete=False), settled=so_far.settled | ({item} if emptied else frozenset()))


def settle_each(
    problem: Problem,
    so_far: NonDominated,
    order: Iterable[int],
    *,
    effort: Effort = USUAL_EFFORT,
    go_on: Progress = lambda _certain, _open: True,
) -> NonDominated:
    """Settle what is «so far», one item after the other in this order, as far as the effort goes.

    Each gets an equal share of the work. ``go_on`` is told how many items are certain and how many
    are not, and is asked before each.
    """
    if so_far.complete or not so_far.portfolios:
        return so_far
    ends_at = monotonic() + effort.seconds
    open_ones = [item for item in dict.fromkeys(order) if not so_far.placed(item).certain]
    for place, item in enumerate(open_ones):
        unsure = sum(not so_far.placed(other).certain for other in open_ones)
        left = ends_at - monotonic()
        if left <= 0 or not unsure or not go_on(len(problem.items) - unsure, unsure):
            break
        share = replace(effort, work=effort.work / len(open_ones), seconds=left / (len(open_ones) - place))
        so_far = settle(problem, so_far, item, effort=share)
    return so_far


class Spent(Exception):
    """The work or the time is used up."""


class Search:
    """One question about one problem, and what was found on the way; raises :class:`Spent` when the effort is over."""

    def __init__(self, problem: Problem, effort: Effort, known: Iterable[Portfolio] = ()) -> None:
        from app.analysis.selection.relaxation import Programme
        from app.analysis.selection.zones import ZoneSearch

        self.problem, self.effort = problem, effort
        self.ends_at = monotonic() + effort.seconds
        self.found: dict[Point, Portfolio] = {value(problem, portfolio): portfolio for portfolio in known}
        self.open_zones = 1
        self.programme = Programme(problem)
        self.region, self.above = ZoneSearch(self.programme), ZoneSearch(self.programme)

    def answer(self, *, complete: bool) -> NonDominated:
        return replace(_in_order(self.problem, self.found.values()), complete=complete, open_zones=self.open_zones)

    def empty_region(self, go_on: Progress, fixed: Fixed) -> bool:
        """Find all that is left to find among portfolios with ``fixed`` items in or out; whether that was all."""
        import numpy as np

        self.region.start(np.array([self._least()]), fixed)
        for point in self.found:
            self.region.exclude(point)
        try:
            return self._emptied(go_on)
        except Spent:
            return False
        finally:
            self.open_zones = self.region.open_zones()

    def _emptied(self, go_on: Progress) -> bool:
        from app.analysis.selection.zones import Told

        while go_on(len(self.found), self.region.open_zones()):
            told = self._looked(self.region)
            if told is Told.EMPTY:
                return True
            portfolio = self.region.found()
            if self.programme.keeps(portfolio) and self.region.exclude(self._keep(portfolio)):
                continue
            if told is Told.FOUND:
                self.region.pass_over()
        return False

    def _looked(self, search: ZoneSearch) -> Told:
        """What the search comes to, in short turns so that the clock is kept."""
        from app.analysis.selection.zones import Told

        while True:
            left = self.effort.work - self.region.work - self.above.work
            if left <= 0 or monotonic() >= self.ends_at:
                raise Spent
            told = search.go_on(min(left, A_TURN))
            if told is not Told.SPENT:
                return told

    def _least(self) -> Point:
        """What no portfolio falls below on each objective."""
        gains = [*self.problem.values, *(synergy.extra for synergy in self.problem.synergies)]
        return tuple(sum(min(0, gain[k]) for gain in gains) for k in self.problem.objectives)

    def _keep(self, portfolio: Portfolio) -> Point:
        """Improve the portfolio until nothing dominates it, and keep that; the point it is worth."""
        while (better := self.dominating(portfolio)) is not None:
            portfolio = better
        point = value(self.problem, portfolio)
        if point not in self.found:
            self.found[point] = self._first_of_equals(portfolio)
        return point

    def dominating(self, portfolio: Portfolio) -> Portfolio | None:
        """A portfolio that dominates this one, if there is one."""
        import numpy as np

        point = value(self.problem, portfolio)
        self.above.start(np.array(point) + np.diag(self.above.step), {})
        return next(self._portfolios_above(), None)

    def _first_of_equals(self, portfolio: Portfolio) -> Portfolio:
        """Of the portfolios worth the same everywhere the cheapest, then the one whose items come first."""
        import numpy as np

        def place(one: Portfolio) -> tuple[int, list[bool]]:
            return cost(self.problem, one), [item not in one for item in self.problem.items]

        self.above.start(np.array([value(self.problem, portfolio)]), {}, cost(self.problem, portfolio))
        equals = {portfolio}
        for equal in self._portfolios_above():
            equals.add(equal)
            if len(equals) > EQUALS:
                return self._first_by_solver(portfolio)
        return min(equals, key=place)

    def equals(self, portfolio: Portfolio) -> list[Portfolio]:
        """The portfolios worth no less than this anywhere, itself too; of very many the first hundred."""
        import numpy as np

        self.above.start(np.array([value(self.problem, portfolio)]), {})
        found = {portfolio: None}
        for equal in self._portfolios_above():
            found[equal] = None
            if len(found) > EQUALS:
                break
        return list(found)

    def _first_by_solver(self, portfolio: Portfolio) -> Portfolio:
        try:
            return first_of_equals(self.problem, portfolio, effort=replace(self.effort, seconds=self._seconds_left()))
        except TimeoutError as late:
            raise Spent from late

    def _seconds_left(self) -> float:
        return max(0.01, self.ends_at - monotonic())

    def _portfolios_above(self) -> Iterator[Portfolio]:
        """The portfolios in the zones that ``above`` was started with, one after the other."""
        from app.analysis.selection.zones import Told

        while (told := self._looked(self.above)) is not Told.EMPTY:
            portfolio = self.above.found()
            if told is Told.FOUND:
                self.above.pass_over()
            if self.programme.keeps(portfolio):
                yield portfolio
