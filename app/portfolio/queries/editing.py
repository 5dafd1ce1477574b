"""What the forms of an initiative are filled from, and what can be chosen in them.

Editing is always of today, so the callers pass ``NOW``; the lists are short (one mission's) and in the reader's order.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import aliased
from sqlalchemy.sql.functions import coalesce

from app.missions.models import (
    Area,
    AreaText,
    Assignment,
    Evidence,
    Indicator,
    IndicatorText,
    Mission,
    StrategicGoal,
)
from app.people.models import Identity, Organisation, Person
from app.plumbing.db import Historied, db
from app.plumbing.formats import language
from app.plumbing.periods import Period
from app.plumbing.questions import Question, Shapes, given, given_any
from app.plumbing.record import At
from app.portfolio.models import (
    Condition,
    ContributionEvidence,
    ExternalNode,
    FundingSource,
    Grant,
    Initiative,
    InitiativeMission,
    InitiativeText,
)
from app.portfolio.rules.life import State

Options = list[tuple[int, str]]


@dataclass(frozen=True, slots=True)
class Opened:
    """The initiative a form is about, at the version the form is made from."""

    id: int
    code: str
    version: int
    language: str
    state: State
    currency: str
    missions: tuple[int, ...]


def opened_for_editing(initiative_id: int, *, at: At) -> Opened:
    """The head of the form; the currency is that of the first mission it serves. Two statements."""
    head = _head(initiative=initiative_id, at=at).one()
    served = _served(initiative=initiative_id, at=at).all()
    return Opened(
        id=head[0],
        code=head[1],
        version=head[2],
        language=head[3],
        state=head[4],
        currency=served[0][1] if served else "NOK",
        missions=tuple(line[0] for line in served),
    )


@Question
def _head(at: At) -> Select[*tuple[Any, ...]]:
    x = at.of(Initiative)
    return select(x.id, x.code, x.version, x.language, x.state).where(x.id == given("initiative"))


@Question
def _served(at: At) -> Select[*tuple[Any, ...]]:
    tie, mission = at.of(InitiativeMission), at.of(Mission)
    return (
        select(mission.id, mission.currency)
        .join(tie, tie.mission_id == mission.id)
        .where(tie.initiative_id == given("initiative"))
        .order_by(mission.id)
    )


@Shapes
def _row(at: At, model: type[Historied]) -> Select[*tuple[Any, ...]]:
    x = at.of(model)
    return select(*(getattr(x, column.name) for column in model.__table__.columns)).where(x.id == given("row"))


def values_of(model: type[Historied], row_id: int, *, at: At) -> dict[str, Any] | None:
    """A row's values by the names decisions use: a date and its precision come as one period. One statement."""
    names = [column.name for column in model.__table__.columns]
    found = _row(model)(row=row_id, at=at).first()
    if found is None:
        return None
    values = dict(zip(names, found, strict=True))
    for name in names:
        if f"{name}_precision" in values:
            precision = values.pop(f"{name}_precision")
            values[name] = Period(values[name], precision) if values[name] is not None else None
    return values


def words_of(initiative_id: int, language_code: str, *, at: At) -> tuple[str, str]:
    """Title and summary in one language; empty where there are none."""
    found = _words(initiative=initiative_id, language=language_code, at=at).first()
    return (found[0], found[1]) if found else ("", "")


@Question
def _words(at: At) -> Select[*tuple[Any, ...]]:
    x = at.of(InitiativeText)
    return select(x.title, x.summary).where(x.initiative_id == given("initiative"), x.language == given("language"))


def mission_of_assignment(assignment_id: int, *, at: At) -> int | None:
    x = at.of(Assignment)
    return db.session.scalar(select(x.mission_id).where(x.id == assignment_id))


def evidence_of(contribution_id: int, *, at: At) -> list[int]:
    x = at.of(ContributionEvidence)
    return list(db.session.scalars(select(x.evidence_id).where(x.contribution_id == contribution_id).order_by(x.id)))


def codes(*, at: At) -> list[str]:
    """Every initiative's code, in order."""
    x = at.of(Initiative)
    return list(db.session.scalars(select(x.code).order_by(x.code_key)))


def part_codes(model: Any, initiative_id: int, *, at: At) -> list[str]:
    """The codes that parts of this kind have in the initiative."""
    x = at.of(model)
    return list(db.session.scalars(select(x.code).where(x.initiative_id == initiative_id).order_by(x.id)))


def grant_codes(prefix: str, *, at: At) -> list[str]:
    x = at.of(Grant)
    return list(db.session.scalars(select(x.code).where(x.code.startswith(prefix, autoescape=True)).order_by(x.code)))


# --- what can be chosen ----------------------------------------------------------------------------------------


def organisations(*, on: date, keep: Iterable[int | None], at: At) -> Options:
    """The bodies that exist on the day, and those already chosen."""
    kept = sorted({row for row in keep if row is not None})
    return [(row[0], row[1]) for row in _bodies(day=on, kept=kept, at=at)]


