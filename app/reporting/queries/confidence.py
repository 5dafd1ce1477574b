"""How sure owners and office are of the mission's initiatives: counted in the database, read for those that are shown.

Of thousands of initiatives a page shows a few dozen. Which ones, and how many there are of each kind, is one statement
that reads the rounds that count and nothing else; all words and days are read for the shown ones alone.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, cast, func, literal, null, or_, select, union_all
from sqlalchemy.sql.functions import coalesce

from app.missions.rules import Light
from app.plumbing.columns import BIG
from app.plumbing.formats import language
from app.plumbing.provenance import Source
from app.plumbing.questions import Shapes, given, given_any
from app.plumbing.record import At
from app.plumbing.totals import Among, Found, Key, totals
from app.portfolio.models import Initiative, InitiativeMission, InitiativeText
from app.portfolio.rules.life import REPORTING, State
from app.reporting.models import Assessment, StatusReport
from app.reporting.queries.latest import RATING, latest_of, light_of_today
from app.reporting.rules import PRESSING, TELLING, Difference, difference


@dataclass(frozen=True, slots=True)
class Rating:
    """A word of the scale, given by somebody in a round. ``own_word`` is theirs, before it was mapped."""

    code: str
    light: Light
    position: int
    word: str
    own_word: str
    round_title: str
    round_code: str
    cut_off: date
    stale: bool
    source: Source


@dataclass(frozen=True, slots=True)
class Confidence:
    """How sure the owner is of one initiative, and how sure the office is. None: never said."""

    initiative_id: int
    code: str
    title: str
    title_language: str
    state: State
    owner: Rating | None
    office: Rating | None

    @property
    def light(self) -> Light:
        """What counts now: the owner's light, or «none» where there is no fresh one."""
        return self.owner.light if self.owner and not self.owner.stale else Light.NONE

    @property
    def difference(self) -> Difference | None:
        """The office's rating held against the owner's, where both are fresh."""
        if self.owner is None or self.office is None or self.owner.stale or self.office.stale:
            return None
        return difference(self.owner.light, self.office.light)


def confidence_by_initiative(mission_id: int, ids: Collection[int] | None = None, *, at: At) -> list[Confidence]:
    """The mission's initiatives that are asked for reports, or these of them, by code, with both ratings.

    One statement. ``difference`` is WORSE where the office trusts it less.
    """
    asked = {"mission_id": mission_id, "language": language(), **({"ids": list(ids)} if ids is not None else {})}
    return [
        Confidence(
            initiative_id=row["id"],
            code=row["code"],
            title=row["title"],
            title_language=row["title_language"],
            state=row["state"],
            owner=_rating(row, "owner_"),
            office=_rating(row, "office_"),
        )
        for row in _each(ids is not None)(at=at, **asked).mappings()
    ]


@Shapes
def _each(at: At, some: bool) -> Select[*tuple[Any, ...]]:
    """Of the mission ``mission_id``, in ``language``; of the initiatives ``ids`` if some."""
    then, serves = at.rows(Initiative), at.rows(InitiativeMission)
    wanted, own = at.rows(InitiativeText), at.rows(InitiativeText)
    owner, office = (
        latest_of(
            model, given("mission_id"), at, name=name, given_only=model is StatusReport,
            words_in=given("language"), among=given_any("ids") if some else None,
        )
        for model, name in ((StatusReport, "latest_light"), (Assessment, "latest_assessment"))
    )  # fmt: skip
    query = (
        select(
            then.c.id,
            then.c.code,
            coalesce(wanted.c.title, own.c.title, then.c.code).label("title"),
            coalesce(wanted.c.language, then.c.language).label("title_language"),
            then.c.state,
            *(owner.c[name].label(f"owner_{name}") for name in RATING),
            *(office.c[name].label(f"office_{name}") for name in RATING),
        )
        .select_from(
            then.join(serves, serves.c.initiative_id == then.c.id)
            .outerjoin(wanted, and_(wanted.c.initiative_id == then.c.id, wanted.c.language == given("language")))
            .outerjoin(own, and_(own.c.initiative_id == then.c.id, own.c.language == then.c.language))
            .outerjoin(owner, owner.c.initiative_id == then.c.id)
            .outerjoin(office, office.c.initiative_id == then.c.id)
        )
        .where(serves.c.mission_id == given("mission_id"), then.c.state.in_(REPORTING))
        .order_by(then.c.code_key)
    )
    return query.where(then.c.id.in_(given_any("ids"))) if some else query


def _rating(row: Any, prefix: str) -> Rating | None:
    if row[f"{prefix}code"] is None:
        return None
    values = {name: row[f"{prefix}{name}"] for name in RATING}
    return Rating(**{**values, "stale": bool(values["stale"])})


@dataclass(frozen=True, slots=True)
class Shown:
    """The first of some initiatives, and how many there are of them in all."""

    rows: Sequence[Confidence]
    number: int


