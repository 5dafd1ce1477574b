"""The missions an initiative serves, and its words in other languages."""

from __future__ import annotations

from sqlalchemy import func, select

from app.plumbing.db import db
from app.plumbing.refusals import N_, Refusal
from app.portfolio.models import (
    Contribution,
    Dependency,
    Initiative,
    InitiativeCondition,
    InitiativeGoal,
    InitiativeMission,
    InitiativeText,
)
from app.portfolio.rules.taking_part import MissionPlace, TranslationFacts
from app.portfolio.services.aggregate import index


def settle(initiative: Initiative, row: InitiativeMission, decision: MissionPlace) -> MissionPlace:
    if row.mission_id is not None and row.mission_id != decision.mission_id:
        raise Refusal(
            N_("The mission of this line stands. Add the other mission, then remove this one."), field="mission_id"
        )
    return decision


def release(initiative: Initiative, row: InitiativeMission, decision: None) -> None:
    """Nothing may be left that ties the initiative to the mission, and it serves at least one."""
    served = db.session.scalar(
        select(func.count()).select_from(InitiativeMission).where(InitiativeMission.initiative_id == initiative.id)
    )
    if served == 1:
        raise Refusal(N_("An initiative serves at least one mission. Add the other one first."))
    for model in (Contribution, InitiativeGoal, InitiativeCondition, Dependency):
        ties = model.mission_id == row.mission_id
        mine = model.initiative_id == initiative.id
        if model is Dependency:
            mine = mine | (Dependency.needs_id == initiative.id)
        if db.session.scalar(select(model.id).where(ties, mine).limit(1)) is not None:
            raise Refusal(
                N_(
                    "The initiative has contributions, goals, conditions or dependencies in this mission. "
                    "Remove them first."
                )
            )


def reindex(initiative: Initiative, row: InitiativeText, decision: TranslationFacts | None) -> None:
    """A search finds an initiative by its title in any language."""
    index(initiative)


def release_words(initiative: Initiative, row: InitiativeText, decision: None) -> None:
    if row.language == initiative.language:
        raise Refusal(N_("These are the initiative's own words. Edit them instead."))
