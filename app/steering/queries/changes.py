"""What has happened in the mission since a day, read from the record, and which lights changed between rounds."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import and_, select
from sqlalchemy.sql.functions import coalesce

from app.missions.models import StatusWord
from app.plumbing import clock
from app.plumbing.db import db
from app.plumbing.formats import language
from app.plumbing.record import At, Deed, DeedChange
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
    query = (
        select(Deed.number, Deed.at, DeedChange.table_name, DeedChange.row_id, DeedChange.operation, DeedChange.fields)
        .join(DeedChange, DeedChange.deed == Deed.number)
        .where(
            Deed.at >= clock.end_of_day(day),
            DeedChange.table_name.in_(
                (Initiative.__tablename__, Gate.__tablename__, Grant.__tablename__, Participation.__tablename__)
            ),
        )
        .order_by(Deed.number.desc(), DeedChange.position)
        .limit(MOST)
    )
    if at.deed is not None:
        query = query.where(Deed.number <= at.deed)
    rows = db.session.execute(query).all()
    owners = _owners([(row.table_name, row.row_id) for row in rows], at=at)
    names = _names(mission_id, {*owners.values()}, at=at)
    found = []
    for number, moment, table, row_id, operation, text in rows:
        named = names.get(owners.get((table, row_id), 0))
        if named is not None:
            for kind, before, now in _told(table, operation, json.loads(text)):
                found.append(Change(kind, named.code, named.title, named.language, before, now, _day(moment), number))
    return found


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
            then = at.of(model)
            for row_id, initiative_id in db.session.execute(
                select(then.id, then.initiative_id).where(then.id.in_(ids))
            ):
                owners[model.__tablename__, row_id] = initiative_id
    return owners


def _names(mission_id: int, ids: set[int], *, at: At) -> dict[int, _Named]:
    initiative, serves = at.of(Initiative), at.of(InitiativeMission)
    wanted, own = at.again(InitiativeText), at.again(InitiativeText)
    rows = db.session.execute(
        select(
            initiative.id,
            initiative.code,
            coalesce(wanted.title, own.title, initiative.code),
            coalesce(wanted.language, initiative.language),
        )
        .join(serves, and_(serves.initiative_id == initiative.id, serves.mission_id == mission_id))
        .outerjoin(wanted, and_(wanted.initiative_id == initiative.id, wanted.language == language()))
        .outerjoin(own, and_(own.initiative_id == initiative.id, own.language == initiative.language))
        .where(initiative.id.in_(ids))
    )
    return {row[0]: _Named(row[1], row[2], row[3]) for row in rows}


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
    """The cut-offs of the two rounds compared (None where there are not two), and who moved."""

    earlier: date | None
    later: date | None
    moves: tuple[LightMove, ...]


def light_moves(mission_id: int, *, at: At) -> LightMoves:
    """Compare the last two closed rounds. Three statements."""
    rounds = at.of(ReportingRound)
    last = db.session.execute(
        select(rounds.id, rounds.cut_off)
        .where(rounds.mission_id == mission_id, rounds.state == RoundState.CLOSED)
        .order_by(rounds.cut_off.desc())
        .limit(2)
    ).all()
    if len(last) < 2:
        return LightMoves(None, last[0].cut_off if last else None, ())
    later, earlier = at.again(StatusReport), at.again(StatusReport)
    now, before = at.again(StatusWord), at.again(StatusWord)
    rows = db.session.execute(
        select(later.initiative_id, before.code, before.position, now.code, now.position)
        .join(earlier, and_(earlier.initiative_id == later.initiative_id, earlier.round_id == last[1].id))
        .join(now, and_(now.scale_id == later.scale_id, now.code == later.overall))
        .join(before, and_(before.scale_id == earlier.scale_id, before.code == earlier.overall))
        .where(
            later.round_id == last[0].id,
            later.state.in_(GIVEN),
            earlier.state.in_(GIVEN),
            later.scale_id == earlier.scale_id,
            now.position != before.position,
        )
    ).all()
    names = _names(mission_id, {row[0] for row in rows}, at=at)
    moves = [
        LightMove(
            kind=ChangeKind.BETTER if now_at < was_at else ChangeKind.WORSE,
            code=names[row_id].code,
            title=names[row_id].title,
            title_language=names[row_id].language,
            before=was,
            now=is_now,
        )
        for row_id, was, was_at, is_now, now_at in rows
        if row_id in names
    ]
    order = {ChangeKind.WORSE: 0, ChangeKind.BETTER: 1}
    return LightMoves(last[1].cut_off, last[0].cut_off, tuple(sorted(moves, key=lambda m: (order[m.kind], m.code))))
