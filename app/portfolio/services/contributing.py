"""One main contribution among several, resting on evidence; one main goal."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace

from sqlalchemy import select

from app.missions.models import Area, Evidence, StrategicGoal
from app.plumbing.db import db
from app.plumbing.refusals import N_, Refusal
from app.portfolio.models import Contribution, ContributionEvidence, Initiative, InitiativeGoal, InitiativeMission
from app.portfolio.rules.taking_part import ContributionFacts, GoalFacts


def settle(initiative: Initiative, row: Contribution, decision: ContributionFacts) -> ContributionFacts:
    """There is exactly one main contribution in each mission: the first, until another is made the main one."""
    mission = served(
        initiative,
        db.session.scalar(select(Area.mission_id).where(Area.id == decision.area_id)),
        field="area_id",
    )
    if row.mission_id not in (None, mission):
        _let_go_of_evidence(row.id, keep=())
    others = db.session.scalars(
        select(Contribution).where(
            Contribution.initiative_id == initiative.id,
            Contribution.mission_id == mission,
            Contribution.id != (row.id or 0),
        )
    ).all()
    if not others:
        decision = replace(decision, main=True)
    elif decision.main:
        _step_down(others)
    elif not any(other.main for other in others):
        raise Refusal(N_("One contribution is the main one. Make another one the main one first."), field="main")
    row.mission_id = mission
    return decision


def rest_on_evidence(initiative: Initiative, row: Contribution, decision: ContributionFacts | None) -> None:
    """Keep the evidence that is still named, let go of the rest, add the new."""
    if decision is None:
        return
    db.session.flush()
    known = set(
        db.session.scalars(
            select(Evidence.id).where(Evidence.mission_id == row.mission_id, Evidence.id.in_(decision.evidence))
        )
    )
    kept = _let_go_of_evidence(row.id, keep=known)
    for evidence in sorted(known - kept):
        db.session.add(ContributionEvidence(mission_id=row.mission_id, contribution_id=row.id, evidence_id=evidence))


def release(initiative: Initiative, row: Contribution, decision: None) -> None:
    """The main contribution goes last."""
    others = db.session.scalar(
        select(Contribution.id)
        .where(
            Contribution.initiative_id == initiative.id,
            Contribution.mission_id == row.mission_id,
            Contribution.id != row.id,
        )
        .limit(1)
    )
    if row.main and others is not None:
        raise Refusal(N_("This is the main contribution. Make another one the main one first."))
    _let_go_of_evidence(row.id, keep=())


def settle_goal(initiative: Initiative, row: InitiativeGoal, decision: GoalFacts) -> GoalFacts:
    mission = served(
        initiative,
        db.session.scalar(select(StrategicGoal.mission_id).where(StrategicGoal.id == decision.goal_id)),
        field="goal_id",
    )
    if decision.main:
        _step_down(
            db.session.scalars(
                select(InitiativeGoal).where(
                    InitiativeGoal.initiative_id == initiative.id,
                    InitiativeGoal.mission_id == mission,
                    InitiativeGoal.id != (row.id or 0),
                )
            ).all()
        )
    row.mission_id = mission
    return decision


def served(initiative: Initiative, mission_id: int | None, *, field: str) -> int:
    """The mission of what was chosen, which the initiative must serve."""
    serves = db.session.scalar(
        select(InitiativeMission.id).where(
            InitiativeMission.initiative_id == initiative.id, InitiativeMission.mission_id == mission_id
        )
    )
    if serves is None or mission_id is None:
        raise Refusal(N_("The initiative does not serve that mission."), field=field)
    return mission_id


def _step_down(others: Iterable[Contribution | InitiativeGoal]) -> None:
    """The former main one steps down before the new one is stored: the index allows one at a time."""
    for other in others:
        other.main = False
    db.session.flush()


def _let_go_of_evidence(contribution_id: int, *, keep: Collection[int]) -> set[int]:
    """Remove what is not in ``keep``; what stays."""
    kept = set()
    for line in db.session.scalars(
        select(ContributionEvidence).where(ContributionEvidence.contribution_id == contribution_id)
    ):
        if line.evidence_id in keep:
            kept.add(line.evidence_id)
        else:
            db.session.delete(line)
    db.session.flush()
    return kept
