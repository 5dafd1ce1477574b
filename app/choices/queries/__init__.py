"""Questions about criteria, scores and rank, by idea."""

from app.choices.queries.acceptability import DrawnFrom, PlacesOf, PlacesPage, drawn_from, places_page
from app.choices.queries.assumptions import (
    Assumed,
    ScenarioHead,
    assumed,
    funding_sources,
    interplays,
    scenario_heads,
    scheme_rules,
)
from app.choices.queries.candidates import areas, candidates
from app.choices.queries.criteria import CriterionRow, LevelRow, criteria, criterion_by_code
from app.choices.queries.frontier import ValueForMoney
from app.choices.queries.opinions import OpinionRow, opinions_of
from app.choices.queries.pages import (
    ScenarioPage,
    ScenarioRow,
    WeightsPage,
    assumed_of,
    choosable,
    head_of,
    loads,
    needs_by_year,
    scenario_page,
    scenario_rows,
    visible_heads,
    weighing_choices,
    weights_page,
)
from app.choices.queries.place import Place, place_of
from app.choices.queries.portfolios import Portfolios
from app.choices.queries.posing import Posed, posed
from app.choices.queries.ranking import Incomplete, Part, RankedRow, Ranking, Reason, ranked
from app.choices.queries.robust import RobustNow, robust_now
from app.choices.queries.scores import (
    EvidenceRef,
    InitiativeLine,
    ScoreRow,
    initiative_lines,
    lines_of,
    scores,
    scores_of,
)
from app.choices.queries.sensitivity import Sensitivity
from app.choices.queries.solutions import SolutionRow, latest_solutions, solution_by_id
from app.choices.queries.statements import StatementRow, statements
from app.choices.queries.subjects import (
    criterion_subject,
    interplay_subject,
    mission_in_view,
    opinion_subject,
    scenario_subject,
    scoring_subject,
    statement_subject,
    weighed_in,
)
from app.choices.queries.weights import WeighingRow, Weights

__all__ = [
    "Assumed",
    "CriterionRow",
    "DrawnFrom",
    "EvidenceRef",
    "Incomplete",
    "InitiativeLine",
    "LevelRow",
    "OpinionRow",
    "Part",
    "Place",
    "PlacesOf",
    "PlacesPage",
    "Portfolios",
    "Posed",
    "RankedRow",
    "Ranking",
    "Reason",
    "RobustNow",
    "ScenarioHead",
    "ScenarioPage",
    "ScenarioRow",
    "ScoreRow",
    "Sensitivity",
    "SolutionRow",
    "StatementRow",
    "ValueForMoney",
    "WeighingRow",
    "Weights",
    "WeightsPage",
    "areas",
    "assumed",
    "assumed_of",
    "candidates",
    "choosable",
    "criteria",
    "criterion_by_code",
    "criterion_subject",
    "drawn_from",
    "funding_sources",
    "head_of",
    "initiative_lines",
    "interplay_subject",
    "interplays",
    "latest_solutions",
    "lines_of",
    "loads",
    "mission_in_view",
    "needs_by_year",
    "opinion_subject",
    "opinions_of",
    "place_of",
    "places_page",
    "posed",
    "ranked",
    "robust_now",
    "scenario_heads",
    "scenario_page",
    "scenario_rows",
    "scenario_subject",
    "scheme_rules",
    "scores",
    "scores_of",
    "scoring_subject",
    "solution_by_id",
    "statement_subject",
    "statements",
    "visible_heads",
    "weighed_in",
    "weighing_choices",
    "weights_page",
]
