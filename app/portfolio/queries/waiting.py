"""What one initiative waits for and what waits for it: initiatives, things outside, conditions in stages."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, or_, select, union_all

from app.missions.queries import wordings
from app.plumbing.periods import Period
from app.plumbing.provenance import Source
from app.plumbing.questions import Question, given
from app.plumbing.record import At
from app.portfolio.models import (
    Condition,
    ConditionStep,
    Dependency,
    ExternalNode,
    Initiative,
    InitiativeCondition,
    InitiativeText,
)
from app.portfolio.queries.shapes import fields, period
from app.portfolio.rules.life import State
from app.portfolio.rules.words import ConditionKind, ConditionStage, ConditionTie, DependencyKind

FINISHED = frozenset({State.DELIVERED, State.IN_REALISATION})


@dataclass(frozen=True, slots=True)
class Other:
    """The initiative at the other end; ``finish`` is what happened, else forecast, else planned."""

    code: str
    title: str
    words_language: str
    state: State
    finish: Period | None

    @property
    def finished(self) -> bool:
        return self.state in FINISHED


@dataclass(frozen=True, slots=True)
class Outside:
    """Something outside the mission: who owns it, when it is expected, when it came."""

    code: str
    title: str
    owner: str
    expected: Period | None
    arrived_on: date | None


@dataclass(frozen=True, slots=True)
class DependencyRow:
    """One tie, seen from the initiative asked about: exactly one of ``other`` and ``outside`` is there."""

    id: int
    source: Source
    kind: DependencyKind
    lag_days: int
    reason: str
    other: Other | None
    outside: Outside | None


@dataclass(frozen=True, slots=True)
class Dependencies:
    """What it waits for, what waits for it, and whom it shares a solution with."""

    waits_for: tuple[DependencyRow, ...]
    waited_for_by: tuple[DependencyRow, ...]
    shared: tuple[DependencyRow, ...]


@Question
def _dependencies(at: At) -> Select[*tuple[Any, ...]]:
    tie, node, other = at.of(Dependency), at.of(ExternalNode), at.of(Initiative)
    ahead, behind = at.again(Dependency), at.again(Dependency)
    # By the tie's own keys: with a condition on its mission beside them, SQLite would read all ties of the mission.
    mine = union_all(
        select(ahead.id).where(ahead.initiative_id == given("initiative")),
        select(behind.id).where(behind.needs_id == given("initiative")),
    )
    theirs = or_(
        (tie.initiative_id == given("initiative")) & (other.id == tie.needs_id),
        (tie.needs_id == given("initiative")) & (other.id == tie.initiative_id),
    )
    return (
        select(
            tie.id, tie.source, tie.initiative_id, tie.kind, tie.lag_days, tie.reason,
            other.id.label("other_id"), other.code.label("other_code"), other.language, other.state,
            other.actual_finish, other.actual_finish_precision, other.forecast_finish, other.forecast_finish_precision,
            other.planned_finish, other.planned_finish_precision,
            node.code.label("node_code"), node.title, node.owner, node.expected, node.expected_precision,
            node.arrived_on,
        )
        .outerjoin(other, theirs)
        .outerjoin(node, node.id == tie.external_node_id)
        .where(tie.id.in_(mine), tie.mission_id == given("mission"))
        .order_by(other.code_key.asc().nulls_last(), node.code, tie.id)
    )  # fmt: skip


def dependencies(initiative_id: int, mission_id: int, *, at: At) -> Dependencies:
    """Each list in natural order of codes, what is outside last. Two statements."""
    rows = _dependencies(initiative=initiative_id, mission=mission_id, at=at).all()
    languages = {row.other_id: row.language for row in rows if row.other_id is not None}
    words = wordings(InitiativeText, InitiativeText.initiative_id, languages, at=at)
    waits_for: list[DependencyRow] = []
    waited_for_by: list[DependencyRow] = []
    shared: list[DependencyRow] = []
    for row in rows:
        said = words.get(row.other_id)
        finish = (
            period(row.actual_finish, row.actual_finish_precision)
            or period(row.forecast_finish, row.forecast_finish_precision)
            or period(row.planned_finish, row.planned_finish_precision)
        )
        line = DependencyRow(
            id=row.id,
            source=row.source,
            kind=row.kind,
            lag_days=row.lag_days,
            reason=row.reason,
            other=None
            if row.other_id is None
            else Other(
                row.other_code,
                said.title if said else row.other_code,
                said.language if said else row.language,
                row.state,
                finish,
            ),
            outside=None
            if row.node_code is None
            else Outside(
                row.node_code, row.title, row.owner, period(row.expected, row.expected_precision), row.arrived_on
            ),
        )
        if row.kind is DependencyKind.SHARED_SOLUTION:
            shared.append(line)
        elif row.initiative_id == initiative_id:
            waits_for.append(line)
        else:
            waited_for_by.append(line)
    return Dependencies(tuple(waits_for), tuple(waited_for_by), tuple(shared))


@dataclass(frozen=True, slots=True)
class StepRow:
    stage: ConditionStage
    planned: Period | None
    reached_on: date | None


@dataclass(frozen=True, slots=True)
class ConditionRow:
    """A condition the initiative waits for or delivers, with its stages in order."""

    id: int
    source: Source
    tie: ConditionTie
    condition_id: int
    condition_source: Source
    code: str
    kind: ConditionKind
    title: str
    owner: str
    steps: tuple[StepRow, ...]

    @property
    def next_step(self) -> StepRow | None:
        return next((step for step in self.steps if step.reached_on is None), None)


@Question
def _steps(at: At) -> Select[*tuple[Any, ...]]:
    tie, step = at.of(InitiativeCondition), at.of(ConditionStep)
    mine = select(tie.condition_id).where(tie.initiative_id == given("initiative"), tie.mission_id == given("mission"))
    return (
        select(step.condition_id, step.stage, step.planned, step.planned_precision, step.reached_on)
        .where(step.condition_id.in_(mine))
        .order_by(step.condition_id, step.position, step.id)
    )


@Question
def _conditions(at: At) -> Select[*tuple[Any, ...]]:
    tie, condition = at.of(InitiativeCondition), at.of(Condition)
    return (
        select(
            tie.id, tie.source, tie.tie, condition.id.label("condition_id"),
            condition.source.label("condition_source"), condition.code, condition.kind,
            condition.title, condition.owner,
        )
        .join(condition, condition.id == tie.condition_id)
        .where(tie.initiative_id == given("initiative"), tie.mission_id == given("mission"))
        .order_by(condition.code, tie.tie, tie.id)
    )  # fmt: skip


def conditions(initiative_id: int, mission_id: int, *, at: At) -> list[ConditionRow]:
    """By code. Two statements."""
    steps: defaultdict[int, list[StepRow]] = defaultdict(list)
    for row in _steps(initiative=initiative_id, mission=mission_id, at=at):
        steps[row[0]].append(StepRow(row[1], period(row[2], row[3]), row[4]))
    rows = _conditions(initiative=initiative_id, mission=mission_id, at=at)
    return [ConditionRow(**fields(row), steps=tuple(steps[row.condition_id])) for row in rows]
