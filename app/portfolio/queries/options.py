"""What the register can be filtered by: the values that occur in the mission."""

from __future__ import annotations

from sqlalchemy import select

from app.people.models import Organisation
from app.plumbing.db import db
from app.plumbing.record import At
from app.portfolio.models import Initiative, InitiativeMission


def leads(mission_id: int, *, at: At) -> list[tuple[str, str]]:
    """Code and name of the bodies that lead something in the mission, in Norwegian order. One statement."""
    lead, x, tie = at.of(Organisation), at.of(Initiative), at.of(InitiativeMission)
    rows = db.session.execute(
        select(lead.code, lead.name)
        .where(lead.id.in_(select(x.lead_id).join(tie, tie.initiative_id == x.id).where(tie.mission_id == mission_id)))
        .order_by(lead.sort_key, lead.id)
    )
    return [(code, name) for code, name in rows]
