"""What is typed about choosing, made into decisions, by idea."""

from app.choices.forms.criteria import CriterionForm, NewCriterionForm
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
    "CriterionForm",
    "HoldingForm",
    "NewCriterionForm",
    "OrderForm",
    "OrderStatementForm",
    "ScoresForm",
    "TradeOffForm",
    "WeightsForm",
    "scores_form",
    "weights_form",
]
