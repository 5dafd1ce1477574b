"""Solving a decision's problem again, read from the record as it was. Run by the worker only; each run is kept.

The solver is imported where it is called: it takes seconds to load.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import PackageNotFoundError, version

from app.analysis.selection.model import Effort
from app.analysis.selection.problem import value, violations
from app.analysis.selection.solving import best, first_of_equals, funded
from app.choices.queries.posing import Posed, posed
from app.plumbing.db import db, locked
from app.plumbing.queue.queries import latest_of
from app.plumbing.queue.services import promise
from app.plumbing.record import At
from app.plumbing.record.chain import canonical
from app.plumbing.refusals import N_, Refusal
from app.steering.models import Decision, Recomputation

JOB = "steering.recompute"

# As hard as the alternative itself is tried.
EFFORT = Effort(work=60, seconds=120)


@dataclass(frozen=True, slots=True)
class Recomputed:
    """``objective`` and ``chosen`` (codes) are of now; see :class:`~app.steering.models.Recomputation`."""

    same_problem: bool
    feasible: bool
    proven: bool
    objective: int | None
    same_objective: bool
    same_choice: bool
    chosen: tuple[str, ...]


def versions() -> dict[str, str]:
    """Of the program and of the solver: the same choice is promised on the same versions only."""
    found = {}
    for name in ("floke", "ortools"):
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = ""
    return found


def ask_for_recomputation(decision_id: int) -> int:
    """Promise the job; its number. Only what rests on a solved alternative can be solved again.

    Asked for while it waits or runs, it is done once: each run keeps the worker for minutes.
    """
    row = locked(Decision, decision_id)
    if row.at_deed is None:
        raise Refusal(N_("This decision rests on no solved alternative."))
    already = latest_of(JOB, decision_id=decision_id)
    if already is not None and not already.is_over and not already.stop_asked:
        return already.id
    return promise(JOB, decision_id=decision_id)


def recompute(decision_id: int) -> Recomputed:
    """Read the problem as it was at the decision's deed, and solve it. Changes nothing."""
    row = db.session.get(Decision, decision_id)
    if row is None or row.scenario_id is None or row.at_deed is None:
        raise Refusal(N_("This decision rests on no solved alternative."))
    said = json.loads(row.grounds)["answer"]
    fingerprint, scenario_id, at_deed = row.fingerprint, row.scenario_id, row.at_deed
    found = posed(scenario_id, at=At(deed=at_deed))
    db.session.rollback()  # what follows takes minutes, and holds no transaction open
    if found is None:
        raise Refusal(N_("The alternative can't be found in the record as it was."))
    return _solved(found, tuple(said["chosen"]), int(said["objective"]), same_problem=found.fingerprint == fingerprint)


def _solved(found: Posed, chosen: tuple[str, ...], objective: int, *, same_problem: bool) -> Recomputed:
    problem = found.valued([found.weights.proportion])
    place = {item.code: number for number, item in enumerate(found.items)}
    then = frozenset(place[code] for code in chosen if code in place)
    whole = len(then) == len(chosen)
    feasible = whole and not violations(problem, then) and funded(problem, then, effort=EFFORT) is not None
    answer = best(problem, [1], effort=EFFORT)
    if answer is None:
        return Recomputed(same_problem, feasible, True, None, False, False, ())
    again = first_of_equals(problem, answer.chosen, effort=EFFORT) if answer.proven else answer.chosen
    return Recomputed(
        same_problem=same_problem,
        feasible=feasible,
        proven=answer.proven,
        objective=answer.objective,
        same_objective=answer.objective == objective and whole and value(problem, then)[0] == objective,
        same_choice=again == then and whole,
        chosen=tuple(found.items[item].code for item in sorted(again)),
    )


def keep_recomputation(decision_id: int, found: Recomputed, *, now: datetime) -> Recomputation:
    """Write the run down. Inside a unit of work; no deed: nothing that anybody decided is changed by it."""
    row = Recomputation(
        decision_id=decision_id,
        made_at=now,
        versions=canonical(versions()),
        same_problem=found.same_problem,
        feasible=found.feasible,
        proven=found.proven,
        objective="" if found.objective is None else str(found.objective),
        same_objective=found.same_objective,
        same_choice=found.same_choice,
        chosen=canonical(list(found.chosen)),
    )
    db.session.add(row)
    db.session.flush()
    return row
