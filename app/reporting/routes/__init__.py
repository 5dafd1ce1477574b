"""The pages of this chapter."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("reporting", __name__, template_folder="../templates")

from app.reporting.routes import handling, reports, rounds, running  # noqa: E402, F401 - they register themselves on bp
