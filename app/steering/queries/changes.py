"""What has happened in the mission since a day, read from the record, and which lights changed between rounds."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Select, and_, case, func, select
from sqlalchemy.sql.functions import coalesce

from app.missions.models import StatusWord
from app.plumbing import clock
from app.plumbing.formats import language
from app.plumbing.questions import Question, Shapes, given, given_any
from app.plumbing.record import At, Deed, DeedChange
from app.plumbing.totals import Among, counted, totals
from app.portfolio.models import (
    Gate,
    Grant,
    Initiative,
    InitiativeMission,
    InitiativeText,
    Participation,
)
from app.portfolio.rules.life import State
from app.portfolio.rules.words import Commitment, GateOutcome, GatePoint, Phase
from app.reporting.models import ReportingRound, StatusReport
from app.reporting.rules import GIVEN, RoundState
from app.steering.rules import ChangeKind

# A steering group reads a page, not a log; the record holds the rest.
MOST = 400

Said = StrEnum | int | None


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that happened to one initiative; of a gate ``before`` is the point and ``now`` the outcome."""

    kind: ChangeKind
    code: str
    title: str
    title_language: str
    before: Said
    now: Said
    happened: date
    deed: int | None


@dataclass(frozen=True, slots=True)
class _Named:
    code: str
    title: str
    language: str


def changes_since(mission_id: int, day: date, *, at: At) -> list[Change]:
    """States, phases, gates, grants and commitments that changed after ``day``, the newest first. Four statements."""
    rows = _deeds(after=clock.end_of_day(day), at=at).all()
    owners = _owners([(row.table_name, row.row_id) for row in rows], at=at)
    names = _names(mission_id, {*owners.values()}, at=at)
    found = []
    for number, moment, table, row_id, operation, text in rows:
        named = names.get(owners.get((table, row_id), 0))
        if named is not None:
            for kind, before, now in _told(table, operation, json.loads(text)):
                found.append(Change(kind, named.code, named.title, named.language, before, now, _day(moment), number))
    return found


@Question
def _deeds(at: At) -> Select[*tuple[Any, ...]]:
    # Deeds may be dated back, so the first number alone does not say which; it spares reading all changes before it.
    first = select(func.min(Deed.number)).where(Deed.at >= given("after")).scalar_subquery()
    query = (
        select(Deed.number, Deed.at, DeedChange.table_name, DeedChange.row_id, DeedChange.operation, DeedChange.fields)
        .join(DeedChange, DeedChange.deed == Deed.number)
        .where(
            Deed.at >= given("after"),
            DeedChange.deed >= first,
            DeedChange.table_name.in_(
                (Initiative.__tablename__, Gate.__tablename__, Grant.__tablename__, Participation.__tablename__)
            ),
        )
        .order_by(Deed.number.desc(), DeedChange.position)
        .limit(MOST)
    )
    return query if at.deed is None else query.where(Deed.number <= at.deed)


def _day(moment: datetime) -> date:
    return moment.astimezone(clock.OSLO).date()


Told = tuple[ChangeKind, Said, Said]

# What of a changed row is worth a line: by table, its fields and the closed list their words are from.
_TOLD: Mapping[str, Mapping[str, tuple[ChangeKind, type[StrEnum]]]] = {
    Initiative.__tablename__: {"state": (ChangeKind.STATE, State), "phase": (ChangeKind.PHASE, Phase)},
    Participation.__tablename__: {"commitment": (ChangeKind.COMMITMENT, Commitment)},
}


def _told(table: str, operation: str, fields: Mapping[str, list[Any]]) -> list[Told]:
    """A new gate or grant is a line, and so is a changed state; an initiative entered anew is not."""
    if operation == "insert" and table == Gate.__tablename__:
        return [(ChangeKind.GATE, GatePoint(fields["point"][1]), GateOutcome(fields["outcome"][1]))]
    if operation == "insert" and table == Grant.__tablename__:
        return [(ChangeKind.GRANT, None, fields["total_ore"][1])]
    if operation != "update":
        return []
    told: list[Told] = []
    for name, (kind, words) in _TOLD.get(table, {}).items():
        if name in fields:
            before, now = (None if value is None else words(value) for value in fields[name])
            told.append((kind, before, now))
    return told


def _owners(changed: Iterable[tuple[str, int]], *, at: At) -> dict[tuple[str, int], int]:
    """The initiative each changed row (table, id) belongs to."""
    wanted: dict[str, set[int]] = {}
    owners: dict[tuple[str, int], int] = {}
    for table, row_id in changed:
        if table == Initiative.__tablename__:
            owners[table, row_id] = row_id
        else:
            wanted.setdefault(table, set()).add(row_id)
    parts: tuple[type[Gate | Grant | Participation], ...] = (Gate, Grant, Participation)
    for model in parts:
        ids = wanted.get(model.__tablename__)
        if ids:
            for row_id, initiative_id in _owned(model)(at=at, ids=sorted(ids)):
                owners[model.__tablename__, row_id] = initiative_id
    return owners


@Shapes
def _owned(at: At, model: type[Gate | Grant | Participation]) -> Select[*tuple[Any, ...]]:
    part = at.rows(model)
    return select(part.c.id, part.c.initiative_id).where(part.c.id.in_(given_any("ids")))


