"""Tables of the steering group's work, by idea."""

from app.steering.models.decisions import Decision, DecisionItem, Recomputation
from app.steering.models.meetings import AgendaItem, Attendance, Meeting

__all__ = ["AgendaItem", "Attendance", "Decision", "DecisionItem", "Meeting", "Recomputation"]
