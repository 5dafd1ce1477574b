"""Having an alternative solved: what the solver is asked, and how its answers are kept. Run by the worker only.

Solvers are imported where they are called: they take seconds to load.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from fractions import Fraction
from typing import Any

from sqlalchemy import select

from app.analysis.robustness.enumerating import Progress
from app.analysis.robustness.frontier import frontier
from app.analysis.selection.clashes import clashes
from app.analysis.selection.model import Chooser, Effort
from app.analysis.selection.problem import Portfolio, Problem, cost
from app.analysis.selection.solving import Allocation, Answer, by_solver, first_of_equals
from app.choices.models import Scenario, Solution
from app.choices.queries.candidates import HUNDREDTHS
from app.choices.queries.pages import JOB
from app.choices.queries.posing import NOBODY, Posed
from app.choices.rules.scenarios import RunMoney, SolutionKind
from app.plumbing.db import db, locked
from app.plumbing.queue.queries import JobView, latest_of
from app.plumbing.queue.services import promise
from app.plumbing.refusals import N_, Refusal
from app.portfolio.rules.words import Use

# How hard to try (seconds of one core): one best portfolio, and one question beside it.
FOR_BEST = Effort(work=60, seconds=120)
FOR_ONE_MORE = Effort(work=5, seconds=10)
# The frontier asks a question for each of its points: the work is for one, the seconds for all.
FOR_FRONTIER = Effort(work=5, seconds=120)

Tell = Callable[[int], None]
Said = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Best:
    """The best portfolio under the central weights, or why there is none."""

    chosen: Portfolio | None
    said: Said
    complete: bool


def ask_for_solution(scenario_id: int) -> int:
    """Promise the job that solves the alternative; its number. Refuses what is archived.

    Asked for while it waits or runs, it is done once, and everybody is told of the same job.
    """
    row = locked(Scenario, scenario_id)
    if row.archived_on is not None:
        raise Refusal(N_("The alternative is archived. Restore it or make a copy to go on with."))
    already = solving_job(scenario_id)
    if already is not None and not already.is_over and not already.stop_asked:
        return already.id
    return promise(JOB, scenario_id=scenario_id)


def ask_for_shared() -> None:
    """Promise the job for every alternative that is shared and not archived."""
    shared = select(Scenario.id).where(Scenario.shared, Scenario.archived_on.is_(None)).order_by(Scenario.id)
    for scenario_id in db.session.scalars(shared):
        ask_for_solution(scenario_id)


def solving_job(scenario_id: int) -> JobView | None:
    """The latest job that solves the alternative, whatever became of it."""
    return latest_of(JOB, scenario_id=scenario_id)


def keep(
    posed: Posed,
    kind: SolutionKind,
    said: Said,
    *,
    at_deed: int,
    complete: bool,
    job_id: int | None,
    now: datetime,
) -> Solution:
    """Write an answer down, whole. Inside a unit of work; no deed: nothing that anybody entered is changed by it."""
    row = Solution(
        scenario_id=posed.assumed.head.id,
        kind=kind,
        at_deed=at_deed,
        fingerprint=posed.fingerprint,
        complete=complete,
        job_id=job_id,
        solved_at=now,
        answer=json.dumps(said, ensure_ascii=False, separators=(",", ":"), sort_keys=True),
    )
    db.session.add(row)
    db.session.flush()
    return row


def find_best(posed: Posed, tell: Tell, go_on: Progress) -> Best:
    """The best portfolio with its proof or gap, who pays for it, and what each initiative being in or out costs.

    ``go_on`` is asked while the frontier is walked, the last part: where it says no, what was found of it is kept.
    """
    problem = posed.valued([posed.weights.proportion])
    answer = by_solver(problem, [1], effort=FOR_BEST)
    if answer is None:
        return Best(None, {"clashes": _clashes(problem), **about(posed)}, complete=True)
    tell(15)
    chosen = first_of_equals(problem, answer.chosen, effort=FOR_BEST) if answer.proven else answer.chosen
    paid = _allocation(posed, chosen)
    said = {
        **about(posed),
        "chosen": codes_of(posed, chosen),
        "objective": answer.objective,
        "bound": answer.bound,
        "proven": answer.proven,
        "gap": round(answer.gap, 6),
        "sums": posed.sums(chosen),
        "cost_ore": cost(problem, chosen),
        "paid": [
            {"initiative": posed.items[item].code, "source": source, "year": slot[0], "use": slot[1], "ore": ore}
            for (item, source, slot), ore in sorted(paid.items())
            if source != NOBODY
        ],
        "run_missing": [
            {"initiative": posed.items[item].code, "year": slot[0], "ore": ore}
            for (item, source, slot), ore in sorted(paid.items())
            if source == NOBODY
        ],
        "otherwise": _otherwise(posed, problem, replace(answer, chosen=chosen), tell),
        **_frontier(posed, problem, replace(answer, chosen=chosen), go_on),
    }
    return Best(chosen, said, complete=answer.proven)


def about(posed: Posed) -> Said:
    """What was asked, so that an answer can be read without asking again."""
    return {
        "initiatives": [item.code for item in posed.items],
        "goes_on": codes_of(posed, posed.goes_on),
        "must": codes_of(posed, posed.problem.must - posed.goes_on),
        "finished": [item.code for item in posed.finished],
        "left_out": [
            {"initiative": each.item.code, "because": each.because.value, "of": each.of} for each in posed.left_out
        ],
        "criteria": [row.code for row in posed.weights.criteria],
        "weights": posed.weights.proportion,
        "needs": {
            item.code: {
                "build": posed.need_ore(number, Use.BUILD),
                "run": posed.need_ore(number, Use.RUN),
                "later_build": posed.later_ore(number, Use.BUILD),
                "later_run": posed.later_ore(number, Use.RUN),
            }
            for number, item in enumerate(posed.items)
        },
        "worth": {item.code: posed.scores[number] for number, item in enumerate(posed.items)},
        "cover": {
            area.code: {
                item.code: item.areas[area.id].value
                for item in (*posed.items, *posed.finished)
                if area.id in item.areas
            }
            for area in posed.areas
        },
        "run_binds": posed.assumed.head.run_money is RunMoney.BINDING,
    }


def codes_of(posed: Posed, chosen: Iterable[int]) -> list[str]:
    return [posed.items[item].code for item in sorted(chosen)]


def points(posed: Posed, objective: int) -> str:
    """An objective under the central weights as points with two decimals: initiatives count up to 100 each."""
    exact = Fraction(objective, HUNDREDTHS * sum(posed.weights.proportion))
    return f"{float(exact):.2f}"


def _clashes(problem: Problem) -> list[Said]:
    return [{"name": clash.name, "gives": clash.gives} for clash in clashes(problem, effort=FOR_BEST)]


def _allocation(posed: Posed, chosen: Portfolio) -> Allocation:
    """Who pays what; of money to run as much as the sources have left, and NOBODY the rest."""
    from ortools.sat.python import cp_model

    chooser = Chooser(posed.paying())
    for item, variable in enumerate(chooser.chosen):
        chooser.model.add(variable == int(item in chosen))
    unpaid = [variable for (_, source, _), variable in chooser.paid.items() if source == NOBODY]
    chooser.model.minimize(cp_model.LinearExpr.sum(unpaid))
    solver = chooser.solver(FOR_BEST)
    status = solver.solve(chooser.model)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return {}
    return {key: amount for key, variable in chooser.paid.items() if (amount := solver.value(variable))}


def _otherwise(posed: Posed, problem: Problem, answer: Answer, tell: Tell) -> Said:
    """For each initiative up for choice: the best portfolio where it is in instead of out, or out instead of in."""
    fixed = problem.must | problem.must_not
    found: Said = {}
    for number, item in enumerate(posed.items):
        tell(15 + 35 * number // len(posed.items))
        if number in fixed:
            continue
        inside = number in answer.chosen
        turned = (
            replace(problem, must_not=problem.must_not | {number})
            if inside
            else replace(problem, must=problem.must | {number})
        )
        try:
            other = by_solver(turned, [1], effort=FOR_ONE_MORE)
        except TimeoutError:
            continue
        if other is None:
            found[item.code] = {"impossible": _names(turned, number) if not inside else []}
            continue
        found[item.code] = {
            "lost": points(posed, answer.objective - other.objective),
            "instead": codes_of(posed, other.chosen - answer.chosen - {number}),
            "dropped": codes_of(posed, answer.chosen - other.chosen - {number}),
        }
    return found


def _names(problem: Problem, item: int) -> list[Said]:
    """What keeps an initiative out whatever else is chosen, itself left unsaid."""
    try:
        found = clashes(problem, effort=FOR_ONE_MORE)
    except TimeoutError:
        return []
    return [{"name": clash.name, "gives": clash.gives} for clash in found if clash.name != f"must:{item}"]


def _frontier(posed: Posed, problem: Problem, answer: Answer, go_on: Progress) -> Said:
    """Every portfolio that none betters for as little, from least to what is there; each by how it differs from the
    one before, so that hundreds take little room. ``frontier_complete``: there are no others.
    """
    top = answer.chosen if answer.proven else None
    found = frontier(problem, [1], effort=FOR_FRONTIER, top=top, go_on=go_on)
    steps: list[Said] = []
    before: Portfolio = frozenset()
    for point in found.points:
        steps.append(
            {
                "cost_ore": point.cost,
                "value": points(posed, point.value),
                "size": len(point.portfolio),
                "in": codes_of(posed, point.portfolio - before),
                "out": codes_of(posed, before - point.portfolio),
            }
        )
        before = point.portfolio
    return {"frontier": steps, "frontier_complete": found.complete}
