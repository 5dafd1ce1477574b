"""Questions about rounds, reports and the office's assessments, by idea."""

from app.reporting.queries.latest import (
    RATING,
    Confidence,
    Rating,
    assessment_cells,
    confidence_by_initiative,
    latest_assessments,
    latest_lights,
    light_cells,
    only_the_office_speaks,
)
from app.reporting.queries.reports import (
    DeliverableRow,
    Given,
    Reported,
    ReportPage,
    RoundRating,
    assessments_of,
    report_page,
    reports_of,
    typed_words,
)
from app.reporting.queries.rounds import Line, OfficeRating, RoundRow, lines, round_at, round_before, rounds
from app.reporting.queries.scales import LightWord, light_words, mission_scale, scale_words
from app.reporting.queries.subjects import initiatives_where, reported_subject, round_subject
from app.reporting.queries.waiting import Owed, RoundToRun, reports_owed, rounds_to_run

__all__ = [
    "RATING",
    "Confidence",
    "DeliverableRow",
    "Given",
    "LightWord",
    "Line",
    "OfficeRating",
    "Owed",
    "Rating",
    "ReportPage",
    "Reported",
    "RoundRating",
    "RoundRow",
    "RoundToRun",
    "assessment_cells",
    "assessments_of",
    "confidence_by_initiative",
    "initiatives_where",
    "latest_assessments",
    "latest_lights",
    "light_cells",
    "light_words",
    "lines",
    "mission_scale",
    "only_the_office_speaks",
    "report_page",
    "reported_subject",
    "reports_of",
    "reports_owed",
    "round_at",
    "round_before",
    "round_subject",
    "rounds",
    "rounds_to_run",
    "scale_words",
    "typed_words",
]
