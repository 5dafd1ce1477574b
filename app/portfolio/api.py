"""Initiatives and their parts, as programs read them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, FromClause, or_, select

from app.people.models import Organisation
from app.plumbing.api.codes import as_was
from app.plumbing.api.parts import CodesOf, Nested, Wordings
from app.plumbing.api.resources import EVERYBODYS, Narrowing, Reach, Resource, of_mission, resource
from app.plumbing.api.shown import CODE, Shown
from app.plumbing.keys import sort_key
from app.plumbing.record import At
from app.plumbing.sheets.collections import Collection
from app.portfolio import collections
from app.portfolio.models import (
    ConditionStep,
    ContributionEvidence,
    InitiativeAssignment,
    InitiativeCondition,
    InitiativeGoal,
    InitiativeMission,
    InitiativePerson,
    InitiativeText,
    SchemeRules,
)
from app.portfolio.policy import InitiativePermission
from app.portfolio.queries import initiative_facts, lacks
from app.portfolio.rules.words import Adoption, Lack

if TYPE_CHECKING:
    from app.plumbing.api.asked import Asked


def _of_initiative(column: str) -> Reach:
    """Rows that belong to an initiative belong to every mission it serves."""

    def in_mission(x: FromClause, at: At, mission: int) -> ColumnElement[bool]:
        tie = as_was(InitiativeMission, at).alias()
        return x.c[column].in_(select(tie.c.initiative_id).where(tie.c.mission_id == mission))

    return Reach(facts=lambda x: initiative_facts(x.c[column]), in_mission=in_mission)


def _finds(x: FromClause, at: At, word: str) -> ColumnElement[bool]:
    """As the register does: in the initiative's words in any language, its lead's names, or as its code."""
    lead = as_was(Organisation, at).alias()
    return or_(
        x.c.search_key.contains(word, autoescape=True),
        x.c.lead_id.in_(select(lead.c.id).where(lead.c.search_key.contains(word, autoescape=True))),
        x.c.code_key == sort_key(word),
    )


def _part(name: str, called: str, about: str, **more: Any) -> Resource:
    """A part of an initiative, told apart by its number."""
    found: Collection = next(one for one in (*collections.PARTS, collections.DEPENDENCIES) if one.name == name)
    more.setdefault("reach", _of_initiative("initiative_id"))
    return resource(found, called=called, about=about, permission=InitiativePermission.VIEW, **more)


def _adopted(x: FromClause, asked: Asked, words: Sequence[str]) -> ColumnElement[bool]:
    """Adopted so in a mission one may see, and in one of those that are asked about."""
    tie, asked_about = as_was(InitiativeMission, asked.at).alias(), asked.values.get("mission")
    seen = [row_id for row_id, slug in asked.missions.items() if asked_about is None or slug in asked_about]
    return x.c.id.in_(
        select(tie.c.initiative_id).where(tie.c.mission_id.in_(seen), tie.c.adoption.in_([*map(Adoption, words)]))
    )


def _lacking(x: FromClause, asked: Asked, words: Sequence[str]) -> ColumnElement[bool]:
    return or_(*(lacks(Lack(word), x, at=asked.at) for word in words))


INITIATIVES = resource(
    collections.INITIATIVES,
    called="Initiative",
    about="An initiative: state, phase, plans, estimates, and who runs it.",
    permission=InitiativePermission.VIEW,
    reach=_of_initiative("id"),
    key="code",
    search=_finds,
    narrowings=(
        Narrowing(
            "adoption", Adoption, "Only what a steering group adopted so: in `mission` where that is said.", _adopted
        ),
        Narrowing(
            "lacks", Lack,
            "Only what is not under way (`progress`), or is granted less than it needs to build or to run (`money`).",
            _lacking,
        ),
    ),
    parts=(
        Wordings(InitiativeText, "initiative_id"),
        Nested("missions", InitiativeMission, "initiative_id", about="The missions it serves that you may see."),
        Nested("persons", InitiativePerson, "initiative_id", about="Owner, deputy and contacts, past ones too."),
        Nested(
            "goals", InitiativeGoal, "initiative_id", called=(("goal_id", "goal"),),
            about="The strategic goals it supports.",
        ),
        CodesOf(
            "assignments", InitiativeAssignment, "initiative_id", "assignment_id", "assignment",
            about="The assignments it answers, by code.",
        ),
    ),
)  # fmt: skip
CONTRIBUTIONS = _part(
    "contributions",
    "Contribution",
    "An initiative acts on a challenge area, by a mechanism.",
    reach=of_mission(),
    parts=(
        CodesOf(
            "evidence", ContributionEvidence, "contribution_id", "evidence_id", "evidence",
            about="What it rests on; none is judgement only.",
        ),
    ),
)  # fmt: skip
PARTICIPATION = _part("participation", "Participation", "A body has a part in an initiative, and has answered or not.")
DEPENDENCIES = _part(
    "dependencies",
    "Dependency",
    "An initiative waits for another (`needs`) or for something outside (`external_node`).",
    reach=of_mission(),
)
CONDITIONS = resource(
    collections.CONDITIONS,
    called="Condition",
    about="Law, DPIA, agreement: what initiatives wait for, in dated steps.",
    permission=InitiativePermission.VIEW,
    reach=of_mission(),
    key="code",
    parts=(
        Nested("steps", ConditionStep, "condition_id", order="position", about="Its stages, in order."),
        Nested(
            "initiatives", InitiativeCondition, "condition_id", without=("mission_id",),
            about="Who waits for it, and who delivers it.",
        ),
    ),
)  # fmt: skip
FUNDING_SOURCES = resource(
    collections.FUNDING_SOURCES,
    called="FundingSource",
    about="Where money comes from, and the rules of its rounds.",
    permission=InitiativePermission.VIEW,
    reach=EVERYBODYS,
    key="code",
    parts=(Nested("rules", SchemeRules, "source_id", about="One round's rules each; they differ by round."),),
)
NEEDS = _part("needs", "Need", "Money needed in one budget year, to build or to run.")
FUNDING_LINES = _part(
    "funding-lines",
    "FundingLine",
    "Money from a source, in one state: applied for, granted, spent. `year` is null where only a total is known.",
)
BENEFITS = _part(
    "benefits",
    "Benefit",
    "An effect somebody sees as good, and who in the line answers for it.",
    extra=(
        Shown(
            "indicator_mission", CODE, ("indicator_id",), target="indicator", of_target="mission", nullable=True,
            about="The mission of `indicator`.",
        ),
    ),
)  # fmt: skip
DELIVERABLES = _part("deliverables", "Deliverable", "Something an initiative delivers, and when.")
RISKS = _part(
    "risks", "Risk", "Cause, event and effect; likelihood and consequence from 1 to 5, now and after handling."
)
GATES = _part("gates", "Gate", "What was decided at a gate (beslutningspunkt), when and by whom.")

RESOURCES = (
    INITIATIVES,
    CONTRIBUTIONS,
    PARTICIPATION,
    DEPENDENCIES,
    CONDITIONS,
    FUNDING_SOURCES,
    NEEDS,
    FUNDING_LINES,
    BENEFITS,
    DELIVERABLES,
    RISKS,
    GATES,
)
