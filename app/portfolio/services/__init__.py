"""Deeds on initiatives, one verb each. All of them run inside a unit of work and leave one line in the record."""

from app.portfolio.services.facts import (
    add_initiative,
    edit_estimates,
    edit_facts,
    edit_plan,
    move_state,
    take_forecast,
)
from app.portfolio.services.parts import PARTS, PartKind, add_part, edit_part, remove_part

__all__ = [
    "PARTS",
    "PartKind",
    "add_initiative",
    "add_part",
    "edit_estimates",
    "edit_facts",
    "edit_part",
    "edit_plan",
    "move_state",
    "remove_part",
    "take_forecast",
]
