"""Planning a meeting: its facts, its agenda, and who was there. All are parts of the meeting and bump its version."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, select

from app.choices.models import Scenario
from app.missions.models import Mission
from app.plumbing.db import db, opened
from app.plumbing.provenance import entered
from app.plumbing.record import current_work
from app.plumbing.refusals import N_, NotThere, Refusal
from app.steering.models import AgendaItem, Attendance, Decision, Meeting
from app.steering.rules.meetings import Act, AgendaFacts, Attendee, MeetingFacts, check_attendance

FACTS = ("title", "held_on", "place")
AGENDA = ("kind", "title", "proposal", "scenario_id")


def add_meeting(mission_id: int, facts: MeetingFacts) -> Meeting:
    """A meeting, numbered within its year: M2026-1, M2026-2 …"""
    facts.check()
    row = Meeting(
        mission_id=mission_id,
        code=free_code(Meeting, mission_id, f"M{facts.held_on.year}-"),
        title=facts.title,
        held_on=facts.held_on,
        place=facts.place,
    )
    db.session.add(row)
    db.session.flush()
    current_work().record(Act.MEETING_ADD, row, mission=mission_id)
    return row


def edit_meeting(meeting_id: int, version: int | None, facts: MeetingFacts) -> Meeting:
    """Its code stays, also when it is moved to another year. The day stands once something has been decided."""
    row = opened(Meeting, meeting_id, version)
    facts.check()
    if facts.held_on != row.held_on and _decided(row.id):
        raise Refusal(N_("Decisions of this meeting name its day, so it stands."), field="held_on")
    changed = [name for name in FACTS if getattr(row, name) != getattr(facts, name)]
    for name in changed:
        setattr(row, name, getattr(facts, name))
    entered(row, changed)
    current_work().record(Act.MEETING_EDIT, row, mission=row.mission_id)
    return row


def put_agenda_item(meeting_id: int, version: int | None, facts: AgendaFacts, *, number: int | None = None) -> int:
    """Add a case at the end of the agenda, or change the one of that number; its number."""
    meeting = opened(Meeting, meeting_id, version)
    facts.check()
    if facts.scenario_id is not None:
        there = db.session.get(Scenario, facts.scenario_id)
        if there is None or there.mission_id != meeting.mission_id or there.archived_on is not None:
            raise Refusal(N_("The alternative is not there, or is archived."), field="scenario_id")
        if not there.shared:
            raise Refusal(N_("Share the alternative first, so that the group can see it."), field="scenario_id")
    if number is None:
        last = db.session.scalar(select(func.max(AgendaItem.number)).where(AgendaItem.meeting_id == meeting.id))
        row = AgendaItem(mission_id=meeting.mission_id, meeting_id=meeting.id, number=(last or 0) + 1)
        db.session.add(row)
        changed = list(AGENDA)
    else:
        row = _item(meeting.id, number)
        _check_open(meeting.id, number)
        changed = [name for name in AGENDA if getattr(row, name) != getattr(facts, name)]
    for name in AGENDA:
        setattr(row, name, getattr(facts, name))
    db.session.flush()
    entered(row, changed)
    current_work().record(Act.AGENDA_PUT, meeting, mission=meeting.mission_id)
    return row.number


def remove_agenda_item(meeting_id: int, version: int | None, number: int) -> None:
    """Take a case off the agenda. What has been decided stays; the other cases keep their numbers."""
    meeting = opened(Meeting, meeting_id, version)
    row = _item(meeting.id, number)
    _check_open(meeting.id, number)
    db.session.delete(row)
    current_work().record(Act.AGENDA_REMOVE, meeting, mission=meeting.mission_id)


def put_attendance(meeting_id: int, version: int | None, rows: Sequence[Attendee]) -> None:
    """Who was there, in this order, instead of whoever was written down before."""
    meeting = opened(Meeting, meeting_id, version)
    check_attendance(rows)
    old = {row.position: row for row in _attendance(meeting.id)}
    for position, told in enumerate(rows, start=1):
        row = old.pop(position, None)
        if row is None:
            row = Attendance(meeting_id=meeting.id, position=position)
            db.session.add(row)
        row.person_id, row.function = told.person_id, told.function
        row.presence, row.reason = told.presence, told.reason
    for row in old.values():
        db.session.delete(row)
    current_work().record(Act.ATTENDANCE_PUT, meeting, mission=meeting.mission_id)


def free_code(model: type[Meeting] | type[Decision], mission_id: int, start: str) -> str:
    """The next code of the year. Whoever else numbers in the mission waits; nothing numbered is ever deleted."""
    db.session.execute(select(Mission.id).where(Mission.id == mission_id).with_for_update(key_share=True)).all()
    taken = db.session.scalars(
        select(model.code).where(model.mission_id == mission_id, model.code.startswith(start, autoescape=True))
    )
    numbers = [int(rest) for code in taken if (rest := code.removeprefix(start)).isdigit()]
    return f"{start}{max(numbers, default=0) + 1}"


def _item(meeting_id: int, number: int) -> AgendaItem:
    row = db.session.scalars(
        select(AgendaItem).where(AgendaItem.meeting_id == meeting_id, AgendaItem.number == number).with_for_update()
    ).one_or_none()
    if row is None:
        raise NotThere(N_("This no longer exists."))
    return row


def _attendance(meeting_id: int) -> Sequence[Attendance]:
    return db.session.scalars(
        select(Attendance).where(Attendance.meeting_id == meeting_id).order_by(Attendance.position).with_for_update()
    ).all()


def _decided(meeting_id: int, number: int | None = None) -> bool:
    query = select(Decision.id).where(Decision.meeting_id == meeting_id)
    if number is not None:
        query = query.where(Decision.number == number)
    return db.session.scalar(query.limit(1)) is not None


def _check_open(meeting_id: int, number: int) -> None:
    if _decided(meeting_id, number):
        raise Refusal(N_("This case has been decided and stands as it was put."))
