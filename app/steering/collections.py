"""What this chapter keeps, as files show it. Solving again is a stored result and stands in no file."""

from __future__ import annotations

import app.choices.models  # noqa: F401 - the tables that ours point into must be known
from app.plumbing.sheets.collections import Together, described
from app.steering.models import AgendaItem, Attendance, Decision, DecisionItem, Meeting
from app.steering.rules.meetings import Act

MEETINGS = described(
    "meetings", Meeting, "mission", "code", add=Act.MEETING_ADD, edit=Act.MEETING_EDIT, together=Together.ROW
)
AGENDA = described("agenda-items", AgendaItem, "mission", "meeting", "number", add=Act.AGENDA_PUT, edit=Act.AGENDA_PUT)
ATTENDANCE = described(
    "attendance", Attendance, "mission", "meeting", "position", add=Act.ATTENDANCE_PUT, edit=Act.ATTENDANCE_PUT
)
# A row that is there is never changed: the database refuses.
DECISIONS = described(
    "decisions",
    Decision,
    "mission",
    "code",
    add=Act.DECISION_MAKE,
    edit=Act.DECISION_MAKE,
    together=Together.ROW,
    without=("solution_id",),  # a number of this database alone
)
DECISION_ITEMS = described(
    "decision-items",
    DecisionItem,
    "mission",
    "decision",
    "initiative",
    add=Act.DECISION_MAKE,
    edit=Act.DECISION_MAKE,
)
