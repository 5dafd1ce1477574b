"""Having an alternative solved: what the solver is asked, and how its answers are kept. Run by the worker only.

Solvers are imported where they are called: they take seconds to load.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from fractions import Fraction
from typing import Any

from sqlalchemy import select

from app.analysis.robustness.acceptability import USUAL_DRAWS, best_of
from app.analysis.robustness.enumerating import NonDominated, Progress, Standing, non_dominated, settle_each
from app.analysis.robustness.frontier import along, frontier
from app.analysis.robustness.intervals import non_dominated_within
from app.analysis.robustness.narrowing import Within
from app.analysis.selection.clashes import clashes
from app.analysis.selection.model import Chooser, Effort
from app.analysis.selection.problem import BadProblem, Portfolio, Problem, cost
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

# How hard to try (seconds of one core): one best portfolio, one question beside it, and all that may be best.
FOR_BEST = Effort(work=60, seconds=120)
FOR_ONE_MORE = Effort(work=5, seconds=10)
FOR_ALL = Effort(work=240, seconds=240)
# What is open after that is settled initiative by initiative.
FOR_SETTLING = Effort(work=60, seconds=60)
# With interval scores there may be thousands: each initiative's standing comes first, and that in a minute.
FOR_INTERVALS = Effort(work=40, seconds=45)
# Of more portfolios than this it takes too long to tell what would settle each initiative.
MOST_NARROWED = 150
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
        return Best(None, {"clashes": _clashes(problem), **_about(posed)}, complete=True)
    tell(15)
    chosen = first_of_equals(problem, answer.chosen, effort=FOR_BEST) if answer.proven else answer.chosen
    paid = _allocation(posed, chosen)
    said = {
        **_about(posed),
        "chosen": _codes(posed, chosen),
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


def find_all(posed: Posed, best: Said, go_on: Progress, settling: Progress) -> tuple[Said, bool]:
    """Every portfolio that may be best for weights (and scores) nobody has ruled out, as many as the effort allows.

    What is open then is settled one initiative at a time, first those that cost least to have otherwise than in the
    ``best`` portfolio. ``settling`` is told how many initiatives' standing is certain, and how many are not.
    """
    near = _nearest(posed, best)
    if posed.counts_intervals:
        problem, highest = posed.within()
        found = non_dominated_within(
            problem,
            highest,
            likely=posed.problem.values,
            order=near,
            effort=FOR_INTERVALS,
            go_on=lambda _found, unsure: settling(len(posed.items) - unsure, unsure),
        )
    else:
        found = non_dominated(posed.problem, effort=FOR_ALL, go_on=go_on)
        if not found.complete and go_on(len(found.portfolios), found.open_zones):
            found = settle_each(posed.problem, found, near, effort=FOR_SETTLING, go_on=settling)
    return {
        **said_of_all(posed, found),
        **(_within(posed, found) if posed.counts_intervals else {}),
        "sensitivity": _sensitivity(posed, go_on),
    }, found.complete


def _nearest(posed: Posed, best: Said) -> list[int]:
    """The items in the order of what it costs to have them otherwise; last those that cannot be."""
    lost = {code: Fraction(own["lost"]) for code, own in best.get("otherwise", {}).items() if "lost" in own}
    known = [number for number, item in enumerate(posed.items) if item.code in lost]
    others = [number for number, item in enumerate(posed.items) if item.code not in lost]
    return [*sorted(known, key=lambda number: lost[posed.items[number].code]), *others]


def said_of_all(posed: Posed, found: NonDominated) -> Said:
    """What is kept of them."""
    said: Said = {
        **_about(posed),
        "scoring": posed.assumed.head.scoring.value,
        "rays": posed.weights.extreme,
        "portfolios": [_codes(posed, portfolio) for portfolio in found.portfolios],
        "sums": [posed.sums(portfolio) for portfolio in found.portfolios],
        "costs_ore": [cost(posed.problem, portfolio) for portfolio in found.portfolios],
        "open": found.open_zones,
        "standing": {},
    }
    if found.portfolios:
        # Of weights drawn evenly among the possible: how many make each of them the best.
        said["draws"] = USUAL_DRAWS
        said["best_for"] = best_of(said["sums"], posed.weights.extreme)
        for number, item in enumerate(posed.items):
            placed = found.placed(number)
            said["standing"][item.code] = {
                "standing": placed.standing.value,
                "inside": placed.inside,
                "of": placed.of,
                "certain": placed.certain,
            }
    return said


def _within(posed: Posed, found: NonDominated) -> Said:
    """What would settle each borderline initiative, where that can be told exactly: of a list that is complete."""
    settles: Said = {}
    if found.complete and 1 < len(found.portfolios) <= MOST_NARROWED:
        within = Within(
            found.portfolios,
            posed.lowest,
            posed.highest,
            [posed.gains(chosen) for chosen in found.portfolios],
            posed.weights.extreme,
        )
        for number, item in enumerate(posed.items):
            if found.placed(number).standing is not Standing.BORDERLINE:
                continue
            order = within.order(number)
            settles[item.code] = {
                "order": None if order is None else asdict(order),
                "scores": [
                    {
                        **asdict(one),
                        "low": posed.lowest[number][one.criterion],
                        "high": posed.highest[number][one.criterion],
                    }
                    for one in within.scores(number, HUNDREDTHS)
                ],
            }
    return {"settles": settles}


def _sensitivity(posed: Posed, go_on: Progress) -> list[Said]:
    """Which portfolio is best as one criterion's share goes from 0 to 1; what could not be proved is left out."""
    weights = posed.weights.proportion
    if sum(weight > 0 for weight in weights) < 2:
        return []
    found: list[Said] = []
    for place, row in enumerate(posed.weights.criteria):
        alone = tuple(int(place == other) for other in range(len(weights)))
        others = tuple(0 if place == other else weight for other, weight in enumerate(weights))
        if not weights[place] or not any(others):
            continue
        if not go_on(1, 0):
            break
        try:
            stretches = along(posed.valued([alone, others]), (1, sum(others)), effort=FOR_ONE_MORE)
        except (TimeoutError, BadProblem):
            continue
        found.append(
            {
                "criterion": row.code,
                "stretches": [
                    {"low": str(one.low), "high": str(one.high), "chosen": _codes(posed, one.portfolio)}
                    for one in stretches
                ],
            }
        )
    return found


def _about(posed: Posed) -> Said:
    """What was asked, so that an answer can be read without asking again."""
    return {
        "initiatives": [item.code for item in posed.items],
        "goes_on": _codes(posed, posed.goes_on),
        "must": _codes(posed, posed.problem.must - posed.goes_on),
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


def _codes(posed: Posed, chosen: Iterable[int]) -> list[str]:
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
            "instead": _codes(posed, other.chosen - answer.chosen - {number}),
            "dropped": _codes(posed, answer.chosen - other.chosen - {number}),
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
                "in": _codes(posed, point.portfolio - before),
                "out": _codes(posed, before - point.portfolio),
            }
        )
        before = point.portfolio
    return {"frontier": steps, "frontier_complete": found.complete}
