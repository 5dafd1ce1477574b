"""Questions about challenge areas and how they act on each other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, select

from app.missions.models import Area, AreaText, Influence
from app.missions.queries.missions import mission_subject
from app.missions.queries.wording import wordings
from app.missions.rules import Strength
from app.plumbing.db import db
from app.plumbing.policy import Subject
from app.plumbing.provenance import Origins, origins
from app.plumbing.questions import Question, given
from app.plumbing.record import At


@dataclass(frozen=True, slots=True)
class AreaRow:
    """A challenge area; ``title`` and ``summary`` are in ``words_language``, ``colour`` counts from 1."""

    id: int
    code: str
    position: int
    colour: int
    version: int
    language: str
    title: str
    summary: str
    words_language: str
    origins: Origins


def areas(mission_id: int, *, at: At) -> list[AreaRow]:
    """The mission's challenge areas in their own order. Three statements."""
    rows = _areas(at=at, mission_id=mission_id).all()
    words = wordings(AreaText, AreaText.area_id, {row.id: row.language for row in rows}, at=at)
    said = origins("area", [(row.id, row.source) for row in rows], at=at)
    return [
        AreaRow(
            id=row.id,
            code=row.code,
            position=row.position,
            colour=row.colour,
            version=row.version,
            language=row.language,
            title=words[row.id].title if row.id in words else row.code,
            summary=words[row.id].summary if row.id in words else "",
            words_language=words[row.id].language if row.id in words else row.language,
            origins=said[row.id],
        )
        for row in rows
    ]


@Question
def _areas(at: At) -> Select[*tuple[Any, ...]]:
    then = at.rows(Area).c
    return (
        select(then.id, then.code, then.position, then.colour, then.version, then.language, then.source)
        .where(then.mission_id == given("mission_id"))
        .order_by(then.position, then.id)
    )


@dataclass(frozen=True, slots=True)
class InfluenceRow:
    """One area acts on another, by their codes."""

    id: int
    source_id: int
    target_id: int
    source_code: str
    target_code: str
    strength: Strength
    mechanism: str
    origins: Origins


def influences(mission_id: int, *, at: At) -> list[InfluenceRow]:
    """How the mission's areas act on each other, in the areas' order. Three statements."""
    then, area = at.of(Influence), at.of(Area)
    places = {
        row.id: (row.position, row.code)
        for row in db.session.execute(select(area.id, area.position, area.code).where(area.mission_id == mission_id))
    }
    rows = db.session.execute(
        select(then.id, then.source_area_id, then.target_area_id, then.strength, then.mechanism, then.source).where(
            then.mission_id == mission_id
        )
    ).all()
    said = origins("influence", [(row.id, row.source) for row in rows], at=at)
    found = [
        InfluenceRow(
            id=row.id,
            source_id=row.source_area_id,
            target_id=row.target_area_id,
            source_code=places[row.source_area_id][1],
            target_code=places[row.target_area_id][1],
            strength=row.strength,
            mechanism=row.mechanism,
            origins=said[row.id],
        )
        for row in rows
    ]
    return sorted(found, key=lambda row: (places[row.source_id], places[row.target_id]))


def influence_subject(slug: str, source: str, target: str) -> Subject | None:
    """The mission whose problem model holds the influence, as the policy sees it."""
    return mission_subject(slug)
