"""What reporting adds to pages of other chapters."""

from __future__ import annotations

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from app.people.rules import Role
from app.plumbing import clock
from app.plumbing.asked import current_actor
from app.plumbing.frame import current_mission, missions_in_view
from app.plumbing.panels import Panel, Waiting
from app.plumbing.policy import Subject
from app.plumbing.record import At
from app.reporting import queries
from app.reporting.policy import ReportingPermission
from app.reporting.queries import Owed, RoundToRun
from app.reporting.rules import ReportState, RoundState, days_left, difference

# How many rounds the strip of lights goes back: two years of four.
ROUNDS_SHOWN = 8


def latest_report(subject: Subject, at: At) -> Panel | None:
    """The latest report of an initiative, with the office's own rating beside it and the lights of earlier rounds."""
    here = current_mission()
    mission_id = here.id if here and here.id in subject.missions else min(subject.missions, default=None)
    if mission_id is None:
        return None
    rounds = queries.rounds(mission_id, at=at)
    reports = [row for row in queries.reports_of(subject.id, mission_id, at=at) if row.given]
    ratings = queries.assessments_of(subject.id, mission_id, at=at)
    last = reports[0] if reports else None
    closed = next((row for row in rounds if row.state is RoundState.CLOSED), None)
    stale = last is not None and closed is not None and last.cut_off < closed.cut_off
    office = ratings[0] if ratings else None
    by_round = {row.round_code: row for row in reports}
    office_by_round = {row.round_code: row.rating for row in ratings}
    return Panel(
        anchor="report",
        title=_("Status"),
        template="reporting/panels/latest_report.html",
        values={
            "subject": subject,
            "last": last,
            "stale": stale,
            "office": office,
            "differs": difference(
                last.overall.light if last and last.overall and not stale else None,
                office.rating.word.light
                if office and office.rating.word and last and office.cut_off >= last.cut_off
                else None,
            ),
            "strip": [
                (row, by_round.get(row.code), office_by_round.get(row.code))
                for row in reversed(rounds[:ROUNDS_SHOWN])
                if row.state is not RoundState.PLANNED
            ],
            "open_round": next((row for row in rounds if row.state is RoundState.OPEN), None),
            "permissions": ReportingPermission,
        },
    )


def waiting() -> list[Waiting]:
    """Reports due and reports returned; for the office, rounds to open, follow and close.

    What waits is always of today, so the way to it leads there from a page of any day.
    """
    actor, today = current_actor(), clock.today()
    if actor.person_id is None:
        return []
    seen = {mission.slug for mission in missions_in_view()}
    owed = [row for row in queries.reports_owed(actor.person_id, on=today) if row.mission in seen]
    found = [_owed(row, days_left(row.due_on, on=today)) for row in owed]
    if actor.has_anywhere(Role.PROGRAMME_MANAGER):
        everywhere = (str(Role.PROGRAMME_MANAGER), None) in actor.roles
        missions = None if everywhere else actor.missions_with(Role.PROGRAMME_MANAGER)
        found += [_to_run(row, days_left(row.due_on, on=today)) for row in queries.rounds_to_run(missions, on=today)]
    return found


def _owed(row: Owed, left: int) -> Waiting:
    if row.state is ReportState.RETURNED:
        title = _("Report returned: %(title)s", title=row.title)
        detail, action = row.returned_because, _("Correct the report")
    else:
        title, detail = _("Status report: %(title)s", title=row.title), row.round_title
        action = _("Go on with the draft") if row.state is ReportState.DRAFT else _("Write the report")
    return Waiting(
        title=title,
        url=url_for(
            "reporting.write_report", round_code=row.round_code, code=row.code, mission=row.mission, as_of=None
        ),
        detail=detail,
        days_left=left,
        action=action,
    )


def _to_run(row: RoundToRun, left: int) -> Waiting:
    url = url_for("reporting.one_round", round_code=row.code, mission=row.mission, as_of=None)
    if row.state is RoundState.PLANNED:
        return Waiting(
            title=_("Open reporting round %(title)s", title=row.title),
            url=url,
            days_left=left,
            action=_("See the round"),
        )
    said = ngettext("%(num)s report given", "%(num)s reports given", row.given)
    accept = ngettext("%(num)s to accept", "%(num)s to accept", row.to_accept)
    return Waiting(
        title=_("Reporting round %(title)s", title=row.title),
        url=url,
        detail=f"{said}, {accept}",
        days_left=left,
        action=_("See the round"),
    )
