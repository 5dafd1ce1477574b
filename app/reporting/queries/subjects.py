"""Rounds and reports as the policy sees them. Permission is always today's, so these take no ``at``."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import ColumnElement, select

from app.plumbing.db import db
from app.plumbing.policy import Subject
from app.portfolio.models import Initiative
from app.portfolio.queries import initiative_subject
from app.reporting.models import ReportingRound


def round_subject(mission_id: int, round_code: str) -> Subject | None:
    """The round of that code in the mission."""
    found = db.session.execute(
        select(ReportingRound.id, ReportingRound.code, ReportingRound.title).where(
            ReportingRound.mission_id == mission_id, ReportingRound.code == round_code
        )
    ).first()
    if found is None:
        return None
    return Subject(id=found.id, code=found.code, missions=frozenset({mission_id}), title=found.title)


def reported_subject(mission_id: int, round_code: str, code: str) -> Subject | None:
    """The initiative that reports in the round: ``id`` is the initiative's.

    It belongs to the round's mission only: the office of another mission it serves does not handle this report.
    """
    if round_subject(mission_id, round_code) is None:
        return None
    found = initiative_subject(code)
    if found is None or mission_id not in found.missions:
        return None
    return replace(found, missions=frozenset({mission_id}))


def initiatives_where(allowed: ColumnElement[bool]) -> frozenset[int]:
    """The ids of the initiatives that the SQL form of today's policy lets through. One statement."""
    return frozenset(db.session.scalars(select(Initiative.id).where(allowed)))
