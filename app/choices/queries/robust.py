"""What the ranked list tells of robustness: where each initiative stands in the alternative that was solved last.

The list is made anew while somebody drags a weight, so the problem is not posed again to see whether it still is the
same. It is enough to know that no deed has touched what it is made of; when one has, the page says so.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, select, union_all

from app.analysis.robustness.enumerating import Standing
from app.choices import models as choices
from app.choices.queries.assumptions import ScenarioHead, scenario_heads
from app.choices.queries.solutions import latest_solutions
from app.choices.rules.scenarios import SolutionKind
from app.missions.models import Area
from app.people.models import Organisation
from app.plumbing.questions import Question
from app.plumbing.record import At, DeedChange
from app.portfolio import models as portfolio

# A deed that changed none of these tables changed no alternative's problem.
MADE_OF = tuple(
    model.__tablename__
    for model in (
        choices.Criterion, choices.Score, choices.Weighing, choices.WeighingPoint, choices.WeightStatement,
        choices.Scenario, choices.ScenarioSource, choices.ScenarioBudget, choices.ScenarioCapacity,
        choices.ScenarioPick, choices.ScenarioCover, choices.Interplay, choices.InterplayMember,
        choices.InterplayGain, choices.InterplaySaving, Area, Organisation, portfolio.Initiative,
        portfolio.InitiativeMission, portfolio.Need, portfolio.FundingLine, portfolio.FundingSource,
        portfolio.SchemeRules, portfolio.Participation, portfolio.Dependency, portfolio.Contribution,
    )
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Stands:
    """``certain``: proved, or true whatever else may be found."""

    standing: Standing
    certain: bool


@dataclass(frozen=True, slots=True)
class RobustNow:
    """The latest robust answer among shared alternatives that rest on the mission's own weights.

    ``by_code`` says where each initiative of it stands; ``moved_on`` that something it is made of has changed since.
    """

    scenario: ScenarioHead
    solved_at: datetime
    complete: bool
    by_code: Mapping[str, Stands]
    moved_on: bool

    def count(self, standing: str) -> int:
        return Counter(each.standing for each in self.by_code.values())[Standing(standing)]


def robust_now(mission_id: int, *, at: At) -> RobustNow | None:
    """What was solved last; None where nothing has been. Three statements."""
    heads = {
        head.id: head
        for head in scenario_heads(mission_id, at=at)
        if head.shared and head.archived_on is None and head.weighing_id is None
    }
    answers = [
        found[SolutionKind.ROBUST]
        for found in latest_solutions(list(heads), at=at).values()
        if SolutionKind.ROBUST in found
    ]
    if not answers:
        return None
    latest = max(answers, key=lambda answer: answer.id)
    changed = _last_change(at=at).scalar() or 0
    return RobustNow(
        scenario=heads[latest.scenario_id],
        solved_at=latest.solved_at,
        complete=latest.complete,
        by_code={
            code: Stands(Standing(placed["standing"]), placed["certain"])
            for code, placed in latest.said["standing"].items()
        },
        moved_on=changed > latest.at_deed,
    )


@Question
def _last_change(at: At) -> Select[*tuple[Any, ...]]:
    # One look at the end of the index for each table.
    last = union_all(
        *(
            _until(at, select(func.max(DeedChange.deed).label("deed")).where(DeedChange.table_name == name))
            for name in MADE_OF
        )
    ).subquery()
    return select(func.max(last.c.deed))


def _until(at: At, query: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    return query if at.deed is None else query.where(DeedChange.deed <= at.deed)
