"""What this chapter's closed lists are called in the interface."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from app.plumbing.words import Words
from app.steering.policy import SteeringPermission
from app.steering.rules import ChangeKind, Question

# What one may do, as the page of roles says it.
PERMISSIONS: Mapping[StrEnum, LazyString] = {
    SteeringPermission.HOME: _("See one's own front page"),
    SteeringPermission.READ_ROLL_UP: _("Read the mission's overall status"),
}

WORDS: Words = {
    ChangeKind: {
        ChangeKind.STATE: _("State"),
        ChangeKind.PHASE: _("Phase"),
        ChangeKind.FORECAST: _("Forecast"),
        ChangeKind.GATE: _("Decided at a gate"),
        ChangeKind.GRANT: _("Money granted"),
        ChangeKind.COMMITMENT: _("Commitment"),
        ChangeKind.BETTER: _("Better light"),
        ChangeKind.WORSE: _("Worse light"),
    },
    Question: {
        Question.RED: _("Substantial deviation"),
        Question.OFFICE_DOUBTS: _("The office trusts it less than the owner"),
        Question.RESERVATION: _("Committed with a reservation"),
        Question.LATE_CONDITION: _("Condition behind its date"),
        Question.IDLE_AREA: _("Area with nothing under way"),
        Question.RUN_GAP: _("No money for operation"),
    },
}
