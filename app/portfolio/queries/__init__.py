"""Questions about initiatives, by idea."""

from app.portfolio.queries.joined import Joined
from app.portfolio.queries.options import leads
from app.portfolio.queries.page import InitiativePage, initiative_page
from app.portfolio.queries.register import Asked, Counts, Register, Row
from app.portfolio.queries.subjects import INITIATIVE_FACTS, initiative_facts, initiative_subject

__all__ = [
    "INITIATIVE_FACTS",
    "Asked",
    "Counts",
    "InitiativePage",
    "Joined",
    "Register",
    "Row",
    "initiative_facts",
    "initiative_page",
    "initiative_subject",
    "leads",
]
