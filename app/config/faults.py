"""What is raised when the settings do not hold together."""

from __future__ import annotations


class SettingsError(Exception):
    """A setting that production needs is missing or unreadable; the message names it."""
