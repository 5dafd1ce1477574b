"""The initiative as the head of all its parts: opened by version, found again by its keys."""

from __future__ import annotations

from collections.abc import Iterable

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


def index(initiative: Initiative, words: Iterable[InitiativeText] | None = None) -> None:
    """Renew the stored keys after a change of the words; ``words`` are all of them, as they will be stored."""
    lines = sorted(words_of(initiative) if words is None else words, key=lambda line: line.language)
    title, summary = next(
        ((line.title, line.summary) for line in lines if line.language == initiative.language), ("", "")
    )
    others = [line.title for line in lines if line.language != initiative.language]
    for name, key in initiative_keys(initiative.code, title, summary, others).items():
        setattr(initiative, name, key)


def words_of(initiative: Initiative) -> list[InitiativeText]:
    """The initiative's words in every language, those that wait to be written and without those to be deleted."""
    session = db.session
    with session.no_autoflush:
        stored = session.scalars(select(InitiativeText).where(InitiativeText.initiative_id == initiative.id)).all()
    new = (row for row in session.new if isinstance(row, InitiativeText) and row.initiative_id == initiative.id)
    return [row for row in (*stored, *new) if row not in session.deleted]
