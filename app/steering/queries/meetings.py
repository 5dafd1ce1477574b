"""Meetings: the list, and one with its agenda, who was there, and what has been decided."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, exists, func, select

from app.choices.models import Scenario
from app.missions.queries import wordings
from app.people.models import Identity, Organisation, Person, RoleGrant
from app.people.queries import names_of
from app.people.rules import Role
from app.plumbing.provenance import Source
from app.plumbing.questions import Question, given, given_any
from app.plumbing.record import At
from app.portfolio.models import Initiative, InitiativeMission, InitiativeText
from app.steering.models import AgendaItem, Attendance, Decision, Meeting
from app.steering.rules.meetings import AgendaKind, Presence


@dataclass(frozen=True, slots=True)
class MeetingRow:
    """``cases`` on the agenda, ``decided`` of them, and ``open`` ones that ask for a decision."""

    id: int
    mission_id: int
    code: str
    title: str
    held_on: date
    place: str
    version: int
    source: Source
    cases: int
    decided: int
    open: int


@dataclass(frozen=True, slots=True)
class AgendaRow:
    """A case; ``decision`` is the code of the decision in force, if there is one."""

    number: int
    kind: AgendaKind
    title: str
    proposal: str
    source: Source
    scenario_id: int | None
    scenario: str
    scenario_title: str
    decision: str


@dataclass(frozen=True, slots=True)
class AttendanceRow:
    """``name`` is today's; an erased person has none."""

    person_id: int | None
    name: str
    function: str
    presence: Presence
    reason: str


@dataclass(frozen=True, slots=True)
class MeetingPage:
    meeting: MeetingRow
    agenda: tuple[AgendaRow, ...]
    attendance: tuple[AttendanceRow, ...]

    def case(self, number: int) -> AgendaRow | None:
        return next((row for row in self.agenda if row.number == number), None)


@Question
def _meetings(at: At) -> Select[*tuple[Any, ...]]:
    x, item, decided = at.of(Meeting), at.of(AgendaItem), at.of(Decision)
    settled = exists().where(decided.meeting_id == item.meeting_id, decided.number == item.number)
    cases = select(func.count()).where(item.meeting_id == x.id)
    return (
        select(
            x.id, x.mission_id, x.code, x.title, x.held_on, x.place, x.version, x.source,
            cases.scalar_subquery(),
            cases.where(settled).scalar_subquery(),
            cases.where(~settled, item.kind == AgendaKind.DECISION).scalar_subquery(),
        )
        .where(x.mission_id == given("mission"))
        .order_by(x.held_on.desc(), x.id.desc())
    )  # fmt: skip


def meetings(mission_id: int, *, at: At) -> list[MeetingRow]:
    """The latest first. One statement."""
    return [MeetingRow(*row) for row in _meetings(mission=mission_id, at=at)]


@Question
def _agenda(at: At) -> Select[*tuple[Any, ...]]:
    item, scenario, decided, later = at.of(AgendaItem), at.of(Scenario), at.of(Decision), at.again(Decision)
    return (
        select(
            item.number, item.kind, item.title, item.proposal, item.source, item.scenario_id,
            func.coalesce(scenario.code, ""), func.coalesce(scenario.title, ""), func.coalesce(decided.code, ""),
        )
        .outerjoin(scenario, scenario.id == item.scenario_id)
        .outerjoin(
            decided,
            (decided.meeting_id == item.meeting_id)
            & (decided.number == item.number)
            & ~exists().where(later.mission_id == decided.mission_id, later.corrects == decided.code),
        )
        .where(item.meeting_id == given("meeting"))
        .order_by(item.number)
    )  # fmt: skip


@Question
def _attendance(at: At) -> Select[*tuple[Any, ...]]:
    x = at.of(Attendance)
    return (
        select(x.person_id, x.function, x.presence, x.reason)
        .where(x.meeting_id == given("meeting"))
        .order_by(x.position)
    )


def meeting_page(mission_id: int, code: str, *, at: At) -> MeetingPage | None:
    """Four statements."""
    row = next((row for row in meetings(mission_id, at=at) if row.code == code), None)
    if row is None:
        return None
    there = _attendance(meeting=row.id, at=at).all()
    names = names_of(line.person_id for line in there)
    return MeetingPage(
        row,
        tuple(AgendaRow(*line) for line in _agenda(meeting=row.id, at=at)),
        tuple(
            AttendanceRow(line.person_id, names.get(line.person_id, ""), line.function, line.presence, line.reason)
            for line in there
        ),
    )


