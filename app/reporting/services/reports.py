"""Deeds on a report: the owner's (save, submit) and the office's (return, accept).

Rows are locked in one order, round before report before initiative, so that a round is not closed while somebody
submits, and two deeds never wait for each other.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime

from sqlalchemy import delete, select

from app.missions.models import Mission, StatusWord
from app.missions.rules import Light
from app.plumbing.db import db, locked, opened
from app.plumbing.provenance import entered
from app.plumbing.record import current_work
from app.plumbing.refusals import N_, Changed, NotThere, Refusal
from app.portfolio.models import Deliverable, Initiative, InitiativeMission
from app.reporting.models import ReportDraft, ReportingRound, StatusReport
from app.reporting.rules import (
    Act,
    ReportMove,
    ReportState,
    ReportWords,
    RoundState,
    check_comment,
    check_delivered,
    report_moved,
)

LIGHTS = ("overall", "time", "cost", "benefit")


def save_draft(
    round_id: int, initiative_id: int, version: int | None, words: ReportWords, *, typed: Mapping[str, str]
) -> StatusReport:
    """Keep what has been written so far. ``words`` is what could be read of ``typed``, which is kept whole.

    Nothing is demanded of a draft, and the deliverables are not touched before it is submitted. ``version`` is 0 for a
    report nobody had begun.
    """
    report = _opened_report(round_id, initiative_id, version)
    report.state = report_moved(report.state, ReportMove.SAVE)
    _write(report, words)
    db.session.flush()
    kept = json.dumps(dict(typed), ensure_ascii=False)
    draft = db.session.get(ReportDraft, report.id)
    if draft is None:
        db.session.add(ReportDraft(report_id=report.id, typed=kept))
    else:
        draft.typed = kept
    current_work().record(Act.REPORT_SAVE, report, mission=report.mission_id)
    return report


def submit(
    round_id: int, initiative_id: int, version: int | None, words: ReportWords, *, now: datetime, on: date
) -> StatusReport:
    """Give the report to the office: it counts from now on, and the ticked deliverables are delivered.

    Raises :class:`Refusal` without a light, or with yellow or red and no comment.
    """
    report = _opened_report(round_id, initiative_id, version)
    if words.overall is None:
        raise Refusal(N_("Choose a light."), field="overall")
    check_comment(_light(report.scale_id, words.overall), words.comment)
    state = report_moved(report.state, ReportMove.SUBMIT)
    _write(report, words)
    _deliver(report, words.delivered, on=on)
    report.state, report.submitted_at, report.reporter_id = state, now, current_work().by
    db.session.flush()
    db.session.execute(delete(ReportDraft).where(ReportDraft.report_id == report.id))
    current_work().record(Act.REPORT_SUBMIT, report, mission=report.mission_id)
    return report


def return_report(report_id: int, version: int | None, reason: str) -> StatusReport:
    """Ask the owner to write again, and say why."""
    report = _handled(report_id, version, ReportMove.RETURN)
    if not reason.strip():
        raise Refusal(N_("Say what the owner should change."), field="reason")
    report.returned_because = reason.strip()
    current_work().record(Act.REPORT_RETURN, report, mission=report.mission_id)
    return report


def accept(report_id: int, version: int | None) -> StatusReport:
    """Take the report as it is; its forecast becomes the initiative's."""
    report = _handled(report_id, version, ReportMove.ACCEPT)
    take_over_forecast(report)
    current_work().record(Act.REPORT_ACCEPT, report, mission=report.mission_id)
    return report


def take_over_forecast(report: StatusReport) -> None:
    """The reported finish becomes the initiative's forecast. No forecast in the report leaves the old one."""
    if report.forecast_finish is None:
        return
    initiative = locked(Initiative, report.initiative_id)
    if (initiative.forecast_finish, initiative.forecast_finish_precision) == (
        report.forecast_finish,
        report.forecast_finish_precision,
    ):
        return  # nothing changes, so nobody's open form becomes outdated
    initiative.version += 1
    initiative.forecast_finish = report.forecast_finish
    initiative.forecast_finish_precision = report.forecast_finish_precision
    entered(initiative, ["forecast_finish"])


