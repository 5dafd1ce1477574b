"""Which initiatives the register shows, and in which order: ids alone, so that only those shown are read whole."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import (
    ColumnElement,
    FromClause,
    Integer,
    Select,
    and_,
    bindparam,
    case,
    exists,
    func,
    or_,
    select,
    union_all,
)
from sqlalchemy.sql.functions import coalesce

from app.missions.models import Area
from app.people.models import Organisation
from app.plumbing import keys
from app.plumbing.access import allowed_all, allowed_rows
from app.plumbing.db import db
from app.plumbing.questions import Question, Shapes, given
from app.plumbing.record import At
from app.portfolio.models import Contribution, Initiative, InitiativeAssignment, InitiativeMission, InitiativePerson
from app.portfolio.policy import InitiativePermission
from app.portfolio.queries.joined import Joined, Offered
from app.portfolio.queries.lacking import lacks
from app.portfolio.queries.subjects import ENTRUSTED, initiative_facts
from app.portfolio.rules.life import State
from app.portfolio.rules.words import Adoption, Lack, Phase

# The filter value for «has none».
NONE = "none"

SORTS = ("code", "title", "lead", "phase", "state", "adoption", "finish", "build", "run")


@dataclass(frozen=True, slots=True)
class Asked:
    """Which rows of the register are wanted, and in what order; empty is no wish.

    ``offered`` are wishes about columns that other chapters offer, by column key. ``day`` decides whose dates hold.
    """

    mission_id: int
    day: date
    q: str = ""
    area: str = ""
    phase: str = ""
    state: str = ""
    kind: str = ""
    lead: str = ""
    segment: str = ""
    adoption: str = ""
    lacks: str = ""
    source: str = ""
    without_assignment: bool = False
    entrusted_to: int | None = None
    offered: Mapping[str, str] = field(default_factory=dict)
    sort: str = "code"


class Tables:
    """The tables of one statement: the initiative, its place in the mission, and its lead."""

    def __init__(self, at: At) -> None:
        self.at = at
        self.initiative = at.rows(Initiative)
        self.x = self.initiative.c
        self.tie = at.rows(InitiativeMission)
        self.lead = at.rows(Organisation)

    def serves(self) -> ColumnElement[bool]:
        return and_(self.tie.c.initiative_id == self.x.id, self.tie.c.mission_id == given("mission_id"))

    @staticmethod
    def holding(part: FromClause) -> Sequence[ColumnElement[bool]]:
        """The persons' parts whose dates hold on ``day``; no date is no bound."""
        return (
            or_(part.c.from_date.is_(None), part.c.from_date <= given("day")),
            or_(part.c.to_date.is_(None), part.c.to_date >= given("day")),
        )


@dataclass(frozen=True, slots=True)
class Wish:
    """One thing the rows must be. Wishes of the same name make the same statement, whatever their values."""

    name: str
    clause: Callable[[Tables], ColumnElement[bool]] = field(compare=False)
    values: Mapping[str, Any] = field(default_factory=dict, compare=False)
    # Whatever is so serves the mission, and needs not be asked for it.
    in_mission: bool = field(default=False, compare=False)


def _wishes(asked: Asked) -> tuple[Wish, ...]:
    """What is asked for, but for the offered columns."""
    found = [_finds(place, word) for place, word in enumerate(keys.search_key(asked.q).split())]
    for name, wish in _may_be_none(asked):
        if wish:
            found.append(
                Wish(f"no {name}", _MAY_BE_NONE[name][0])
                if wish == NONE
                else Wish(name, _MAY_BE_NONE[name][1], {name: wish})
            )
    if asked.state:
        found.append(Wish("state", lambda t: t.x.state == given("state"), {"state": asked.state}))
    if asked.lacks:
        lack = Lack(asked.lacks)
        found.append(Wish(f"lacks {lack}", lambda t: lacks(lack, t.initiative, at=t.at)))
    if asked.source:
        found.append(Wish("source", lambda t: t.x.source == given("source"), {"source": asked.source}))
    if asked.kind:
        found.append(Wish("kind", _is_of_kind, {"kind": asked.kind}))
    if asked.area == NONE:
        found.append(Wish("no area", lambda t: t.x.id.not_in(_acting(t.at))))
    elif asked.area:
        found.append(Wish("area", _acts_on, {"area": asked.area}, in_mission=True))
    if asked.without_assignment:
        found.append(Wish("no assignment", lambda t: ~_has_assignment(t)))
    if asked.entrusted_to is not None:
        found.append(Wish("mine", _entrusted, {"person_id": asked.entrusted_to, "day": asked.day}))
    return tuple(found)


