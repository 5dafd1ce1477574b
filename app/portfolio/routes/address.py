"""The register's address: what its query parameters ask for. A list can be sent by mail, so all of it stands there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from flask import abort, current_app, request
from flask_babel import gettext as _

from app.plumbing import clock
from app.plumbing.amounts import sign_of
from app.plumbing.asked import current_actor
from app.plumbing.formats import language
from app.plumbing.frame import MissionLink
from app.plumbing.pages import ROWS, here
from app.plumbing.provenance import Source
from app.plumbing.record import At
from app.plumbing.words import choices
from app.portfolio import queries
from app.portfolio.columns import RegisterColumn, offered
from app.portfolio.queries import NONE, SORTS
from app.portfolio.rules.life import State
from app.portfolio.rules.words import Adoption, Kind, Lack, Phase, Segment

SIZES = (25, 50, 100)
DEFAULT_COLUMNS = ("light", "phase", "lead", "area", "finish", "build")
LISTS: Mapping[str, type[StrEnum]] = {
    "phase": Phase,
    "state": State,
    "kind": Kind,
    "segment": Segment,
    "adoption": Adoption,
    "lacks": Lack,
}
MAY_BE_NONE = ("phase", "segment", "lead", "area", "adoption")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the register: its key in the address, its heading, and what it sorts by, if anything."""

    key: str
    label: str
    sort: str | None = None
    numeric: bool = False
    unit: str = ""
    offer: RegisterColumn | None = None


@dataclass(frozen=True, slots=True)
class Filter:
    """One question the list can be narrowed by: its values and words, and the one chosen."""

    name: str
    label: str
    options: tuple[tuple[str, str], ...]
    chosen: str

    @property
    def words(self) -> str:
        return dict(self.options).get(self.chosen, self.chosen)


@dataclass(frozen=True, slots=True)
class Chip:
    label: str
    remove_url: str


@dataclass(frozen=True, slots=True)
class Address:
    """The address, understood. ``columns`` are those shown and ``choosable`` all there are."""

    asked: queries.Asked
    columns: Sequence[Column]
    choosable: Sequence[Column]
    filters: Sequence[Filter]
    size: int
    mine: bool

    @property
    def shown(self) -> tuple[str, ...]:
        """The keys of the columns shown."""
        return tuple(column.key for column in self.columns)

    @property
    def column_words(self) -> tuple[tuple[str, str], ...]:
        """Key and label of every column there is."""
        return tuple((column.key, column.label) for column in self.choosable)

    def register(self, *, at: At) -> queries.Register:
        """The list that is asked for, ready to be read."""
        wanted = {*self.shown, *self.asked.offered} | {self.asked.sort.removeprefix("-")}
        mission = self.asked.mission_id
        offers = {column.key: column.offer(at, mission) for column in offered() if column.key in wanted}
        return queries.Register(self.asked, offers, at=at, showing=self.shown)

    @property
    def chips(self) -> list[Chip]:
        """What the list is narrowed by, each with the address without it."""
        chips = []
        if self.asked.q:
            chips.append(Chip(f"«{self.asked.q}»", here(q=None, page=None)))
        chips += [
            Chip(f"{wish.label}: {wish.words}", here(**{wish.name: None, "page": None}))
            for wish in self.filters
            if wish.chosen
        ]
        if self.asked.without_assignment:
            chips.append(Chip(_("Without assignment"), here(**{"without-assignment": None, "page": None})))
        if self.mine:
            chips.append(Chip(_("My own"), here(owner=None, page=None)))
        return chips


def read(mission: MissionLink, *, at: At) -> Address:
    """The address of this request. An answer that no list has is a bad request: the page must not say otherwise."""
    wishes = {name: _wish(name) for name in ("area", "lead", "source", *LISTS)}
    for name, words in LISTS.items():
        _known(wishes[name], {*words, *((NONE,) if name in MAY_BE_NONE else ())})
    _known(wishes["source"], {*Source})
    _known(mine := _wish("owner"), {"me"})
    _known(alone := _wish("without-assignment"), {"1"})
    columns = _choosable(mission)
    shown = request.args.getlist("columns") or _usual(columns, mission, at=at)
    for key in shown:
        _known(key, {column.key for column in columns})
    sort = _wish("sort") or "code"
    _known(sort.removeprefix("-") or sort, {*SORTS, *(column.key for column in offered())})
    asked = queries.Asked(
        mission_id=mission.id,
        day=at.day or clock.today(),
        q=_wish("q"),
        **wishes,
        without_assignment=bool(alone),
        entrusted_to=current_actor().person_id if mine else None,
        offered={column.key: wish for column in offered() if column.options and (wish := _wish(column.key))},
        sort=sort,
    )
    size = _wish("rows")
    return Address(
        asked=asked,
        columns=[column for column in columns if column.key in shown],
        choosable=columns,
        filters=_filters(asked, at=at),
        size=int(size) if size in map(str, SIZES) else ROWS,
        mine=bool(mine),
    )


