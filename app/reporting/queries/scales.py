"""The words a mission's lights are given in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, and_, select
from sqlalchemy.sql.functions import coalesce

from app.missions.models import Mission, StatusWord, StatusWordText
from app.missions.queries import wordings
from app.missions.rules import Light
from app.plumbing.formats import language
from app.plumbing.questions import Question, given, given_any
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
    scale_id = _scale_of(mission=mission_id, at=at).scalar()
    return list(light_words([scale_id] if scale_id else [], at=at).values())


def scale_words(mission_id: int, *, at: At) -> Sequence[tuple[str, str]]:
    """Code and word of all that rates in the mission's scale, best first. One statement."""
    asked = _rating_words(at=at, mission_id=mission_id, language=language())
    return [(code, word) for code, word in asked]


@Question
def _rating_words(at: At) -> Select[*tuple[Any, ...]]:
    mission, word = at.rows(Mission), at.rows(StatusWord)
    wanted, own = at.rows(StatusWordText), at.rows(StatusWordText)
    return (
        select(word.c.code, coalesce(wanted.c.title, own.c.title, word.c.code))
        .select_from(
            word.join(mission, mission.c.scale_id == word.c.scale_id)
            .outerjoin(wanted, and_(wanted.c.word_id == word.c.id, wanted.c.language == given("language")))
            .outerjoin(own, and_(own.c.word_id == word.c.id, own.c.language == mission.c.language))
        )
        .where(mission.c.id == given("mission_id"), word.c.light != Light.NONE)
        .order_by(word.c.position)
    )


@Question
def _scale_of(at: At) -> Select[int]:
    mission = at.of(Mission)
    return select(mission.scale_id).where(mission.id == given("mission"))


@Question
def _words(at: At) -> Select[*tuple[Any, ...]]:
    word = at.of(StatusWord)
    return (
        select(word.id, word.scale_id, word.code, word.position, word.light, word.reportable)
        .where(word.scale_id.in_(given_any("scales")))
        .order_by(word.scale_id, word.position)
    )


def light_words(scale_ids: Iterable[int], *, at: At) -> Scales:
    """The words of these scales by scale and code, best first. Two statements; of no scale, none."""
    scales = list(set(scale_ids))
    if not scales:
        return {}
    rows = _words(scales=scales, at=at).all()
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
