"""Questions across all chapters, for the roll-up and the home page."""

from app.steering.queries.adopted import adopted
from app.steering.queries.changes import Change, changes_since, light_moves
from app.steering.queries.cover import cover_by_area
from app.steering.queries.decisions import DecisionPage, DecisionRow, decided_about, decision_page, decisions
from app.steering.queries.grounds import Answered, answered, moved_on
from app.steering.queries.matters import Matter, matters
from app.steering.queries.meetings import (
    AgendaRow,
    MeetingPage,
    MeetingRow,
    alternative_choices,
    cases_of,
    initiative_titles,
    meeting_page,
    meetings,
    member_choices,
    open_cases,
)
from app.steering.queries.mine import entrusted_to, some_illustrative
from app.steering.queries.money import GapRow, Yearless, mission_money, run_gaps, yearless_grants
from app.steering.queries.subjects import case_subject, decision_subject, meeting_subject

__all__ = [
    "AgendaRow",
    "Answered",
    "Change",
    "DecisionPage",
    "DecisionRow",
    "GapRow",
    "Matter",
    "MeetingPage",
    "MeetingRow",
    "Yearless",
    "adopted",
    "alternative_choices",
    "answered",
    "case_subject",
    "cases_of",
    "changes_since",
    "cover_by_area",
    "decided_about",
    "decision_page",
    "decision_subject",
    "decisions",
    "entrusted_to",
    "initiative_titles",
    "light_moves",
    "matters",
    "meeting_page",
    "meeting_subject",
    "meetings",
    "member_choices",
    "mission_money",
    "moved_on",
    "open_cases",
    "run_gaps",
    "some_illustrative",
    "yearless_grants",
]
