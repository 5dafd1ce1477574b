"""Criteria: their words, their levels, and a set of them to begin with."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from sqlalchemy import func, select

from app.choices.models import Criterion, CriterionLevel, CriterionText
from app.choices.rules.acts import Act
from app.choices.rules.scoring import CriterionDecision
from app.choices.rules.weighing import MOST_CRITERIA
from app.missions.models import Mission
from app.plumbing.db import db, opened
from app.plumbing.provenance import entered
from app.plumbing.record import current_work
from app.plumbing.refusals import N_, Refusal

COLOURS = 8


def add_criterion(
    mission_id: int, code: str, weight: Decimal, decision: CriterionDecision, *, version: int | None
) -> None:
    """A further criterion, last in the list. It changes everybody's share, so the mission's version is checked."""
    opened(Mission, mission_id, version)
    same = select(Criterion.id).where(Criterion.mission_id == mission_id, func.lower(Criterion.code) == code.lower())
    if db.session.scalar(same) is not None:
        raise Refusal(N_("There is a criterion with the code %(code)s already."), field="code", code=code)
    row = _added(mission_id, code, weight, decision)
    current_work().record(Act.CRITERION_ADD, row, mission=mission_id)


def add_criteria(
    mission_id: int, given: Sequence[tuple[str, Decimal, CriterionDecision]], *, version: int | None
) -> None:
    """A whole set of criteria (code, points, words) for a mission that has none, as one deed."""
    mission = opened(Mission, mission_id, version)
    if db.session.scalar(select(Criterion.id).where(Criterion.mission_id == mission_id).limit(1)) is not None:
        raise Refusal(N_("The mission has criteria already. Add those you lack one by one."))
    for code, weight, decision in given:
        _added(mission_id, code, weight, decision)
    current_work().record(Act.CRITERIA_ADD, mission, mission=mission_id)


def _added(mission_id: int, code: str, weight: Decimal, decision: CriterionDecision) -> Criterion:
    last, count = db.session.execute(
        select(func.max(Criterion.position), func.count()).where(Criterion.mission_id == mission_id)
    ).one()
    if count >= MOST_CRITERIA:
        raise Refusal(N_("There can be at most %(most)s criteria; nobody can weigh more."), most=MOST_CRITERIA)
    row = Criterion(
        mission_id=mission_id,
        code=code,
        position=(last or 0) + 1,
        colour=count % COLOURS + 1,
        language=decision.language,
        weight=weight,
    )
    db.session.add(row)
    db.session.flush()
    _put_words(row, decision)
    return row


def edit_criterion(criterion_id: int, decision: CriterionDecision, *, version: int | None) -> None:
    """Other words for the criterion or its levels; its weight is set with all the others."""
    row = opened(Criterion, criterion_id, version)
    changed = _put_words(row, decision)
    entered(row, changed)
    current_work().record(Act.CRITERION_EDIT, row, mission=row.mission_id)


def _put_words(row: Criterion, decision: CriterionDecision) -> list[str]:
    """Store the words; which of the criterion's own fields changed."""
    text = db.session.scalar(
        select(CriterionText).where(CriterionText.criterion_id == row.id, CriterionText.language == decision.language)
    )
    if text is None:
        text = CriterionText(criterion_id=row.id, language=decision.language, title="", summary="")
        db.session.add(text)
    new = {"title": decision.title, "summary": decision.definition}
    changed = [name for name, value in new.items() if getattr(text, name) != value]
    for name in changed:
        setattr(text, name, new[name])
    levels = {
        level.score: level
        for level in db.session.scalars(select(CriterionLevel).where(CriterionLevel.criterion_id == row.id))
    }
    for score, described in decision.levels.items():
        level = levels.get(score)
        if level is None and described:
            db.session.add(CriterionLevel(criterion_id=row.id, score=score, described=described))
        elif level is not None and not described:
            db.session.delete(level)
        elif level is not None and level.described != described:
            level.described = described
            entered(level, ["described"])
    return changed
