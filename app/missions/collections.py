"""What this chapter keeps, as files show it."""

from __future__ import annotations

from typing import Any

from app.missions.models import (
    Area,
    AreaText,
    Assignment,
    Evidence,
    Indicator,
    IndicatorArea,
    IndicatorText,
    Influence,
    Measurement,
    Mission,
    MissionText,
    StatusScale,
    StatusWord,
    StatusWordText,
    StrategicGoal,
)
from app.missions.rules import Act
from app.plumbing import keys
from app.plumbing.sheets import cells
from app.plumbing.sheets.collections import Field, described
from app.plumbing.sheets.parts import CodeList, Words
from app.plumbing.sheets.translations import translations


def _baseline(values: dict[str, Any], period: str) -> tuple[str, ...]:
    """A baseline is the measurement of that period in the first series."""
    return (values["mission"], values["code"], period, "1")


def _assignment(values: dict[str, Any]) -> dict[str, str]:
    return {"sort_key": keys.sort_key(f"{values['letter']} {values['number']}")}


STATUS_SCALES = described("status-scales", StatusScale, "code", add=Act.SCALE_ADD, edit=Act.SCALE_EDIT)
STATUS_WORDS = described(
    "status-words",
    StatusWord,
    "scale",
    "code",
    add=Act.SCALE_ADD,
    edit=Act.SCALE_EDIT,
    parts=(Words(StatusWordText, "word_id", states_language=True),),
)
MISSIONS = described(
    "missions", Mission, "slug", add=Act.MISSION_ADD, edit=Act.MISSION_EDIT, parts=(Words(MissionText, "mission_id"),)
)
STRATEGIC_GOALS = described("strategic-goals", StrategicGoal, "mission", "code", add=Act.GOAL_ADD, edit=Act.GOAL_EDIT)
AREAS = described(
    "challenge-areas",
    Area,
    "mission",
    "code",
    add=Act.AREA_ADD,
    edit=Act.AREA_EDIT,
    parts=(Words(AreaText, "area_id"),),
)
INFLUENCES = described(
    "influences",
    Influence,
    "mission",
    "source_area",
    "target_area",
    add=Act.INFLUENCE_PUT,
    edit=Act.INFLUENCE_PUT,
)
INDICATORS = described(
    "indicators",
    Indicator,
    "mission",
    "code",
    add=Act.INDICATOR_ADD,
    edit=Act.INDICATOR_EDIT,
    parts=(
        Words(IndicatorText, "indicator_id"),
        CodeList("areas", IndicatorArea, "indicator_id", "area_id", "area"),
    ),
    late=(
        Field(
            "baseline",
            cells.Text(),
            ("baseline_id",),
            target="measurement",
            late=True,
            points=_baseline,
            shows=lambda key: key[2],
        ),
    ),
)
MEASUREMENTS = described(
    "measurements",
    Measurement,
    "mission",
    "indicator",
    "period",
    "series",
    add=Act.MEASUREMENT_ADD,
    edit=Act.MEASUREMENT_ADD,
)
EVIDENCE = described("evidence", Evidence, "mission", "code", add=Act.EVIDENCE_ADD, edit=Act.EVIDENCE_EDIT)
ASSIGNMENTS = described(
    "assignments", Assignment, "code", add=Act.ASSIGNMENT_ADD, edit=Act.ASSIGNMENT_EDIT, derived=_assignment
)
TRANSLATIONS = (
    translations("missions", MissionText, "mission_id", "mission", act=Act.TRANSLATION_PUT),
    translations("status-words", StatusWordText, "word_id", "status_word", act=Act.TRANSLATION_PUT),
    translations("challenge-areas", AreaText, "area_id", "area", act=Act.TRANSLATION_PUT),
    translations("indicators", IndicatorText, "indicator_id", "indicator", act=Act.TRANSLATION_PUT),
)
