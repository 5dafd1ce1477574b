"""A mission's whole network of who waits for what: critical path, slack, and how many wait behind each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, Literal

from sqlalchemy import Select, and_, func, select
from sqlalchemy.sql.functions import coalesce

from app.analysis.graphs import downstream, reached
from app.missions.models import Mission
from app.plumbing.formats import language
from app.plumbing.periods import Period
from app.plumbing.provenance import Source, made_up, origins_of
from app.plumbing.questions import Question, given
from app.plumbing.record import At
from app.portfolio.models import (
    Condition,
    ConditionStep,
    Dependency,
    ExternalNode,
    Initiative,
    InitiativeCondition,
    InitiativeMission,
    InitiativeText,
)
from app.portfolio.queries.shapes import period
from app.portfolio.queries.told import told_columns, told_of
from app.portfolio.queries.waiting import StepRow
from app.portfolio.rules.chain import Network, Node, Placed, Told, Waits, network, still_waits
from app.portfolio.rules.waiting import DIRECTED
from app.portfolio.rules.words import ConditionKind, ConditionTie, DependencyKind

NodeKind = Literal["initiative", "external_node", "condition"]


@dataclass(frozen=True, slots=True)
class NodeRow:
    """A node with its words. ``id`` and ``kind`` name its row; ``owner`` is only told of what is no initiative."""

    key: str
    kind: NodeKind
    id: int
    code: str
    title: str
    language: str
    source: Source
    told: Told
    months: int | None = None
    owner: str = ""


@dataclass(frozen=True, slots=True)
class ConditionLine:
    """A condition with its stages in order, and the keys of those who wait for it and of those who bring it about."""

    node: NodeRow
    kind: ConditionKind
    steps: tuple[StepRow, ...]
    delivered_by: tuple[str, ...]

    @property
    def next_step(self) -> StepRow | None:
        return next((step for step in self.steps if step.reached_on is None), None)


@dataclass(frozen=True, slots=True)
class Freed:
    """What comes loose when one node is there: how many wait behind it in all, the keys of those who wait for it
    straight, and those of them who wait for nothing else."""

    node: NodeRow
    behind: int
    direct: tuple[str, ...]
    at_once: tuple[str, ...]


@dataclass(frozen=True)
class Web:
    """``ties`` are those that still hold somebody back."""

    nodes: Mapping[str, NodeRow]
    ties: Sequence[Waits]
    conditions: Sequence[ConditionLine]
    network: Network
    target: date | None
    at: At

    @cached_property
    def needed_by(self) -> Mapping[str, list[str]]:
        found: defaultdict[str, list[str]] = defaultdict(list)
        for tie in self.ties:
            found[tie.needed].append(tie.waiting)
        return {key: list(dict.fromkeys(others)) for key, others in found.items()}

    @cached_property
    def needs(self) -> Mapping[str, list[str]]:
        found: defaultdict[str, list[str]] = defaultdict(list)
        for tie in self.ties:
            found[tie.waiting].append(tie.needed)
        return {key: list(dict.fromkeys(others)) for key, others in found.items()}

    @property
    def chain(self) -> list[tuple[NodeRow, Placed]]:
        return [(self.nodes[key], self.network.placed[key]) for key in self.network.chain]

    @cached_property
    def blockers(self) -> list[Freed]:
        """Whoever somebody waits for, the most awaited first; equal ones by code."""
        behind = downstream(self.needs)
        rows = [self.freed(key, behind[key]) for key in self.needed_by]
        return sorted(rows, key=lambda row: (-row.behind, -len(row.direct), row.node.code))

    def freed(self, key: str, behind: int | None = None) -> Freed:
        direct = tuple(self.needed_by.get(key, ()))
        at_once = tuple(other for other in direct if self.needs[other] == [key])
        counted = len(reached(self.needed_by, key)) - 1 if behind is None else behind
        return Freed(self.nodes[key], counted, direct, at_once)

    def around(self, key: str, most: int) -> list[str]:
        """The node, whom it waits for and who waits for it, also through others: the nearest ones, ``most`` at most."""
        near = {**reached(self.needs, key)}
        for other, steps in reached(self.needed_by, key).items():
            near[other] = min(steps, near.get(other, steps))
        return sorted(near, key=lambda other: near[other])[:most]

    def about_the_chain(self, most: int) -> list[str]:
        """Everything, if there is room; else the critical path and those tied to it, the least slack first."""
        chain = list(self.network.chain)
        if len(self.network.placed) <= most:
            return list(self.network.placed)
        beside = {other for key in chain for other in (*self.needs.get(key, ()), *self.needed_by.get(key, ()))}
        placed = self.network.placed
        rest = sorted(beside - set(chain), key=lambda key: (placed[key].slack, self.nodes[key].code))
        return (chain + rest)[:most]

    def origin(self, keys: Collection[str]) -> str:
        """«all», «partly» or nothing: what a tag must say of a section that shows these. One statement."""
        made_of: defaultdict[str, dict[int, Source]] = defaultdict(dict)
        for key in keys:
            made_of[self.nodes[key].kind][self.nodes[key].id] = self.nodes[key].source
        said = origins_of({table: rows.items() for table, rows in made_of.items()}, at=self.at)
        return made_up(*said.values()) if said else ""


def web(mission_id: int, *, on: date, at: At) -> Web:
    """The network of all that waits or is waited for. Seven statements, of every tie of the mission."""
    rows = _edges(at=at, mission_id=mission_id).all()
    tied = _conditions_tied(at=at, mission_id=mission_id).all()
    nodes = _initiatives(mission_id, at=at) | _outside(mission_id, at=at)
    steps: defaultdict[int, list[StepRow]] = defaultdict(list)
    for row in _steps(at=at, mission_id=mission_id):
        steps[row[0]].append(StepRow(row[1], period(row[2], row[3]), row[4]))
    conditions = []
    for row in _conditions(at=at, mission_id=mission_id):
        line = _condition(row, tuple(steps[row.id]), tied)
        conditions.append(line)
        nodes[line.node.key] = line.node
    waits = [
        Waits(
            f"i{row.initiative_id}",
            f"i{row.needs_id}" if row.needs_id is not None else f"x{row.external_node_id}",
            row.kind,
            row.lag_days,
        )
        for row in rows
    ]
    waits += [
        Waits(f"i{row.initiative_id}", f"c{row.condition_id}", DependencyKind.FINISH_TO_START)
        for row in tied
        if row.tie is ConditionTie.WAITS_FOR
    ]
    # An end may have stopped serving the mission since, in the past that is looked at.
    waits = [tie for tie in waits if tie.waiting in nodes and tie.needed in nodes]
    held = [tie for tie in waits if still_waits(tie.kind, nodes[tie.waiting].told, nodes[tie.needed].told)]
    ends = {end for tie in held for end in (tie.waiting, tie.needed)}
    whole = network(
        {
            key: Node(node.told, node.months, milestone=node.kind != "initiative")
            for key, node in nodes.items()
            if key in ends
        },
        held,
        on=on,
    )
    target = _target(at=at, mission_id=mission_id).scalar()
    return Web(nodes, held, sorted(conditions, key=_next_date), whole, target, at)


def _next_date(line: ConditionLine) -> tuple[bool, date, str]:
    step = line.next_step
    return step is None, step.planned.last if step and step.planned else date.max, line.node.code


def _condition(row: Any, steps: tuple[StepRow, ...], tied: Sequence[Any]) -> ConditionLine:
    """It is there when its last stage is reached."""
    last = steps[-1] if steps else None
    told = Told(
        None, last.planned if last else None, begun=False, done=last is not None and last.reached_on is not None
    )
    node = NodeRow(f"c{row.id}", "condition", row.id, row.code, row.title, "", row.source, told, owner=row.owner)
    delivers = [f"i{t.initiative_id}" for t in tied if t.condition_id == row.id and t.tie is ConditionTie.DELIVERS]
    return ConditionLine(node, row.kind, steps, tuple(delivers))


def _initiatives(mission_id: int, *, at: At) -> dict[str, NodeRow]:
    return {
        f"i{row.id}": NodeRow(
            f"i{row.id}", "initiative", row.id, row.code, row.title, row.spoken, row.source, told_of(row),
            row.duration_likely_months,
        )
        for row in _nodes(at=at, mission_id=mission_id, language=language())
    }  # fmt: skip


def _outside(mission_id: int, *, at: At) -> dict[str, NodeRow]:
    found = {}
    for row in _beyond(at=at, mission_id=mission_id):
        arrived = Period(row.arrived_on) if row.arrived_on else None
        told = Told(None, arrived or period(row.expected, row.expected_precision), False, arrived is not None)
        found[f"x{row.id}"] = NodeRow(
            f"x{row.id}", "external_node", row.id, row.code, row.title, "", row.source, told, owner=row.owner
        )
    return found


@Question
def _target(at: At) -> Select[*tuple[Any, ...]]:
    mission = at.rows(Mission).c
    return select(mission.target_date).where(mission.id == given("mission_id"))


@Question
def _edges(at: At) -> Select[*tuple[Any, ...]]:
    tie = at.rows(Dependency).c
    return (
        select(tie.initiative_id, tie.needs_id, tie.external_node_id, tie.kind, tie.lag_days)
        .where(tie.mission_id == given("mission_id"), tie.kind.in_(DIRECTED))
        .order_by(tie.id)
    )


@Question
def _nodes(at: At) -> Select[*tuple[Any, ...]]:
    """Every initiative of the mission that somebody waits for, or that waits, in natural order of codes."""
    x, serves, tie, law = (
        at.rows(Initiative),
        at.rows(InitiativeMission),
        at.rows(Dependency),
        at.rows(InitiativeCondition),
    )
    wanted, own = at.rows(InitiativeText), at.rows(InitiativeText)
    of = given("mission_id")
    tied = select(tie.c.initiative_id).where(tie.c.mission_id == of).union(
        select(tie.c.needs_id).where(tie.c.mission_id == of, tie.c.needs_id.is_not(None)),
        select(law.c.initiative_id).where(law.c.mission_id == of),
    )  # fmt: skip
    return (
        select(
            x.c.id, x.c.code, x.c.source, x.c.duration_likely_months,
            coalesce(wanted.c.title, own.c.title, x.c.code).label("title"),
            coalesce(wanted.c.language, x.c.language).label("spoken"),
            *told_columns(x),
        )
        .select_from(
            x.join(serves, and_(serves.c.initiative_id == x.c.id, serves.c.mission_id == of))
            .outerjoin(wanted, and_(wanted.c.initiative_id == x.c.id, wanted.c.language == given("language")))
            .outerjoin(own, and_(own.c.initiative_id == x.c.id, own.c.language == x.c.language))
        )
        .where(x.c.id.in_(tied))
        .order_by(x.c.code_key, x.c.id)
    )  # fmt: skip


@Question
def _beyond(at: At) -> Select[*tuple[Any, ...]]:
    x = at.rows(ExternalNode).c
    return (
        select(x.id, x.code, x.title, x.owner, x.source, x.expected, x.expected_precision, x.arrived_on)
        .where(x.mission_id == given("mission_id"))
        .order_by(x.arrived_on.is_not(None), func.coalesce(x.arrived_on, x.expected), x.code)
    )


@Question
def _conditions(at: At) -> Select[*tuple[Any, ...]]:
    x = at.rows(Condition).c
    return (
        select(x.id, x.code, x.kind, x.title, x.owner, x.source)
        .where(x.mission_id == given("mission_id"))
        .order_by(x.code)
    )


@Question
def _steps(at: At) -> Select[*tuple[Any, ...]]:
    step, condition = at.rows(ConditionStep), at.rows(Condition)
    return (
        select(step.c.condition_id, step.c.stage, step.c.planned, step.c.planned_precision, step.c.reached_on)
        .select_from(step.join(condition, condition.c.id == step.c.condition_id))
        .where(condition.c.mission_id == given("mission_id"))
        .order_by(step.c.condition_id, step.c.position, step.c.id)
    )


@Question
def _conditions_tied(at: At) -> Select[*tuple[Any, ...]]:
    tie = at.rows(InitiativeCondition).c
    return (
        select(tie.initiative_id, tie.condition_id, tie.tie)
        .where(tie.mission_id == given("mission_id"))
        .order_by(tie.id)
    )
