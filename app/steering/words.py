"""What this chapter's closed lists are called in the interface."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from app.steering.policy import SteeringPermission

# What one may do, as the page of roles says it.
PERMISSIONS: Mapping[StrEnum, LazyString] = {
    SteeringPermission.HOME: _("See one's own front page"),
    SteeringPermission.READ_ROLL_UP: _("Read the mission's overall status"),
}
