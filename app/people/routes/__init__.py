"""The pages of this chapter."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("people", __name__, template_folder="../templates")

# The views register themselves on bp.
from app.people.routes import (  # noqa: E402 - they register themselves on bp
    account,
    arriving,
    demo,
    directory,
    guidance,
    inviting,
    jobs,
    leaving,
    merging,
    organisations,
    people,
    provider,
    record,
    roles,
    second_factor,
    signing_in,
    tokens,
)

__all__ = [
    "account",
    "arriving",
    "bp",
    "demo",
    "directory",
    "guidance",
    "inviting",
    "jobs",
    "leaving",
    "merging",
    "organisations",
    "people",
    "provider",
    "record",
    "roles",
    "second_factor",
    "signing_in",
    "tokens",
]
