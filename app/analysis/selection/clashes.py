"""Why no portfolio keeps the constraints: a smallest set of them that clash, and by how much each must give.

The set is minimal (an irreducible infeasible subset): leave out any one of its constraints and the rest can be kept.
It is found by leaving out one constraint after the other (a deletion filter; Chinneck and Dravnieks, ORSA Journal on
Computing 3 (1991) 157–168), begun from the few that the solver's own proof needed.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from app.analysis.selection.model import USUAL_EFFORT, Chooser, Effort
from app.analysis.selection.problem import Problem


@dataclass(frozen=True, slots=True)
class Clash:
    """One constraint of a minimal clashing set, by name.

    ``gives`` is the least change of its number that alone makes the whole problem solvable: more of a limit or budget,
    fewer of a cover. None where it has no number (must have, either–or, needs), or where no number is enough.
    """

    name: str
    gives: int | None


def clashes(problem: Problem, *, effort: Effort = USUAL_EFFORT) -> list[Clash]:
    """A minimal set of constraints that cannot be kept together; empty when some portfolio keeps all.

    Raises TimeoutError when the effort ends before that is known.
    """
    names = _clashing(problem, effort)
    return [Clash(name, _least_change(problem, name, effort)) for name in names]


def _clashing(problem: Problem, effort: Effort) -> list[str]:
    names = list(Chooser(problem, named=True).stated)
    core = _proof(problem, names, effort)
    if core is None:
        return []
    for name in list(core):
        fewer = _proof(problem, [other for other in core if other != name], effort)
        if fewer is not None:
            # Keep the order, so that the same problem always tells the same clash.
            core = [other for other in core if other in fewer]
    return core


def _proof(problem: Problem, kept: Collection[str], effort: Effort) -> list[str] | None:
    """Of the kept constraints those a proof of impossibility used; None when they can be kept."""
    from ortools.sat.python import cp_model

    chooser = Chooser(problem, named=True)
    literals = {chooser.stated[name].index: name for name in kept}
    chooser.model.add_assumptions([chooser.stated[name] for name in kept])
    solver = chooser.solver(effort)
    # The proof is told in terms of assumptions only by one worker.
    solver.parameters.num_workers = 1
    status = solver.solve(chooser.model)
    if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return None
    if status != cp_model.INFEASIBLE:
        raise TimeoutError("whether the constraints clash was not known in the time given")
    used = {literals[index] for index in solver.sufficient_assumptions_for_infeasibility()}
    return [name for name in kept if name in used]


def _least_change(problem: Problem, name: str, effort: Effort) -> int | None:
    """By how much this constraint must give, all others as they are; None where no change of its number is enough."""
    chooser = Chooser(problem, loosened=name)
    chooser.model.minimize(chooser.slack)
    solver = chooser.solver(effort)
    status = solver.solve(chooser.model)
    return solver.value(chooser.slack) if solver.status_name(status) == "OPTIMAL" else None
