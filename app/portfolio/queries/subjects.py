"""Initiatives as the policy sees them: which missions they serve and whom they are entrusted to.

Permission is always today's, also where a page shows an earlier day, so these questions take no ``at``.
"""

from __future__ import annotations

from datetime import date

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import InstrumentedAttribute, aliased
from sqlalchemy.sql.functions import coalesce

from app.plumbing import clock
from app.plumbing.access import SqlFacts
from app.plumbing.db import db
from app.plumbing.formats import language
from app.plumbing.policy import Subject
from app.portfolio.models import Initiative, InitiativeMission, InitiativePerson, InitiativeText
from app.portfolio.rules.words import PersonPart

# An initiative is entrusted to its owner and to the deputy; a contact only answers the telephone.
ENTRUSTED = (PersonPart.OWNER, PersonPart.DEPUTY)


def holds_on(day: date) -> ColumnElement[bool]:
    """The persons' parts whose dates hold on ``day``, in the present table; no date is no bound."""
    return or_(InitiativePerson.from_date.is_(None), InitiativePerson.from_date <= day) & or_(
        InitiativePerson.to_date.is_(None), InitiativePerson.to_date >= day
    )


def initiative_facts(of: InstrumentedAttribute[int] | ColumnElement[int]) -> SqlFacts:
    """How rows with the initiative's id in this column tell what today's policy asks."""
    return SqlFacts(
        in_missions=lambda missions: of.in_(
            select(InitiativeMission.initiative_id).where(InitiativeMission.mission_id.in_(missions))
        ),
        entrusted_to=lambda person: of.in_(
            select(InitiativePerson.initiative_id).where(
                InitiativePerson.person_id == person,
                InitiativePerson.part.in_(ENTRUSTED),
                holds_on(clock.today()),
            )
        ),
    )


INITIATIVE_FACTS = initiative_facts(Initiative.id)


def initiative_subject(code: str) -> Subject | None:
    """The initiative with this code, its missions, and the owner and deputy whose dates hold today."""
    wanted, own = aliased(InitiativeText), aliased(InitiativeText)
    found = db.session.execute(
        select(Initiative.id, Initiative.code, coalesce(wanted.title, own.title, Initiative.code).label("title"))
        .outerjoin(wanted, (wanted.initiative_id == Initiative.id) & (wanted.language == language()))
        .outerjoin(own, (own.initiative_id == Initiative.id) & (own.language == Initiative.language))
        .where(Initiative.code == code)
    ).first()
    if found is None:
        return None
    missions = db.session.scalars(
        select(InitiativeMission.mission_id).where(InitiativeMission.initiative_id == found.id)
    )
    persons = db.session.scalars(
        select(InitiativePerson.person_id).where(
            InitiativePerson.initiative_id == found.id,
            InitiativePerson.part.in_(ENTRUSTED),
            holds_on(clock.today()),
        )
    )
    return Subject(
        id=found.id,
        code=found.code,
        missions=frozenset(missions),
        entrusted_to=frozenset(persons),
        title=found.title,
    )
