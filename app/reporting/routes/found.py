"""From an address to what it is about. Codes of rounds are unique within a mission, and the frame knows the mission."""

from __future__ import annotations

from flask import abort

from app.plumbing.asked import moment
from app.plumbing.frame import MissionLink, current_mission, enter_mission, missions_in_view
from app.plumbing.policy import Subject
from app.reporting import queries
from app.reporting.queries import ReportPage, RoundRow


def mission_here() -> Subject | None:
    """The mission one is in, for deeds on its rounds as a whole."""
    mission = current_mission()
    return None if mission is None else Subject(id=mission.id, code=mission.slug, missions=frozenset({mission.id}))


def _missions() -> list[MissionLink]:
    """The mission one is in, then the others one may see: a link from a colleague need not name the mission."""
    here = current_mission()
    others = [mission for mission in missions_in_view() if here is None or mission.id != here.id]
    return [here, *others] if here else others


def round_here(round_code: str) -> Subject | None:
    for mission in _missions():
        if found := queries.round_subject(mission.id, round_code):
            enter_mission(mission.slug)
            return found
    return None


def report_here(round_code: str, code: str) -> Subject | None:
    for mission in _missions():
        if found := queries.reported_subject(mission.id, round_code, code):
            enter_mission(mission.slug)
            return found
    return None


def round_of(subject: Subject, round_code: str) -> RoundRow:
    """The round as it was at the page's moment; a day before it was planned has no such page."""
    (mission_id,) = subject.missions
    return queries.round_at(mission_id, round_code, at=moment()) or abort(404)


def page_of(subject: Subject, round_code: str) -> ReportPage:
    """Everything on a report's page at the page's moment."""
    return queries.report_page(round_of(subject, round_code), subject.id, at=moment()) or abort(404)
