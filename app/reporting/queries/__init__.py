"""Questions about rounds, reports and the office's assessments, by idea."""

from app.reporting.queries.latest import Confidence, Rating, confidence_by_initiative, latest_assessments, latest_lights
from app.reporting.queries.scales import LightWord, light_words, mission_scale

__all__ = [
    "Confidence",
    "LightWord",
    "Rating",
    "confidence_by_initiative",
    "latest_assessments",
    "latest_lights",
    "light_words",
    "mission_scale",
]