@Question
def _bodies(at: At) -> Select[*tuple[Any, ...]]:
    x = at.of(Organisation)
    valid = (x.valid_from.is_(None) | (x.valid_from <= given("day"))) & (
        x.valid_to.is_(None) | (x.valid_to >= given("day"))
    )
    return select(x.id, x.name).where(or_(valid, x.id.in_(given_any("kept")))).order_by(x.sort_key, x.id)


def persons(*, keep: Iterable[int | None], at: At) -> Options:
    """Active persons by name, with their function, and those already chosen."""
    x = at.of(Person)
    kept = [row for row in keep if row is not None]
    rows = db.session.execute(
        select(x.id, x.code, Identity.name, Identity.function)
        .outerjoin(Identity, Identity.person_id == x.id)
        .where(or_(x.active, x.id.in_(kept)))
        .order_by(Identity.sort_key, x.code)
    )
    return [
        (row, f"{name} ({function})" if function and function != name else (name or code))
        for row, code, name, function in rows
    ]


def areas(missions: Iterable[int], *, at: At) -> Options:
    x, wanted, own = at.of(Area), aliased(at.of(AreaText)), aliased(at.of(AreaText))
    rows = db.session.execute(
        select(x.id, x.code, coalesce(wanted.title, own.title, ""))
        .outerjoin(wanted, (wanted.area_id == x.id) & (wanted.language == language()))
        .outerjoin(own, (own.area_id == x.id) & (own.language == x.language))
        .where(x.mission_id.in_(missions))
        .order_by(x.mission_id, x.position, x.id)
    )
    return [(row, _titled(code, title)) for row, code, title in rows]


def indicators(missions: Iterable[int], *, at: At) -> Options:
    x, wanted, own = at.of(Indicator), aliased(at.of(IndicatorText)), aliased(at.of(IndicatorText))
    rows = db.session.execute(
        select(x.id, x.code, coalesce(wanted.title, own.title, ""))
        .outerjoin(wanted, (wanted.indicator_id == x.id) & (wanted.language == language()))
        .outerjoin(own, (own.indicator_id == x.id) & (own.language == x.language))
        .where(x.mission_id.in_(missions))
        .order_by(x.mission_id, x.position, x.id)
    )
    return [(row, _titled(code, title)) for row, code, title in rows]


def neighbours(initiative_id: int, missions: Iterable[int], *, at: At) -> Options:
    """The other initiatives of the same missions, by code."""
    x, tie = at.of(Initiative), at.of(InitiativeMission)
    wanted, own = aliased(at.of(InitiativeText)), aliased(at.of(InitiativeText))
    rows = db.session.execute(
        select(x.id, x.code, coalesce(wanted.title, own.title, ""))
        .outerjoin(wanted, (wanted.initiative_id == x.id) & (wanted.language == language()))
        .outerjoin(own, (own.initiative_id == x.id) & (own.language == x.language))
        .where(x.id != initiative_id)
        .where(x.id.in_(select(tie.initiative_id).where(tie.mission_id.in_(missions))))
        .order_by(x.code_key, x.id)
    )
    return [(row, _titled(code, title)) for row, code, title in rows]


def external_nodes(missions: Iterable[int], *, at: At) -> Options:
    return _coded(ExternalNode, missions, at=at)


def conditions(missions: Iterable[int], *, at: At) -> Options:
    return _coded(Condition, missions, at=at)


def goals(missions: Iterable[int], *, at: At) -> Options:
    return _coded(StrategicGoal, missions, at=at)


def evidence(missions: Iterable[int], *, at: At) -> Options:
    """By title alone: nobody knows the codes of what has been found out."""
    x = at.of(Evidence)
    return _options(select(x.id, x.title).where(x.mission_id.in_(missions)).order_by(x.mission_id, x.title, x.id))


def assignments(missions: Iterable[int], *, at: At) -> Options:
    return _coded(Assignment, missions, at=at)


def funding_sources(*, at: At) -> Options:
    x = at.of(FundingSource)
    return _options(select(x.id, x.name).order_by(x.name, x.id))


def grants(initiative_id: int, *, at: At) -> Options:
    """The letters this initiative has been granted money in."""
    x = at.of(Grant)
    rows = db.session.execute(
        select(x.id, x.code, x.letter).where(x.initiative_id == initiative_id).order_by(x.decided, x.id)
    )
    return [(row, _titled(code, letter)) for row, code, letter in rows]


def _coded(model: Any, missions: Iterable[int], *, at: At) -> Options:
    x = at.of(model)
    rows = db.session.execute(
        select(x.id, x.code, x.title).where(x.mission_id.in_(missions)).order_by(x.mission_id, x.code, x.id)
    )
    return [(row, _titled(code, title)) for row, code, title in rows]


def _options(query: Select[int, str]) -> Options:
    return [(row, words) for row, words in db.session.execute(query)]


def _titled(code: str, title: str) -> str:
    return f"{code} – {title}" if title else code
