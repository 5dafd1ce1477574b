"""Questions about initiatives, by idea."""

from app.portfolio.queries.subjects import INITIATIVE_FACTS, initiative_facts, initiative_subject

__all__ = ["INITIATIVE_FACTS", "initiative_facts", "initiative_subject"]
