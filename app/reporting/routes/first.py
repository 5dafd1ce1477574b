"""First addresses; replaced page by page."""

from __future__ import annotations

from app.plumbing.access import requires
from app.reporting.policy import ReportingPermission
from app.reporting.routes import bp


@bp.route("/reporting/rounds", methods=["GET", "POST"])
@requires(ReportingPermission.VIEW_ROUND)
def rounds() -> str:
    return "rounds"
