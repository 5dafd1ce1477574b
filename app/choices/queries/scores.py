"""Questions about which initiatives are weighed, and how they score."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import ColumnElement, select

from app.choices.models import Score, ScoreEvidence
from app.missions.models import Evidence
from app.missions.queries import wordings
from app.plumbing import keys
from app.plumbing.db import db
from app.plumbing.provenance import Origins, Source, origins
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


def initiative_lines(mission_id: int, *, at: At) -> list[InitiativeLine]:
    """All initiatives of the mission, by code. Three statements."""
    then, link = at.of(Initiative), at.of(InitiativeMission)
    rows = db.session.execute(
        select(
            then.id, then.code, then.version, then.language, then.state, then.phase, then.build_likely_ore,
            then.run_likely_ore, then.source,
        )
        .join(link, link.initiative_id == then.id)
        .where(link.mission_id == mission_id)
        .order_by(then.code_key, then.id)
    ).all()  # fmt: skip
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


def scores(mission_id: int, *, at: At, initiative_id: int | None = None) -> dict[int, dict[int, ScoreRow]]:
    """The mission's scores by initiative and criterion; of one initiative if asked. Three statements."""
    then = at.of(Score)
    chosen: ColumnElement[bool] = then.mission_id == mission_id
    if initiative_id is not None:
        chosen &= then.initiative_id == initiative_id
    rows = db.session.execute(
        select(
            then.id, then.initiative_id, then.criterion_id, then.low, then.likely, then.high, then.reason, then.source
        )
        .where(chosen)
        .order_by(then.initiative_id, then.criterion_id)
    ).all()  # fmt: skip
    said = origins("score", [(row.id, row.source) for row in rows], at=at)
    resting = _evidence_of(mission_id, at=at)
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


def _evidence_of(mission_id: int, *, at: At) -> defaultdict[int, list[EvidenceRef]]:
    link, known = at.of(ScoreEvidence), at.of(Evidence)
    rows = db.session.execute(
        select(link.score_id, known.id, known.code, known.title, known.publisher, known.year)
        .join(known, known.id == link.evidence_id)
        .where(link.mission_id == mission_id)
    ).all()
    found: defaultdict[int, list[EvidenceRef]] = defaultdict(list)
    for row in sorted(rows, key=lambda row: (row.score_id, keys.sort_key(row.code))):
        found[row.score_id].append(EvidenceRef(row.id, row.code, row.title, row.publisher, row.year))
    return found
