"""First addresses; replaced page by page."""

from __future__ import annotations

from app.choices.policy import ChoicePermission
from app.choices.routes import bp
from app.plumbing.access import requires


@bp.route("/choices/ranking", methods=["GET", "POST"])
@requires(ChoicePermission.VIEW)
def ranking() -> str:
    return "ranking"
