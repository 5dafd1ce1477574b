"""How good and how quick the choice of one portfolio is: many-dimensional knapsacks from the literature, and our size.

Reads Chu–Beasley files (``*.txt``). A row: instance, seconds, objective, bound, proven; a solution: ``chosen``,
indices. Beside it, in the same run and with the same seconds: HiGHS, as SciPy brings it (``--baseline 0``: not).
"""

from __future__ import annotations

import statistics
from itertools import islice
from time import perf_counter

from app.analysis.selection.model import Effort
from app.analysis.selection.packed import by_annealing
from app.analysis.selection.problem import Problem, violations
from app.analysis.selection.solving import best, by_solver
from benchmarks import instances, telling

WORKERS = 2


def highs(problem: Problem, seconds: float) -> int:
    """What HiGHS comes to; 0 when nothing."""
    import numpy as np
    from scipy.optimize import Bounds, LinearConstraint, milp

    uses = np.array([[limit.uses.get(item, 0) for item in problem.items] for limit in problem.limits])
    told = milp(
        -np.array([row[0] for row in problem.values]),
        constraints=LinearConstraint(uses, ub=[limit.most for limit in problem.limits]),
        integrality=np.ones(len(problem.values)),
        bounds=Bounds(0, 1),
        options={"time_limit": seconds},
    )
    return round(-told.fun) if told.x is not None else 0


def everything(cases: int) -> None:
    """45 initiatives with every constraint: the single best, proven."""
    ours, solvers = [], []
    for seed in range(cases):
        problem = instances.everything(seed)
        weights = [1 + (seed + k) % 3 for k in problem.objectives]
        began = perf_counter()
        answer = best(problem, weights)
        ours.append(perf_counter() - began)
        began = perf_counter()
        told = by_solver(problem, weights)
        solvers.append(perf_counter() - began)
        agreed = (answer is None and told is None) or (
            answer is not None and told is not None and answer.proven and answer.objective == told.objective
        )
        if not agreed:
            raise SystemExit(f"case {seed}: two ways to the best disagree")
    print(f"45 initiatives with everything, {cases} cases, all proven; CP-SAT {statistics.median(solvers):.3f} s")
    telling.bar("  median", statistics.median(ours), 0.2, 0.05, "s")
    late = int(0.95 * cases)
    print(f"  95th percentile {sorted(ours)[late]:.3f} s, CP-SAT {sorted(solvers)[late]:.3f} s")


def main() -> None:
    parser = telling.arguments("selection", "the best portfolio under limits", 10.0)
    parser.add_argument("--baseline", type=float, help="seconds for HiGHS on each (default: as --seconds; 0: none)")
    parser.add_argument("--every", type=int, default=1, help="take every so-manieth problem only")
    parser.add_argument("--cases", type=int, default=40, help="made cases of 45 initiatives")
    asked = parser.parse_args()
    baseline = asked.seconds if asked.baseline is None else asked.baseline
    print(telling.machine())
    # Compiles what is not yet kept on disk, and loads the solver.
    best(instances.everything(0), [1] * 6)
    by_solver(instances.everything(0), [1] * 6)
    by_annealing(instances.one_budget(30, 1, 0), [1], Effort(0.01, 60.0))
    if asked.cases:
        everything(asked.cases)
    if asked.instances:
        telling.line("instance", "s", "objective", "bound", "proven", "gap %", "HiGHS %")
    known = instances.best_known(asked.best_known) if asked.best_known else {}
    rows, shown = [], []
    for path in sorted(asked.instances.glob("*.txt")) if asked.instances else ():
        if path.name == "file-format.txt":
            continue
        for name, problem in islice(instances.packings(path), None, None, asked.every):
            began = perf_counter()
            answer = best(problem, [1], effort=Effort(asked.seconds, asked.seconds - 0.2, WORKERS))
            seconds = perf_counter() - began
            if answer is None or violations(problem, answer.chosen):
                raise SystemExit(f"{name}: no portfolio")
            other = highs(problem, baseline) if baseline else None
            rows.append(
                {
                    "instance": name,
                    "seconds": round(seconds, 3),
                    "objective": answer.objective,
                    "bound": answer.bound,
                    "proven": answer.proven,
                }
            )
            telling.write(asked.solutions, name, {"chosen": sorted(answer.chosen)})
            gap, others = _gap(known.get(name), answer.objective), _gap(known.get(name), other)
            shown.append((name, seconds, answer.objective, answer.bound, answer.proven, gap, others))
            telling.line(*shown[-1])
    if shown:
        gaps = [float(row[5]) for row in shown if row[5] != "–"]
        if gaps:
            telling.bar(f"mean gap to best known at {asked.seconds:g} s", statistics.mean(gaps), 0.077, 0.04, "%")
        theirs = [float(row[6]) for row in shown if row[6] != "–"]
        if theirs:
            print(f"HiGHS in the same run: {statistics.mean(theirs):.3f} %")
    telling.write_rows(asked.json, rows)
    print(telling.machine())


def _gap(known: int | None, objective: int | None) -> float | str:
    return "–" if known is None or objective is None else 100 * (known - objective) / known


if __name__ == "__main__":
    main()
