"""How quickly all non-dominated portfolios are found and proved: our size with every constraint, and the literature's.

Reads ``*.json`` (as in robust45) and ``*.fgt`` (multi-objective knapsacks). A row: instance, seconds, non_dominated,
complete, core, exterior (indices); a solution: ``portfolios``, lists of indices. Beside it, in the same run: the plain
loop «the largest sum of values among what nothing found dominates» with CP-SAT (``--baseline 0`` leaves it out).
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from time import perf_counter, process_time

from app.analysis.robustness.enumerating import NonDominated, Standing, non_dominated
from app.analysis.selection.model import Chooser, Effort
from app.analysis.selection.problem import Problem, value
from benchmarks import instances, telling

MADE = ((45, 8, 0.3, 0.1), (60, 6, 2.0, 0.5), (100, 5, 40.0, 10.0))


def plain_loop(problem: Problem, seconds: float) -> tuple[int, bool]:
    """How many non-dominated portfolios the plain loop finds in the time, and whether it proved that to be all."""
    from ortools.sat.python.cp_model import LinearExpr

    chooser = Chooser(problem)
    chooser.model.maximize(LinearExpr.sum(list(chooser.objectives)))
    began, found = perf_counter(), 0
    while (left := seconds - (perf_counter() - began)) > 0:
        solver = chooser.solver(Effort(work=seconds, seconds=left, workers=2))
        status = solver.status_name(solver.solve(chooser.model))
        if status == "INFEASIBLE":
            return found, True
        if status != "OPTIMAL":
            break
        found += 1
        better = [chooser.model.new_bool_var("better") for _ in chooser.objectives]
        point = value(problem, chooser.portfolio(solver))
        for objective, part, more in zip(chooser.objectives, point, better, strict=True):
            chooser.model.add(objective >= part + 1).only_enforce_if(more)
        chooser.model.add_bool_or(better)
    return found, False


def timed(problem: Problem, seconds: float) -> tuple[NonDominated, float, float]:
    """The answer, and the seconds by the clock and of the processor."""
    began, used = perf_counter(), process_time()
    answer = non_dominated(problem, effort=Effort(work=10 * seconds, seconds=seconds))
    return answer, perf_counter() - began, process_time() - used


def made() -> None:
    """One budget, made cases: three of each size, the slowest counts."""
    for items, criteria, least, aim in MADE:
        slowest, many = 0.0, []
        for seed in range(3):
            answer, seconds, _ = timed(instances.one_budget(items, criteria, seed), 120.0)
            if not answer.complete:
                raise SystemExit(f"{items}×{criteria}, seed {seed}: not complete")
            slowest = max(slowest, seconds)
            many.append(len(answer.portfolios))
        telling.bar(f"one budget {items}×{criteria}, {many} portfolios, the slowest", slowest, least, aim, "s")


def main() -> None:
    parser = telling.arguments("robustness", "all non-dominated portfolios", 60.0)
    parser.add_argument("--baseline", type=float, default=10.0, help="seconds for the plain loop on each (0: none)")
    parser.add_argument("--no-made", action="store_true", help="leave out the made cases of one budget")
    asked = parser.parse_args()
    print(telling.machine())
    # Compiles what is not yet kept on disk.
    non_dominated(instances.everything(0), effort=Effort(work=0.2))
    non_dominated(instances.one_budget(10, 3, 0))
    if not asked.no_made:
        made()
    rows: list[telling.Row] = []
    readers: tuple[tuple[str, Callable[[Path], Problem]], ...] = (
        ("json", instances.robust),
        ("fgt", instances.knapsack),
    )
    for ending, reader in readers:
        paths = sorted(asked.instances.rglob(f"*.{ending}")) if asked.instances else []
        shown = []
        if paths:
            telling.line("instance", "s", "CPU s", "found", "complete", "core", "exterior", "plain loop", "complete")
        for path in paths:
            try:
                problem = reader(path)
            except (KeyError, TypeError, ValueError):
                print(f"{path.name} is no such instance: left out")
                continue
            answer, seconds, cpu = timed(problem, asked.seconds)
            placed = [answer.placed(item) for item in problem.items] if answer.portfolios else []
            row = {
                "instance": path.stem,
                "seconds": round(seconds, 3),
                "non_dominated": len(answer.portfolios),
                "complete": answer.complete,
                "core": [item for item, one in enumerate(placed) if one.standing is Standing.CORE],
                "exterior": [item for item, one in enumerate(placed) if one.standing is Standing.EXTERIOR],
            }
            rows.append(row)
            telling.write(asked.solutions, path.stem, {"portfolios": [sorted(one) for one in answer.portfolios]})
            plain = plain_loop(problem, asked.baseline) if asked.baseline else ("–", "–")
            shown.append(
                (path.stem, seconds, cpu, len(answer.portfolios), answer.complete,
                 len(row["core"]), len(row["exterior"]), *plain)
            )  # fmt: skip
            telling.line(*shown[-1])
        if not shown:
            continue
        times = [row[1] if row[4] else float("inf") for row in shown]
        if ending == "json":
            half = sum(each <= 60 for each in times)
            print(f"complete and proven within 60 s: {half} of {len(times)} (at least half)")
            telling.bar("the slowest, complete and proven", max(times), 60.0, 30.0, "s")
        else:
            telling.bar("the slowest knapsack, complete and proven", max(times), 3.0, 0.5, "s")
    telling.write_rows(asked.json, rows)
    print(telling.machine())


if __name__ == "__main__":
    main()
