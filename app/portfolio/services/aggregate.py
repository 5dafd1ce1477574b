"""The initiative as the head of all its parts: opened by version, found again by its keys."""

from __future__ import annotations

from sqlalchemy import func, select

from app.plumbing.db import db, opened
from app.portfolio.models import Initiative, InitiativeMission, InitiativeText
from app.portfolio.rules.keys import initiative_keys


def open_initiative(initiative_id: int, version: int | None) -> Initiative:
    """Lock the initiative and count its version up; whoever edits a part edits the initiative."""
    return opened(Initiative, initiative_id, version)


def mission_of(initiative: Initiative) -> int | None:
    """The mission a deed on the whole initiative is filed under: the first it serves."""
    return db.session.scalar(
        select(func.min(InitiativeMission.mission_id)).where(InitiativeMission.initiative_id == initiative.id)
    )


def index(initiative: Initiative) -> None:
    """Renew the stored keys after a change of the initiative's words; its own words must be stored first."""
    db.session.flush()
    words = db.session.execute(
        select(InitiativeText.language, InitiativeText.title, InitiativeText.summary)
        .where(InitiativeText.initiative_id == initiative.id)
        .order_by(InitiativeText.language)
    ).all()
    title, summary = next(((line[1], line[2]) for line in words if line[0] == initiative.language), ("", ""))
    others = [line[1] for line in words if line[0] != initiative.language]
    for name, key in initiative_keys(initiative.code, title, summary, others).items():
        setattr(initiative, name, key)
