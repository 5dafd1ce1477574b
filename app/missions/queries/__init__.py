"""Questions about missions, by idea."""

from app.missions.queries.indicators import (
    IndicatorRow,
    MeasurementRow,
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
    mission_page,
    mission_subject,
    visible_missions,
)
from app.missions.queries.problem_model import AreaRow, InfluenceRow, areas, influences
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
    "indicator_at",
    "indicator_subject",
    "indicators",
    "influences",
    "measurements",
    "mission_page",
    "mission_subject",
    "visible_missions",
    "wordings",
]