def _usual(columns: Sequence[Column], mission: MissionLink, *, at: At) -> list[str]:
    """The columns shown to who asks for none in particular."""
    unasked = [c.key for c in columns if c.offer and c.offer.unasked and c.offer.unasked(at, mission.id)]
    return [key for key in (*unasked, *DEFAULT_COLUMNS) if key in {column.key for column in columns}]


def _wish(name: str) -> str:
    return " ".join(request.args.get(name, "").split())[:200]


def _known(wish: str, values: set[str]) -> None:
    if wish and wish not in values:
        abort(400)


def _choosable(mission: MissionLink) -> tuple[Column, ...]:
    """Every column there is, in the order they are shown; the same for all readers of one language."""
    known: dict[tuple[str, str], tuple[Column, ...]]
    known = current_app.extensions.setdefault("floke_choosable_columns", {})
    shape = (language(), mission.currency)
    if shape not in known:
        known[shape] = _all_columns(_("mill. %(currency)s", currency=sign_of(mission.currency)))
    return known[shape]


def _all_columns(million: str) -> tuple[Column, ...]:
    return (
        *(Column(column.key, str(column.label), column.key, offer=column) for column in offered()),
        Column("phase", _("Phase"), "phase"),
        Column("state", _("State"), "state"),
        Column("kind", _("Kind")),
        Column("lead", _("Lead"), "lead"),
        Column("owner", _("Owner")),
        Column("area", _("Challenge areas")),
        Column("segment", _("Segment")),
        Column("moscow", _("Priority")),
        Column("adoption", _("Adopted as"), "adoption"),
        Column("finish", _("Finish"), "finish"),
        Column("original", _("Original finish")),
        Column("build", _("Build cost"), "build", numeric=True, unit=million),
        Column("run", _("Yearly run cost"), "run", numeric=True, unit=million),
        Column("assignment", _("Assignment")),
    )


def _filters(asked: queries.Asked, *, at: At) -> list[Filter]:
    none = (NONE, _("None"))
    mission = asked.mission_id
    in_areas = [(code, f"{code} {title}") for code, title in queries.area_words(mission, at=at)]
    leading = queries.leads(mission, at=at)
    origins = {
        Source.PUBLISHED: _("Published"),
        Source.ILLUSTRATIVE: _("Illustrative"),
        Source.ENTERED: _("Entered here"),
        Source.IMPORTED: _("Imported"),
    }
    return [
        Filter("area", _("Challenge area"), (*in_areas, (NONE, _("Without challenge area"))), asked.area),
        *_offered_filters(asked, at=at, unasked=False),
        Filter("phase", _("Phase"), (*choices(Phase), none), asked.phase),
        *_offered_filters(asked, at=at, unasked=True),
        Filter("state", _("State"), choices(State), asked.state),
        Filter("kind", _("Kind"), choices(Kind), asked.kind),
        Filter("lead", _("Lead"), (*leading, none), asked.lead),
        Filter("segment", _("Segment"), (*choices(Segment), none), asked.segment),
        Filter("adoption", _("Adopted as"), (*choices(Adoption), (NONE, _("Not adopted"))), asked.adoption),
        Filter("lacks", _("What is missing"), choices(Lack), asked.lacks),
        Filter("source", _("Source"), tuple((source.value, words) for source, words in origins.items()), asked.source),
    ]


def _offered_filters(asked: queries.Asked, *, at: At, unasked: bool) -> list[Filter]:
    """The filters of the columns other chapters offer; of those that only some missions need, after the common ones."""
    return [
        Filter(
            column.key,
            str(column.label),
            tuple(options(at, asked.mission_id)),
            asked.offered.get(column.key, ""),
        )
        for column in offered()
        if (options := column.options) and bool(column.unasked) is unasked
    ]