@dataclass(frozen=True, slots=True)
class Standing:
    """The mission's initiatives by confidence.

    ``counts`` are today's lights, worst first. ``pressing`` are those to talk about (red, yellow, or doubted by the
    office), worst first; ``calm`` the others, by code; ``doubted`` those the office trusts less than the owner does.
    """

    counts: Mapping[Light, int]
    pressing: Shown
    calm: Shown
    doubted: Shown

    @property
    def reds(self) -> Shown:
        """The first of the red ones: they stand first among the pressing."""
        return Shown([row for row in self.pressing.rows if row.light is Light.RED], self.counts.get(Light.RED, 0))


def standing(mission_id: int, *, first: int, at: At) -> Standing:
    """How the mission's initiatives stand, with the ``first`` of each kind. Two statements, however many there are."""
    lights: dict[Light, int] = {}
    numbers = {"pressing": 0, "calm": 0, "doubted": 0}
    chosen: dict[str, set[int]] = {"pressing": set(), "calm": set(), "doubted": set()}
    found = _standing(at=at, mission_id=mission_id, first=first)
    for kind, some in found.first.items():
        chosen[kind].update(initiative_id for initiative_id, _ in some)
    for (owner, office), (number,) in found.sums.items():
        light = owner or Light.NONE
        lights[light] = lights.get(light, 0) + number
        doubted = difference(owner, office) is Difference.WORSE
        numbers["doubted"] += number if doubted else 0
        numbers["pressing" if doubted or light in PRESSING else "calm"] += number
    rows = confidence_by_initiative(mission_id, set().union(*chosen.values()), at=at)
    order = {light: place for place, light in enumerate(TELLING)}
    worst_first = sorted(rows, key=lambda row: order[row.light])

    def shown(kind: str, among: Sequence[Confidence]) -> Shown:
        return Shown([row for row in among if row.initiative_id in chosen[kind]], numbers[kind])

    return Standing(
        counts={light: lights[light] for light in TELLING if light in lights},
        pressing=shown("pressing", worst_first),
        calm=shown("calm", rows),
        doubted=shown("doubted", worst_first),
    )


def _stood(rows: Sequence[Any]) -> Found:
    sums: dict[Key, tuple[int, ...]] = {}
    first: dict[str, list[tuple[int, tuple[Any, ...]]]] = {"pressing": [], "calm": [], "doubted": []}
    for kind, initiative_id, owner, office, number in rows:
        if kind == "count":
            sums[owner, office] = (int(number),)
        else:
            first[kind].append((initiative_id, ()))
    return Found(sums, first)


@totals(_stood)
def _standing(at: At, among: Among) -> Select[*tuple[Any, ...]]:
    """Counts by the two lights of today (kind «count»), and the ``first`` ids of each other kind."""
    then, serves = at.rows(Initiative), at.rows(InitiativeMission)
    owner, office = light_of_today(at, among=among), light_of_today(at, Assessment, among=among)
    every = (
        select(then.c.id, then.c.code_key, owner.c.light.label("owner"), office.c.light.label("office"))
        .select_from(
            then.join(serves, serves.c.initiative_id == then.c.id)
            .outerjoin(owner, owner.c.initiative_id == then.c.id)
            .outerjoin(office, office.c.initiative_id == then.c.id)
        )
        .where(serves.c.mission_id == given("mission_id"), among(then.c.id), then.c.state.in_(REPORTING))
        .cte("every")
    )
    light = coalesce(every.c.owner, literal(Light.NONE, every.c.owner.type))
    worst = case({kind: place for place, kind in enumerate(TELLING)}, value=light)
    doubted = coalesce(_doubted(every.c.owner, every.c.office), False)
    presses = or_(light.in_(PRESSING), doubted)

    def first(kind: str, wanted: ColumnElement[bool], *order: ColumnElement[Any]) -> Select[*tuple[Any, ...]]:
        found = (
            select(every.c.id, every.c.owner, every.c.office)
            .where(wanted)
            .order_by(*order, every.c.code_key)
            .limit(given("first"))
            .subquery()
        )
        return select(literal(kind), found.c.id, found.c.owner, found.c.office, literal(1))

    counts = select(
        literal("count").label("kind"), cast(null(), BIG).label("id"), every.c.owner, every.c.office,
        func.count().label("number"),
    ).group_by(every.c.owner, every.c.office)  # fmt: skip
    all_kinds = union_all(
        counts, first("pressing", presses, worst), first("calm", ~presses), first("doubted", doubted, worst)
    ).subquery()
    return select(all_kinds)


def _doubted(owner: ColumnElement[Any], office: ColumnElement[Any]) -> ColumnElement[bool]:
    """Where the office is worse, for every pair of lights of which the rule says so."""
    worse = {one: [other for other in Light if difference(one, other) is Difference.WORSE] for one in Light}
    return or_(*(and_(owner == one, office.in_(others)) for one, others in worse.items() if others))
