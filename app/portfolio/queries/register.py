"""The register: a mission's initiatives, filtered, sorted and cut into pages, whatever their number."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, exists, func, or_, select
from sqlalchemy.sql.functions import coalesce

from app.missions.models import Area
from app.people.models import Identity, Organisation
from app.plumbing import keys
from app.plumbing.access import allowed_rows
from app.plumbing.db import db
from app.plumbing.formats import language
from app.plumbing.periods import Period, Precision
from app.plumbing.provenance import Origins, Source, origins
from app.plumbing.record import At
from app.portfolio.models import (
    Contribution,
    Initiative,
    InitiativeAssignment,
    InitiativeMission,
    InitiativePerson,
    InitiativeText,
)
from app.portfolio.policy import InitiativePermission
from app.portfolio.queries.joined import Joined
from app.portfolio.queries.subjects import ENTRUSTED, initiative_facts
from app.portfolio.rules.life import State
from app.portfolio.rules.words import Kind, Moscow, PersonPart, Phase, Segment

# The filter value for «has none».
NONE = "none"

SORTS = ("code", "title", "lead", "phase", "state", "finish", "build", "run")


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
    source: str = ""
    without_assignment: bool = False
    entrusted_to: int | None = None
    offered: Mapping[str, str] = field(default_factory=dict)
    sort: str = "code"


@dataclass(frozen=True, slots=True)
class AreaMark:
    """A challenge area an initiative acts on; ``colour`` is its place in the palette, counted from 1."""

    code: str
    colour: int
    main: bool
    source: Source


@dataclass(frozen=True, slots=True)
class Row:
    """One initiative in the register. Amounts are øre; ``finish`` is the date now expected or what happened."""

    id: int
    code: str
    title: str
    title_language: str
    kind: Kind
    state: State
    phase: Phase | None
    segment: Segment | None
    moscow: Moscow | None
    lead: str
    lead_short: str
    owner: str
    finish: Period | None
    original: Period | None
    build_ore: int | None
    run_ore: int | None
    price_year: int | None
    has_assignment: bool
    areas: tuple[AreaMark, ...]
    origins: Origins
    offered: Mapping[str, Mapping[str, Any]]

    @property
    def illustrative(self) -> str:
        """«all», «partly» or nothing: what the row's tag must say of everything the row shows."""
        if self.origins.all_illustrative:
            return "all"
        parts = {mark.source for mark in self.areas} | {cell.get("source") for cell in self.offered.values()}
        return "partly" if self.origins.some_illustrative or Source.ILLUSTRATIVE in parts else ""


@dataclass(frozen=True, slots=True)
class Counts:
    """How many initiatives the mission has, and how many of them are asked for."""

    all: int
    found: int


