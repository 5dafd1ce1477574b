"""What is typed about choosing, made into decisions, by idea."""

from app.choices.forms.criteria import CriterionForm, NewCriterionForm
from app.choices.forms.interplay import interplay_form
from app.choices.forms.scenarios import CopyForm, ScenarioForm, capacity_form, cover_form, money_form, picks_form
from app.choices.forms.scores import ScoresForm, scores_form
from app.choices.forms.weights import (
    BoundForm,
    HoldingForm,
    OrderForm,
    OrderStatementForm,
    TradeOffForm,
    WeightsForm,
    weights_form,
)

__all__ = [
    "BoundForm",
    "CopyForm",
    "CriterionForm",
    "HoldingForm",
    "NewCriterionForm",
    "OrderForm",
    "OrderStatementForm",
    "ScenarioForm",
    "ScoresForm",
    "TradeOffForm",
    "WeightsForm",
    "capacity_form",
    "cover_form",
    "interplay_form",
    "money_form",
    "picks_form",
    "scores_form",
    "weights_form",
]
