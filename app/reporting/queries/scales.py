"""The words a mission's lights are given in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select

from app.missions.models import Mission, StatusWord, StatusWordText
from app.missions.queries import wordings
from app.missions.rules import Light
from app.plumbing.db import db
from app.plumbing.record import At


@dataclass(frozen=True, slots=True)
class LightWord:
    """One word of a scale: its shape and colour, its name and its definition, and the language those are in."""

    scale_id: int
    code: str
    position: int
    light: Light
    reportable: bool
    word: str
    definition: str
    language: str


Scales = dict[tuple[int, str], LightWord]


def mission_scale(mission_id: int, *, at: At) -> list[LightWord]:
    """The words of the mission's own scale, best first. Two statements."""
    mission = at.of(Mission)
    scale_id = db.session.scalar(select(mission.scale_id).where(mission.id == mission_id))
    return list(light_words([scale_id] if scale_id else [], at=at).values())


def light_words(scale_ids: Iterable[int], *, at: At) -> Scales:
    """The words of these scales by scale and code, best first. Two statements."""
    word = at.of(StatusWord)
    rows = db.session.execute(
        select(word.id, word.scale_id, word.code, word.position, word.light, word.reportable)
        .where(word.scale_id.in_(set(scale_ids)))
        .order_by(word.scale_id, word.position)
    ).all()
    texts = wordings(StatusWordText, StatusWordText.word_id, {row.id: "nb" for row in rows}, at=at)
    return {
        (row.scale_id, row.code): LightWord(
            scale_id=row.scale_id,
            code=row.code,
            position=row.position,
            light=row.light,
            reportable=row.reportable,
            word=texts[row.id].title if row.id in texts else row.code,
            definition=texts[row.id].summary if row.id in texts else "",
            language=texts[row.id].language if row.id in texts else "nb",
        )
        for row in rows
    }
