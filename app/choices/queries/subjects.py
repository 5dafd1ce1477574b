"""What the policy is asked about: the mission whose initiatives are weighed."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import or_, select

from app.choices.models import Criterion, Interplay, Scenario, ScoreOpinion, Weighing, WeightStatement
from app.plumbing.asked import current_actor
from app.plumbing.db import db
from app.plumbing.frame import current_mission, seen_of
from app.plumbing.policy import Subject
from app.portfolio.queries import initiative_subject


def mission_in_view() -> Subject | None:
    """The mission one is in at present: the address', else the one last visited; None where one may see no mission."""
    mission = current_mission()
    if mission is None:
        return None
    return Subject(id=mission.id, code=mission.slug, missions=frozenset({mission.id}), title=mission.name)


def statement_subject(position: int) -> Subject | None:
    """The mission one is in, if something was said of its weights under this number."""
    mission = mission_in_view()
    if mission is None:
        return None
    said = (
        select(WeightStatement.id)
        .join(Weighing, Weighing.id == WeightStatement.weighing_id)
        .where(Weighing.mission_id == mission.id, Weighing.main, WeightStatement.position == position)
    )
    return None if db.session.scalar(said) is None else mission


def criterion_subject(criterion_code: str) -> Subject | None:
    """The criterion with this code in the mission one is in."""
    mission = mission_in_view()
    if mission is None:
        return None
    found = db.session.scalar(
        select(Criterion.id).where(Criterion.mission_id == mission.id, Criterion.code == criterion_code)
    )
    return None if found is None else replace(mission, id=found, code=criterion_code)


def scenario_subject(scenario_code: str) -> Subject | None:
    """The alternative with this code in the mission one is in; one that is not shared is there for its owner alone."""
    mission = mission_in_view()
    if mission is None:
        return None
    found = db.session.execute(
        select(Scenario.id, Scenario.title, Scenario.owner_id).where(
            Scenario.mission_id == mission.id,
            Scenario.code == scenario_code,
            or_(Scenario.shared, Scenario.owner_id == current_actor().person_id),
        )
    ).first()
    if found is None:
        return None
    return replace(mission, id=found.id, code=scenario_code, title=found.title)


def interplay_subject(interplay_code: str) -> Subject | None:
    """The interplay with this code in the mission one is in."""
    mission = mission_in_view()
    if mission is None:
        return None
    found = db.session.scalar(
        select(Interplay.id).where(Interplay.mission_id == mission.id, Interplay.code == interplay_code)
    )
    return None if found is None else replace(mission, id=found, code=interplay_code)


def scoring_subject(code: str) -> Subject | None:
    """The initiative, asked about in one mission: the one it is viewed in, else the first that it serves."""
    initiative = initiative_subject(code)
    if initiative is None or not initiative.missions:
        return None
    return replace(initiative, missions=frozenset({weighed_in(initiative)}))


def opinion_subject(code: str, opinion_id: int) -> Subject | None:
    """The initiative, if this is somebody's opinion of it in the mission."""
    initiative = scoring_subject(code)
    if initiative is None:
        return None
    held = select(ScoreOpinion.id).where(
        ScoreOpinion.id == opinion_id,
        ScoreOpinion.initiative_id == initiative.id,
        ScoreOpinion.mission_id.in_(initiative.missions),
    )
    return None if db.session.scalar(held) is None else initiative


def weighed_in(initiative: Subject) -> int:
    """The mission whose criteria the initiative is held against at present. Raises where it serves none."""
    mission = current_mission()
    if mission is not None and mission.id in initiative.missions:
        return mission.id
    return min(seen_of(initiative.missions) or initiative.missions)
