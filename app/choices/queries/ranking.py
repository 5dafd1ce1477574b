"""Which initiatives come first with these weights, and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from app.analysis import value
from app.analysis.places import Places
from app.choices.queries import weights as weighing
from app.choices.queries.criteria import CriterionRow
from app.choices.queries.scores import InitiativeLine, ScoreRow, lines_of, scores_of
from app.choices.queries.standings import standings
from app.choices.queries.weights import Weights
from app.choices.rules.weighing import Holding
from app.plumbing.provenance import Source
from app.plumbing.record import At

CENT = Decimal("0.01")
# Scores are kept in hundredths of a point.
HUNDREDTHS = 100


def _rounded(exact: Fraction) -> Decimal:
    """An exact value as a page shows it, to hundredths of a point."""
    return (Decimal(exact.numerator) / Decimal(exact.denominator)).quantize(CENT)


@dataclass(frozen=True, slots=True)
class Part:
    """What a criterion gives to an initiative's value, in points of 100."""

    criterion: CriterionRow
    points: Decimal


@dataclass(frozen=True, slots=True)
class Reason:
    """Why an initiative stands before the next, in points, by criterion; see ``analysis.value.Why``.

    ``certain`` when no possible weights and scores turn the two around; ``holds`` when no possible weights do with the
    likely scores.
    """

    ahead: InitiativeLine
    behind: InitiativeLine
    lead: Decimal
    gains: tuple[Part, ...]
    losses: tuple[Part, ...]
    certain: bool
    holds: bool


@dataclass(frozen=True, slots=True)
class RankedRow:
    """An initiative's place. ``best`` and ``worst`` bound it; ``apart`` is the share of others surely elsewhere.

    ``low`` and ``high`` bound its value over all possible weights and scores. ``before`` compares with the one behind,
    ``after`` with the one ahead; the ends of the list have none.
    """

    initiative: InitiativeLine
    rank: int
    best: int
    worst: int
    apart: Fraction
    low: Decimal
    likely: Decimal
    high: Decimal
    parts: tuple[Part, ...]
    scores: Mapping[int, ScoreRow]
    judgement_only: int
    illustrative: bool
    before: Reason | None
    after: Reason | None


@dataclass(frozen=True, slots=True)
class Incomplete:
    """An initiative that is not ranked, because these criteria have no score for it."""

    initiative: InitiativeLine
    missing: tuple[CriterionRow, ...]


@dataclass(frozen=True, slots=True)
class Ranking:
    """``shares`` are the criteria's shares of all weight (0–1), by id; empty where nothing has any weight.

    ``rows`` are those asked for of ``total`` ranked ones; ``incomplete`` the first of ``left_out``. ``could_lead`` may
    stand first. ``bounded`` is False where places could not be bounded in the time of a page.
    """

    weights: Weights
    criteria: tuple[CriterionRow, ...]
    points: Mapping[int, Decimal]
    shares: Mapping[int, Fraction]
    rows: tuple[RankedRow, ...]
    incomplete: tuple[Incomplete, ...]
    total: int = 0
    left_out: int = 0
    could_lead: int = 0
    bounded: bool = True

    @property
    def illustrative_weights(self) -> bool:
        """Some weight in force is made up; weights that are being tried are the reader's own."""
        return any(
            row.origins.of("weight").source is Source.ILLUSTRATIVE and self.points[row.id] == row.weight
            for row in self.criteria
        )

    @property
    def illustrative(self) -> bool:
        """Every value rests on made-up scores or weights."""
        return bool(self.rows) and (self.illustrative_weights or all(row.illustrative for row in self.rows))


