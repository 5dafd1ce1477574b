"""Criteria, what they weigh, and scores, as programs read them."""

from __future__ import annotations

from app.choices import collections
from app.choices.models import CriterionLevel, CriterionText, ScoreEvidence, WeighingPoint, WeightStatement
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
WEIGHINGS = resource(
    collections.WEIGHINGS,
    called="Weighing",
    about="A way to weigh the criteria: what of it counts, its points and what was stated. The main one's points are "
    "the criteria's weights; a mission without one holds to these.",
    permission=ChoicePermission.VIEW,
    reach=of_mission(),
    key="code",
    parts=(
        Nested("points", WeighingPoint, "weighing_id", about="Points of a weighing that is not the main one."),
        Nested(
            "statements",
            WeightStatement,
            "weighing_id",
            order="position",
            about="What was said about the weights, in the order it was said, the withdrawn too.",
        ),
    ),
)
OPINIONS = resource(
    collections.OPINIONS,
    called="ScoreOpinion",
    about="One appraiser's score of an initiative on a criterion; the score is what all of them give together.",
    permission=ChoicePermission.VIEW,
    reach=of_mission(),
)
