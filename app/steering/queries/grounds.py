"""What a decision to adopt an alternative rests on: the answer, the assumptions, and whether the data has moved on."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, select

from app.choices.models import Solution
from app.choices.queries.posing import Posed, posed
from app.choices.rules.scenarios import SolutionKind
from app.plumbing.questions import Question, given
from app.plumbing.record import NOW, At
from app.plumbing.refusals import Refusal


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer as it was stored. ``said`` is what the solver found: the codes of ``chosen``, its worth, who pays."""

    id: int
    scenario_id: int
    kind: SolutionKind
    at_deed: int
    fingerprint: str
    complete: bool
    solved_at: datetime
    said: Mapping[str, Any]

    @property
    def chosen(self) -> tuple[str, ...]:
        """Codes; none where the assumptions can't be met."""
        return tuple(self.said.get("chosen", ()))

    @property
    def goes_on(self) -> frozenset[str]:
        return frozenset(self.said.get("goes_on", ()))

    @property
    def proven(self) -> bool:
        return self.complete and bool(self.said.get("proven"))


@Question
def _answers(_at: At) -> Select[*tuple[Any, ...]]:
    x = Solution
    return (
        select(x.id, x.scenario_id, x.kind, x.at_deed, x.fingerprint, x.complete, x.solved_at, x.answer)
        .where(x.scenario_id == given("scenario"), x.kind == given("kind"))
        .order_by(x.id.desc())
        .limit(1)
    )


def answered(scenario_id: int, kind: SolutionKind = SolutionKind.BEST) -> Answered | None:
    """The latest answer, as it stands at present; answers have no past. One statement."""
    row = _answers(scenario=scenario_id, kind=kind).first()
    if row is None:
        return None
    named = dict(row._mapping)
    return Answered(said=json.loads(named.pop("answer")), **named)


def moved_on(answer: Answered) -> bool:
    """Whether the problem as it stands at present is another than the one that was answered."""
    try:
        now = posed(answer.scenario_id, at=NOW)
    except Refusal:
        return True  # nothing can be asked at all any more
    return now is None or now.fingerprint != answer.fingerprint


def assumptions(found: Posed) -> dict[str, Any]:
    """Everything the alternative assumed, presented with codes for ids: it can be read without any other table."""
    head = found.assumed.head
    codes = {item.id: item.code for item in (*found.items, *found.finished, *(out.item for out in found.left_out))}
    areas = {area.id: area.code for area in found.areas}
    return {
        "alternative": head.code,
        "title": head.title,
        "purpose": head.purpose,
        "years": [head.first_year, head.last_year],
        "underway": head.underway,
        "run_money": head.run_money,
        "scoring": head.scoring,
        "own_weights": head.weighing_id is not None,
        "criteria": [row.code for row in found.weights.criteria],
        "weights": list(found.weights.proportion),
        "extreme_weights": [list(ray) for ray in found.weights.extreme],
        "sources": [
            {
                "source": each.source.code,
                "pays": each.pays,
                "applicants": each.applicants,
                "rules": None if each.rules is None else f"{each.rules.round} {each.rules.category}".strip(),
                "budget_ore": {str(year): ore for year, ore in sorted(each.budget.items())},
            }
            for each in found.assumed.sources
        ],
        "capacity_person_weeks": {
            found.bodies[body].code: weeks for body, weeks in found.assumed.capacity.items() if body in found.bodies
        },
        "picks": {
            codes[key]: {"pick": pick.pick, "reason": pick.reason}
            for key, pick in found.assumed.picks.items()
            if key in codes
        },
        "cover": {
            areas[key]: {"least": asked.least, "strength": asked.strength}
            for key, asked in found.assumed.cover.items()
            if key in areas
        },
        "left_out": {out.item.code: out.because for out in found.left_out},
    }
