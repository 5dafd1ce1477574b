"""What is typed about choosing, made into decisions, by idea."""

from app.choices.forms.criteria import CriterionForm, NewCriterionForm, WeightsForm, scores_form, weights_form

__all__ = ["CriterionForm", "NewCriterionForm", "WeightsForm", "scores_form", "weights_form"]
