"""What this chapter's closed lists are called in the interface."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from app.plumbing.words import Words
from app.steering.policy import SteeringPermission
from app.steering.rules import ChangeKind, Question
from app.steering.rules.meetings import Act, AgendaKind, Presence

# What one may do, as the page of roles says it.
PERMISSIONS: Mapping[StrEnum, LazyString] = {
    SteeringPermission.HOME: _("See one's own front page"),
    SteeringPermission.READ_ROLL_UP: _("Read the mission's overall status"),
    SteeringPermission.READ_DECISIONS: _("Read meetings and decisions"),
    SteeringPermission.PREPARE_MEETING: _("Prepare the steering group's meetings"),
    SteeringPermission.DECIDE: _("Decide in the steering group"),
    SteeringPermission.RECOMPUTE: _("Have a decision solved again"),
}

# What its tables are called where the record speaks of a row.
TABLES: Mapping[str, LazyString] = {
    "meeting": _("meeting"),
    "agenda_item": _("case on the agenda"),
    "attendance": _("attendance"),
    "decision": _("decision"),
    "decision_item": _("initiative in a decision"),
}

# What its long-running work is called.
JOBS: Mapping[str, LazyString] = {"steering.recompute": _("Solving a decision again")}

# What was done, as the record says it.
ACTS: Mapping[StrEnum, LazyString] = {
    Act.MEETING_ADD: _("Planned a meeting"),
    Act.MEETING_EDIT: _("Edited a meeting"),
    Act.AGENDA_PUT: _("Put a case on the agenda"),
    Act.AGENDA_REMOVE: _("Took a case off the agenda"),
    Act.ATTENDANCE_PUT: _("Wrote down who was there"),
    Act.DECISION_MAKE: _("Decided a case"),
    Act.DECISION_CORRECT: _("Corrected a decision"),
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
    AgendaKind: {
        AgendaKind.INFORMATION: _("For information"),
        AgendaKind.DISCUSSION: _("For discussion"),
        AgendaKind.DECISION: _("For decision"),
    },
    Presence: {
        Presence.PRESENT: _("Present"),
        Presence.ABSENT: _("Absent"),
        Presence.RECUSED: _("Stood aside"),
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
