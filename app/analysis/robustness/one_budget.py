"""All non-dominated portfolios under one budget and nothing else: a dynamic programme over states.

Item by item the choices so far are carried on as states (used, worth, cost), less those that another state dominates
and those whose best continuation a portfolio already known dominates (Bazgan, Hugot and Vanderpooten 2009). The bounds
on continuations are exact knapsacks, one objective at a time, on a grid of the budget; known beforehand are best
portfolios at many prices, and what a first run with few states finds.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from app.analysis.selection.problem import Limit, Portfolio, Problem

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Points = NDArray[np.int64]
    States = tuple[Points, Points, Points, NDArray[np.uint64]]

# The grid that the budget is divided into where it is larger; bounds are valid on any, and sharper on a finer one.
GRID = 4096
PRICES = 300
# States of the first run, and where the programme is given up: other ways need less memory then.
FEW, MOST = 1000, 400_000
# About seconds for looking at one state, and for comparing two, on one core.
A_STATE, A_COMPARISON = 1e-6, 0.3e-9


def the_budget(problem: Problem) -> Limit | None:
    """The one limit that binds, where nothing else does (must and must not apart); of no amounts where none binds."""
    binding = [limit for limit in problem.limits if sum(limit.uses.values()) > limit.most]
    other = (
        any(cover.least > 0 for cover in problem.covers)
        or problem.requires
        or problem.exclusives
        or problem.synergies
        or problem.funding
    )
    return None if other or len(binding) > 1 else binding[0] if binding else Limit("", {}, 0)


def all_under(problem: Problem, budget: Limit, go_on: Callable[[float], bool]) -> list[Portfolio] | None:
    """Every non-dominated portfolio, ties broken as elsewhere. None when given up: too many states, or told to stop.

    ``go_on`` is told the work done (about seconds of one core) after each item.
    """
    import numpy as np

    left = budget.most - sum(budget.uses.get(item, 0) for item in problem.must)
    if left < 0 or problem.must & problem.must_not:
        return []
    free = [
        item for item in problem.items if item not in problem.must | problem.must_not
        and budget.uses.get(item, 0) <= left
    ]  # fmt: skip
    run = _Run(problem, budget, free, left, go_on)
    first = run.carried_out(run.at_prices(), FEW)
    states = first and run.carried_out(_undominated(np.vstack([run.at_prices(), first[1]])), MOST, give_up=True)
    return None if states is None else [chosen | problem.must for chosen in run.chosen(states)]


class _Run:
    def __init__(
        self, problem: Problem, budget: Limit, free: list[int], left: int, go_on: Callable[[float], bool]
    ) -> None:
        import numpy as np

        self.left, self.go_on, self.work = left, go_on, 0.0
        gains = np.array([problem.values[item] for item in free], dtype=np.int64).reshape(
            len(free), len(problem.objectives)
        )
        uses = np.array([budget.uses.get(item, 0) for item in free], dtype=np.int64)
        # Best value for money first, by the sum of the places on each objective.
        worth_it = gains / np.maximum(uses, 1e-9)[:, None]
        places = np.argsort(np.argsort(-worth_it, axis=0, kind="stable"), axis=0, kind="stable").sum(axis=1)
        order = np.argsort(places, kind="stable")
        self.gains, self.uses = gains[order], uses[order]
        self.items = [free[place] for place in order.tolist()]
        self.costs = [problem.costs[item] for item in self.items]
        self.words = len(problem.values) // 64 + 1
        self.grain = max(1, -(-left // GRID))
        self.bounds = self._bounds()
        self._prices: Points | None = None

    def _bounds(self) -> Points:
        from app.analysis.robustness.states import suffix_bounds

        bounds: Points = suffix_bounds(self.uses // self.grain, self.gains, self.left // self.grain)
        return bounds

    def at_prices(self) -> Points:
        """What the best portfolios at many prices of the objectives are worth; the same prices each time."""
        import numpy as np

        from app.analysis.robustness.states import best_by_weights

        if self._prices is None:
            objectives = self.gains.shape[1]
            prices = np.random.default_rng(1).dirichlet(np.full(objectives, 0.5), PRICES)
            prices[:objectives] = np.eye(objectives)[:PRICES]
            prices /= np.maximum(1, np.abs(self.gains).sum(axis=0))
            chosen = best_by_weights(-(-self.uses // self.grain), self.gains, self.left // self.grain, prices)
            self._prices = _undominated(chosen @ self.gains)
        return self._prices

    def carried_out(self, archive: Points, most: int, *, give_up: bool = False) -> States | None:
        """The states after the last item. Beyond ``most`` states the most promising are kept, or all is given up."""
        import numpy as np

        from app.analysis.robustness.states import step

        objectives = self.gains.shape[1]
        used, worth, cost = (
            np.zeros(1, dtype=np.int64),
            np.zeros((1, objectives), dtype=np.int64),
            np.zeros(1, dtype=np.int64),
        )
        mask = np.zeros((1, self.words), dtype=np.uint64)
        range_of = np.maximum(1, np.abs(self.gains).sum(axis=0))
        for j, item in enumerate(self.items):
            if not self.go_on(self.work):
                return None
            bounds = np.ascontiguousarray(self.bounds[:, j + 1])
            bit = np.uint64(1) << np.uint64(63 - item % 64)
            self.work += 2 * len(used) * (A_STATE + A_COMPARISON * (len(used) / 8 + len(archive)))
            used, worth, cost, mask = step(
                used, worth, cost, mask, self.uses[j], self.gains[j], self.costs[j], item // 64, bit, self.left,
                bounds, self.grain, archive,
            )  # fmt: skip
            if len(used) > most:
                if give_up:
                    return None
                reach = (worth + bounds[:, (self.left - used) // self.grain].T) / range_of
                kept = np.sort(np.argsort(-reach.sum(axis=1), kind="stable")[:most])
                used, worth, cost, mask = used[kept], worth[kept], cost[kept], mask[kept]
        return used, worth, cost, mask

    def chosen(self, states: States) -> list[Portfolio]:
        """The portfolios of the states that no other dominates, whatever they use; of equals the first."""
        _, worth, cost, mask = states
        best = set(map(tuple, _undominated(worth).tolist()))
        first: dict[tuple[int, ...], tuple[int, list[int], Portfolio]] = {}
        for point, price, words in zip(map(tuple, worth.tolist()), cost.tolist(), mask.tolist(), strict=True):
            if point in best:
                inside = frozenset(item for item in self.items if words[item // 64] >> (63 - item % 64) & 1)
                rival = (price, [-word for word in words], inside)
                if point not in first or rival[:2] < first[point][:2]:
                    first[point] = rival
        return [inside for _, _, inside in first.values()]


def _undominated(points: Points) -> Points:
    """The rows that no other row dominates, each once."""
    import numpy as np

    rows = np.unique(points, axis=0)
    rows = rows[np.argsort(-rows.sum(axis=1), kind="stable")]
    kept, many = np.empty_like(rows), 0
    for row in rows:
        if not (kept[:many] >= row).all(axis=1).any():
            kept[many] = row
            many += 1
    return kept[:many]
