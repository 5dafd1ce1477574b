"""Who waits for whom. No circle is ever stored, also when two people try at once."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from app.missions.models import Mission
from app.plumbing.db import db, locked
from app.plumbing.refusals import N_, Refusal
from app.portfolio.models import (
    Condition,
    Dependency,
    ExternalNode,
    Initiative,
    InitiativeCondition,
    InitiativeMission,
)
from app.portfolio.rules.waiting import DIRECTED, ConditionFacts, DependencyFacts, check_no_circle
from app.portfolio.rules.words import DependencyKind
from app.portfolio.services.contributing import served


def lock_graphs() -> None:
    """Take the missions' rows, in order, before anything else: whoever else ties initiatives together waits.

    All missions, because an initiative that serves two joins their graphs. The lock leaves foreign keys alone (NO KEY
    UPDATE), so that nobody waits who does not deal in dependencies.
    """
    db.session.execute(select(Mission.id).order_by(Mission.id).with_for_update(key_share=True)).all()


def settle(initiative: Initiative, row: Dependency, decision: DependencyFacts) -> DependencyFacts:
    """Find the mission of both ends, and refuse a circle with the path written out.

    A shared solution is symmetric: it is stored with the lower id first, and both initiatives have changed.
    """
    if decision.needs_id == initiative.id:
        raise Refusal(N_("An initiative cannot wait for itself."), field="needs_id")
    mission = _mission_of_both(initiative, decision)
    if decision.needs_id is not None and decision.kind in DIRECTED:
        waits = _waits(besides=row.id)
        waits[initiative.id].append(decision.needs_id)
        codes = {line.id: line.code for line in db.session.execute(select(Initiative.id, Initiative.code))}
        check_no_circle(waits, initiative.id, codes)
    _touch(_partners(initiative, row) | _partners_in(decision))
    row.mission_id, row.initiative_id = mission, initiative.id
    if decision.kind is DependencyKind.SHARED_SOLUTION and decision.needs_id is not None:
        row.initiative_id, upper = sorted((initiative.id, decision.needs_id))
        return replace(decision, needs_id=upper)
    return decision


def release(initiative: Initiative, row: Dependency, decision: None) -> None:
    _touch(_partners(initiative, row))


def _waits(*, besides: int | None) -> defaultdict[int, list[int]]:
    """Who waits for whom now, in all missions."""
    waits: defaultdict[int, list[int]] = defaultdict(list)
    edges = db.session.execute(
        select(Dependency.initiative_id, Dependency.needs_id)
        .where(Dependency.needs_id.is_not(None), Dependency.kind.in_(DIRECTED), Dependency.id != (besides or 0))
        .order_by(Dependency.id)
    )
    for one, other in edges:
        if other is not None:
            waits[one].append(other)
    return waits


def _partners(initiative: Initiative, row: Dependency) -> set[int]:
    """The other end of a stored shared solution: it is that initiative's part too."""
    if row.id is None or row.kind is not DependencyKind.SHARED_SOLUTION or row.needs_id is None:
        return set()
    return {row.initiative_id, row.needs_id} - {initiative.id}


def _partners_in(decision: DependencyFacts) -> set[int]:
    shared = decision.kind is DependencyKind.SHARED_SOLUTION and decision.needs_id is not None
    return {decision.needs_id} if shared and decision.needs_id is not None else set()


def _touch(initiatives: set[int]) -> None:
    for other in sorted(initiatives):
        locked(Initiative, other).version += 1


def _mission_of_both(initiative: Initiative, decision: DependencyFacts) -> int:
    """A mission that both ends belong to; the first of several."""
    if decision.external_node_id is not None:
        node = db.session.scalar(select(ExternalNode.mission_id).where(ExternalNode.id == decision.external_node_id))
        return served(initiative, node, field="external_node_id")
    mine, theirs = aliased(InitiativeMission), aliased(InitiativeMission)
    common = db.session.scalar(
        select(func.min(mine.mission_id))
        .join(theirs, theirs.mission_id == mine.mission_id)
        .where(mine.initiative_id == initiative.id, theirs.initiative_id == decision.needs_id)
    )
    if common is None:
        raise Refusal(N_("The two initiatives serve no mission together."), field="needs_id")
    return common


def belongs(row: Dependency, initiative_id: int) -> bool:
    """A shared solution is a part of both its initiatives."""
    shared = row.kind is DependencyKind.SHARED_SOLUTION and row.needs_id == initiative_id
    return row.initiative_id == initiative_id or shared


def tie_condition(initiative: Initiative, row: InitiativeCondition, decision: ConditionFacts) -> ConditionFacts:
    mission = db.session.scalar(select(Condition.mission_id).where(Condition.id == decision.condition_id))
    row.mission_id = served(initiative, mission, field="condition_id")
    return decision
