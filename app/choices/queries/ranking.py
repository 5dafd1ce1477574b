"""Which initiatives come first with these weights, and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from app.analysis import value
from app.choices.queries.criteria import CriterionRow, criteria
from app.choices.queries.scores import InitiativeLine, ScoreRow, initiative_lines, scores
from app.plumbing.provenance import Source
from app.plumbing.record import At

CENT = Decimal("0.01")


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
    """Why an initiative stands before the next, in points, by criterion; see ``analysis.value.Why``."""

    ahead: InitiativeLine
    behind: InitiativeLine
    lead: Decimal
    gains: tuple[Part, ...]
    losses: tuple[Part, ...]
    certain: bool


@dataclass(frozen=True, slots=True)
class RankedRow:
    """An initiative's place. ``best`` and ``worst`` bound it; ``apart`` is the share of others surely elsewhere.

    ``before`` compares with the one behind, ``after`` with the one ahead; the ends of the list have none.
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

    @staticmethod
    def in_order(
        places: Sequence[value.Ranked[int, int]],
        lines: Mapping[int, InitiativeLine],
        given: Mapping[int, Mapping[int, ScoreRow]],
        measures: Sequence[CriterionRow],
    ) -> list[RankedRow]:
        """These places, in their order, each with the reasons that put it between the two beside it."""
        by_id = {row.id: row for row in measures}
        reasons = [
            _reason(value.why(ahead, behind), lines, by_id)
            for ahead, behind in pairwise(places)
        ]  # fmt: skip
        rows = []
        for number, place in enumerate(places):
            own = given[place.alternative]
            counted = [own[key] for key, part in place.valued.parts.items() if key in own]
            rows.append(
                RankedRow(
                    initiative=lines[place.alternative],
                    rank=place.rank,
                    best=place.best,
                    worst=place.worst,
                    apart=place.apart,
                    low=_rounded(place.valued.value.low),
                    likely=_rounded(place.valued.value.likely),
                    high=_rounded(place.valued.value.high),
                    parts=tuple(Part(row, _rounded(place.valued.parts[row.id])) for row in measures),
                    scores=own,
                    judgement_only=sum(score.judgement_only for score in counted),
                    illustrative=any(score.illustrative for score in counted),
                    before=reasons[number] if number < len(reasons) else None,
                    after=reasons[number - 1] if number else None,
                )
            )
        return rows


@dataclass(frozen=True, slots=True)
class Incomplete:
    """An initiative that is not ranked, because these criteria have no score for it."""

    initiative: InitiativeLine
    missing: tuple[CriterionRow, ...]


@dataclass(frozen=True, slots=True)
class Ranking:
    """``shares`` are the criteria's shares of all weight (0–1), by id; empty where nothing has any weight."""

    criteria: tuple[CriterionRow, ...]
    points: Mapping[int, Decimal]
    shares: Mapping[int, Fraction]
    rows: tuple[RankedRow, ...]
    incomplete: tuple[Incomplete, ...]

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


def ranked(mission_id: int, *, at: At, weights: Mapping[int, Decimal] | None = None) -> Ranking:
    """The mission's initiatives by value, with the saved weights or these (points by criterion id). Ten statements.

    Equal values are told apart by code only for the order of the list; they share the rank.
    """
    measures = criteria(mission_id, at=at)
    points = {row.id: (weights or {}).get(row.id, row.weight) for row in measures}
    lines, given = initiative_lines(mission_id, at=at), scores(mission_id, at=at)
    if not any(points.values()):
        return Ranking(tuple(measures), points, {}, (), ())
    counted = [row for row in measures if points[row.id] > 0]
    missing = {
        line.id: tuple(row for row in counted if row.id not in given.get(line.id, {})) for line in lines
    }  # fmt: skip
    complete = {line.id: line for line in lines if not missing[line.id]}
    places = value.ranking(
        {
            line: {key: value.interval(s.low, s.likely, s.high) for key, s in given[line].items()}
            for line in complete
        },
        points,
    )  # fmt: skip
    return Ranking(
        criteria=tuple(measures),
        points=points,
        shares=value.weight_shares(points),
        rows=tuple(RankedRow.in_order(places, complete, given, measures)),
        incomplete=tuple(Incomplete(line, missing[line.id]) for line in lines if missing[line.id]),
    )


def _reason(
    found: value.Why[int, int], lines: Mapping[int, InitiativeLine], measures: Mapping[int, CriterionRow]
) -> Reason:
    return Reason(
        ahead=lines[found.ahead],
        behind=lines[found.behind],
        lead=_rounded(found.lead),
        gains=tuple(Part(measures[key], _rounded(points)) for key, points in found.gains),
        losses=tuple(Part(measures[key], _rounded(points)) for key, points in found.losses),
        certain=found.certain,
    )
