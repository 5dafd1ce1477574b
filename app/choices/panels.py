"""What choosing adds to pages of other chapters."""

from __future__ import annotations

from app.plumbing.panels import Panel
from app.plumbing.policy import Subject
from app.plumbing.record import At


def rank(subject: Subject, at: At) -> Panel | None:
    """Where an initiative ranks, and why."""
    return None
