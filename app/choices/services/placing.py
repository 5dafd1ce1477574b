"""Having places drawn: which initiative comes where for all weights and scores that are possible. The worker draws."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from fractions import Fraction
from typing import Any

from sqlalchemy import select

from app.analysis.robustness.acceptability import acceptability, bands, draws_for
from app.analysis.value import Interval
from app.choices.models import Criterion, RankAcceptability
from app.choices.queries.acceptability import PLACES_JOB, DrawnFrom
from app.missions.models import Mission
from app.plumbing.db import db, locked
from app.plumbing.queue.queries import JobView, latest_of
from app.plumbing.queue.services import promise


def ask_for_places(mission_id: int) -> int:
    """Promise the job that draws places; its number. Asked for while it waits or runs, it is done once."""
    locked(Mission, mission_id)
    already = places_job(mission_id)
    if already is not None and not already.is_over and not already.stop_asked:
        return already.id
    return promise(PLACES_JOB, mission_id=mission_id)


def ask_for_all_places() -> None:
    """Promise the job for every mission that has criteria."""
    for mission_id in db.session.scalars(select(Criterion.mission_id).distinct().order_by(Criterion.mission_id)):
        ask_for_places(mission_id)


def places_job(mission_id: int) -> JobView | None:
    """The latest job that draws the mission's places, whatever became of it."""
    return latest_of(PLACES_JOB, mission_id=mission_id)


def draw_places(asked: DrawnFrom, tell: Callable[[float], None]) -> tuple[int, dict[str, Any]]:
    """How many draws were made, and what is kept of them; ``tell`` is told now and then what share is made."""
    draws = draws_for(len(asked.ids))
    scores = [
        [
            Interval(Fraction(low), Fraction(likely), Fraction(high))
            for low, likely, high in zip(one.low, one.likely, one.high, strict=True)
        ]
        for one in asked.scored
    ]
    found = acceptability(scores, asked.rays, draws=draws, tell=tell)
    rows = []
    for key, own in zip(asked.ids, found, strict=True):
        there = [place for place, count in enumerate(own.counts) if count]
        rows.append(
            {
                "id": key,
                "expected": round(own.expected, 4),
                "first": own.firsts,
                "from": there[0],
                "counts": own.counts[there[0] : there[-1] + 1],
                "central": None if own.central is None else [round(part, 4) for part in own.central],
            }
        )
    criteria = [row.code for row in asked.weights.criteria]
    return draws, {"criteria": criteria, "bands": bands(len(asked.ids)), "rows": rows}


def keep_places(
    mission_id: int,
    asked: DrawnFrom,
    draws: int,
    said: dict[str, Any],
    *,
    at_deed: int,
    job_id: int | None,
    now: datetime,
) -> None:
    """Write it down, whole. Inside a unit of work; no deed: nothing that anybody entered is changed by it."""
    db.session.add(
        RankAcceptability(
            mission_id=mission_id,
            at_deed=at_deed,
            fingerprint=asked.fingerprint,
            draws=draws,
            job_id=job_id,
            drawn_at=now,
            answer=json.dumps(said, ensure_ascii=False, separators=(",", ":"), sort_keys=True),
        )
    )
    db.session.flush()
