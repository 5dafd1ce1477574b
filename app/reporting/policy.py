"""Who may do what with rounds and reports. Pure."""

from __future__ import annotations

from enum import StrEnum

from app.people.policy import entrusted_reader, office, programme_manager, reader
from app.plumbing.policy import Policy, either


class ReportingPermission(StrEnum):
    VIEW_ROUND = "reporting:view-round"
    RUN_ROUND = "reporting:run-round"
    VIEW_REPORT = "reporting:view-report"
    WRITE_REPORT = "reporting:write-report"
    HANDLE_REPORT = "reporting:handle-report"
    ASSESS = "reporting:assess"


POLICY: Policy = {
    ReportingPermission.VIEW_ROUND: reader,
    ReportingPermission.RUN_ROUND: programme_manager,
    ReportingPermission.VIEW_REPORT: reader,
    # The office may write for an owner who is ill; the record says who did.
    ReportingPermission.WRITE_REPORT: either(entrusted_reader, office),
    ReportingPermission.HANDLE_REPORT: programme_manager,
    ReportingPermission.ASSESS: programme_manager,
}
