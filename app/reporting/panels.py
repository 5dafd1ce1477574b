"""What reporting adds to pages of other chapters."""

from __future__ import annotations

from app.plumbing.panels import Panel, Waiting
from app.plumbing.policy import Subject
from app.plumbing.record import At


def latest_report(subject: Subject, at: At) -> Panel | None:
    """The latest report of an initiative, with the office's own rating beside it."""
    return None


def waiting() -> list[Waiting]:
    """Reports due and reports returned."""
    return []
