"""The rounds, and one round: who has reported, what they said, and what the office thinks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from flask import request
from flask_babel import gettext as _

from app.missions.rules import Light
from app.plumbing import clock
from app.plumbing.access import allowed_rows, can, requires
from app.plumbing.asked import moment
from app.plumbing.frame import current_mission
from app.plumbing.pages import render
from app.plumbing.policy import Subject
from app.portfolio.queries import INITIATIVE_FACTS
from app.reporting import charts, queries
from app.reporting.policy import ReportingPermission
from app.reporting.queries import LightWord, Line, RoundRow
from app.reporting.routes import bp
from app.reporting.routes.found import round_here, round_of
from app.reporting.rules import Difference, ReportState, RoundState, days_left
from app.reporting.words import due

# What the table of a round can be narrowed to, as its address says it.
SHOWN = ("missing", "to-accept", "returned", "differs")


@bp.route("/reporting/rounds")
@requires(ReportingPermission.VIEW_ROUND)
def rounds() -> tuple[str, int]:
    mission = current_mission()
    if mission is None:
        return render("reporting/rounds.html", rounds=[], open_round=None, lines=[], subject=None, due="")
    at = moment()
    subject = Subject(id=mission.id, code=mission.slug, missions=frozenset({mission.id}))
    found = queries.counted_rounds(mission.id, at=at)
    running = next((row for row in found if row.state is RoundState.OPEN), None)
    lines = queries.lines(running, None, at=at, drafts_of=drafts_seen(subject)) if running else []
    return render(
        "reporting/rounds.html",
        rounds=[row for row in found if row is not running],
        open_round=running,
        lines=lines,
        subject=subject,
        due=due(days_left(running.due_on, on=at.day or clock.today())) if running else "",
        permissions=ReportingPermission,
    )


@bp.route("/reporting/rounds/<round_code>")
@requires(ReportingPermission.VIEW_ROUND, of=round_here)
def one_round(subject: Subject, round_code: str) -> tuple[str, int]:
    at, ring = moment(), round_of(subject, round_code)
    before = queries.round_before(ring, at=at)
    lines = queries.lines(ring, before, at=at, drafts_of=drafts_seen(subject))
    lines_before = queries.lines(before, None, at=at) if before else None
    left = days_left(ring.due_on, on=at.day or clock.today())
    scale = queries.mission_scale(ring.mission_id, at=at)
    counts = charts.counts(
        charts.counted(lines), charts.counted(lines_before) if lines_before is not None else None, words_of(scale)
    )
    shown = request.args.get("show", "")
    return render(
        "reporting/round.html",
        round=ring,
        before=before,
        lines=[line for line in lines if _is_shown(line, shown)],
        shown=shown if shown in SHOWN else "",
        tally=tally(lines, ring, left),
        counts=counts,
        counted_rows=charts.table_rows(counts),
        distribution=charts.distribution,
        due=due(left),
        left=left,
        subject=subject,
        permissions=ReportingPermission,
        states=ReportState,
        worse=Difference.WORSE,
    )


def drafts_seen(subject: Subject) -> frozenset[int] | None:
    """Whose drafts the reader may see: the office all (None), an owner their own, others none."""
    if can(ReportingPermission.WRITE_REPORT, replace(subject, entrusted_to=frozenset())):
        return None
    return queries.initiatives_where(allowed_rows(ReportingPermission.WRITE_REPORT, INITIATIVE_FACTS))


def _is_shown(line: Line, shown: str) -> bool:
    match shown:
        case "missing":
            return not line.given
        case "to-accept":
            return line.state is ReportState.SUBMITTED
        case "returned":
            return line.state is ReportState.RETURNED
        case "differs":
            return line.difference in (Difference.WORSE, Difference.BETTER)
    return True


def tally(lines: list[Line], ring: RoundRow, left: int) -> Mapping[str, int]:
    """The numbers of the sentence on top: asked, given, missing, late, waiting to be accepted, differing."""
    given = sum(line.given for line in lines)
    missing = len(lines) - given
    return {
        "asked": len(lines),
        "given": given,
        "missing": missing,
        "late": missing if ring.state is RoundState.CLOSED or left < 0 else 0,
        "to_accept": sum(line.state is ReportState.SUBMITTED for line in lines),
        "returned": sum(line.state is ReportState.RETURNED for line in lines),
        "differs": sum(line.difference in (Difference.WORSE, Difference.BETTER) for line in lines),
    }


def words_of(scale: list[LightWord]) -> dict[Light, str]:
    """What each light is called in the mission's scale: its best word of that light."""
    words = {word.light: word.word for word in reversed(scale)}
    words[Light.NONE] = _("Not reported")
    return words
