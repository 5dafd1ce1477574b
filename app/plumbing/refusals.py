"""Refusals: the domain says no in words a reader understands. Pure; the edge translates.

The message is the msgid of the interface's catalogue with named values, so that a refusal raised deep in a rule is
shown in the language of whoever asked.
"""

from __future__ import annotations


def N_(message: str) -> str:  # noqa: N802 - the extraction keyword every gettext tool knows
    """Mark ``message`` for translation; the edge translates it."""
    return message


class Refusal(Exception):
    """A deed that was not done, and why. ``field`` names the input to blame, if one is."""

    def __init__(self, message: str, /, *, field: str | None = None, **values: object) -> None:
        super().__init__(message)
        self.message = message
        self.field = field
        self.values = values

    def __str__(self) -> str:
        return self.message % self.values if self.values else self.message


class NotThere(Refusal):
    """What the deed was about does not exist (any longer)."""


class Changed(Refusal):
    """Somebody saved the same thing after this person opened it: a lost race, not an error in the input.

    ``subject`` is ``(table, id)`` and ``since`` the version the form was made from, so that the edge can show what
    the other person changed.
    """

    def __init__(self, subject: tuple[str, int], *, since: int, version: int) -> None:
        super().__init__(N_("Someone else saved this while you were writing. Nothing you typed is lost."))
        self.subject = subject
        self.since = since
        self.version = version
