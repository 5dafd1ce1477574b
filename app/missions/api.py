"""Missions, the problem model, indicators and evidence, as programs read them."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import ColumnElement, FromClause, false, select

from app.missions import collections
from app.missions.models import AreaText, Indicator, IndicatorArea, IndicatorText, MissionText
from app.missions.policy import MissionPermission
from app.plumbing.access import SqlFacts
from app.plumbing.api.codes import as_was
from app.plumbing.api.parts import CodesOf, Wordings
from app.plumbing.api.resources import Reach, of_mission, resource
from app.plumbing.api.shown import CODE, Shown

MISSIONS = resource(
    collections.MISSIONS,
    called="Mission",
    about="A mission: its name (`title`), its statement (`summary`), and when it is to be reached.",
    permission=MissionPermission.VIEW,
    reach=Reach(facts=lambda x: SqlFacts(in_missions=lambda ids: x.c.id.in_(ids), entrusted_to=lambda person: false())),
    key="slug",
    parts=(Wordings(MissionText, "mission_id"),),
)
AREAS = resource(
    collections.AREAS,
    called="ChallengeArea",
    about="A challenge area of a mission's problem model.",
    permission=MissionPermission.VIEW,
    reach=of_mission(),
    key="code",
    parts=(Wordings(AreaText, "area_id"),),
)
INFLUENCES = resource(
    collections.INFLUENCES,
    called="Influence",
    about="One challenge area acts on another.",
    permission=MissionPermission.VIEW,
    reach=of_mission(),
)
INDICATORS = resource(
    collections.INDICATORS,
    called="Indicator",
    about="What is measured, from the baseline to the target.",
    permission=MissionPermission.VIEW,
    reach=of_mission(),
    key="code",
    parts=(
        Wordings(IndicatorText, "indicator_id"),
        CodesOf("areas", IndicatorArea, "indicator_id", "area_id", "area", about="Areas it tells about; none is all."),
    ),
    without=("baseline",),
    extra=(
        Shown(
            "baseline", {"type": "integer"}, ("baseline_id",), nullable=True,
            about="The `id` of the measurement that is the baseline.",
        ),
    ),
)  # fmt: skip


def _of_indicators(ids: Collection[int], x: FromClause) -> ColumnElement[bool]:
    return x.c.indicator_id.in_(select(Indicator.id).where(Indicator.mission_id.in_(ids)))


def _in_mission(x: FromClause, at: Any, mission: int) -> ColumnElement[bool]:
    indicator = as_was(Indicator, at).alias()
    return x.c.indicator_id.in_(select(indicator.c.id).where(indicator.c.mission_id == mission))


MEASUREMENTS = resource(
    collections.MEASUREMENTS,
    called="Measurement",
    about="One value for one period. `low` to `high` is the 95 % interval; both empty on a sample is unknown.",
    permission=MissionPermission.VIEW,
    reach=Reach(
        facts=lambda x: SqlFacts(in_missions=lambda ids: _of_indicators(ids, x), entrusted_to=lambda person: false()),
        in_mission=_in_mission,
    ),
    extra=(Shown("mission", CODE, ("indicator_id",), target="indicator", of_target="mission"),),
)
EVIDENCE = resource(
    collections.EVIDENCE,
    called="Evidence",
    about="Something known that a contribution or a score rests on.",
    permission=MissionPermission.VIEW,
    reach=of_mission(),
    key="code",
)

RESOURCES = (MISSIONS, AREAS, INFLUENCES, INDICATORS, MEASUREMENTS, EVIDENCE)
