"""What the portfolio adds to pages of other chapters."""

from __future__ import annotations

from app.plumbing.panels import Waiting


def waiting() -> list[Waiting]:
    """Commitments that wait for an answer."""
    return []
