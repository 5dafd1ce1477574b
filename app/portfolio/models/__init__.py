"""Tables of the portfolio, by idea."""

from app.portfolio.models.benefits import Benefit, Rollout
from app.portfolio.models.contributions import Capacity, Contribution, ContributionEvidence, Participation
from app.portfolio.models.delivery import Appraisal, Deliverable, Gate, Risk
from app.portfolio.models.dependencies import (
    Condition,
    ConditionStep,
    Dependency,
    ExternalNode,
    InitiativeCondition,
)
from app.portfolio.models.funding import FundingLine, FundingSource, Grant, Need, SchemeRules
from app.portfolio.models.initiatives import (
    PLAN_DATES,
    Initiative,
    InitiativeAssignment,
    InitiativeGoal,
    InitiativeMission,
    InitiativePerson,
    InitiativeText,
)

__all__ = [
    "PLAN_DATES",
    "Appraisal",
    "Benefit",
    "Capacity",
    "Condition",
    "ConditionStep",
    "Contribution",
    "ContributionEvidence",
    "Deliverable",
    "Dependency",
    "ExternalNode",
    "FundingLine",
    "FundingSource",
    "Gate",
    "Grant",
    "Initiative",
    "InitiativeAssignment",
    "InitiativeCondition",
    "InitiativeGoal",
    "InitiativeMission",
    "InitiativePerson",
    "InitiativeText",
    "Need",
    "Participation",
    "Risk",
    "Rollout",
    "SchemeRules",
]
