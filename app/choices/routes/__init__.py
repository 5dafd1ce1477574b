"""The pages of this chapter."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("choices", __name__, template_folder="../templates")

from app.choices.routes import (  # noqa: E402, F401 - the views register themselves on bp
    assumptions,
    comparing,
    criteria,
    downloads,
    interplay,
    places,
    ranking,
    scenarios,
    scores,
    trade_offs,
    weights,
)
