"""What may be said of one kind of part beside the three verbs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from app.portfolio.models import Initiative

# Given the opened initiative, the part's row (not yet stored when it is new) and the decision, before it is written:
# refuses what the part alone cannot know, and gives the decision as it is stored.
Settle = Callable[[Initiative, Any, Any], Any]
# Given the same when the row is stored, or before it is taken away; the decision is None on removal.
Touch = Callable[[Initiative, Any, Any], None]


def as_it_is(initiative: Initiative, row: Any, decision: Any) -> Any:
    """Most parts need no more than their own rules."""
    return decision


def nothing(initiative: Initiative, row: Any, decision: Any) -> None:
    """Most parts leave nothing to do afterwards."""
