"""What of reporting comes with an initiative that somebody hands over."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from flask import url_for
from flask_babel import gettext as _

from app.plumbing.formats import short_date
from app.plumbing.leaving import Follower
from app.plumbing.words import word
from app.reporting import queries
from app.reporting.queries import Owed


def reports_due(person_id: int, on: date) -> list[Follower]:
    """Reports due, begun or returned: they are whoever's the initiative is, a draft with what is written in it."""
    return [_report_due(row) for row in queries.reports_owed(person_id, on=on)]


def _report_due(row: Owed) -> Follower:
    due = _("due %(date)s", date=short_date(row.due_on))
    return Follower(
        kind=word(row.state) if row.state else _("Report not begun"),
        what=f"{row.code} – {row.title}",
        detail=f"{row.round_title}, {due}",
        address=_address(row),
    )


def _address(row: Owed) -> Callable[[], str]:
    return lambda: url_for("reporting.report", mission=row.mission, round_code=row.round_code, code=row.code)
