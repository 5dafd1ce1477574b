"""One initiative's place in its mission, and what puts it before and behind its neighbours."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from app.choices.queries import weights as weighing
from app.choices.queries.criteria import CriterionRow
from app.choices.queries.ranking import RankedRow, rows_of
from app.choices.queries.scores import ScoreRow, scores_of
from app.choices.queries.standings import standings
from app.plumbing.record import At


@dataclass(frozen=True, slots=True)
class Place:
    """``row`` is None for an initiative that is not ranked; ``missing`` are then the criteria it has no score on.

    ``count`` are ranked in all. ``shares`` are the criteria's shares of all weight; empty where nothing has any.
    ``certain_weights``: one set of weights is all that is possible.
    """

    criteria: tuple[CriterionRow, ...]
    shares: Mapping[int, Fraction]
    count: int
    row: RankedRow | None
    scores: Mapping[int, ScoreRow]
    missing: tuple[CriterionRow, ...]
    certain_weights: bool


def place_of(initiative_id: int, mission_id: int, *, at: At) -> Place:
    """The place with the saved weights. Fifteen statements at most, however many are ranked."""
    weighed = weighing.of_mission(mission_id, at=at, levels=False)
    among = standings(mission_id, weighed, at=at).places
    if among is None or initiative_id not in among:
        given = scores_of([initiative_id], mission_id, at=at).get(initiative_id, {})
        missing = tuple(row for row in weighed.counted if row.id not in given)
        return Place(weighed.criteria, weighed.shares, 0, None, given, missing, weighed.certain)
    number = among.index(initiative_id)
    trio = among.order[max(0, number - 1) : number + 2]
    row = next(
        row for row in rows_of(trio, among, weighed, mission_id, at=at) if row.initiative.id == initiative_id
    )  # fmt: skip
    return Place(
        criteria=weighed.criteria,
        shares=weighed.shares,
        count=len(among),
        row=row,
        scores=row.scores,
        missing=(),
        certain_weights=weighed.certain,
    )
