"""Initiatives as the policy sees them: which missions they serve and whom they are entrusted to.

Permission is always today's, also where a page shows an earlier day, so these questions take no ``at``.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.orm import InstrumentedAttribute, aliased
from sqlalchemy.sql.functions import coalesce

from app.plumbing import clock
from app.plumbing.access import SqlFacts
from app.plumbing.formats import language
from app.plumbing.policy import Subject
from app.plumbing.questions import Question, given
from app.plumbing.record import At
from app.portfolio.models import Initiative, InitiativeMission, InitiativePerson, InitiativeText
from app.portfolio.rules.words import PersonPart

# An initiative is entrusted to its owner and to the deputy; a contact only answers the telephone.
ENTRUSTED = (PersonPart.OWNER, PersonPart.DEPUTY)


def holds_on(day: date | ColumnElement[Any]) -> ColumnElement[bool]:
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
    rows = _called(code=code, language=language(), day=clock.today()).all()
    if not rows:
        return None
    return Subject(
        id=rows[0].id,
        code=rows[0].code,
        missions=frozenset(row.mission_id for row in rows if row.mission_id is not None),
        entrusted_to=frozenset(row.person_id for row in rows if row.person_id is not None),
        title=rows[0].title,
    )


@Question
def _called(at: At) -> Select[*tuple[Any, ...]]:
    """A row for each mission and each person it is entrusted to: of both there are few."""
    wanted, own = aliased(InitiativeText), aliased(InitiativeText)
    return (
        select(
            Initiative.id,
            Initiative.code,
            coalesce(wanted.title, own.title, Initiative.code).label("title"),
            InitiativeMission.mission_id,
            InitiativePerson.person_id,
        )
        .outerjoin(wanted, (wanted.initiative_id == Initiative.id) & (wanted.language == given("language")))
        .outerjoin(own, (own.initiative_id == Initiative.id) & (own.language == Initiative.language))
        .outerjoin(InitiativeMission, InitiativeMission.initiative_id == Initiative.id)
        .outerjoin(
            InitiativePerson,
            and_(
                InitiativePerson.initiative_id == Initiative.id,
                InitiativePerson.part.in_(ENTRUSTED),
                holds_on(given("day")),
            ),
        )
        .where(Initiative.code == given("code"))
    )
