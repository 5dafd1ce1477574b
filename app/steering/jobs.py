"""Solving a decision's problem again. The worker is told the decision's number and reads the rest itself.

Twice is no harm: each run is one row more, and none changes another.
"""

from __future__ import annotations

from app.plumbing import clock
from app.plumbing.committer import unit_of_work
from app.plumbing.queue.deeds import job
from app.plumbing.queue.running import progress
from app.plumbing.refusals import N_
from app.steering import services


@job(services.JOB)
def recompute(decision_id: int) -> dict[str, object]:
    """Read the problem from the record, solve it, keep what came of it."""
    progress(10, N_("Reading the problem as it was"))
    found = services.recompute(decision_id)
    progress(95, N_("Keeping the result"))
    with unit_of_work(None):
        services.keep_recomputation(decision_id, found, now=clock.now())
    return {"feasible": found.feasible, "same_objective": found.same_objective, "same_choice": found.same_choice}
