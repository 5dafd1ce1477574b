"""Questions about criteria and their levels."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import select

from app.choices.models import Criterion, CriterionLevel, CriterionText
from app.missions.queries import wordings
from app.plumbing.db import db
from app.plumbing.provenance import Origins, Source, origins
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


def criteria(mission_id: int, *, at: At) -> list[CriterionRow]:
    """The mission's criteria in their own order, with their levels. Four statements."""
    then, level = at.of(Criterion), at.of(CriterionLevel)
    rows = db.session.execute(
        select(
            then.id, then.code, then.version, then.position, then.colour, then.language, then.weight, then.source
        )
        .where(then.mission_id == mission_id)
        .order_by(then.position, then.id)
    ).all()  # fmt: skip
    ids = [row.id for row in rows]
    words = wordings(CriterionText, CriterionText.criterion_id, {row.id: row.language for row in rows}, at=at)
    said = origins("criterion", [(row.id, row.source) for row in rows], at=at)
    levels: defaultdict[int, list[LevelRow]] = defaultdict(list)
    for found in db.session.execute(
        select(level.criterion_id, level.id, level.score, level.described, level.source)
        .where(level.criterion_id.in_(ids))
        .order_by(level.criterion_id, level.score)
    ):
        levels[found.criterion_id].append(LevelRow(found.id, found.score, found.described, found.source))
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
            levels=tuple(levels[row.id]),
            origins=said[row.id],
        )
        for row in rows
    ]


def criterion_by_code(mission_id: int, code: str, *, at: At) -> CriterionRow | None:
    """One criterion of the mission."""
    return next((row for row in criteria(mission_id, at=at) if row.code == code), None)
