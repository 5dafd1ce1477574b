"""The pages of this chapter."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("missions", __name__, template_folder="../templates")
