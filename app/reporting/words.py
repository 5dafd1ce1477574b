"""What this chapter's closed lists are called in the interface."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from app.plumbing.words import Words
from app.reporting.policy import ReportingPermission
from app.reporting.rules import Act

WORDS: Words = {}

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
