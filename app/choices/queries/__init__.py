"""Questions about criteria, scores and rank, by idea."""

from app.choices.queries.criteria import CriterionRow, LevelRow, criteria, criterion_by_code
from app.choices.queries.opinions import OpinionRow, opinions_of
from app.choices.queries.place import Place, place_of
from app.choices.queries.ranking import Incomplete, Part, RankedRow, Ranking, Reason, ranked
from app.choices.queries.scores import (
    EvidenceRef,
    InitiativeLine,
    ScoreRow,
    initiative_lines,
    lines_of,
    scores,
    scores_of,
)
from app.choices.queries.statements import StatementRow, statements
from app.choices.queries.subjects import (
    criterion_subject,
    mission_in_view,
    opinion_subject,
    scoring_subject,
    statement_subject,
    weighed_in,
)
from app.choices.queries.weights import WeighingRow, Weights

__all__ = [
    "CriterionRow",
    "EvidenceRef",
    "Incomplete",
    "InitiativeLine",
    "LevelRow",
    "OpinionRow",
    "Part",
    "Place",
    "RankedRow",
    "Ranking",
    "Reason",
    "ScoreRow",
    "StatementRow",
    "WeighingRow",
    "Weights",
    "criteria",
    "criterion_by_code",
    "criterion_subject",
    "initiative_lines",
    "lines_of",
    "mission_in_view",
    "opinion_subject",
    "opinions_of",
    "place_of",
    "ranked",
    "scores",
    "scores_of",
    "scoring_subject",
    "statement_subject",
    "statements",
    "weighed_in",
]
