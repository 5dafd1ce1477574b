"""One initiative's place in its mission, and what puts it before and behind its neighbours."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from sqlalchemy import Select, select

from app.analysis import value
from app.choices.queries.criteria import CriterionRow, criteria
from app.choices.queries.ranking import RankedRow
from app.choices.queries.scores import ScoreRow, lines_of, scores_of
from app.choices.queries.standings import Standings, Sums, standings
from app.plumbing.questions import Question, given_any
from app.plumbing.record import At
from app.portfolio.models import Initiative


@dataclass(frozen=True, slots=True)
class Place:
    """``row`` is None for an initiative that is not ranked; ``missing`` are then the criteria it has no score on.

    ``count`` are ranked in all. ``shares`` are the criteria's shares of all weight; empty where nothing has any.
    """

    criteria: tuple[CriterionRow, ...]
    shares: Mapping[int, Fraction]
    count: int
    row: RankedRow | None
    scores: Mapping[int, ScoreRow]
    missing: tuple[CriterionRow, ...]


def place_of(initiative_id: int, mission_id: int, *, at: At) -> Place:
    """The place with the saved weights. Thirteen statements at most, however many are ranked."""
    measures = tuple(criteria(mission_id, at=at, levels=False))
    points = {row.id: row.weight for row in measures}
    own = None
    if any(points.values()):
        all_of_them = standings(mission_id, at=at)
        own = all_of_them.of(initiative_id)
    if own is None:
        given = scores_of([initiative_id], mission_id, at=at).get(initiative_id, {})
        counted = tuple(row for row in measures if points[row.id] > 0)
        shares = value.weight_shares(points) if counted else {}
        missing = tuple(row for row in counted if row.id not in given)
        return Place(measures, shares, 0, None, given, missing)
    trio = _neighbours(own, all_of_them, at=at)
    lines = {line.id: line for line in lines_of(trio, at=at)}
    given_to = scores_of(trio, mission_id, at=at)
    shares = value.weight_shares(points)
    places = [_ranked(all_of_them, key, given_to[key], shares) for key in trio]
    rows = RankedRow.in_order(places, lines, given_to, measures)
    return Place(
        criteria=measures,
        shares=shares,
        count=len(all_of_them),
        row=rows[trio.index(initiative_id)],
        scores=given_to[initiative_id],
        missing=(),
    )


def _ranked(
    among: Standings, initiative_id: int, given: Mapping[int, ScoreRow], shares: Mapping[int, Fraction]
) -> value.Ranked[int, int]:
    own = among[initiative_id]
    intervals = {key: value.interval(score.low, score.likely, score.high) for key, score in given.items()}
    others = len(among) - 1
    return value.Ranked(
        alternative=initiative_id,
        rank=among.rank(own),
        best=among.best(own),
        worst=among.worst(own),
        apart=Fraction(among.apart(own), others) if others else Fraction(1),
        valued=value.valued(intervals, shares),
    )


def _neighbours(own: Sums, among: Standings, *, at: At) -> list[int]:
    """The one ahead, the initiative itself, the one behind, as the whole list has them: by likely value, then code."""
    near = among.near(own)
    order = {row.id: (row.code_key, row.id) for row in _codes(ids=near, at=at)}
    ordered = sorted((key for key in near if key in order), key=lambda key: (-among[key].likely, order[key]))
    place = ordered.index(own.initiative_id)
    return ordered[max(0, place - 1) : place + 2]


@Question
def _codes(at: At) -> Select[*tuple[Any, ...]]:
    initiative = at.rows(Initiative)
    return select(initiative.c.id, initiative.c.code_key).where(initiative.c.id.in_(given_any("ids")))
