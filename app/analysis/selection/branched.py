"""The best portfolio by our own branch and bound: one objective, and one zone that rises with each better portfolio."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from time import monotonic

from app.analysis.selection.model import Effort
from app.analysis.selection.problem import Portfolio, Problem, value
from app.analysis.selection.relaxation import Programme
from app.analysis.selection.zones import Told, ZoneSearch

# Work between two looks at the clock.
A_TURN = 0.05


def by_branching(
    problem: Problem, weights: Sequence[int], effort: Effort, hint: Portfolio | None = None
) -> tuple[Portfolio | None, bool]:
    """The best portfolio found, and whether the search ended: then it is proven, or there is none at all."""
    import numpy as np

    def weighted(gain: Sequence[int]) -> tuple[int]:
        return (sum(a * b for a, b in zip(weights, gain, strict=True)),)

    single = replace(
        problem,
        values=tuple(map(weighted, problem.values)),
        synergies=tuple(replace(synergy, extra=weighted(synergy.extra)) for synergy in problem.synergies),
    )
    programme = Programme(single)
    search = ZoneSearch(programme)
    best = hint if hint is not None and programme.keeps(hint) else None
    if not search.tells_apart():
        return best, False
    least = int(np.minimum(programme.gains, 0).sum())
    search.start(np.array([[least if best is None else value(single, best)[0] + search.step[0]]]), {})
    ends_at = monotonic() + effort.seconds
    while (told := search.go_on(A_TURN)) is not Told.EMPTY:
        # Finding out that a portfolio cannot be paid takes time that the search does not count as its work.
        if search.work >= effort.work or monotonic() >= ends_at:
            break
        if told is Told.SPENT:
            continue
        portfolio = search.found()
        if programme.keeps(portfolio) and search.exclude(value(single, portfolio)):
            best = portfolio
        elif told is Told.FOUND:
            search.pass_over()
    return best, told is Told.EMPTY
