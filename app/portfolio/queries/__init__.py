"""Questions about initiatives, by idea."""

from app.portfolio.queries.finding import NONE, SORTS, Asked
from app.portfolio.queries.joined import Cell, Joined, Offered
from app.portfolio.queries.lacking import lacks
from app.portfolio.queries.network import ConditionLine, Freed, NodeRow, Web, web
from app.portfolio.queries.options import area_words, leads
from app.portfolio.queries.page import InitiativePage, initiative_page
from app.portfolio.queries.register import Counts, Register, Row
from app.portfolio.queries.subjects import INITIATIVE_FACTS, initiative_facts, initiative_subject
from app.portfolio.queries.ties import LATE, OPEN, TIE_SORTS, AskedTies, TiePage, ties

__all__ = [
    "INITIATIVE_FACTS",
    "LATE",
    "NONE",
    "OPEN",
    "SORTS",
    "TIE_SORTS",
    "Asked",
    "AskedTies",
    "Cell",
    "ConditionLine",
    "Counts",
    "Freed",
    "InitiativePage",
    "Joined",
    "NodeRow",
    "Offered",
    "Register",
    "Row",
    "TiePage",
    "Web",
    "area_words",
    "initiative_facts",
    "initiative_page",
    "initiative_subject",
    "lacks",
    "leads",
    "ties",
    "web",
]
