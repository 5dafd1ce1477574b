"""The pages of this chapter: home, the mission's roll-up, meetings and decisions."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("steering", __name__, template_folder="../templates")

from app.steering.routes import decisions, home, meetings, roll_up  # noqa: E402, F401 - the views register themselves on bp
