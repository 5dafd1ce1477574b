"""A problem as a linear programme: what must hold of every portfolio, with items taken in part.

Columns, each between a low and a high: one an item, one a synergy, then parts of payments (0 to 1 of what could be
paid). Every row says «at most». Whatever a portfolio may do, its column values keep the rows; a solution in whole items
need not be a portfolio to the last krone, so it is checked exactly (``Programme.keeps``) before it counts.

Money needs few columns: who pays matters item by item only for sources with a ceiling or a share; all other needs of a
year are pooled by who may pay them.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from app.analysis.selection.problem import Funding, Portfolio, Problem, Slot, Source, violations
from app.analysis.selection.solving import funded

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Terms = dict[int, int]
Pool = tuple[int, frozenset[str]]


class Programme:
    """``rows @ columns <= right`` with ``low <= columns <= high``; ``gains`` has a row an item or synergy.

    The first ``items`` columns are the items, the first ``whole`` are 0 or 1. Each row is divided by its largest
    number, so that one tolerance serves all. The last row is the cost, without effect until ``right[-1]`` is lowered.
    """

    def __init__(self, problem: Problem) -> None:
        import numpy as np

        self.problem = problem
        self.items = len(problem.values)
        self.whole = self.items + len(problem.synergies)
        self._columns = self.whole
        self._stated: list[tuple[Terms, int]] = []
        for limit in problem.limits:
            relieved = {self.items + s: -each.relieves.get(limit.name, 0) for s, each in enumerate(problem.synergies)}
            self._at_most({**limit.uses, **relieved}, limit.most)
        for cover in problem.covers:
            self._at_most(dict.fromkeys(cover.items, -1), -cover.least)
        for need in problem.requires:
            if need.item != need.needed:
                self._at_most({need.item: 1, need.needed: -1}, 0)
        for either in problem.exclusives:
            self._at_most(dict.fromkeys(either.items, 1), 1)
        for s, synergy in enumerate(problem.synergies, start=self.items):
            for item in synergy.items:
                self._at_most({s: 1, item: -1}, 0)
            self._at_most({s: -1, **dict.fromkeys(synergy.items, 1)}, len(synergy.items) - 1)
        if problem.funding is not None:
            self._fund(problem.funding)
        self._at_most(dict(enumerate(problem.costs)), sum(problem.costs) + 1, always=True)
        self.rows: NDArray[np.float64] = np.zeros((len(self._stated), self._columns))
        self.right: NDArray[np.float64] = np.zeros(len(self._stated))
        for number, (terms, most) in enumerate(self._stated):
            largest = float(max((abs(amount) for amount in terms.values()), default=0) or 1)
            for column, amount in terms.items():
                self.rows[number, column] = amount / largest
            self.right[number] = most / largest
        self.cost_scale = float(max(problem.costs, default=0) or 1)
        self.gains: NDArray[np.int64] = np.array(
            [*problem.values, *(synergy.extra for synergy in problem.synergies)], dtype=np.int64
        ).reshape(self.whole, len(problem.objectives))
        self.low: NDArray[np.float64] = np.zeros(self._columns)
        self.high: NDArray[np.float64] = np.ones(self._columns)
        for item in problem.must:
            self.low[item] = 1.0
        for item in problem.must_not:
            self.high[item] = 0.0

    def keeps(self, chosen: Portfolio) -> bool:
        """Whether this really is a portfolio: every constraint kept, every krone paid; exact."""
        if violations(self.problem, chosen):
            return False
        return self.problem.funding is None or funded(self.problem, chosen) is not None

    def _at_most(self, terms: Terms, most: int, *, always: bool = False) -> None:
        reached = sum(amount for amount in terms.values() if amount > 0)
        if always or reached > most:
            self._stated.append((terms, most))

    def _column(self) -> int:
        self._columns += 1
        return self._columns - 1

    def _fund(self, funding: Funding) -> None:
        """Rows and columns of the money. What is paid item by item lessens what is left to the pools."""
        ruled = {s.name: s for s in funding.sources if s.ceiling is not None or s.share is not None}
        spent: dict[tuple[str, int], Terms] = {}
        given: dict[tuple[str, int], Terms] = {}
        pools: dict[Pool, Terms] = {}
        saved = self._saved(funding)
        for item, needs in sorted(funding.needs.items()):
            for slot, amount in sorted(needs.items()):
                if not amount:
                    continue
                payers = [source for source in funding.sources if source.pays(item, slot)]
                terms = pools.setdefault((slot[0], frozenset(s.name for s in payers if s.name not in ruled)), {})
                terms[item] = terms.get(item, 0) + amount
                for column, part in saved.get((item, slot), ()):
                    terms[column] = -part
                own = [column for column, _ in saved.get((item, slot), ())]
                for source in payers:
                    if source.name in ruled:
                        column = self._column()
                        terms[column] = -amount
                        spent.setdefault((source.name, slot[0]), {})[column] = amount
                        given.setdefault((source.name, item), {})[column] = amount
                        own.append(column)
                if len(own) > 1:
                    # What is paid beyond an item's own need would help others in its pool.
                    self._at_most({**{column: -terms[column] for column in own}, item: -amount}, 0)
        budgets = {source.name: source.budget for source in funding.sources}
        for (year, payers_of), terms in pools.items():
            for name in sorted(payers_of):
                if most := min(budgets[name][year], sum(amount for amount in terms.values() if amount > 0)):
                    column = self._column()
                    terms[column] = -most
                    spent.setdefault((name, year), {})[column] = most
            self._at_most(terms, 0)
        for (name, year), terms in spent.items():
            self._at_most(terms, budgets[name][year])
        for (name, item), terms in given.items():
            self._at_most({**terms, item: -_most(ruled[name], funding.total(item))}, 0)

    def _saved(self, funding: Funding) -> dict[tuple[int, Slot], list[tuple[int, int]]]:
        """What synergies save of each need: (column, amount) of the parts."""
        saved: dict[tuple[int, Slot], list[tuple[int, int]]] = {}
        for s, synergy in enumerate(self.problem.synergies, start=self.items):
            for slot, amount in synergy.saves.items():
                parts: Terms = {s: -amount}
                for item in sorted(synergy.items):
                    if most := min(funding.needs.get(item, {}).get(slot, 0), amount):
                        column = self._column()
                        parts[column] = most
                        saved.setdefault((item, slot), []).append((column, most))
                self._at_most(parts, 0)
        return saved


def _most(source: Source, need: int) -> int:
    """The most an item with this need may be given by a source with rules."""
    caps: Iterable[int | None] = (
        source.ceiling,
        None if source.share is None else int(source.share * need),
    )
    return min((cap for cap in caps if cap is not None), default=need)