@dataclass(frozen=True, slots=True)
class Member:
    person_id: int
    name: str
    body: str


@Question
def _members(_at: At) -> Select[*tuple[Any, ...]]:
    return (
        select(Person.id, Identity.name, func.coalesce(func.nullif(Organisation.short_name, ""), Organisation.name, ""))
        .join(Identity, Identity.person_id == Person.id)
        .outerjoin(Organisation, Organisation.id == Person.organisation_id)
        .where(
            Person.active,
            Person.id.in_(
                select(RoleGrant.person_id).where(
                    RoleGrant.role == Role.STEERING_GROUP,
                    (RoleGrant.mission_id == given("mission")) | RoleGrant.mission_id.is_(None),
                )
            ),
        )
        .order_by(Identity.sort_key, Person.id)
    )


def member_choices(mission_id: int) -> Sequence[Member]:
    """Whoever sits in the steering group at present, by name. One statement."""
    return [Member(*row) for row in _members(mission=mission_id)]


@dataclass(frozen=True, slots=True)
class OpenCase:
    """A case that asks for a decision and has none yet."""

    meeting: str
    held_on: date
    number: int
    title: str


@Question
def _open_cases(at: At) -> Select[*tuple[Any, ...]]:
    x, item, decided = at.of(Meeting), at.of(AgendaItem), at.of(Decision)
    return (
        select(x.code, x.held_on, item.number, item.title)
        .join(item, item.meeting_id == x.id)
        .where(
            x.mission_id == given("mission"),
            item.kind == AgendaKind.DECISION,
            ~exists().where(decided.meeting_id == item.meeting_id, decided.number == item.number),
        )
        .order_by(x.held_on, item.number)
    )


def open_cases(mission_id: int, *, at: At) -> list[OpenCase]:
    """The nearest meeting first. One statement."""
    return [OpenCase(*row) for row in _open_cases(mission=mission_id, at=at)]


@dataclass(frozen=True, slots=True)
class CaseOf:
    """A case that asks the group to adopt an alternative; ``decision`` is the one in force, if any."""

    meeting: str
    title: str
    held_on: date
    decision: str


@Question
def _cases_of(at: At) -> Select[*tuple[Any, ...]]:
    x, item, decided, later = at.of(Meeting), at.of(AgendaItem), at.of(Decision), at.again(Decision)
    return (
        select(x.code, x.title, x.held_on, func.coalesce(decided.code, ""))
        .join(item, item.meeting_id == x.id)
        .outerjoin(
            decided,
            (decided.meeting_id == item.meeting_id)
            & (decided.number == item.number)
            & ~exists().where(later.mission_id == decided.mission_id, later.corrects == decided.code),
        )
        .where(item.scenario_id == given("scenario"))
        .order_by(x.held_on.desc(), x.id.desc(), item.number)
    )


def cases_of(scenario_id: int, *, at: At) -> list[CaseOf]:
    """The latest meeting first. One statement."""
    return [CaseOf(*row) for row in _cases_of(scenario=scenario_id, at=at)]


@dataclass(frozen=True, slots=True)
class Alternative:
    id: int
    code: str
    title: str


@Question
def _alternatives(at: At) -> Select[*tuple[Any, ...]]:
    x = at.of(Scenario)
    return (
        select(x.id, x.code, x.title)
        .where(x.mission_id == given("mission"), x.shared, x.archived_on.is_(None))
        .order_by(x.code)
    )


def alternative_choices(mission_id: int) -> Sequence[Alternative]:
    """The shared alternatives that a case can ask the group to adopt. One statement."""
    return [Alternative(*row) for row in _alternatives(mission=mission_id)]


def initiative_titles(mission_id: int, codes: Sequence[str], *, at: At) -> dict[str, str]:
    """Titles by code, in the page's language where it has words. Two statements."""
    rows = _called(codes=list(codes), mission=mission_id, at=at).all()
    words = wordings(InitiativeText, InitiativeText.initiative_id, {row.id: row.language for row in rows}, at=at)
    return {row.code: words[row.id].title if row.id in words else row.code for row in rows}


@Question
def _called(at: At) -> Select[*tuple[Any, ...]]:
    x, serves = at.of(Initiative), at.of(InitiativeMission)
    return (
        select(x.id, x.code, x.language)
        .join(serves, serves.initiative_id == x.id)
        .where(serves.mission_id == given("mission"), x.code.in_(given_any("codes")))
    )
