"""Deeds of reporting, by idea."""

from app.reporting.services.assessments import assess
from app.reporting.services.reports import accept, return_report, save_draft, submit
from app.reporting.services.rounds import RoundFacts, add_round, close_round, edit_round, open_round

__all__ = [
    "RoundFacts",
    "accept",
    "add_round",
    "assess",
    "close_round",
    "edit_round",
    "open_round",
    "return_report",
    "save_draft",
    "submit",
]
