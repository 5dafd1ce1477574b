"""Who waits for whom in a mission: filtered, sorted and cut into pages, whatever the number."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Integer, Select, and_, bindparam, func, or_, select
from sqlalchemy.sql.functions import coalesce

from app.people.models import Organisation
from app.plumbing.formats import language
from app.plumbing.periods import Period
from app.plumbing.provenance import Origins, Source, made_up, origins_of
from app.plumbing.questions import Question, Shapes, given, given_any
from app.plumbing.record import At
from app.portfolio.models import Dependency, ExternalNode, Initiative, InitiativeText
from app.portfolio.queries.shapes import period
from app.portfolio.queries.told import told_columns, told_date, told_of
from app.portfolio.rules.chain import Told, slack_days, still_waits
from app.portfolio.rules.words import DependencyKind

TIE_SORTS = ("code", "needs", "until", "slack")
OPEN, LATE = "open", "late"


@dataclass(frozen=True, slots=True)
class AskedTies:
    """Which ties are wanted, and in what order; empty is no wish.

    ``initiative`` is the code of one at either end, ``body`` that of an organisation which leads one of them, ``until``
    ``open`` (somebody still waits) or ``late`` (what is waited for comes too late).
    """

    mission_id: int
    initiative: str = ""
    body: str = ""
    kind: str = ""
    until: str = ""
    sort: str = "code"

    @property
    def narrowed(self) -> bool:
        return bool(self.initiative or self.body or self.kind or self.until)


@dataclass(frozen=True, slots=True)
class End:
    """An initiative at one end of a tie."""

    code: str
    title: str
    title_language: str
    lead: str
    told: Told


@dataclass(frozen=True, slots=True)
class Beyond:
    """Something outside the mission that is waited for."""

    code: str
    title: str
    owner: str
    expected: Period | None
    arrived_on: date | None

    @property
    def told(self) -> Told:
        return Told(None, self.expected, begun=False, done=self.arrived_on is not None)


@dataclass(frozen=True, slots=True)
class TieRow:
    """``waiting`` waits for ``needed``; ``slack`` in days, None where nobody waits or a date is missing."""

    id: int
    kind: DependencyKind
    lag_days: int
    reason: str
    waiting: End
    needed: End | Beyond
    illustrative: str

    @property
    def open(self) -> bool:
        return still_waits(self.kind, self.waiting.told, self.needed.told)

    @property
    def slack(self) -> int | None:
        return slack_days(self.kind, self.lag_days, self.waiting.told, self.needed.told)


@dataclass(frozen=True, slots=True)
class TiePage:
    """The rows of page ``number``; ``all`` ties of the mission, ``found`` of them asked for."""

    all: int
    found: int
    number: int
    rows: list[TieRow]


def ties(asked: AskedTies, number: int, size: int, *, at: At) -> TiePage:
    """The page asked for, or the last there is. Four statements, one more for a list that is narrowed."""
    values = {name: value for name in ("initiative", "body", "kind") if (value := getattr(asked, name))}
    shape = (asked.sort, frozenset(values))
    values = {**values, "mission_id": asked.mission_id}
    in_all = int(_counted(asked.sort, frozenset())(at=at, mission_id=asked.mission_id).scalar() or 0)
    if asked.until or asked.sort.removeprefix("-") == "slack":
        ids = _by_dates(asked, _dated(*shape)(at=at, **values).all())
        found, number = len(ids), _within(number, len(ids), size)
        ids = ids[(number - 1) * size : number * size]
    else:
        found = int(_counted(*shape)(at=at, **values).scalar() or 0) if asked.narrowed else in_all
        number = _within(number, found, size)
        ids = [row.id for row in _found(*shape)(at=at, **values, limit=size, offset=(number - 1) * size)]
    return TiePage(in_all, found, number, _read(ids, at=at))


def _within(number: int, rows: int, size: int) -> int:
    return min(number, max(1, -(-rows // size)))


def _by_dates(asked: AskedTies, rows: Sequence[Any]) -> list[int]:
    """What only the dates rule can tell: reckoned here, over narrow rows, when it is asked for."""
    kept = []
    for row in rows:
        waiting = told_of(row, "waiting_")
        needed = _beyond_told(row) if row.node_id is not None else told_of(row, "needed_")
        slack = slack_days(row.kind, row.lag_days, waiting, needed)
        late = slack is not None and slack < 0
        if late if asked.until == LATE else not asked.until or still_waits(row.kind, waiting, needed):
            kept.append((row.id, slack))
    if asked.sort.removeprefix("-") == "slack":
        turned = -1 if asked.sort.startswith("-") else 1
        kept.sort(key=lambda line: (line[1] is None, turned * (line[1] or 0)))
    return [row_id for row_id, _ in kept]


def _beyond_told(row: Any) -> Told:
    return Told(None, period(row.expected, row.expected_precision), begun=False, done=row.arrived_on is not None)


def _joined(at: At, wishes: frozenset[str]) -> tuple[FromClause, FromClause, FromClause, FromClause, FromClause]:
    """Everything a tie touches, and its tables: tie, waiting, needed, node."""
    tie, waiting, needed = at.rows(Dependency), at.rows(Initiative), at.rows(Initiative)
    node = at.rows(ExternalNode)
    source = (
        waiting.join(tie, tie.c.initiative_id == waiting.c.id)
        .outerjoin(needed, needed.c.id == tie.c.needs_id)
        .outerjoin(node, node.c.id == tie.c.external_node_id)
    )
    return source, tie, waiting, needed, node


def _asked(at: At, wishes: frozenset[str], tie: FromClause) -> list[ColumnElement[bool]]:
    """Each wish as a condition on the tie alone, so that counting needs no other table."""
    clauses: list[ColumnElement[bool]] = [tie.c.mission_id == given("mission_id")]
    if "kind" in wishes:
        clauses.append(tie.c.kind == given("kind"))
    for name, column in (("initiative", "code"), ("body", "lead_id")):
        if name in wishes:
            one = at.rows(Initiative)
            among = select(one.c.id)
            if column == "lead_id":
                lead = at.rows(Organisation)
                among = among.where(one.c.lead_id.in_(select(lead.c.id).where(lead.c.code == given("body"))))
            else:
                among = among.where(one.c.code == given("initiative"))
            clauses.append(or_(tie.c.initiative_id.in_(among), tie.c.needs_id.in_(among)))
    return clauses


@Shapes
def _counted(at: At, sort: str, wishes: frozenset[str]) -> Select[*tuple[Any, ...]]:
    tie = at.rows(Dependency)
    return select(func.count()).select_from(tie).where(*_asked(at, wishes, tie))


@Shapes
def _found(at: At, sort: str, wishes: frozenset[str]) -> Select[*tuple[Any, ...]]:
    """The ids of one page. In the order of codes the index of codes is walked until the page is full."""
    source, tie, waiting, needed, node = _joined(at, wishes)
    query = select(tie.c.id).select_from(source).where(*_asked(at, wishes, tie))
    return (
        query.order_by(*_order(sort, tie, waiting, needed, node))
        .limit(bindparam("limit", type_=Integer))
        .offset(bindparam("offset", type_=Integer))
    )


@Shapes
def _dated(at: At, sort: str, wishes: frozenset[str]) -> Select[*tuple[Any, ...]]:
    source, tie, waiting, needed, node = _joined(at, wishes)
    return (
        select(
            tie.c.id, tie.c.kind, tie.c.lag_days, node.c.id.label("node_id"), node.c.expected,
            node.c.expected_precision, node.c.arrived_on,
            *told_columns(waiting, "waiting_"), *told_columns(needed, "needed_"),
        )
        .select_from(source)
        .where(*_asked(at, wishes, tie))
        .order_by(*_order(sort, tie, waiting, needed, node))
    )  # fmt: skip


def _order(
    sort: str, tie: FromClause, waiting: FromClause, needed: FromClause, node: FromClause
) -> list[ColumnElement[Any]]:
    match sort.removeprefix("-"):
        case "needs":
            by: list[ColumnElement[Any]] = [needed.c.code_key, node.c.code]
        case "until":
            by = [coalesce(told_date(needed, "finish"), node.c.arrived_on, node.c.expected)]
        case _:
            by = []
    turned = [(column.desc() if sort.startswith("-") else column.asc()).nulls_last() for column in by]
    codes = waiting.c.code_key.desc() if sort == "-code" else waiting.c.code_key.asc()
    return [*turned, codes, waiting.c.id, tie.c.id]


@Question
def _whole(at: At) -> Select[*tuple[Any, ...]]:
    source, tie, waiting, needed, node = _joined(at, frozenset())
    ends: list[ColumnElement[Any]] = []
    for name, end in (("waiting", waiting), ("needed", needed)):
        wanted, own, lead = at.rows(InitiativeText), at.rows(InitiativeText), at.rows(Organisation)
        source = (
            source.outerjoin(lead, lead.c.id == end.c.lead_id)
            .outerjoin(wanted, and_(wanted.c.initiative_id == end.c.id, wanted.c.language == given("language")))
            .outerjoin(own, and_(own.c.initiative_id == end.c.id, own.c.language == end.c.language))
        )
        ends += [
            end.c.id.label(f"{name}_id"),
            end.c.code.label(f"{name}_code"),
            end.c.source.label(f"{name}_source"),
            coalesce(wanted.c.title, own.c.title, end.c.code).label(f"{name}_title"),
            coalesce(wanted.c.language, end.c.language).label(f"{name}_language"),
            coalesce(func.nullif(lead.c.short_name, ""), lead.c.name, "").label(f"{name}_lead"),
            *told_columns(end, f"{name}_"),
        ]
    return (
        select(
            tie.c.id, tie.c.kind, tie.c.lag_days, tie.c.reason, tie.c.source, *ends,
            node.c.id.label("node_id"), node.c.code.label("node_code"), node.c.title.label("node_title"),
            node.c.source.label("node_source"), node.c.owner, node.c.expected, node.c.expected_precision,
            node.c.arrived_on,
        )
        .select_from(source)
        .where(tie.c.id.in_(given_any("ids")))
    )  # fmt: skip


def _read(ids: Sequence[int], *, at: At) -> list[TieRow]:
    """Two statements; none without ids."""
    if not ids:
        return []
    rows = {row.id: row for row in _whole(at=at, ids=ids, language=language())}
    made_of: dict[str, dict[int, Source]] = {"dependency": {}, "initiative": {}, "external_node": {}}
    for row in rows.values():
        made_of["dependency"][row.id] = row.source
        made_of["initiative"][row.waiting_id] = row.waiting_source
        if row.node_id is None:
            made_of["initiative"][row.needed_id] = row.needed_source
        else:
            made_of["external_node"][row.node_id] = row.node_source
    said = origins_of({table: some.items() for table, some in made_of.items() if some}, at=at)
    return [_row(rows[row_id], said) for row_id in ids]


def _row(row: Any, said: Mapping[tuple[str, int], Origins]) -> TieRow:
    needed: End | Beyond
    if row.node_id is None:
        needed, other = _end(row, "needed"), said["initiative", row.needed_id]
    else:
        expected = period(row.expected, row.expected_precision)
        needed = Beyond(row.node_code, row.node_title, row.owner, expected, row.arrived_on)
        other = said["external_node", row.node_id]
    return TieRow(
        id=row.id, kind=row.kind, lag_days=row.lag_days, reason=row.reason, waiting=_end(row, "waiting"),
        needed=needed, illustrative=made_up(said["dependency", row.id], said["initiative", row.waiting_id], other),
    )  # fmt: skip


def _end(row: Any, name: str) -> End:
    named = row._mapping
    code, title, spoken, lead = (named[f"{name}_{field}"] for field in ("code", "title", "language", "lead"))
    return End(code, title, spoken, lead, told_of(row, f"{name}_"))
