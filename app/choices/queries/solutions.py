"""Answers that are kept: the latest of each kind, and whether the world has moved on since."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from app.choices.models import Solution
from app.choices.rules.scenarios import SolutionKind
from app.plumbing.db import db
from app.plumbing.record import At


@dataclass(frozen=True, slots=True)
class SolutionRow:
    """One answer; ``said`` is what the solver's service wrote down, see ``services.solving``."""

    id: int
    scenario_id: int
    kind: SolutionKind
    at_deed: int
    fingerprint: str
    complete: bool
    job_id: int | None
    solved_at: datetime
    said: Mapping[str, Any]


_COLUMNS = tuple(
    Solution.__table__.c[name]
    for name in ("id", "scenario_id", "kind", "at_deed", "fingerprint", "complete", "job_id", "solved_at", "answer")
)


def latest_solutions(scenario_ids: list[int], *, at: At) -> dict[int, dict[SolutionKind, SolutionRow]]:
    """The latest answer of each kind to these alternatives, as was known at the moment. One statement."""
    x = Solution.__table__.c
    newest = select(func.max(x.id)).where(x.scenario_id.in_(scenario_ids)).group_by(x.scenario_id, x.kind)
    if at.deed is not None:
        newest = newest.where(x.at_deed <= at.deed)
    found: dict[int, dict[SolutionKind, SolutionRow]] = {}
    for row in db.session.execute(select(*_COLUMNS).where(x.id.in_(newest))):
        solution = _row(row)
        found.setdefault(solution.scenario_id, {})[solution.kind] = solution
    return found


def solution_by_id(solution_id: int, *, at: At) -> SolutionRow | None:
    """One answer. One statement."""
    row = db.session.execute(select(*_COLUMNS).where(Solution.__table__.c.id == solution_id)).first()
    if row is None or (at.deed is not None and row.at_deed > at.deed):
        return None
    return _row(row)


def _row(row: Any) -> SolutionRow:
    return SolutionRow(
        id=row.id,
        scenario_id=row.scenario_id,
        kind=row.kind,
        at_deed=row.at_deed,
        fingerprint=row.fingerprint,
        complete=row.complete,
        job_id=row.job_id,
        solved_at=row.solved_at,
        said=json.loads(row.answer),
    )
