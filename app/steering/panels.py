"""What the steering group's work adds to pages of other chapters."""

from __future__ import annotations

from flask import url_for
from flask_babel import gettext as _

from app.plumbing import clock
from app.plumbing.access import can
from app.plumbing.formats import short_date
from app.plumbing.frame import current_mission, missions_in_view
from app.plumbing.panels import Mark, Panel, Waiting
from app.plumbing.policy import Subject
from app.plumbing.record import NOW, At
from app.plumbing.words import word
from app.steering import queries
from app.steering.policy import SteeringPermission

# So many coming meetings an alternative is offered to be put before; the latest one where none is planned.
NEXT = 2


def decided(subject: Subject, at: At) -> Panel | None:
    """What has been decided about an initiative in the mission it is viewed in."""
    here = current_mission()
    mission_id = here.id if here and here.id in subject.missions else min(subject.missions, default=None)
    if mission_id is None or not can(SteeringPermission.READ_DECISIONS, subject):
        return None
    adoption, verdicts = queries.decided_about(subject.id, mission_id, at=at)
    behind = next((verdict for verdict in verdicts if not verdict.corrected and verdict.adoption is adoption), None)
    return Panel(
        anchor="decisions",
        title=_("Decisions"),
        template="steering/panels/decided.html",
        values={"adoption": adoption, "verdicts": verdicts},
        mark=Mark(word(adoption), url_for("steering.decision", decision_code=behind.code)) if behind else None,
    )


def put_before_the_group(subject: Subject, at: At) -> Panel | None:
    """Where an alternative is on an agenda or has been adopted; for the office, the meetings it can be put before."""
    if not can(SteeringPermission.READ_DECISIONS, subject):
        return None
    (mission_id,) = subject.missions
    cases = queries.cases_of(subject.id, at=at)
    asked = {case.meeting for case in cases if not case.decision}
    meetings = [meeting for meeting in queries.meetings(mission_id, at=at) if meeting.code not in asked]
    coming = [meeting for meeting in meetings if meeting.held_on >= clock.today()]
    return Panel(
        anchor="decisions",
        title=_("Decisions"),
        template="steering/panels/put_before.html",
        values={
            "cases": cases,
            "meetings": coming[::-1][:NEXT] or ([] if asked else meetings[:1]),
            "code": subject.code,
            "subject": subject,
            "PREPARE": SteeringPermission.PREPARE_MEETING,
        },
    )


def waiting() -> list[Waiting]:
    """Cases that ask the steering group for a decision. What waits is always of today."""
    today = clock.today()
    found = []
    for mission in missions_in_view():
        if not can(SteeringPermission.DECIDE, Subject(id=mission.id, missions=frozenset({mission.id}))):
            continue
        found += [
            Waiting(
                title=case.title,
                url=url_for(
                    "steering.decide",
                    meeting_code=case.meeting,
                    case_number=case.number,
                    mission=mission.slug,
                    as_of=None,
                ),
                detail=_("To be decided in the meeting on %(day)s", day=short_date(case.held_on)),
                days_left=(case.held_on - today).days,
                action=_("Decide"),
            )
            for case in queries.open_cases(mission.id, at=NOW)
        ]
    return found
