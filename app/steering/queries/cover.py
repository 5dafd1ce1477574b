"""How the mission's challenge areas are covered by initiatives."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, select

from app.missions.rules import Light, Strength
from app.plumbing.questions import given
from app.plumbing.record import At
from app.plumbing.totals import Among, grouped, totals
from app.portfolio.models import Contribution, Initiative
from app.portfolio.rules.life import State
from app.reporting.queries import light_of_today
from app.steering.rules import AreaCover

# What counts as cover: alive, or already there. Stopped and refused cover nothing.
COVERING = (
    State.PROPOSED, State.CONSIDERED, State.IN_PORTFOLIO, State.ONGOING, State.ON_HOLD, State.DELIVERED,
    State.IN_REALISATION,
)  # fmt: skip


def cover_by_area(mission_id: int, *, at: At) -> dict[int, AreaCover]:
    """Cover by area id; an area nobody acts on is left out. Two statements.

    ``build_ore`` is the likely build cost of those that have the area as their main one, so that no krone counts twice;
    ``lights`` are theirs as well, and where there is no fresh one it is «none».
    """
    lights: defaultdict[int, Counter[Light]] = defaultdict(Counter)
    for (area_id, light), (number,) in _lights(at=at, mission_id=mission_id).sums.items():
        if area_id is not None:
            lights[area_id][light] += number
    found = {}
    for (area_id,), figures in _sums(at=at, mission_id=mission_id).sums.items():
        contributing, strong, main, under_way, delivered, build = figures
        told = lights[area_id]
        if silent := main - told.total():
            told[Light.NONE] += silent
        found[area_id] = AreaCover(
            area_id=area_id,
            contributing=contributing,
            strong=strong,
            main=main,
            under_way=under_way,
            delivered=delivered,
            build_ore=build,
            lights=told,
        )
    return found


def _count(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.sum(case((condition, 1), else_=0))


@totals(grouped(keys=1))
def _sums(at: At, among: Among) -> Select[*tuple[Any, ...]]:
    part, initiative = at.rows(Contribution), at.rows(Initiative)
    return (
        select(
            part.c.area_id,
            func.count(),
            _count(part.c.strength == Strength.STRONG),
            _count(part.c.main.is_(True)),
            _count(initiative.c.state == State.ONGOING),
            _count(initiative.c.state.in_((State.DELIVERED, State.IN_REALISATION))),
            func.sum(case((part.c.main, initiative.c.build_likely_ore), else_=0)),
        )
        .select_from(part.join(initiative, initiative.c.id == part.c.initiative_id))
        .where(part.c.mission_id == given("mission_id"), among(part.c.initiative_id), initiative.c.state.in_(COVERING))
        .group_by(part.c.area_id)
    )


@totals(grouped(keys=2))
def _lights(at: At, among: Among) -> Select[*tuple[Any, ...]]:
    """The fresh lights of those that have an area as their main one; those that have none stand under no area.

    Outer joins from the lights outwards: the one order that looks up each of them once. Left to itself SQLite goes
    through all lights anew for each contribution.
    """
    latest, part, initiative = light_of_today(at, among=among), at.rows(Contribution), at.rows(Initiative)
    main = and_(
        part.c.initiative_id == latest.c.initiative_id, part.c.mission_id == given("mission_id"), part.c.main.is_(True)
    )
    return (
        select(part.c.area_id, latest.c.light, _count(initiative.c.state.in_(COVERING)))
        .select_from(latest.outerjoin(part, main).outerjoin(initiative, initiative.c.id == latest.c.initiative_id))
        .group_by(part.c.area_id, latest.c.light)
    )
