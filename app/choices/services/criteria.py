"""Deeds of choosing: weighing criteria and scoring initiatives. Run inside ``unit_of_work``."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from sqlalchemy import func, select

from app.choices.models import Criterion, CriterionLevel, CriterionText, Score, ScoreEvidence
from app.choices.rules import Act, CriterionDecision, ScoreDecision, check_weights
from app.missions.models import Mission
from app.plumbing.db import db, opened
from app.plumbing.provenance import entered
from app.plumbing.record import current_work
from app.plumbing.refusals import N_, Refusal
from app.portfolio.models import Initiative

COLOURS = 8


def set_weights(mission_id: int, points: Mapping[int, Decimal], *, version: int | None) -> None:
    """Give the mission's criteria these weights (points by criterion id); criteria not named keep theirs.

    ``version`` is the mission's: the weights are one statement, and only make sense together.
    """
    mission = opened(Mission, mission_id, version)
    rows = db.session.scalars(select(Criterion).where(Criterion.mission_id == mission_id)).all()
    check_weights({row.id: points.get(row.id, row.weight) for row in rows})
    for row in rows:
        weight = points.get(row.id, row.weight)
        if weight != row.weight:
            row.weight = weight
            row.version += 1
            entered(row, ["weight"])
    current_work().record(Act.WEIGHTS_SET, mission, mission=mission_id)


def add_criterion(
    mission_id: int, code: str, weight: Decimal, decision: CriterionDecision, *, version: int | None
) -> None:
    """A further criterion, last in the list. It changes everybody's share, so the mission's version is checked."""
    opened(Mission, mission_id, version)
    same = select(Criterion.id).where(Criterion.mission_id == mission_id, func.lower(Criterion.code) == code.lower())
    if db.session.scalar(same) is not None:
        raise Refusal(N_("There is a criterion with the code %(code)s already."), field="code", code=code)
    last, count = db.session.execute(
        select(func.max(Criterion.position), func.count()).where(Criterion.mission_id == mission_id)
    ).one()
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
    current_work().record(Act.CRITERION_ADD, row, mission=mission_id)


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


def put_scores(
    mission_id: int, initiative_id: int, given: Mapping[int, ScoreDecision | None], *, version: int | None
) -> None:
    """Score the initiative on these criteria (by id); None takes a score away.

    The initiative is the head: two people scoring it at once are two versions of it.
    """
    initiative = opened(Initiative, initiative_id, version)
    rows = {
        row.criterion_id: row
        for row in db.session.scalars(
            select(Score).where(Score.initiative_id == initiative_id, Score.mission_id == mission_id)
        )
    }
    for criterion_id, decision in given.items():
        row = rows.get(criterion_id)
        if decision is None:
            if row is not None:
                _rest_on(row, frozenset())
                db.session.delete(row)
        elif row is None:
            row = Score(
                mission_id=mission_id,
                initiative_id=initiative_id,
                criterion_id=criterion_id,
                low=decision.low,
                likely=decision.likely,
                high=decision.high,
                reason=decision.reason,
            )
            db.session.add(row)
            db.session.flush()
            _rest_on(row, decision.evidence)
        else:
            _rescore(row, decision)
    current_work().record(Act.SCORE_PUT, initiative, mission=mission_id)


def _rescore(row: Score, decision: ScoreDecision) -> None:
    new = {"low": decision.low, "likely": decision.likely, "high": decision.high, "reason": decision.reason}
    changed = [name for name, value in new.items() if getattr(row, name) != value]
    for name in changed:
        setattr(row, name, new[name])
    entered(row, changed)
    if _rest_on(row, decision.evidence) or changed:
        row.version += 1


def _rest_on(row: Score, evidence: frozenset[int]) -> bool:
    """Let the score rest on exactly this evidence; whether that changed anything."""
    links = {
        link.evidence_id: link
        for link in db.session.scalars(select(ScoreEvidence).where(ScoreEvidence.score_id == row.id))
    }
    for evidence_id in links.keys() - evidence:
        db.session.delete(links[evidence_id])
    for evidence_id in sorted(evidence - links.keys()):
        db.session.add(ScoreEvidence(mission_id=row.mission_id, score_id=row.id, evidence_id=evidence_id))
    db.session.flush()
    return links.keys() != evidence
