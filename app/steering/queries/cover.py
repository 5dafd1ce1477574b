"""How the mission's challenge areas are covered by initiatives."""

from __future__ import annotations

from collections import Counter, defaultdict

from sqlalchemy import ColumnElement, case, func, select

from app.missions.rules import Light, Strength
from app.plumbing.db import db
from app.plumbing.record import At
from app.portfolio.models import Contribution, Initiative
from app.portfolio.rules.life import State
from app.reporting.queries import latest_lights
from app.steering.rules import AreaCover

# What counts as cover: alive, or already there. Stopped and refused cover nothing.
COVERING = (
    State.PROPOSED, State.CONSIDERED, State.IN_PORTFOLIO, State.ONGOING, State.ON_HOLD, State.DELIVERED,
    State.IN_REALISATION,
)  # fmt: skip


def cover_by_area(mission_id: int, *, at: At) -> dict[int, AreaCover]:
    """Cover by area id; an area nobody acts on is left out. Two statements.

    ``build_ore`` is the likely build cost of those that have the area as their main one, so that no krone counts twice.
    """
    part, initiative = at.of(Contribution), at.of(Initiative)
    lights = _lights(mission_id, at=at)

    def count(condition: ColumnElement[bool]) -> ColumnElement[int]:
        return func.sum(case((condition, 1), else_=0))

    rows = db.session.execute(
        select(
            part.area_id,
            func.count(),
            count(part.strength == Strength.STRONG),
            count(part.main.is_(True)),
            count(initiative.state == State.ONGOING),
            count(initiative.state.in_((State.DELIVERED, State.IN_REALISATION))),
            func.sum(case((part.main, initiative.build_likely_ore), else_=0)),
        )
        .join(initiative, initiative.id == part.initiative_id)
        .where(part.mission_id == mission_id, initiative.state.in_(COVERING))
        .group_by(part.area_id)
    )
    return {
        area_id: AreaCover(
            area_id=area_id,
            contributing=int(contributing),
            strong=int(strong),
            main=int(main),
            under_way=int(under_way),
            delivered=int(delivered),
            build_ore=int(build or 0),
            lights=lights[area_id],
        )
        for area_id, contributing, strong, main, under_way, delivered, build in rows
    }


def _lights(mission_id: int, *, at: At) -> defaultdict[int, Counter[Light]]:
    """The fresh lights of those that have the area as their main one; without a fresh one it is «none»."""
    part, initiative = at.of(Contribution), at.of(Initiative)
    latest = latest_lights(mission_id, at=at)
    fresh = case((latest.c.stale == 0, latest.c.light), else_=None)
    found: defaultdict[int, Counter[Light]] = defaultdict(Counter)
    for area_id, light, number in db.session.execute(
        select(part.area_id, fresh, func.count())
        .join(initiative, initiative.id == part.initiative_id)
        .outerjoin(latest, latest.c.initiative_id == part.initiative_id)
        .where(part.mission_id == mission_id, part.main, initiative.state.in_(COVERING))
        .group_by(part.area_id, fresh)
    ):
        found[area_id][Light(light) if light else Light.NONE] += int(number)
    return found
