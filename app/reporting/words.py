"""What this chapter's closed lists are called in the interface."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from flask_babel import LazyString, gettext, ngettext
from flask_babel import lazy_gettext as _

from app.plumbing.words import Words
from app.reporting.policy import ReportingPermission
from app.reporting.rules import Act, Difference, Reason, ReportState, RoundState, Suggestion

WORDS: Words = {
    RoundState: {
        RoundState.PLANNED: _("Planned"),
        RoundState.OPEN: _("Open"),
        RoundState.CLOSED: _("Closed"),
    },
    ReportState: {
        ReportState.DRAFT: _("Draft"),
        ReportState.SUBMITTED: _("Submitted"),
        ReportState.RETURNED: _("Returned"),
        ReportState.ACCEPTED: _("Accepted"),
        ReportState.LOCKED: _("Locked"),
    },
    Difference: {
        Difference.AGREES: _("The office agrees"),
        Difference.WORSE: _("The office sees it as worse"),
        Difference.BETTER: _("The office sees it as better"),
        Difference.NOT_COMPARABLE: _("The two ratings cannot be compared"),
    },
}


def suggestion(found: Suggestion) -> str:
    """Why the dates point to a light, in a sentence."""
    late = found.days_late or 0
    match found.reason:
        case Reason.NO_ORIGINAL:
            return gettext("There is no approved plan to measure from.")
        case Reason.NO_FORECAST:
            return gettext("There is no forecast to measure against the approved plan.")
        case Reason.ON_PLAN:
            return gettext("The forecast keeps the approved plan.")
        case Reason.FINISHED if late <= 0:
            return gettext("It was finished within the approved plan.")
        case Reason.FINISHED:
            return gettext("It was finished %(time)s after the approved plan.", time=_length(late))
        case Reason.FORECAST_PASSED if late <= 0:
            return gettext("The forecast day has passed, and it is not finished.")
        case Reason.FORECAST_PASSED:
            return gettext("The forecast day has passed; the approved plan ended %(time)s ago.", time=_length(late))
        case Reason.LATE | Reason.MUCH_LATE:
            return gettext("The forecast is %(time)s after the approved plan.", time=_length(late))


def _length(days: int) -> str:
    """Days while they are few, else whole months."""
    if days < 60:
        return ngettext("%(num)s day", "%(num)s days", days)
    return ngettext("%(num)s month", "%(num)s months", round(days / 30.44))


def due(days: int) -> str:
    """How long until reports are due."""
    if days == 0:
        return gettext("due today")
    if days < 0:
        return ngettext("%(num)s day late", "%(num)s days late", -days)
    return ngettext("due in %(num)s day", "due in %(num)s days", days)


# What its tables are called where the record speaks of a row.
TABLES: Mapping[str, LazyString] = {
    "reporting_round": _("reporting round"),
    "status_report": _("status report"),
    "assessment": _("the office's rating"),
    "reminder": _("reminder"),
}

# What one may do, as the page of roles says it.
PERMISSIONS: Mapping[StrEnum, LazyString] = {
    ReportingPermission.VIEW_ROUND: _("See reporting rounds"),
    ReportingPermission.RUN_ROUND: _("Open and close reporting rounds"),
    ReportingPermission.VIEW_REPORT: _("Read status reports"),
    ReportingPermission.WRITE_REPORT: _("Write and submit a status report"),
    ReportingPermission.HANDLE_REPORT: _("Return and accept status reports"),
    ReportingPermission.ASSESS: _("Give the office's own assessment"),
}

# What was done, as the record says it.
ACTS: Mapping[StrEnum, LazyString] = {
    Act.ROUND_ADD: _("Added a reporting round"),
    Act.ROUND_EDIT: _("Edited a reporting round"),
    Act.ROUND_MOVE: _("Opened or closed a reporting round"),
    Act.REPORT_SAVE: _("Saved a draft report"),
    Act.REPORT_SUBMIT: _("Submitted a status report"),
    Act.REPORT_RETURN: _("Returned a status report"),
    Act.REPORT_ACCEPT: _("Accepted a status report"),
    Act.ASSESSMENT_PUT: _("Assessed an initiative"),
}
