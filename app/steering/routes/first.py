"""First addresses; replaced page by page."""

from __future__ import annotations

from app.plumbing.access import requires
from app.steering.policy import SteeringPermission
from app.steering.routes import bp


@bp.route("/", methods=["GET", "POST"])
@requires(SteeringPermission.HOME)
def home() -> str:
    return "home"


@bp.route("/missions/<slug>", methods=["GET", "POST"])
@requires(SteeringPermission.READ_ROLL_UP)
def mission(slug: str) -> str:
    return "mission"
