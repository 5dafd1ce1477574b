"""What the register can be filtered by: the values that occur in the mission."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, and_, select
from sqlalchemy.sql.functions import coalesce

from app.missions.models import Area, AreaText
from app.people.models import Organisation
from app.plumbing.formats import language
from app.plumbing.questions import Question, given
from app.plumbing.record import At
from app.portfolio.models import Initiative, InitiativeMission


def leads(mission_id: int, *, at: At) -> list[tuple[str, str]]:
    """Code and name of the bodies that lead something in the mission, in Norwegian order. One statement."""
    return [(code, name) for code, name in _leading(at=at, mission_id=mission_id)]


def area_words(mission_id: int, *, at: At) -> list[tuple[str, str]]:
    """Code and title of the mission's challenge areas, in their own order. One statement."""
    asked = _titled(at=at, mission_id=mission_id, language=language())
    return [(code, title) for code, title in asked]


@Question
def _leading(at: At) -> Select[*tuple[Any, ...]]:
    lead, initiative, tie = at.rows(Organisation), at.rows(Initiative), at.rows(InitiativeMission)
    led = (
        select(initiative.c.lead_id)
        .select_from(initiative.join(tie, tie.c.initiative_id == initiative.c.id))
        .where(tie.c.mission_id == given("mission_id"))
    )
    if at.deed is None:
        # For each body until the first is found; among all that are led is for history, which has no index for this.
        first = led.where(initiative.c.lead_id == lead.c.id).limit(1).correlate(lead).scalar_subquery()
        query = select(lead.c.code, lead.c.name).where(first.is_not(None))
    else:
        query = select(lead.c.code, lead.c.name).where(lead.c.id.in_(led))
    return query.order_by(lead.c.sort_key, lead.c.id)


@Question
def _titled(at: At) -> Select[*tuple[Any, ...]]:
    area, wanted, own = at.rows(Area), at.rows(AreaText), at.rows(AreaText)
    return (
        select(area.c.code, coalesce(wanted.c.title, own.c.title, ""))
        .select_from(
            area.outerjoin(
                wanted, and_(wanted.c.area_id == area.c.id, wanted.c.language == given("language"))
            ).outerjoin(own, and_(own.c.area_id == area.c.id, own.c.language == area.c.language))
        )
        .where(area.c.mission_id == given("mission_id"))
        .order_by(area.c.position, area.c.id)
    )
