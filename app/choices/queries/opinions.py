"""Questions about what each appraiser holds."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import Select, select

from app.choices.models import ScoreOpinion
from app.plumbing.provenance import Source
from app.plumbing.questions import Question, given
from app.plumbing.record import At


@dataclass(frozen=True, slots=True)
class OpinionRow:
    """One person's score of an initiative on a criterion, 0–100."""

    id: int
    criterion_id: int
    person_id: int
    low: Decimal
    likely: Decimal
    high: Decimal
    reason: str
    source: Source


@Question
def _opinions(at: At) -> Select[*tuple[Any, ...]]:
    then = at.of(ScoreOpinion)
    return (
        select(
            then.id, then.criterion_id, then.person_id, then.low, then.likely, then.high, then.reason, then.source,
        )
        .where(then.initiative_id == given("initiative"), then.mission_id == given("mission"))
        .order_by(then.criterion_id, then.id)
    )  # fmt: skip


def opinions_of(initiative_id: int, mission_id: int, *, at: At) -> dict[int, tuple[OpinionRow, ...]]:
    """What appraisers hold of the initiative in the mission, by criterion, in the order they came. One statement."""
    found: dict[int, list[OpinionRow]] = {}
    for row in _opinions(initiative=initiative_id, mission=mission_id, at=at):
        found.setdefault(row.criterion_id, []).append(OpinionRow(*row))
    return {criterion: tuple(rows) for criterion, rows in found.items()}
