"""What this chapter keeps, as files show it."""

from __future__ import annotations

import app.portfolio.models  # noqa: F401 - the tables that ours point into must be known
from app.choices.models import (
    Criterion,
    CriterionLevel,
    CriterionText,
    Interplay,
    InterplayGain,
    InterplayMember,
    InterplaySaving,
    Scenario,
    ScenarioBudget,
    ScenarioCapacity,
    ScenarioCover,
    ScenarioPick,
    ScenarioSource,
    Score,
    ScoreEvidence,
    ScoreOpinion,
    Weighing,
    WeighingPoint,
    WeightStatement,
)
from app.choices.rules.acts import Act
from app.missions.rules import Act as MissionAct
from app.plumbing.sheets import cells
from app.plumbing.sheets.collections import Field, Key, Together, Values, described
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
INTERPLAYS = described(
    "interplays",
    Interplay,
    "mission",
    "code",
    add=Act.INTERPLAY_PUT,
    edit=Act.INTERPLAY_PUT,
    parts=(CodeList("initiatives", InterplayMember, "interplay_id", "initiative_id", "initiative"),),
)
GAINS = described(
    "interplay-gains",
    InterplayGain,
    "mission",
    "interplay",
    "criterion",
    add=Act.INTERPLAY_PUT,
    edit=Act.INTERPLAY_PUT,
)
SAVINGS = described(
    "interplay-savings",
    InterplaySaving,
    "mission",
    "interplay",
    "year",
    "use",
    add=Act.INTERPLAY_PUT,
    edit=Act.INTERPLAY_PUT,
)


def _rules(values: Values, text: str) -> Key:
    """A round's rules are written «round/category», below the source that stands beside them."""
    round_, _, category = text.partition("/")
    return (values["funding_source"], round_, category)


SCENARIOS = described("scenarios", Scenario, "mission", "code", add=Act.SCENARIO_MAKE, edit=Act.SCENARIO_EDIT)
SCENARIO_SOURCES = described(
    "scenario-sources",
    ScenarioSource,
    "mission",
    "scenario",
    "funding_source",
    add=Act.SCENARIO_MONEY,
    edit=Act.SCENARIO_MONEY,
    called={"source_id": "funding_source"},
    late=(
        Field(
            "rules",
            cells.Text(),
            ("rules_id",),
            target="scheme_rules",
            points=_rules,
            shows=lambda key: f"{key[1]}/{key[2]}",
        ),
    ),
)
SCENARIO_BUDGETS = described(
    "scenario-budgets",
    ScenarioBudget,
    "mission",
    "scenario",
    "funding_source",
    "year",
    add=Act.SCENARIO_MONEY,
    edit=Act.SCENARIO_MONEY,
    called={"source_id": "funding_source"},
)
SCENARIO_CAPACITY = described(
    "scenario-capacity",
    ScenarioCapacity,
    "mission",
    "scenario",
    "organisation",
    add=Act.SCENARIO_CAPACITY,
    edit=Act.SCENARIO_CAPACITY,
)
SCENARIO_PICKS = described(
    "scenario-picks",
    ScenarioPick,
    "mission",
    "scenario",
    "initiative",
    add=Act.SCENARIO_PICKS,
    edit=Act.SCENARIO_PICKS,
)
SCENARIO_COVER = described(
    "scenario-cover",
    ScenarioCover,
    "mission",
    "scenario",
    "area",
    add=Act.SCENARIO_COVER,
    edit=Act.SCENARIO_COVER,
)
TRANSLATIONS = (translations("criteria", CriterionText, "criterion_id", "criterion", act=MissionAct.TRANSLATION_PUT),)