def _may_be_none(asked: Asked) -> Sequence[tuple[str, str]]:
    return [(name, getattr(asked, name)) for name in _MAY_BE_NONE]


_MAY_BE_NONE: Mapping[str, tuple[Callable[[Tables], ColumnElement[bool]], Callable[[Tables], ColumnElement[bool]]]] = {
    "phase": (lambda t: t.x.phase.is_(None), lambda t: t.x.phase == given("phase")),
    "segment": (lambda t: t.tie.c.segment.is_(None), lambda t: t.tie.c.segment == given("segment")),
    "adoption": (lambda t: t.tie.c.adoption.is_(None), lambda t: t.tie.c.adoption == given("adoption")),
    "lead": (lambda t: t.x.lead_id.is_(None), lambda t: t.x.lead_id.in_(_leads_where(t.at, "code", "lead"))),
}


def _leads_where(at: At, column: str, name: str) -> Select[*tuple[Any, ...]]:
    lead = at.rows(Organisation)
    return select(lead.c.id).where(lead.c[column] == given(name))


def _finds(place: int, word: str) -> Wish:
    """The word is in the initiative's own words or its lead's, or is its code however many noughts are typed."""
    part, code = f"word_{place}", f"code_{place}"

    def clause(t: Tables) -> ColumnElement[bool]:
        def ways(x: Any) -> tuple[ColumnElement[bool], ...]:
            lead = t.at.rows(Organisation)
            led = select(lead.c.id).where(lead.c.search_key.like(given(part), escape="/"))
            return x.search_key.like(given(part), escape="/"), x.lead_id.in_(led), x.code_key == given(code)

        if t.at.deed is not None:
            return or_(*ways(t.x))
        # Each way apart, because one «or» over all would keep PostgreSQL from the index on the words.
        apart = []
        for place in range(3):
            other = t.at.rows(Initiative)
            apart.append(select(other.c.id).where(ways(other.c)[place]))
        return t.x.id.in_(union_all(*apart))

    return Wish(part, clause, {part: f"%{_literally(word)}%", code: keys.sort_key(word)})


def _literally(word: str) -> str:
    """The word with what LIKE would take for a pattern made plain."""
    return word.replace("/", "//").replace("%", "/%").replace("_", "/_")


def _is_of_kind(t: Tables) -> ColumnElement[bool]:
    return or_(t.x.kind == given("kind"), t.x.second_kind == given("kind"))


def _acting(at: At) -> Select[*tuple[Any, ...]]:
    part = at.rows(Contribution)
    return select(part.c.initiative_id).where(part.c.mission_id == given("mission_id"))


def _acts_on(t: Tables) -> ColumnElement[bool]:
    part, area = t.at.rows(Contribution), t.at.rows(Area)
    return t.x.id.in_(
        select(part.c.initiative_id)
        .select_from(part.join(area, area.c.id == part.c.area_id))
        .where(area.c.mission_id == given("mission_id"), area.c.code == given("area"))
    )


def _has_assignment(t: Tables) -> ColumnElement[bool]:
    tied = t.at.rows(InitiativeAssignment)
    return t.x.id.in_(select(tied.c.initiative_id))


def _entrusted(t: Tables) -> ColumnElement[bool]:
    part = t.at.rows(InitiativePerson)
    return t.x.id.in_(
        select(part.c.initiative_id).where(
            part.c.person_id == given("person_id"), part.c.part.in_(ENTRUSTED), *t.holding(part)
        )
    )


