"""The pages of this chapter."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("portfolio", __name__, template_folder="../templates")

from app.portfolio.routes import dependencies, facts, initiative, parts, register  # noqa: E402, F401 - the views register themselves on bp
