"""The zones where something undominated may still lie, and the one search that empties them all.

Klamroth, Lacour and Vanderpooten, «On the representation of the search region in multi-objective optimization», EJOR
245 (2015) 767–778: whatever the points found do not dominate lies in finitely many zones, each the set of vectors at or
above a corner (all maximised). Here the zones are not emptied one by one but all at once, along one tree of decisions
«this item in, that one out»; at each node only the zones that a linear bound leaves open are carried on.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import IntEnum
from typing import TYPE_CHECKING

from app.analysis.selection.problem import Portfolio

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from app.analysis.selection.relaxation import Programme

Point = tuple[int, ...]
# About seconds for one number of the tableau in one step, on one core: makes work out of steps.
A_NUMBER = 0.8e-9
# The bound on t, in parts of an objective's range: never reached.
FAR = 10.0
# With more steps than this from one end to the other, neighbours are nearer than what the linear bounds are exact to.
FINEST = 1e8


class Told(IntEnum):
    """Why the search stopped; the numbers are those of the compiled part."""

    EMPTY = 0
    FOUND = 1
    SPENT = 2
    # Found where nothing else is left: that node is closed already.
    LAST = 3


class ZoneSearch:
    """One tree over the portfolios of a programme. Begin with ``start``; ``go_on`` until it tells EMPTY.

    After FOUND the portfolio is either taken out by ``exclude`` (with all that it dominates) or passed over by
    ``pass_over``; else it is found again.
    """

    def __init__(self, programme: Programme) -> None:
        import numpy as np

        from app.analysis.selection import branching

        self.programme = programme
        self._compiled = branching
        stated, columns = programme.rows.shape
        gains = programme.gains
        self.objectives = gains.shape[1]
        rows = stated + self.objectives
        # Whatever is worth more on an objective is worth at least so much more.
        self.step = np.maximum(1, np.gcd.reduce(gains, axis=0))
        # What an objective can reach from one end to the other, so that t means the same on all.
        self.scale = np.maximum(1.0, np.abs(gains).sum(axis=0).astype(np.float64) / 2)
        self.matrix = np.zeros((rows, columns + 1 + rows))
        self.matrix[:stated, :columns] = programme.rows
        self.matrix[stated:, : programme.whole] = -(gains / self.scale).T
        self.matrix[stated:, columns] = 1.0
        self.matrix[:, columns + 1 :] = np.eye(rows)
        self.right = np.concatenate([programme.right, np.zeros(self.objectives)])
        self.cost = np.zeros(columns + 1 + rows)
        self.cost[columns] = 1.0
        self.basis = np.arange(columns + 1, columns + 1 + rows)
        self.place = np.arange(columns + 1)
        self.tableau = np.zeros((rows, columns + 1))
        self.beta, self.inside = np.zeros(rows), np.zeros(rows)
        self.reduced, self.at = np.zeros(columns + 1), np.zeros(columns + 1)
        self.count = np.zeros(2, dtype=np.int64)
        depths = programme.items + 3
        self.lows = np.zeros((depths, columns + 1 + rows))
        self.highs = np.full((depths, columns + 1 + rows), np.inf)
        self.phase, self.branch, self.first, self.many = (np.zeros(depths, dtype=np.int64) for _ in range(4))
        self.value = np.zeros(programme.items, dtype=np.int64)
        self.where, self.current, self.refused = (np.zeros(1, dtype=np.int64) for _ in range(3))
        self.pool: NDArray[np.int64] = np.zeros((0, self.objectives), dtype=np.int64)
        self.live: NDArray[np.int32] = np.zeros((depths, 0), dtype=np.int32)
        self._afresh()

    def tells_apart(self) -> bool:
        """Whether portfolios one step apart are far enough apart for the bounds."""
        return bool((self.scale <= FINEST * self.step).all())

    @property
    def work(self) -> float:
        """Work done so far: about seconds of one core, and the same each time."""
        return float(self.count[0]) * self.tableau.size * A_NUMBER

    def open_zones(self) -> int:
        """How many zones are open on the branches not yet explored."""
        import numpy as np

        depths = range(int(self.where[0]) + 1)
        waiting = [self.live[d, : self.many[d]] for d in depths if self.phase[d] < 3]
        return len(np.unique(np.concatenate(waiting))) if waiting else 0

    def start(self, corners: NDArray[np.int64], fixed: Mapping[int, bool], cost: int | None = None) -> None:
        """Look in these zones, with ``fixed`` items in or out, among portfolios that cost at most ``cost``."""
        import numpy as np

        columns = self.programme.rows.shape[1]
        self.lows[0, :columns], self.highs[0, :columns] = self.programme.low, self.programme.high
        for item, inside in fixed.items():
            self.lows[0, item] = max(self.lows[0, item], float(inside))
            self.highs[0, item] = min(self.highs[0, item], float(inside))
        self.lows[0, columns], self.highs[0, columns] = -FAR, FAR
        last = len(self.programme.right) - 1
        most = float(self.programme.right[last]) if cost is None else cost / self.programme.cost_scale
        if self.right[last] != most:
            self.right[last] = most
            self._afresh()
        impossible = bool((self.lows[0, :columns] > self.highs[0, :columns]).any())
        self.pool = np.array(corners, dtype=np.int64).reshape(-1, self.objectives)
        many = 0 if impossible else len(self.pool)
        self.live = np.zeros((len(self.lows), max(64, 2 * len(self.pool))), dtype=np.int32)
        self.live[0, :many] = np.arange(many)
        self.many[0], self.phase[0], self.where[0] = many, 0, 0
        self.current[0], self.refused[0] = -1, 0

    def go_on(self, work: float) -> Told:
        """Search for about so much work, or until something is found or nothing is left."""
        steps = max(1, int(work / (self.tableau.size * A_NUMBER)))
        return Told(
            self._compiled.explore(
                self.matrix, self.right, self.cost, self.basis, self.place, self.tableau, self.beta, self.reduced,
                self.at, self.inside, self.count, self.lows, self.highs, self.programme.rows.shape[1] + 1, self.scale,
                self.programme.items, self.programme.whole, self.pool, self.live, self.many, self.phase, self.branch,
                self.first, self.value, self.where, self.current, self.refused, int(self.count[0]) + steps,
            )
        )  # fmt: skip

    def found(self) -> Portfolio:
        """The portfolio that the search stopped at."""
        return frozenset(item for item, inside in enumerate(self.value.tolist()) if inside)

    def pass_over(self) -> None:
        """Look on below this node without taking anything out of the zones."""
        self.refused[0] = 1

    def exclude(self, point: Point) -> bool:
        """Take out all that the point dominates or equals: every zone that holds it is split along each objective.

        False where no zone holds it: a bound in floating point let it through, and it would be found again.
        """
        import numpy as np

        worth = np.array(point, dtype=np.int64)
        depths = range(int(self.where[0]) + 1)
        alive = np.unique(np.concatenate([self.live[d, : self.many[d]] for d in depths]))
        holding = (self.pool[alive] <= worth).all(axis=1)
        split, kept = alive[holding], self.pool[alive[~holding]]
        if not len(split):
            return False
        children = np.repeat(self.pool[split], self.objectives, axis=0)
        along = np.tile(np.arange(self.objectives), len(split))
        children[np.arange(len(children)), along] = worth[along] + self.step[along]
        children, first = np.unique(children, axis=0, return_index=True)
        parents = np.repeat(split, self.objectives)[first]
        # A zone inside another adds nothing: where the other is proved empty, so is it.
        everything = np.vstack([kept, children])
        alone = np.array([(everything <= corner).all(axis=1).sum() == 1 for corner in children], dtype=bool)
        children, parents = children[alone], parents[alone]
        fresh = len(self.pool) + np.arange(len(children))
        self.pool = np.vstack([self.pool, children])
        gone = np.zeros(len(self.pool), dtype=bool)
        gone[split] = True
        lists = []
        for d in depths:
            here = self.live[d, : self.many[d]]
            has = np.zeros(len(self.pool), dtype=bool)
            has[here] = True
            lists.append(np.concatenate([here[~gone[here]], fresh[has[parents]]]))
        longest = max(len(each) for each in lists)
        if longest > self.live.shape[1]:
            self.live = np.pad(self.live, ((0, 0), (0, 2 * longest - self.live.shape[1])))
        for d, each in zip(depths, lists, strict=True):
            self.live[d, : len(each)] = each
            self.many[d] = len(each)
        return True

    def _afresh(self) -> None:
        self._compiled.refresh(
            self.matrix, self.right, self.cost, self.basis, self.place, self.tableau, self.beta, self.reduced
        )
