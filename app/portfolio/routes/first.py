"""First addresses; replaced page by page."""

from __future__ import annotations

from app.plumbing.access import requires
from app.portfolio.policy import InitiativePermission
from app.portfolio.routes import bp


@bp.route("/portfolio/initiatives", methods=["GET", "POST"])
@requires(InitiativePermission.LIST)
def initiatives() -> str:
    return "initiatives"
