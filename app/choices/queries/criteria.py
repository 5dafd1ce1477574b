"""Questions about criteria and their levels."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import Select, select

from app.choices.models import Criterion, CriterionLevel, CriterionText
from app.missions.queries import wordings
from app.plumbing.provenance import Origins, Source, origins
from app.plumbing.questions import Question, given, given_any
from app.plumbing.record import At


@dataclass(frozen=True, slots=True)
class LevelRow:
    """What a score of ``score`` looks like."""

    id: int
    score: Decimal
    described: str
    source: Source


@dataclass(frozen=True, slots=True)
class CriterionRow:
    """A criterion; ``weight`` is in points, ``levels`` run from the lowest score to the highest."""

    id: int
    code: str
    version: int
    position: int
    colour: int
    language: str
    weight: Decimal
    title: str
    definition: str
    words_language: str
    levels: tuple[LevelRow, ...]
    origins: Origins


@Question
def _criteria(at: At) -> Select[*tuple[Any, ...]]:
    then = at.of(Criterion)
    return (
        select(
            then.id, then.code, then.version, then.position, then.colour, then.language, then.weight, then.source
        )
        .where(then.mission_id == given("mission"))
        .order_by(then.position, then.id)
    )  # fmt: skip


@Question
def _levels(at: At) -> Select[*tuple[Any, ...]]:
    level = at.of(CriterionLevel)
    return (
        select(level.criterion_id, level.id, level.score, level.described, level.source)
        .where(level.criterion_id.in_(given_any("ids")))
        .order_by(level.criterion_id, level.score)
    )


def criteria(mission_id: int, *, at: At, levels: bool = True) -> list[CriterionRow]:
    """The mission's criteria in their own order, with their levels if asked. Four statements."""
    rows = _criteria(mission=mission_id, at=at).all()
    words = wordings(CriterionText, CriterionText.criterion_id, {row.id: row.language for row in rows}, at=at)
    said = origins("criterion", [(row.id, row.source) for row in rows], at=at)
    described: defaultdict[int, list[LevelRow]] = defaultdict(list)
    for found in _levels(ids=[row.id for row in rows], at=at) if levels else ():
        described[found.criterion_id].append(LevelRow(found.id, found.score, found.described, found.source))
    return [
        CriterionRow(
            id=row.id,
            code=row.code,
            version=row.version,
            position=row.position,
            colour=row.colour,
            language=row.language,
            weight=row.weight,
            title=words[row.id].title if row.id in words else row.code,
            definition=words[row.id].summary if row.id in words else "",
            words_language=words[row.id].language if row.id in words else row.language,
            levels=tuple(described[row.id]),
            origins=said[row.id],
        )
        for row in rows
    ]


def criterion_by_code(mission_id: int, code: str, *, at: At) -> CriterionRow | None:
    """One criterion of the mission."""
    return next((row for row in criteria(mission_id, at=at) if row.code == code), None)
