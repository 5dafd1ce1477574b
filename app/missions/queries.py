"""Questions about missions."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import false, select
from sqlalchemy.orm import aliased
from sqlalchemy.sql.functions import coalesce

from app.missions.models import Mission, MissionText
from app.missions.policy import MissionPermission
from app.plumbing.access import SqlFacts, allowed_rows
from app.plumbing.db import db
from app.plumbing.formats import language
from app.plumbing.frame import MissionLink
from app.plumbing.policy import Subject

MISSION_FACTS = SqlFacts(in_missions=lambda ids: Mission.id.in_(ids), entrusted_to=lambda person: false())


def mission_subject(slug: str) -> Subject | None:
    """The mission as the policy sees it."""
    found = db.session.execute(select(Mission.id, Mission.slug).where(Mission.slug == slug)).first()
    return None if found is None else Subject(id=found.id, code=found.slug, missions=frozenset({found.id}))


def visible_missions() -> Sequence[MissionLink]:
    """The missions the signed-in person may see, oldest first, in the language of the page where it has words."""
    wanted, own = aliased(MissionText), aliased(MissionText)
    rows = db.session.execute(
        select(Mission.id, Mission.slug, coalesce(wanted.title, own.title, Mission.slug), Mission.currency)
        .outerjoin(wanted, (wanted.mission_id == Mission.id) & (wanted.language == language()))
        .outerjoin(own, (own.mission_id == Mission.id) & (own.language == Mission.language))
        .where(allowed_rows(MissionPermission.VIEW, MISSION_FACTS))
        .order_by(Mission.id)
    )
    return [MissionLink(id=row[0], slug=row[1], name=row[2], currency=row[3]) for row in rows]
