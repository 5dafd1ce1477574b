"""Questions about which initiatives are weighed, and how they score."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import Select, select

from app.choices.models import Score, ScoreEvidence
from app.missions.models import Evidence
from app.missions.queries import wordings
from app.plumbing import keys
from app.plumbing.provenance import Origins, Source, origins
from app.plumbing.questions import Shapes, given, given_any
from app.plumbing.record import At
from app.portfolio.models import Initiative, InitiativeMission, InitiativeText
from app.portfolio.rules.life import State
from app.portfolio.rules.words import Phase


@dataclass(frozen=True, slots=True)
class InitiativeLine:
    """An initiative as a list of choices shows it; amounts are øre."""

    id: int
    code: str
    version: int
    title: str
    words_language: str
    state: State
    phase: Phase | None
    build_likely_ore: int | None
    run_likely_ore: int | None
    origins: Origins


@Shapes
def _lines(at: At, of_mission: bool) -> Select[*tuple[Any, ...]]:
    """Of a whole mission, or of the initiatives named."""
    then, link = at.rows(Initiative), at.rows(InitiativeMission)
    query = select(
        then.c.id, then.c.code, then.c.version, then.c.language, then.c.state, then.c.phase, then.c.build_likely_ore,
        then.c.run_likely_ore, then.c.source,
    ).order_by(then.c.code_key, then.c.id)  # fmt: skip
    if of_mission:
        joined = then.join(link, link.c.initiative_id == then.c.id)
        return query.select_from(joined).where(link.c.mission_id == given("mission"))
    return query.where(then.c.id.in_(given_any("ids")))


def initiative_lines(mission_id: int, *, at: At) -> list[InitiativeLine]:
    """All initiatives of the mission, by code. Three statements."""
    return _shaped_lines(_lines(True)(mission=mission_id, at=at).all(), at=at)


def lines_of(ids: Collection[int], *, at: At) -> list[InitiativeLine]:
    """These initiatives, by code. Three statements."""
    return _shaped_lines(_lines(False)(ids=list(ids), at=at).all(), at=at)


def _shaped_lines(rows: Sequence[Any], *, at: At) -> list[InitiativeLine]:
    words = wordings(InitiativeText, InitiativeText.initiative_id, {row.id: row.language for row in rows}, at=at)
    said = origins("initiative", [(row.id, row.source) for row in rows], at=at)
    return [
        InitiativeLine(
            id=row.id,
            code=row.code,
            version=row.version,
            title=words[row.id].title if row.id in words else row.code,
            words_language=words[row.id].language if row.id in words else row.language,
            state=row.state,
            phase=row.phase,
            build_likely_ore=row.build_likely_ore,
            run_likely_ore=row.run_likely_ore,
            origins=said[row.id],
        )
        for row in rows
    ]


@dataclass(frozen=True, slots=True)
class EvidenceRef:
    """What a score rests on."""

    id: int
    code: str
    title: str
    publisher: str
    year: int | None


@dataclass(frozen=True, slots=True)
class ScoreRow:
    """How one initiative does on one criterion: 0–100, lowest, likely and highest."""

    id: int
    initiative_id: int
    criterion_id: int
    low: Decimal
    likely: Decimal
    high: Decimal
    reason: str
    evidence: tuple[EvidenceRef, ...]
    origins: Origins

    @property
    def judgement_only(self) -> bool:
        """Nothing known is named for it."""
        return not self.evidence

    @property
    def illustrative(self) -> bool:
        return self.origins.of("likely").source is Source.ILLUSTRATIVE


@Shapes
def _scores(at: At, of_all: bool) -> Select[*tuple[Any, ...]]:
    """Of all the mission's initiatives, or of those named."""
    then = at.rows(Score)
    query = (
        select(
            then.c.id, then.c.initiative_id, then.c.criterion_id, then.c.low, then.c.likely, then.c.high,
            then.c.reason, then.c.source,
        )
        .where(then.c.mission_id == given("mission"))
        .order_by(then.c.initiative_id, then.c.criterion_id)
    )  # fmt: skip
    return query if of_all else query.where(then.c.initiative_id.in_(given_any("ids")))


def scores(mission_id: int, *, at: At) -> dict[int, dict[int, ScoreRow]]:
    """The mission's scores by initiative and criterion. Three statements."""
    rows = _scores(True)(mission=mission_id, at=at).all()
    return _shaped_scores(rows, _evidence(True)(mission=mission_id, at=at).all(), at=at)


def scores_of(ids: Collection[int], mission_id: int, *, at: At) -> dict[int, dict[int, ScoreRow]]:
    """The scores of these initiatives in the mission. Three statements."""
    asked = {"mission": mission_id, "ids": list(ids)}
    return _shaped_scores(_scores(False)(**asked, at=at).all(), _evidence(False)(**asked, at=at).all(), at=at)


def _shaped_scores(rows: Sequence[Any], known: Sequence[Any], *, at: At) -> dict[int, dict[int, ScoreRow]]:
    said = origins("score", [(row.id, row.source) for row in rows], at=at)
    resting: defaultdict[int, list[EvidenceRef]] = defaultdict(list)
    for row in sorted(known, key=lambda row: (row.score_id, keys.sort_key(row.code))):
        resting[row.score_id].append(EvidenceRef(row.id, row.code, row.title, row.publisher, row.year))
    found: dict[int, dict[int, ScoreRow]] = {}
    for row in rows:
        found.setdefault(row.initiative_id, {})[row.criterion_id] = ScoreRow(
            id=row.id,
            initiative_id=row.initiative_id,
            criterion_id=row.criterion_id,
            low=row.low,
            likely=row.likely,
            high=row.high,
            reason=row.reason,
            evidence=tuple(resting[row.id]),
            origins=said[row.id],
        )
    return found


@Shapes
def _evidence(at: At, of_all: bool) -> Select[*tuple[Any, ...]]:
    """What all the mission's scores rest on, or those of the initiatives named."""
    link, known, score = at.rows(ScoreEvidence), at.rows(Evidence), at.rows(Score)
    joined = link.join(known, known.c.id == link.c.evidence_id)
    query = select(link.c.score_id, known.c.id, known.c.code, known.c.title, known.c.publisher, known.c.year)
    if of_all:
        return query.select_from(joined).where(link.c.mission_id == given("mission"))
    return query.select_from(joined.join(score, score.c.id == link.c.score_id)).where(
        score.c.mission_id == given("mission"), score.c.initiative_id.in_(given_any("ids"))
    )