def ranked(
    mission_id: int,
    *,
    at: At,
    weights: Mapping[int, Decimal] | None = None,
    first: int = 0,
    count: int | None = None,
) -> Ranking:
    """The mission's initiatives by value, with the saved weights or exactly these (points by criterion id).

    ``count`` of them from place ``first`` (0 …) on, all if not said, and as many of those that lack scores. Sixteen
    statements, and two more when scores have changed. Equal values are told apart by code only for the order of the
    list; they share the rank.
    """
    holding = None if weights is None else Holding.POINTS
    weighed = weighing.of_mission(mission_id, at=at, points=weights, holding=holding)
    among = standings(mission_id, weighed, at=at)
    points = {row.id: point for row, point in zip(weighed.criteria, weighed.points, strict=True)}
    if among.places is None:
        return Ranking(weighed, weighed.criteria, points, {}, (), ())
    last = len(among.places) if count is None else first + count
    # With the one before and the one behind, that the first and the last row are compared with.
    shown = among.places.order[max(0, first - 1) : last + 1]
    rows = rows_of(shown, among.places, weighed, mission_id, at=at)
    here = set(among.places.order[first:last])
    lacking = among.incomplete[:count]
    lines = {line.id: line for line in lines_of(lacking, at=at)} if lacking else {}
    given = scores_of(lacking, mission_id, at=at) if lacking else {}
    return Ranking(
        weights=weighed,
        criteria=weighed.criteria,
        points=points,
        shares=weighed.shares,
        rows=tuple(row for row in rows if row.initiative.id in here),
        incomplete=tuple(
            Incomplete(lines[key], tuple(row for row in weighed.counted if row.id not in given.get(key, {})))
            for key in lacking
        ),
        total=len(among.places),
        left_out=len(among.incomplete),
        could_lead=among.places.could_lead,
        bounded=among.places.bounded,
    )


def rows_of(ids: Sequence[int], places: Places[int], weighed: Weights, mission_id: int, *, at: At) -> list[RankedRow]:
    """The places of these initiatives, which follow each other in the list. Six statements."""
    lines = {line.id: line for line in lines_of(ids, at=at)}
    given = scores_of(ids, mission_id, at=at)
    shares, by_id = weighed.shares, {row.id: row for row in weighed.criteria}
    valued = {
        key: value.valued(
            {row: value.interval(score.low, score.likely, score.high) for row, score in given.get(key, {}).items()},
            shares,
        )
        for key in ids
    }
    reasons = [
        _reason(value.between(ahead, valued[ahead], behind, valued[behind]), places, lines, by_id)
        for ahead, behind in pairwise(ids)
    ]
    rows = []
    for number, key in enumerate(ids):
        own, place = given.get(key, {}), places.place(key)
        low, high = places.reach(key)
        counted = [own[row.id] for row in weighed.criteria if row.id in own]
        rows.append(
            RankedRow(
                initiative=lines[key],
                rank=place.rank,
                best=place.best,
                worst=place.worst,
                apart=place.apart,
                low=_rounded(low / HUNDREDTHS),
                likely=_rounded(valued[key].value.likely),
                high=_rounded(high / HUNDREDTHS),
                parts=tuple(Part(row, _rounded(valued[key].parts[row.id])) for row in weighed.criteria),
                scores=own,
                judgement_only=sum(score.judgement_only for score in counted),
                illustrative=any(score.illustrative for score in counted),
                before=reasons[number] if number < len(reasons) else None,
                after=reasons[number - 1] if number else None,
            )
        )
    return rows


def _reason(
    found: value.Why[int, int],
    places: Places[int],
    lines: Mapping[int, InitiativeLine],
    measures: Mapping[int, CriterionRow],
) -> Reason:
    return Reason(
        ahead=lines[found.ahead],
        behind=lines[found.behind],
        lead=_rounded(found.lead),
        gains=tuple(Part(measures[key], _rounded(points)) for key, points in found.gains),
        losses=tuple(Part(measures[key], _rounded(points)) for key, points in found.losses),
        certain=places.is_surely_before(found.ahead, found.behind),
        holds=places.holds_for_all_weights(found.ahead, found.behind),
    )
