"""The register: a mission's initiatives, filtered, sorted and cut into pages, whatever their number."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, exists, false, func, literal, select
from sqlalchemy.sql.functions import coalesce

from app.missions.models import Area
from app.people.models import Identity, Organisation
from app.plumbing.formats import language
from app.plumbing.periods import Period
from app.plumbing.provenance import Origins, Source, origins
from app.plumbing.questions import Shapes, given, given_any
from app.plumbing.record import At
from app.portfolio.models import (
    Contribution,
    Initiative,
    InitiativeAssignment,
    InitiativeMission,
    InitiativePerson,
    InitiativeText,
)
from app.portfolio.queries.finding import Asked, Finding, Tables
from app.portfolio.queries.joined import Cell, Offered
from app.portfolio.queries.shapes import period
from app.portfolio.rules.life import State
from app.portfolio.rules.words import Adoption, Kind, Moscow, PersonPart, Phase, Segment


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
    adoption: Adoption | None
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
    offered: Mapping[str, Cell]

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


@dataclass(frozen=True, slots=True)
class Page:
    """Some rows of the list: those of page ``number``, counted from 1."""

    counts: Counts
    number: int
    rows: list[Row]


def _pages(rows: int, size: int) -> int:
    return max(1, -(-rows // size))


# The rows of so many are read by their ids; more than that are picked out of the whole mission.
SOME = 500
# Columns that have to be looked for, row by row.
DEAR = frozenset({"owner", "assignment"})


class Register:
    """The ids are found first, then those shown are read: what a page costs hangs on the page, not on the portfolio."""

    def __init__(
        self,
        asked: Asked,
        offered: Mapping[str, Offered],
        *,
        at: At,
        showing: Collection[str] | None = None,
    ) -> None:
        """``showing`` are the keys of the columns shown, all if None: what costs more is read for these only."""
        self.asked, self.at = asked, at
        self._dear = DEAR if showing is None else DEAR & set(showing)
        self._shown = {key: offer for key, offer in offered.items() if showing is None or key in showing}
        self._finding = Finding(asked, offered, at=at)

    def counts(self) -> Counts:
        """Two statements, one where nothing narrows the list."""
        number = self._finding.all()
        return Counts(number, self._finding.ids(limit=1)[1] if self._finding.narrowed else number)

    def page(self, number: int, size: int) -> Page:
        """The page asked for, or the last one there is. Seven statements at most, two more past the end."""
        in_all = self._finding.all()
        if not self._finding.narrowed:
            number = min(number, _pages(in_all, size))
            ids, found = self._finding.ids(limit=size, offset=(number - 1) * size)[0], in_all
        else:
            ids, found = self._finding.ids(limit=size, offset=(number - 1) * size)
            if not ids and number > 1:
                found = self._finding.ids(limit=1)[1]
                number = _pages(found, size)
                ids, _ = self._finding.ids(limit=size, offset=(number - 1) * size)
        return Page(Counts(in_all, found), number, self._read(ids))

    def rows(self) -> list[Row]:
        """All rows asked for, in the order asked for; equal rows by code."""
        return self._read(self._finding.ids()[0])

    def _read(self, ids: Sequence[int]) -> list[Row]:
        """Three statements and one for each offered column, whatever their number; none without rows."""
        if not ids:
            return []
        among = ids if len(ids) <= SOME else None
        asked: dict[str, Any] = {"mission_id": self.asked.mission_id, "ids": among}
        whole = _whole(among is not None, self._dear)(at=self.at, **asked, language=language(), day=self.asked.day)
        by_id = {row.id: row for row in whole}
        areas = self._marks(among)
        said = origins("initiative", [(row_id, by_id[row_id].source) for row_id in ids], at=self.at)
        cells = {key: (offer.cells(among), offer.empty) for key, offer in self._shown.items()}
        return [
            _row(
                by_id[row_id],
                areas.get(row_id, ()),
                said[row_id],
                {key: known.get(row_id, empty) for key, (known, empty) in cells.items()},
            )
            for row_id in ids
        ]

    def _marks(self, ids: Sequence[int] | None) -> dict[int, tuple[AreaMark, ...]]:
        """The areas these initiatives act on, the main one first."""
        found: defaultdict[int, list[AreaMark]] = defaultdict(list)
        asked = {"mission_id": self.asked.mission_id, "ids": ids}
        for initiative_id, *mark in _acting_on(ids is not None)(at=self.at, **asked):
            found[initiative_id].append(AreaMark(*mark))
        return {initiative_id: tuple(marks) for initiative_id, marks in found.items()}


@Shapes
def _whole(at: At, some: bool, dear: frozenset[str]) -> Select[*tuple[Any, ...]]:
    """The rows of the initiatives ``ids``, or of the whole mission."""
    initiative, tie, lead = at.rows(Initiative), at.rows(InitiativeMission), at.rows(Organisation)
    wanted, own = at.rows(InitiativeText), at.rows(InitiativeText)
    x = initiative.c
    source = (
        initiative.join(tie, and_(tie.c.initiative_id == x.id, tie.c.mission_id == given("mission_id")))
        .outerjoin(lead, lead.c.id == x.lead_id)
        .outerjoin(wanted, and_(wanted.c.initiative_id == x.id, wanted.c.language == given("language")))
        .outerjoin(own, and_(own.c.initiative_id == x.id, own.c.language == x.language))
    )
    query = select(
        x.id,
        x.code,
        coalesce(wanted.c.title, own.c.title, x.code).label("title"),
        coalesce(wanted.c.language, x.language).label("title_language"),
        x.kind,
        x.state,
        x.phase,
        tie.c.segment,
        tie.c.moscow,
        tie.c.adoption,
        coalesce(lead.c.name, "").label("lead"),
        coalesce(func.nullif(lead.c.short_name, ""), lead.c.name, "").label("lead_short"),
        (coalesce(_owner(at, x.id), "") if "owner" in dear else literal("")).label("owner"),
        # What happened, else what is forecast, else what is planned.
        coalesce(x.actual_finish, x.forecast_finish, x.planned_finish).label("finish"),
        case(
            (x.actual_finish.is_not(None), x.actual_finish_precision),
            (x.forecast_finish.is_not(None), x.forecast_finish_precision),
            else_=x.planned_finish_precision,
        ).label("finish_precision"),
        x.original_finish,
        x.original_finish_precision,
        x.build_likely_ore,
        x.run_likely_ore,
        x.price_year,
        (_assigned(at, x.id) if "assignment" in dear else false()).label("has_assignment"),
        x.source,
    ).select_from(source)
    return query.where(x.id.in_(given_any("ids"))) if some else query


def _owner(at: At, initiative_id: ColumnElement[int]) -> ColumnElement[str | None]:
    """The owner's present name: an erased person has none, on any day."""
    part, identity = at.rows(InitiativePerson), at.rows(Identity)
    return (
        select(identity.c.name)
        .where(
            part.c.initiative_id == initiative_id,
            part.c.part == PersonPart.OWNER,
            part.c.person_id == identity.c.person_id,
            *Tables.holding(part),
        )
        .order_by(part.c.from_date.desc())
        .limit(1)
        .scalar_subquery()
    )


