"""Meetings and decisions as the policy sees them. Permission is always today's, so these take no ``at``."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import select

from app.choices.queries import mission_in_view
from app.plumbing.db import db
from app.plumbing.policy import Subject
from app.steering.models import AgendaItem, Decision, Meeting


def meeting_subject(meeting_code: str) -> Subject | None:
    """The meeting of that code in the mission one is in."""
    return _found(Meeting, meeting_code)


def case_subject(meeting_code: str, case_number: int) -> Subject | None:
    """The meeting of a case on its agenda; None for a number that is not there."""
    meeting = meeting_subject(meeting_code)
    if meeting is None:
        return None
    there = select(AgendaItem.id).where(AgendaItem.meeting_id == meeting.id, AgendaItem.number == case_number)
    return None if db.session.scalar(there) is None else meeting


def decision_subject(decision_code: str) -> Subject | None:
    """The decision of that code in the mission one is in."""
    return _found(Decision, decision_code)


def _found(model: type[Meeting] | type[Decision], code: str) -> Subject | None:
    mission = mission_in_view()
    if mission is None:
        return None
    row = db.session.execute(
        select(model.id, model.title).where(model.mission_id == mission.id, model.code == code)
    ).first()
    return None if row is None else replace(mission, id=row.id, code=code, title=row.title)
