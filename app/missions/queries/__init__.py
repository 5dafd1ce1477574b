"""Questions about missions, by idea."""

from app.missions.queries.indicators import (
    IndicatorRow,
    MeasurementRow,
    existing_indicator,
    indicator_at,
    indicator_subject,
    indicators,
    measurements,
)
from app.missions.queries.missions import (
    MISSION_FACTS,
    EvidenceRow,
    MissionPage,
    evidence,
    existing_mission,
    ids_by_slug,
    mission_page,
    mission_subject,
    status_scales,
    visible_missions,
)
from app.missions.queries.problem_model import AreaRow, InfluenceRow, areas, influence_subject, influences
from app.missions.queries.wording import Worded, wordings

__all__ = [
    "MISSION_FACTS",
    "AreaRow",
    "EvidenceRow",
    "IndicatorRow",
    "InfluenceRow",
    "MeasurementRow",
    "MissionPage",
    "Worded",
    "areas",
    "evidence",
    "existing_indicator",
    "existing_mission",
    "ids_by_slug",
    "indicator_at",
    "indicator_subject",
    "indicators",
    "influence_subject",
    "influences",
    "measurements",
    "mission_page",
    "mission_subject",
    "status_scales",
    "visible_missions",
    "wordings",
]