class Finding:
    """Finds the ids of the initiatives asked for. ``offered`` are the columns that other chapters offer, by key."""

    def __init__(self, asked: Asked, offered: Mapping[str, Offered], *, at: At) -> None:
        self.asked, self.offered, self.at = asked, offered, at
        self._wishes = _wishes(asked)
        self._values: dict[str, Any] = {"mission_id": asked.mission_id}
        for wish in self._wishes:
            self._values.update(wish.values)
        self._sees_all = allowed_all(InitiativePermission.VIEW, asked.mission_id)

    @property
    def narrowed(self) -> bool:
        """Whether not all are asked for."""
        return bool(self._wishes or self.asked.offered)

    def all(self) -> int:
        """How many initiatives of the mission the reader may see. One statement."""
        if self._sees_all:
            return int(_serving(at=self.at, mission_id=self.asked.mission_id).scalar() or 0)
        everything = Asked(self.asked.mission_id, self.asked.day)
        return len(Finding(everything, {}, at=self.at).ids()[0])

    def ids(self, *, limit: int | None = None, offset: int = 0) -> tuple[list[int], int]:
        """The ids in the order asked for, and how many there are in all of them. One statement.

        The number is only true of a page with rows; that of a list that nothing narrows is :meth:`all`, and cheaper.
        """
        shape = (self.asked.sort, self._wishes, limit is not None)
        values = self._values if limit is None else {**self._values, "limit": limit, "offset": offset}
        if self._sees_all and not self.asked.offered and self.asked.sort.removeprefix("-") in SORTS:
            found = _finding(*shape)(at=self.at, **values).all()
        else:
            query = _built(self.at, *shape, offered=self.offered, narrowing=self.asked.offered, sees_all=self._sees_all)
            found = list(db.session.execute(query, values))
        ids = [row[0] for row in found]
        return ids, found[0][1] if found and limit is not None and self.narrowed else offset + len(ids)


@Question
def _serving(at: At) -> Select[*tuple[Any, ...]]:
    tie = at.rows(InitiativeMission)
    return select(func.count()).select_from(tie).where(tie.c.mission_id == given("mission_id"))


@Shapes
def _finding(at: At, sort: str, asking: tuple[Wish, ...], limited: bool) -> Select[*tuple[Any, ...]]:
    return _built(at, sort, asking, limited)


def _built(
    at: At,
    sort: str,
    asking: Sequence[Wish],
    limited: bool,
    *,
    offered: Mapping[str, Offered] | None = None,
    narrowing: Mapping[str, str] | None = None,
    sees_all: bool = True,
) -> Select[*tuple[Any, ...]]:
    t = Tables(at)
    offered, narrowing, key = offered or {}, narrowing or {}, sort.removeprefix("-")
    narrowed = bool(asking or narrowing)
    by = offered[key].joined() if key not in SORTS else None
    query = select(t.x.id, *((func.count().over(),) if limited and narrowed else ())).where(
        *(wish.clause(t) for wish in asking)
    )
    source: FromClause = t.initiative
    if at.deed is None and not narrowed and key != "adoption":
        # Looked up for each initiative, in the order of the list, until the page is full.
        query = query.where(exists().where(t.serves()))
    elif not any(wish.in_mission for wish in asking) or key == "adoption" or _asks_the_tie(asking):
        source = source.join(t.tie, t.serves())
    if key == "lead":
        source = source.outerjoin(t.lead, t.lead.c.id == t.x.lead_id)
    if by is not None:
        source = source.outerjoin(by.table, by.initiative_id == t.x.id)
    query = query.where(*(offered[name].matches(value, t.x.id) for name, value in narrowing.items()))
    if not sees_all:
        query = query.where(allowed_rows(InitiativePermission.VIEW, initiative_facts(t.x.id)))
    query = query.select_from(source).order_by(*_order(t, sort, by))
    return (
        query.limit(bindparam("limit", type_=Integer)).offset(bindparam("offset", type_=Integer)) if limited else query
    )


def _asks_the_tie(asking: Sequence[Wish]) -> bool:
    """Whether any wish is about the initiative's place in the mission."""
    return any(name in wish.name for wish in asking for name in ("segment", "adoption"))


def _order(t: Tables, sort: str, joined: Joined | None) -> list[ColumnElement[Any]]:
    x, key = t.x, sort.removeprefix("-")
    match key:
        case "code":
            by: Sequence[ColumnElement[Any]] = (x.code_key,)
        case "title":
            by = (x.sort_key,)
        case "lead":
            by = (t.lead.c.sort_key,)
        case "phase":
            by = (case(*((x.phase == phase, place) for place, phase in enumerate(Phase))),)
        case "state":
            by = (case(*((x.state == state, place) for place, state in enumerate(State))),)
        case "adoption":
            by = (case(*((t.tie.c.adoption == word, place) for place, word in enumerate(Adoption))),)
        case "finish":
            by = (coalesce(x.actual_finish, x.forecast_finish, x.planned_finish),)
        case "build" | "run":
            by = (x[f"{key}_likely_ore"],)
        case _:
            by = joined.order if joined is not None else ()
    turned = (column.desc() if sort.startswith("-") else column.asc() for column in by)
    # No initiative is without code and title; «nulls last» would keep an index from being used for them.
    placed = turned if key in ("code", "title") else (column.nulls_last() for column in turned)
    return [*placed, x.code_key, x.id]
