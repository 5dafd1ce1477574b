"""Criteria and scores for tests; each call says only what matters. Run inside ``unit_of_work``."""

from __future__ import annotations

from decimal import Decimal
from itertools import count
from typing import Any

from app.choices.models import Criterion, CriterionText, Score, ScoreEvidence
from app.missions.models import Evidence, Mission
from app.portfolio.models import Initiative
from tests.missions.factories import _kept as kept

_number = count(1)


def a_criterion(mission: Mission, code: str = "", weight: int | str = 10, title: str = "", **columns: Any) -> Criterion:
    position = next(_number)
    code = code or f"K{position}"
    given = {"position": position, "colour": position % 8 + 1, **columns}
    criterion = kept(Criterion(mission_id=mission.id, code=code, weight=Decimal(weight), **given))
    kept(CriterionText(criterion_id=criterion.id, language="nb", title=title or f"Kriterium {code}"))
    return criterion


def a_score(
    initiative: Initiative,
    criterion: Criterion,
    likely: int,
    *,
    spread: int = 0,
    rests_on: Evidence | None = None,
    **columns: Any,
) -> Score:
    """A score of ``likely`` give or take ``spread``."""
    score = kept(
        Score(
            mission_id=criterion.mission_id,
            initiative_id=initiative.id,
            criterion_id=criterion.id,
            low=Decimal(max(0, likely - spread)),
            likely=Decimal(likely),
            high=Decimal(min(100, likely + spread)),
            **columns,
        )
    )
    if rests_on is not None:
        kept(ScoreEvidence(mission_id=criterion.mission_id, score_id=score.id, evidence_id=rests_on.id))
    return score
