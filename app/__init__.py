"""Floke: the tool that runs a mission.

Nothing is imported until ``create_app`` is called, so that ``app.analysis`` can be used without Flask.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask

    from app.config import Settings


def create_app(settings: Settings | None = None) -> Flask:
    """The web application for these settings, or for those of the environment."""
    from app import assembly
    from app.config import Settings

    return assembly.assemble(settings or Settings.from_environment())
