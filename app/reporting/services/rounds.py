"""Deeds of the office on a round: plan it, move its days, open it, close it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from app.plumbing.db import db, opened
from app.plumbing.provenance import entered
from app.plumbing.record import current_work
from app.plumbing.refusals import N_, Refusal
from app.reporting.models import ReportingRound, StatusReport
from app.reporting.rules import (
    Act,
    ReportMove,
    ReportState,
    RoundMove,
    RoundState,
    check_round_days,
    report_moved,
    round_moved,
)
from app.reporting.services.reports import take_over_forecast


@dataclass(frozen=True, slots=True)
class RoundFacts:
    """``cut_off`` is the day reports count for; they are asked for from ``opens_on`` and due on ``due_on``."""

    code: str
    title: str
    cut_off: date
    opens_on: date
    due_on: date


def add_round(mission_id: int, facts: RoundFacts) -> ReportingRound:
    """Plan a round. Raises :class:`Refusal` where the mission has one of that code."""
    check_round_days(facts.cut_off, facts.opens_on, facts.due_on)
    _check_code(mission_id, facts.code)
    row = ReportingRound(
        mission_id=mission_id,
        code=facts.code,
        title=facts.title,
        cut_off=facts.cut_off,
        opens_on=facts.opens_on,
        due_on=facts.due_on,
        state=RoundState.PLANNED,
    )
    db.session.add(row)
    current_work().record(Act.ROUND_ADD, row, mission=mission_id)
    return row


def edit_round(round_id: int, version: int | None, facts: RoundFacts) -> ReportingRound:
    """Change a round that is not closed. Its code is its address, and stays."""
    row = opened(ReportingRound, round_id, version)
    if row.state is RoundState.CLOSED:
        raise Refusal(N_("A closed round is not changed any more."))
    check_round_days(facts.cut_off, facts.opens_on, facts.due_on)
    changed = [
        name for name in ("title", "cut_off", "opens_on", "due_on") if getattr(row, name) != getattr(facts, name)
    ]
    for name in changed:
        setattr(row, name, getattr(facts, name))
    entered(row, changed)
    current_work().record(Act.ROUND_EDIT, row, mission=row.mission_id)
    return row


def open_round(round_id: int, version: int | None) -> ReportingRound:
    """Begin asking for reports. Only one round of a mission is open at a time."""
    row = opened(ReportingRound, round_id, version)
    other = db.session.scalar(
        select(ReportingRound.code).where(
            ReportingRound.mission_id == row.mission_id, ReportingRound.state == RoundState.OPEN
        )
    )
    row.state = round_moved(row.state, RoundMove.OPEN)
    if other is not None:
        raise Refusal(N_("Close round %(code)s first; one round is open at a time."), code=other)
    current_work().record(Act.ROUND_MOVE, row, mission=row.mission_id)
    return row


def close_round(round_id: int, version: int | None) -> ReportingRound:
    """End the round: what was submitted counts and is locked, drafts stay drafts and count as not reported.

    A forecast in a report nobody had accepted yet is taken over now, as if it had been.
    """
    row = opened(ReportingRound, round_id, version)
    row.state = round_moved(row.state, RoundMove.CLOSE)
    given = db.session.scalars(
        select(StatusReport)
        .where(
            StatusReport.round_id == row.id,
            StatusReport.state.in_((ReportState.SUBMITTED, ReportState.ACCEPTED)),
        )
        .order_by(StatusReport.id)
        .with_for_update()
    ).all()
    for report in given:
        if report.state is ReportState.SUBMITTED:
            take_over_forecast(report)
        report.state = report_moved(report.state, ReportMove.LOCK)
        report.version += 1
    current_work().record(Act.ROUND_MOVE, row, mission=row.mission_id)
    return row


def _check_code(mission_id: int, code: str) -> None:
    taken = db.session.scalar(
        select(ReportingRound.id).where(ReportingRound.mission_id == mission_id, ReportingRound.code == code)
    )
    if taken is not None:
        raise Refusal(N_("The mission has a round %(code)s already."), field="code", code=code)
