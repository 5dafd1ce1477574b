"""Tables of choosing, by idea."""

from app.choices.models.acceptability import RankAcceptability
from app.choices.models.criteria import Criterion, CriterionLevel, CriterionText, Score, ScoreEvidence
from app.choices.models.interplay import Interplay, InterplayGain, InterplayMember, InterplaySaving
from app.choices.models.opinions import ScoreOpinion
from app.choices.models.scenarios import (
    Scenario,
    ScenarioBudget,
    ScenarioCapacity,
    ScenarioCover,
    ScenarioPick,
    ScenarioSource,
)
from app.choices.models.solutions import Solution
from app.choices.models.weighing import Weighing, WeighingPoint, WeightStatement

__all__ = [
    "Criterion",
    "CriterionLevel",
    "CriterionText",
    "Interplay",
    "InterplayGain",
    "InterplayMember",
    "InterplaySaving",
    "RankAcceptability",
    "Scenario",
    "ScenarioBudget",
    "ScenarioCapacity",
    "ScenarioCover",
    "ScenarioPick",
    "ScenarioSource",
    "Score",
    "ScoreEvidence",
    "ScoreOpinion",
    "Solution",
    "Weighing",
    "WeighingPoint",
    "WeightStatement",
]
