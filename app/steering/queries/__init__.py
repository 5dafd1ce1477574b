"""Questions across all chapters, for the roll-up and the home page."""

from app.steering.queries.changes import Change, changes_since, light_moves
from app.steering.queries.cover import cover_by_area
from app.steering.queries.matters import Matter, matters
from app.steering.queries.mine import entrusted_to, some_illustrative
from app.steering.queries.money import GapRow, Yearless, mission_money, run_gaps, yearless_grants

__all__ = [
    "Change",
    "GapRow",
    "Matter",
    "Yearless",
    "changes_since",
    "cover_by_area",
    "entrusted_to",
    "light_moves",
    "matters",
    "mission_money",
    "run_gaps",
    "some_illustrative",
    "yearless_grants",
]
