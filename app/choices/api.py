"""Criteria and scores, as programs read them."""

from __future__ import annotations

from app.choices import collections
from app.choices.models import CriterionLevel, CriterionText, ScoreEvidence
from app.choices.policy import ChoicePermission
from app.plumbing.api.parts import CodesOf, Nested, Wordings
from app.plumbing.api.resources import of_mission, resource

CRITERIA = resource(
    collections.CRITERIA,
    called="Criterion",
    about="A criterion initiatives are weighed by, and its weight.",
    permission=ChoicePermission.VIEW,
    reach=of_mission(),
    key="code",
    parts=(
        Wordings(CriterionText, "criterion_id"),
        Nested("levels", CriterionLevel, "criterion_id", order="score", about="What a score looks like."),
    ),
)
SCORES = resource(
    collections.SCORES,
    called="Score",
    about="An initiative's lowest, likely and highest score on a criterion.",
    permission=ChoicePermission.VIEW,
    reach=of_mission(),
    parts=(CodesOf("evidence", ScoreEvidence, "score_id", "evidence_id", "evidence", about="What it rests on."),),
)

RESOURCES = (CRITERIA, SCORES)
