"""Questions about initiatives, by idea."""

from app.portfolio.queries.finding import NONE, SORTS, Asked
from app.portfolio.queries.joined import Cell, Joined, Offered
from app.portfolio.queries.options import area_words, leads
from app.portfolio.queries.page import InitiativePage, initiative_page
from app.portfolio.queries.register import Counts, Register, Row
from app.portfolio.queries.subjects import INITIATIVE_FACTS, initiative_facts, initiative_subject

__all__ = [
    "INITIATIVE_FACTS",
    "NONE",
    "SORTS",
    "Asked",
    "Cell",
    "Counts",
    "InitiativePage",
    "Joined",
    "Offered",
    "Register",
    "Row",
    "area_words",
    "initiative_facts",
    "initiative_page",
    "initiative_subject",
    "leads",
]
