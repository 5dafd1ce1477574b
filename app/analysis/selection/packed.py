"""Many items under limits alone (a knapsack in several dimensions): a very good choice quickly, and a bound on all.

A linear programme gives the bound and prices what the limits leave short; the items whose worth lies nearest to what
they use at those prices are the core, where the choice is open (Puchinger, Raidl and Pferschy, INFORMS Journal on
Computing 22 (2010) 250–265). Annealing by swaps inside cores of several sizes does the rest.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from time import monotonic
from typing import TYPE_CHECKING

from app.analysis.selection.model import Effort
from app.analysis.selection.problem import Portfolio, Problem

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# Sizes of the core, in turn: small ones are searched thoroughly, large ones reach further.
CORES = (45, 60, 75, 50, 90)
TURNS = 100_000
# From and to how large a loss is borne, as parts of an item's mean gain.
HOT, COLD = 0.1, 0.01
# About seconds for one turn, and for one item of the core in it.
A_TURN, A_LOOK = 1e-6, 15e-9


def only_limits(problem: Problem) -> bool:
    """Whether limits, must and must not are all that binds."""
    return not (problem.covers or problem.requires or problem.exclusives or problem.synergies or problem.funding)


def by_annealing(problem: Problem, weights: Sequence[int], effort: Effort) -> tuple[Portfolio, int] | None:
    """A portfolio and what none exceeds in weighted value; None where even choosing nothing is too much.

    The same work gives the same answer unless the clock ends it.
    """
    import numpy as np
    from scipy.optimize import linprog

    from app.analysis.selection.swapping import anneal

    ends_at = monotonic() + effort.seconds
    free = [item for item in problem.items if item not in problem.must | problem.must_not]
    gains = np.array([sum(w * v for w, v in zip(weights, problem.values[item], strict=True)) for item in free])
    uses = np.array([[limit.uses.get(item, 0) for limit in problem.limits] for item in free], dtype=np.int64)
    room = np.array([limit.most - sum(limit.uses.get(item, 0) for item in problem.must) for limit in problem.limits])
    base = sum(sum(w * v for w, v in zip(weights, problem.values[item], strict=True)) for item in problem.must)
    if not free or problem.must & problem.must_not or (room < 0).any():
        return None
    relaxed = linprog(-gains, A_ub=uses.T, b_ub=room, bounds=(0, 1), method="highs-ds")
    prices = np.maximum(0.0, -relaxed.ineqlin.marginals)
    beyond = gains - uses @ prices
    # Any prices give a bound: what the limits cost at them, and all that is worth more than it uses.
    bound = base + int(np.floor(prices @ room + np.maximum(beyond, 0.0).sum() + 1e-6))
    start = np.zeros(len(free), dtype=np.bool_)
    load = np.zeros(len(room), dtype=np.int64)
    for place in np.argsort(-(relaxed.x * 1e6 + beyond / max(1.0, np.abs(beyond).max())), kind="stable"):
        if gains[place] > 0 and (load + uses[place] <= room).all():
            start[place] = True
            load += uses[place]
    nearest = np.argsort(np.abs(beyond), kind="stable").astype(np.int64)
    heat = max(1.0, float(np.abs(gains).mean()))
    best, most, work, turn = start, int(gains @ start), 0.0, 0

    def one(number: int) -> tuple[NDArray[np.bool_], int, float]:
        core = nearest[: CORES[number % len(CORES)]]
        chosen, worth = anneal(gains, uses, room, beyond, core, best, HOT * heat, COLD * heat, TURNS, number + 1)
        return chosen, int(worth), TURNS * (A_TURN + len(core) * A_LOOK)

    with ThreadPoolExecutor(effort.workers) as threads:
        while base + most < bound and work < effort.work * effort.workers and monotonic() < ends_at:
            for chosen, worth, cost in threads.map(one, range(turn, turn + effort.workers)):
                work += cost
                if worth > most:
                    best, most = chosen, worth
            turn += effort.workers
    inside = frozenset(item for item, chosen in zip(free, best.tolist(), strict=True) if chosen)
    return inside | problem.must, bound
