"""What this chapter's closed lists are called in the interface."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from app.missions.policy import MissionPermission
from app.missions.rules import (
    Act,
    Coverage,
    Direction,
    EvidenceKind,
    EvidenceStrength,
    GoalLevel,
    Ground,
    Light,
    Strength,
    Verdict,
)
from app.plumbing.words import Words

WORDS: Words = {
    Strength: {
        Strength.WEAK: _("Weak"),
        Strength.MEDIUM: _("Medium"),
        Strength.STRONG: _("Strong"),
    },
    GoalLevel: {
        GoalLevel.SOCIETY: _("Goal for society"),
        GoalLevel.EFFECT: _("Goal for users"),
        GoalLevel.RESULT: _("Goal for what is delivered"),
    },
    # Each office's own words for status are rows of its scale; these are what the shapes are called without one.
    Light: {
        Light.GREEN: _("According to plan"),
        Light.YELLOW: _("Some deviation"),
        Light.RED: _("Substantial deviation"),
        Light.NONE: _("Not reported"),
        Light.DONE: _("Delivered"),
        Light.ON_HOLD: _("On hold"),
        Light.STOPPED: _("Stopped"),
        Light.NOT_STARTED: _("Not started"),
    },
    Direction: {
        Direction.UP: _("Up is better"),
        Direction.DOWN: _("Down is better"),
    },
    Coverage: {
        Coverage.SAMPLE: _("Sample"),
        Coverage.FULL_COUNT: _("Full count"),
        Coverage.ESTIMATE: _("Estimate"),
    },
    EvidenceKind: {
        EvidenceKind.LAW: _("Law"),
        EvidenceKind.EVALUATION: _("Evaluation"),
        EvidenceKind.RESEARCH: _("Research"),
        EvidenceKind.SURVEY: _("Survey"),
        EvidenceKind.AUDIT: _("Audit"),
        EvidenceKind.TRIAL: _("Trial"),
        EvidenceKind.STATISTICS: _("Statistics"),
        EvidenceKind.USER_INSIGHT: _("User insight"),
        EvidenceKind.PRACTICE: _("Experience from practice"),
    },
    EvidenceStrength: {
        EvidenceStrength.WEAK: _("Weak evidence"),
        EvidenceStrength.MODERATE: _("Moderate evidence"),
        EvidenceStrength.STRONG: _("Strong evidence"),
    },
    Verdict: {
        Verdict.BETTER: _("Better than the baseline"),
        Verdict.NOT_DISTINGUISHABLE: _("No certain change"),
        Verdict.WORSE: _("Worse than the baseline"),
        Verdict.CANNOT_TELL: _("Cannot be told"),
    },
    Ground: {
        Ground.APART: _("The intervals of the baseline and the latest value do not overlap."),
        Ground.OVERLAP: _("The intervals of the baseline and the latest value overlap."),
        Ground.NO_BASELINE: _("There is no baseline to compare with."),
        Ground.NO_LATER_VALUE: _("Nothing has been measured after the baseline."),
        Ground.METHOD_CHANGED: _("The method changed after the baseline, so the values cannot be compared."),
        Ground.BASELINE_UNCERTAIN: _("The uncertainty of the baseline is not known."),
        Ground.LATEST_UNCERTAIN: _("The uncertainty of the latest value is not known."),
    },
}

# What its tables are called where the record speaks of a row.
TABLES: Mapping[str, LazyString] = {
    "mission": _("mission"),
    "mission_text": _("name and statement"),
    "strategic_goal": _("strategic goal"),
    "area": _("challenge area"),
    "area_text": _("words of a challenge area"),
    "influence": _("influence"),
    "indicator": _("indicator"),
    "indicator_text": _("words of an indicator"),
    "indicator_area": _("area of an indicator"),
    "measurement": _("measurement"),
    "evidence": _("evidence"),
    "assignment": _("assignment"),
    "status_scale": _("status scale"),
    "status_word": _("status word"),
    "status_word_text": _("status word in a language"),
}

# What one may do, as the page of roles says it.
PERMISSIONS: Mapping[StrEnum, LazyString] = {
    MissionPermission.VIEW: _("See the mission, its challenge areas and its indicators"),
    MissionPermission.EDIT: _("Edit the mission, its challenge areas and its indicators"),
    MissionPermission.ADD: _("Add a mission"),
}

# What was done, as the record says it.
ACTS: Mapping[StrEnum, LazyString] = {
    Act.MISSION_ADD: _("Added a mission"),
    Act.MISSION_EDIT: _("Edited the mission"),
    Act.SCALE_ADD: _("Added status words"),
    Act.SCALE_EDIT: _("Edited status words"),
    Act.GOAL_ADD: _("Added a strategic goal"),
    Act.GOAL_EDIT: _("Edited a strategic goal"),
    Act.EVIDENCE_ADD: _("Added evidence"),
    Act.EVIDENCE_EDIT: _("Edited evidence"),
    Act.ASSIGNMENT_ADD: _("Added an assignment"),
    Act.ASSIGNMENT_EDIT: _("Edited an assignment"),
    Act.TRANSLATION_PUT: _("Put words in another language"),
    Act.AREA_ADD: _("Added a challenge area"),
    Act.AREA_EDIT: _("Edited a challenge area"),
    Act.INFLUENCE_PUT: _("Set an influence between challenge areas"),
    Act.INDICATOR_ADD: _("Added an indicator"),
    Act.INDICATOR_EDIT: _("Edited an indicator"),
    Act.MEASUREMENT_ADD: _("Added a measurement"),
}