def _names(mission_id: int, ids: set[int], *, at: At) -> dict[int, _Named]:
    rows = _named(at=at, mission_id=mission_id, ids=list(ids), language=language()) if ids else ()
    return {row[0]: _Named(row[1], row[2], row[3]) for row in rows}


@Question
def _named(at: At) -> Select[*tuple[Any, ...]]:
    initiative, serves = at.rows(Initiative), at.rows(InitiativeMission)
    wanted, own = at.rows(InitiativeText), at.rows(InitiativeText)
    return (
        select(
            initiative.c.id,
            initiative.c.code,
            coalesce(wanted.c.title, own.c.title, initiative.c.code),
            coalesce(wanted.c.language, initiative.c.language),
        )
        .select_from(
            initiative.join(
                serves, and_(serves.c.initiative_id == initiative.c.id, serves.c.mission_id == given("mission_id"))
            )
            .outerjoin(wanted, and_(wanted.c.initiative_id == initiative.c.id, wanted.c.language == given("language")))
            .outerjoin(own, and_(own.c.initiative_id == initiative.c.id, own.c.language == initiative.c.language))
        )
        .where(initiative.c.id.in_(given_any("ids")))
    )


@dataclass(frozen=True, slots=True)
class LightMove:
    """An initiative whose light got better or worse between the last two closed rounds; status words' codes."""

    kind: ChangeKind
    code: str
    title: str
    title_language: str
    before: str
    now: str


@dataclass(frozen=True, slots=True)
class LightMoves:
    """The cut-offs of the two rounds compared (None if there are not two), the first that moved, and how many did."""

    earlier: date | None
    later: date | None
    moves: tuple[LightMove, ...]
    number: int


def light_moves(mission_id: int, *, first: int, at: At) -> LightMoves:
    """Compare the last two closed rounds: those that got worse, then those that got better, by code. Two statements."""
    last = _last_two(at=at, mission_id=mission_id).all()
    if len(last) < 2:
        return LightMoves(None, last[0].cut_off if last else None, (), 0)
    now, before = last
    found = _moved(at=at, mission_id=mission_id, later=now.id, earlier=before.id, language=language(), first=first)
    moves = tuple(
        LightMove(ChangeKind.BETTER if better else ChangeKind.WORSE, code, title, title_language, was, is_now)
        for _, (better, code, title, title_language, was, is_now) in found.first["rows"]
    )
    return LightMoves(before.cut_off, now.cut_off, moves, found.number)


@Question
def _last_two(at: At) -> Select[*tuple[Any, ...]]:
    rounds = at.rows(ReportingRound)
    return (
        select(rounds.c.id, rounds.c.cut_off)
        .where(rounds.c.mission_id == given("mission_id"), rounds.c.state == RoundState.CLOSED)
        .order_by(rounds.c.cut_off.desc())
        .limit(2)
    )


@totals(counted)
def _moved(at: At, among: Among) -> Select[*tuple[Any, ...]]:
    """The ``first`` that moved between the rounds ``earlier`` and ``later``, each with how many moved in all."""
    later, earlier = at.rows(StatusReport), at.rows(StatusReport)
    now, before = at.rows(StatusWord), at.rows(StatusWord)
    initiative, serves = at.rows(Initiative), at.rows(InitiativeMission)
    wanted, own = at.rows(InitiativeText), at.rows(InitiativeText)
    moved = (
        select(
            func.count().over().label("number"),
            initiative.c.id,
            initiative.c.code,
            initiative.c.code_key,
            initiative.c.language,
            case((now.c.position < before.c.position, 1), else_=0).label("better"),
            before.c.code.label("was"),
            now.c.code.label("is_now"),
        )
        .select_from(
            later.join(earlier, earlier.c.initiative_id == later.c.initiative_id)
            .join(now, and_(now.c.scale_id == later.c.scale_id, now.c.code == later.c.overall))
            .join(before, and_(before.c.scale_id == earlier.c.scale_id, before.c.code == earlier.c.overall))
            .join(initiative, initiative.c.id == later.c.initiative_id)
            .join(serves, and_(serves.c.initiative_id == initiative.c.id, serves.c.mission_id == given("mission_id")))
        )
        .where(
            among(later.c.initiative_id),
            later.c.round_id == given("later"),
            earlier.c.round_id == given("earlier"),
            later.c.state.in_(GIVEN),
            earlier.c.state.in_(GIVEN),
            later.c.scale_id == earlier.c.scale_id,
            now.c.position != before.c.position,
        )
        .order_by("better", initiative.c.code_key)
        .limit(given("first"))
        .subquery()
    )
    return (
        select(
            moved.c.number,
            moved.c.id,
            moved.c.better,
            moved.c.code,
            coalesce(wanted.c.title, own.c.title, moved.c.code).label("title"),
            coalesce(wanted.c.language, moved.c.language).label("title_language"),
            moved.c.was,
            moved.c.is_now,
        )
        .select_from(
            moved.outerjoin(
                wanted, and_(wanted.c.initiative_id == moved.c.id, wanted.c.language == given("language"))
            ).outerjoin(own, and_(own.c.initiative_id == moved.c.id, own.c.language == moved.c.language))
        )
        .order_by(moved.c.better, moved.c.code_key)
    )
