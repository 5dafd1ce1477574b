"""The pages of this chapter."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("missions", __name__, template_folder="../templates")

from app.missions.routes import indicators, missions, problem_model  # noqa: E402, F401 - the views register themselves
