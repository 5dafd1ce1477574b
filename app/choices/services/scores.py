"""Scoring initiatives: each appraiser says what they hold, and the score is what all give together."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import select

from app.choices.models import Score, ScoreEvidence, ScoreOpinion
from app.choices.rules.acts import Act
from app.choices.rules.scoring import Opinion, ScoreDecision, together
from app.plumbing.db import db, opened
from app.plumbing.provenance import entered
from app.plumbing.record import current_work
from app.plumbing.refusals import N_, NotThere
from app.portfolio.models import Initiative


def put_scores(
    mission_id: int,
    initiative_id: int,
    given: Mapping[int, ScoreDecision | None],
    *,
    evidence: Mapping[int, frozenset[int]] | None = None,
    version: int | None,
) -> None:
    """What the person who does it holds of the initiative on these criteria (by id); None takes their opinion away.

    The score is what all opinions give together. A score that nobody's opinion stands behind (from a file, or of
    earlier days) stays while it is given as it stands, and gives way to the first opinion. ``evidence`` (ids) is what
    the scores rest on, where it is not said with the opinion. A deed that nobody in particular does sets the score
    itself.

    The initiative is the head: two people scoring it at once are two versions of it.
    """
    initiative = opened(Initiative, initiative_id, version)
    scores = _by_criterion(Score, initiative_id, mission_id)
    held: dict[int, dict[int, ScoreOpinion]] = {}
    for row in _rows(ScoreOpinion, initiative_id, mission_id):
        held.setdefault(row.criterion_id, {})[row.person_id] = row
    for criterion_id, decision in given.items():
        opinions, score = held.get(criterion_id, {}), scores.get(criterion_id)
        resting = (evidence or {}).get(criterion_id) if decision is None else decision.evidence
        by = current_work().by
        result: Opinion | ScoreDecision | None
        if by is None or (not opinions and decision is not None and score is not None and _says(score, decision)):
            result = decision
        else:
            _hold(mission_id, initiative_id, criterion_id, by, opinions, decision)
            result = together([_opinion(row) for row in opinions.values()])
        if result is None:
            if score is not None:
                _rest_on(score, frozenset())
                db.session.delete(score)
        elif score is None:
            _score(mission_id, initiative_id, criterion_id, result, resting or frozenset())
        else:
            _rescore(score, result, resting)
    current_work().record(Act.SCORE_PUT, initiative, mission=mission_id)


def withdraw_opinion(mission_id: int, initiative_id: int, opinion_id: int, *, version: int | None) -> None:
    """Set an appraiser's opinion aside: the score is what the others give together, and is gone with the last."""
    initiative = opened(Initiative, initiative_id, version)
    held = {row.id: row for row in _rows(ScoreOpinion, initiative_id, mission_id)}
    if opinion_id not in held:
        raise NotThere(N_("This no longer exists."))
    gone = held.pop(opinion_id)
    db.session.delete(gone)
    score = _by_criterion(Score, initiative_id, mission_id).get(gone.criterion_id)
    result = together([_opinion(row) for row in held.values() if row.criterion_id == gone.criterion_id])
    if score is not None and result is None:
        _rest_on(score, frozenset())
        db.session.delete(score)
    elif score is not None and result is not None:
        _rescore(score, result, None)
    current_work().record(Act.OPINION_WITHDRAW, initiative, mission=mission_id)


def _rows(model: type[ScoreOpinion], initiative_id: int, mission_id: int) -> list[ScoreOpinion]:
    query = select(model).where(model.initiative_id == initiative_id, model.mission_id == mission_id)
    return list(db.session.scalars(query.order_by(model.id)))


def _by_criterion(model: type[Score], initiative_id: int, mission_id: int) -> dict[int, Score]:
    query = select(model).where(model.initiative_id == initiative_id, model.mission_id == mission_id)
    return {row.criterion_id: row for row in db.session.scalars(query)}


def _says(row: Score | ScoreOpinion, decision: ScoreDecision) -> bool:
    """The row holds these very numbers and words."""
    mine = (row.low, row.likely, row.high, row.reason)
    return mine == (decision.low, decision.likely, decision.high, decision.reason)


def _opinion(row: ScoreOpinion) -> Opinion:
    return Opinion(row.low, row.likely, row.high, row.reason)


def _hold(
    mission_id: int,
    initiative_id: int,
    criterion_id: int,
    by: int,
    opinions: dict[int, ScoreOpinion],
    decision: ScoreDecision | None,
) -> None:
    """Let ``by`` hold this and nothing else on the criterion; ``opinions`` (by person) follows."""
    row = opinions.get(by)
    if decision is None:
        if row is not None:
            db.session.delete(opinions.pop(by))
    elif row is None:
        row = opinions[by] = ScoreOpinion(
            mission_id=mission_id,
            initiative_id=initiative_id,
            criterion_id=criterion_id,
            person_id=by,
            low=decision.low,
            likely=decision.likely,
            high=decision.high,
            reason=decision.reason,
        )
        db.session.add(row)
    elif not _says(row, decision):
        new = {"low": decision.low, "likely": decision.likely, "high": decision.high, "reason": decision.reason}
        changed = [name for name, value in new.items() if getattr(row, name) != value]
        for name in changed:
            setattr(row, name, new[name])
        entered(row, changed)


def _score(
    mission_id: int, initiative_id: int, criterion_id: int, result: Opinion | ScoreDecision, resting: frozenset[int]
) -> None:
    row = Score(
        mission_id=mission_id,
        initiative_id=initiative_id,
        criterion_id=criterion_id,
        low=result.low,
        likely=result.likely,
        high=result.high,
        reason=result.reason,
    )
    db.session.add(row)
    db.session.flush()
    _rest_on(row, resting)


def _rescore(row: Score, result: Opinion | ScoreDecision, resting: frozenset[int] | None) -> None:
    new = {"low": result.low, "likely": result.likely, "high": result.high, "reason": result.reason}
    changed = [name for name, value in new.items() if getattr(row, name) != value]
    for name in changed:
        setattr(row, name, new[name])
    entered(row, changed)
    rests_otherwise = resting is not None and _rest_on(row, resting)
    if rests_otherwise or changed:
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