def _assigned(at: At, initiative_id: ColumnElement[int]) -> ColumnElement[bool]:
    tied = at.rows(InitiativeAssignment)
    return exists().where(tied.c.initiative_id == initiative_id)


@Shapes
def _acting_on(at: At, some: bool) -> Select[*tuple[Any, ...]]:
    part, area = at.rows(Contribution), at.rows(Area)
    query = (
        select(part.c.initiative_id, area.c.code, area.c.colour, part.c.main, part.c.source)
        .select_from(part.join(area, area.c.id == part.c.area_id))
        .where(part.c.mission_id == given("mission_id"))
        .order_by(part.c.initiative_id, part.c.main.desc(), area.c.position, area.c.id)
    )
    return query.where(part.c.initiative_id.in_(given_any("ids"))) if some else query


def _row(row: Any, areas: tuple[AreaMark, ...], said: Origins, cells: Mapping[str, Cell]) -> Row:
    return Row(
        id=row.id,
        code=row.code,
        title=row.title,
        title_language=row.title_language,
        kind=row.kind,
        state=row.state,
        phase=row.phase,
        segment=row.segment,
        moscow=row.moscow,
        adoption=row.adoption,
        lead=row.lead,
        lead_short=row.lead_short,
        owner=row.owner,
        finish=period(row.finish, row.finish_precision),
        original=period(row.original_finish, row.original_finish_precision),
        build_ore=row.build_likely_ore,
        run_ore=row.run_likely_ore,
        price_year=row.price_year,
        has_assignment=bool(row.has_assignment),
        areas=areas,
        origins=said,
        offered=cells,
    )