class Register:
    """One statement, put together from what is asked and from the columns in use; asked for numbers and for rows."""

    def __init__(self, asked: Asked, joined: Mapping[str, Joined], *, at: At) -> None:
        self.asked, self.joined, self.at = asked, joined, at
        self.initiative, self.tie = at.of(Initiative), at.of(InitiativeMission)
        self.lead = at.of(Organisation)
        self.wanted, self.own = at.again(InitiativeText), at.again(InitiativeText)

    def counts(self) -> Counts:
        """One statement."""
        matching = case((and_(*self._wishes()), 1)) if self._wishes() else self.initiative.id
        row = db.session.execute(self._from(select(func.count(), func.count(matching)))).one()
        return Counts(*row)

    def rows(self, *, limit: int | None = None, offset: int = 0) -> list[Row]:
        """The rows asked for, in the order asked for; equal rows by code. Three statements, one without rows."""
        x, tie = self.initiative, self.tie
        query = self._from(
            select(
                x.id,
                x.code,
                coalesce(self.wanted.title, self.own.title, x.code).label("title"),
                coalesce(self.wanted.language, x.language).label("title_language"),
                x.kind,
                x.state,
                x.phase,
                tie.segment,
                tie.moscow,
                coalesce(self.lead.name, "").label("lead"),
                coalesce(func.nullif(self.lead.short_name, ""), self.lead.name, "").label("lead_short"),
                coalesce(self._owner(), "").label("owner"),
                *self._finish(),
                x.original_finish,
                x.original_finish_precision,
                x.build_likely_ore,
                x.run_likely_ore,
                x.price_year,
                self._has_assignment().label("has_assignment"),
                x.source,
                *(
                    value.label(f"{key}__{name}")
                    for key, joined in self.joined.items()
                    for name, value in joined.values.items()
                ),
            )
        )
        found = db.session.execute(
            query.where(*self._wishes()).order_by(*self._order()).limit(limit).offset(offset or None)
        ).all()
        areas = self._marks([row.id for row in found])
        said = origins("initiative", [(row.id, row.source) for row in found], at=self.at)
        return [self._row(row._mapping, areas, said) for row in found]

    def _row(
        self, row: Mapping[Any, Any], areas: Mapping[int, tuple[AreaMark, ...]], said: Mapping[int, Origins]
    ) -> Row:
        return Row(
            id=row["id"],
            code=row["code"],
            title=row["title"],
            title_language=row["title_language"],
            kind=row["kind"],
            state=row["state"],
            phase=row["phase"],
            segment=row["segment"],
            moscow=row["moscow"],
            lead=row["lead"],
            lead_short=row["lead_short"],
            owner=row["owner"],
            finish=_period(row["finish"], row["finish_precision"]),
            original=_period(row["original_finish"], row["original_finish_precision"]),
            build_ore=row["build_likely_ore"],
            run_ore=row["run_likely_ore"],
            price_year=row["price_year"],
            has_assignment=bool(row["has_assignment"]),
            areas=areas.get(row["id"], ()),
            origins=said[row["id"]],
            offered={
                key: {name: row[f"{key}__{name}"] for name in joined.values} for key, joined in self.joined.items()
            },
        )

    def _from(self, query: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
        """Every initiative of the mission that the reader may see, with what is joined to it."""
        x = self.initiative
        query = (
            query.select_from(x)
            .join(self.tie, and_(self.tie.initiative_id == x.id, self.tie.mission_id == self.asked.mission_id))
            .outerjoin(self.lead, self.lead.id == x.lead_id)
            .outerjoin(self.wanted, and_(self.wanted.initiative_id == x.id, self.wanted.language == language()))
            .outerjoin(self.own, and_(self.own.initiative_id == x.id, self.own.language == x.language))
        )
        for joined in self.joined.values():
            query = query.outerjoin(joined.table, joined.initiative_id == x.id)
        return query.where(allowed_rows(InitiativePermission.VIEW, initiative_facts(x.id)))

    def _wishes(self) -> list[ColumnElement[bool]]:
        asked, x, tie = self.asked, self.initiative, self.tie
        wishes = [self._finds(word) for word in keys.search_key(asked.q).split()]
        for wish, column in ((asked.phase, x.phase), (asked.segment, tie.segment), (asked.lead, self.lead.code)):
            if wish:
                wishes.append(column.is_(None) if wish == NONE else column == wish)
        for wish, wanted in ((asked.state, x.state), (asked.source, x.source)):
            if wish:
                wishes.append(wanted == wish)
        if asked.kind:
            wishes.append(or_(x.kind == asked.kind, x.second_kind == asked.kind))
        if asked.area:
            wishes.append(self._acts_on(asked.area))
        if asked.without_assignment:
            wishes.append(~self._has_assignment())
        if asked.entrusted_to is not None:
            wishes.append(self._entrusted(asked.entrusted_to))
        for key, wish in asked.offered.items():
            matches = self.joined[key].matches
            if matches is not None:
                wishes.append(matches(wish))
        return wishes

    def _finds(self, word: str) -> ColumnElement[bool]:
        """The word is in the initiative's own words or its lead's, or is its code however many noughts are typed."""
        return or_(
            self.initiative.search_key.contains(word, autoescape=True),
            coalesce(self.lead.search_key, "").contains(word, autoescape=True),
            self.initiative.code_key == keys.sort_key(word),
        )

    def _acts_on(self, code: str) -> ColumnElement[bool]:
        part, area = self.at.of(Contribution), self.at.of(Area)
        acts = (
            exists()
            .where(part.initiative_id == self.initiative.id, part.mission_id == self.asked.mission_id)
            .where(area.id == part.area_id)
        )
        return ~acts if code == NONE else acts.where(area.code == code)

    def _has_assignment(self) -> ColumnElement[bool]:
        tied = self.at.of(InitiativeAssignment)
        return exists().where(tied.initiative_id == self.initiative.id)

    def _entrusted(self, person_id: int) -> ColumnElement[bool]:
        part = self.at.of(InitiativePerson)
        return exists().where(
            part.initiative_id == self.initiative.id,
            part.person_id == person_id,
            part.part.in_(ENTRUSTED),
            or_(part.from_date.is_(None), part.from_date <= self.asked.day),
            or_(part.to_date.is_(None), part.to_date >= self.asked.day),
        )

    def _owner(self) -> ColumnElement[str | None]:
        """The owner's present name: an erased person has none, on any day."""
        part = self.at.of(InitiativePerson)
        return (
            select(Identity.name)
            .where(
                part.initiative_id == self.initiative.id,
                part.part == PersonPart.OWNER,
                part.person_id == Identity.person_id,
                or_(part.from_date.is_(None), part.from_date <= self.asked.day),
                or_(part.to_date.is_(None), part.to_date >= self.asked.day),
            )
            .order_by(part.from_date.desc())
            .limit(1)
            .scalar_subquery()
        )

    def _finish(self) -> tuple[ColumnElement[Any], ColumnElement[Any]]:
        """What happened, else what is forecast, else what is planned, with its precision."""
        x = self.initiative
        return (
            coalesce(x.actual_finish, x.forecast_finish, x.planned_finish).label("finish"),
            case(
                (x.actual_finish.is_not(None), x.actual_finish_precision),
                (x.forecast_finish.is_not(None), x.forecast_finish_precision),
                else_=x.planned_finish_precision,
            ).label("finish_precision"),
        )

    def _order(self) -> list[Any]:
        x = self.initiative
        key, down = self.asked.sort.removeprefix("-"), self.asked.sort.startswith("-")
        own: dict[str, Sequence[Any]] = {
            "code": (x.code_key,),
            "title": (x.sort_key,),
            "lead": (self.lead.sort_key,),
            "phase": (case(*((x.phase == phase, place) for place, phase in enumerate(Phase))),),
            "state": (case(*((x.state == state, place) for place, state in enumerate(State))),),
            "finish": (coalesce(x.actual_finish, x.forecast_finish, x.planned_finish),),
            "build": (x.build_likely_ore,),
            "run": (x.run_likely_ore,),
        }
        by = own[key] if key in own else self.joined[key].order
        return [*((column.desc() if down else column.asc()).nulls_last() for column in by), x.code_key, x.id]

    def _marks(self, ids: Sequence[int]) -> dict[int, tuple[AreaMark, ...]]:
        """The areas these initiatives act on, the main one first."""
        found: defaultdict[int, list[AreaMark]] = defaultdict(list)
        if ids:
            part, area = self.at.of(Contribution), self.at.of(Area)
            rows = db.session.execute(
                select(part.initiative_id, area.code, area.colour, part.main, part.source)
                .join(area, area.id == part.area_id)
                .where(part.mission_id == self.asked.mission_id, part.initiative_id.in_(ids))
                .order_by(part.initiative_id, part.main.desc(), area.position, area.id)
            )
            for initiative_id, code, colour, main, source in rows:
                found[initiative_id].append(AreaMark(code, colour, main, source))
        return {initiative_id: tuple(marks) for initiative_id, marks in found.items()}


def _period(first: date | None, precision: Precision | None) -> Period | None:
    return None if first is None or precision is None else Period(first, precision)
