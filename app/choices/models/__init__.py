"""Tables of choosing, by idea."""

from app.choices.models.criteria import Criterion, CriterionLevel, CriterionText, Score, ScoreEvidence
from app.choices.models.opinions import ScoreOpinion
from app.choices.models.weighing import Weighing, WeighingPoint, WeightStatement

__all__ = [
    "Criterion",
    "CriterionLevel",
    "CriterionText",
    "Score",
    "ScoreEvidence",
    "ScoreOpinion",
    "Weighing",
    "WeighingPoint",
    "WeightStatement",
]
