"""The forms of this chapter: facts, plan, estimates, and one for each kind of part."""

from app.portfolio.forms.facts import EstimatesForm, FactsForm, MoveForm, NewInitiativeForm, PlanForm
from app.portfolio.forms.parts import PAGES, PartPage

__all__ = [
    "PAGES",
    "EstimatesForm",
    "FactsForm",
    "MoveForm",
    "NewInitiativeForm",
    "PartPage",
    "PlanForm",
]
