"""Rounds and status reports, as programs read them."""

from __future__ import annotations

from sqlalchemy import ColumnElement, FromClause, or_

from app.plumbing.access import SqlFacts, allowed_rows
from app.plumbing.api.resources import of_mission, resource
from app.portfolio.queries import initiative_facts
from app.reporting import collections
from app.reporting.policy import ReportingPermission
from app.reporting.rules import GIVEN


def _given_or_ones_own(x: FromClause) -> ColumnElement[bool]:
    """A report that is not given is for those who may write it: its initiative's owner, and the mission's office."""
    facts = SqlFacts(
        in_missions=lambda ids: x.c.mission_id.in_(ids),
        entrusted_to=initiative_facts(x.c.initiative_id).entrusted_to,
    )
    return or_(x.c.state.in_(GIVEN), allowed_rows(ReportingPermission.WRITE_REPORT, facts))


ROUNDS = resource(
    collections.ROUNDS,
    called="ReportingRound",
    about="A round of reporting: which day it counts for, when it opens, when reports are due.",
    permission=ReportingPermission.VIEW_ROUND,
    reach=of_mission(),
    key="code",
)
REPORTS = resource(
    collections.REPORTS,
    called="StatusReport",
    about="One initiative's report in one round. Lights are words of the report's own scale.",
    permission=ReportingPermission.VIEW_REPORT,
    reach=of_mission(),
    also=_given_or_ones_own,
)

RESOURCES = (ROUNDS, REPORTS)
