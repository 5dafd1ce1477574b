"""What this chapter's closed lists are called in the interface."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from app.missions.policy import MissionPermission
from app.missions.rules import Act
from app.plumbing.words import Words

WORDS: Words = {}

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
    Act.AREA_ADD: _("Added a challenge area"),
    Act.AREA_EDIT: _("Edited a challenge area"),
    Act.INFLUENCE_PUT: _("Set an influence between challenge areas"),
    Act.INDICATOR_ADD: _("Added an indicator"),
    Act.INDICATOR_EDIT: _("Edited an indicator"),
    Act.MEASUREMENT_ADD: _("Added a measurement"),
}