def _opened_report(round_id: int, initiative_id: int, version: int | None) -> StatusReport:
    """The report of the initiative in the open round, counted up; a new draft where there is none."""
    ring = _open_round(round_id)
    report = db.session.scalar(
        select(StatusReport)
        .where(StatusReport.round_id == round_id, StatusReport.initiative_id == initiative_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    if report is not None:
        if version is not None and report.version != version:
            raise Changed((report.__tablename__, report.id), since=version, version=report.version)
        report.version += 1
        return report
    served = db.session.scalar(
        select(InitiativeMission.id).where(
            InitiativeMission.initiative_id == initiative_id, InitiativeMission.mission_id == ring.mission_id
        )
    )
    if served is None:
        raise NotThere(N_("The initiative is not in this mission any more."))
    mission = db.session.get_one(Mission, ring.mission_id)
    initiative = db.session.get_one(Initiative, initiative_id)
    report = StatusReport(
        mission_id=ring.mission_id,
        round_id=round_id,
        initiative_id=initiative_id,
        state=ReportState.DRAFT,
        scale_id=mission.scale_id,
        language=initiative.language,
        reporter_id=current_work().by,
    )
    db.session.add(report)
    return report


def _open_round(round_id: int) -> ReportingRound:
    row = locked(ReportingRound, round_id)
    if row.state is not RoundState.OPEN:
        raise Refusal(N_("The round is not open, so its reports cannot be changed."))
    return row


def _handled(report_id: int, version: int | None, move: ReportMove) -> StatusReport:
    """The report in its open round, counted up and moved. Raises :class:`NotThere` where it is gone."""
    round_id = db.session.scalar(select(StatusReport.round_id).where(StatusReport.id == report_id))
    if round_id is None:
        raise NotThere(N_("This no longer exists."))
    _open_round(round_id)
    report = opened(StatusReport, report_id, version)
    report.state = report_moved(report.state, move)
    return report


def _write(report: StatusReport, words: ReportWords) -> None:
    """Put the words into the row; what is typed anew is no longer published or illustrative."""
    finish = words.forecast_finish
    new: dict[str, object] = {
        **{light: getattr(words, light) for light in LIGHTS},
        "comment": words.comment.strip(),
        "forecast_finish": finish.first if finish else None,
        "forecast_finish_precision": finish.precision if finish else None,
        "forecast_cost_ore": words.forecast_cost_ore,
    }
    for light in LIGHTS:
        code = new[light]
        if code is not None:
            _light(report.scale_id, str(code), field=light)
    changed = [name for name, value in new.items() if getattr(report, name) != value]
    if "overall" in changed:
        report.overall_word = ""
    for name in changed:
        setattr(report, name, new[name])
    if report.id is not None:
        entered(report, [name.removesuffix("_ore") for name in changed if not name.endswith("_precision")])


def _light(scale_id: int, code: str, *, field: str = "overall") -> Light:
    found = db.session.scalar(
        select(StatusWord.light).where(StatusWord.scale_id == scale_id, StatusWord.code == code, StatusWord.reportable)
    )
    if found is None:
        raise Refusal(N_("Choose one of the lights."), field=field)
    return found


def _deliver(report: StatusReport, delivered: Mapping[int, date | None], *, on: date) -> None:
    """Set the ticked deliverables' days, and keep how many are done of how many, as the report says it."""
    rows = db.session.scalars(
        select(Deliverable)
        .where(Deliverable.initiative_id == report.initiative_id)
        .order_by(Deliverable.id)
        .execution_options(populate_existing=True)
    ).all()
    changed = [row for row in rows if row.id in delivered and delivered[row.id] != row.delivered_on]
    if changed:
        opened(Initiative, report.initiative_id, None)
    for row in changed:
        check_delivered(delivered[row.id], on=on, field=f"delivered_on_{row.id}")
        row.delivered_on = delivered[row.id]
        entered(row, ["delivered_on"])
    report.deliverables_done = sum(row.delivered_on is not None for row in rows)
    report.deliverables_total = len(rows)
