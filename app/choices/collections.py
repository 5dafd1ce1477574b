"""What this chapter keeps, as files show it."""

from __future__ import annotations

import app.portfolio.models  # noqa: F401 - the tables that ours point into must be known
from app.choices.models import (
    Criterion,
    CriterionLevel,
    CriterionText,
    Score,
    ScoreEvidence,
    ScoreOpinion,
    Weighing,
    WeighingPoint,
    WeightStatement,
)
from app.choices.rules import Act
from app.missions.rules import Act as MissionAct
from app.plumbing.sheets.collections import Together, described
from app.plumbing.sheets.parts import CodeList, Words
from app.plumbing.sheets.translations import translations

CRITERIA = described(
    "criteria",
    Criterion,
    "mission",
    "code",
    add=Act.CRITERION_ADD,
    edit=Act.CRITERION_EDIT,
    acts={"weight": Act.WEIGHTS_SET},
    parts=(Words(CriterionText, "criterion_id"),),
)
LEVELS = described(
    "criterion-levels",
    CriterionLevel,
    "mission",
    "criterion",
    "score",
    add=Act.CRITERION_EDIT,
    edit=Act.CRITERION_EDIT,
)
SCORES = described(
    "scores",
    Score,
    "mission",
    "initiative",
    "criterion",
    add=Act.SCORE_PUT,
    edit=Act.SCORE_PUT,
    parts=(CodeList("evidence", ScoreEvidence, "score_id", "evidence_id", "evidence"),),
    together=Together.INITIATIVE,
)
OPINIONS = described(
    "score-opinions",
    ScoreOpinion,
    "mission",
    "initiative",
    "criterion",
    "person",
    add=Act.OPINION_PUT,
    edit=Act.OPINION_PUT,
    together=Together.INITIATIVE,
)
WEIGHINGS = described("weighings", Weighing, "mission", "code", add=Act.WEIGHING_PUT, edit=Act.WEIGHING_PUT)
POINTS = described(
    "weighing-points",
    WeighingPoint,
    "mission",
    "weighing",
    "criterion",
    add=Act.WEIGHING_PUT,
    edit=Act.WEIGHING_PUT,
)
STATEMENTS = described(
    "weight-statements",
    WeightStatement,
    "mission",
    "weighing",
    "position",
    add=Act.STATEMENT_MAKE,
    edit=Act.STATEMENT_MAKE,
    acts={"withdrawn": Act.STATEMENT_WITHDRAW},
)
TRANSLATIONS = (translations("criteria", CriterionText, "criterion_id", "criterion", act=MissionAct.TRANSLATION_PUT),)
