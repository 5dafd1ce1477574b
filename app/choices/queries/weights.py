"""What the criteria weigh: one number for each, and all that is still possible.

``points`` leave one set of weights, and are their own extreme point. An ``order`` leaves all weights in that order; the
one number is the centre of these, the rank order centroid. ``statements`` leave the weights that keep them; the one
number is the centre of their extreme points (``app.analysis.weights``). A criterion with 0 points counts in none.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from itertools import groupby, pairwise
from math import gcd, lcm
from typing import Any

from sqlalchemy import Select, select

from app.analysis.tradeoffs import Learnt, Said, learnt
from app.analysis.value import weight_shares
from app.analysis.weights import MOST_CRITERIA, Ray, TooOpen, as_shares, rank_order_centroid
from app.choices.models import Weighing, WeighingPoint
from app.choices.queries.criteria import CriterionRow, criteria
from app.choices.queries.statements import StatementRow, statements
from app.choices.rules.weighing import BEST_SWING, Holding, StatementKind
from app.plumbing.provenance import Source
from app.plumbing.questions import Question, given
from app.plumbing.record import At

# Shares with a larger denominator are rounded to millionths: sums of weights times scores must fit 64 bits.
FINEST = 10**9
MILLION = 10**6


@dataclass(frozen=True, slots=True)
class WeighingRow:
    """A weighing. ``id`` is None, and ``version`` 0, where a mission has not yet said what counts: its points do."""

    id: int | None
    mission_id: int
    code: str
    title: str
    holding: Holding
    main: bool
    version: int
    source: Source


@dataclass(frozen=True, slots=True)
class Weights:
    """What a weighing says of the criteria, all in the order of ``criteria``.

    ``proportion`` are whole numbers in proportion to the one weight of each; all 0 where nothing has any points.
    ``extreme`` are the extreme points of all that is possible. ``said`` are the statements in force, ``clashing`` a
    minimal set of those that cannot all hold: the newest of it is left out meanwhile. ``too_open``: so little is said
    that any weights are taken to be possible.
    """

    weighing: WeighingRow
    criteria: tuple[CriterionRow, ...]
    points: tuple[Decimal, ...]
    proportion: Ray
    extreme: tuple[Ray, ...]
    said: tuple[StatementRow, ...]
    clashing: tuple[StatementRow, ...]
    too_open: bool = False

    @property
    def weigh(self) -> bool:
        """Something has any weight."""
        return any(self.proportion)

    @property
    def central(self) -> tuple[Fraction, ...]:
        """The one share (0–1) of each; empty where nothing weighs anything."""
        return as_shares(self.proportion) if self.weigh else ()

    @property
    def shares(self) -> dict[int, Fraction]:
        """``central`` by criterion id."""
        return dict(zip((row.id for row in self.criteria), self.central, strict=False))

    @property
    def spread(self) -> tuple[tuple[Fraction, Fraction], ...]:
        """Each criterion's least and largest possible share."""
        possible = [as_shares(ray) for ray in self.extreme]
        return tuple((min(column), max(column)) for column in zip(*possible, strict=True))

    @property
    def counted(self) -> tuple[CriterionRow, ...]:
        """The criteria that may have any weight: an initiative needs a score on each of them."""
        return tuple(row for place, row in enumerate(self.criteria) if any(ray[place] for ray in self.extreme))

    @property
    def certain(self) -> bool:
        """One set of weights is all that is possible."""
        return len(self.extreme) == 1

    @property
    def as_points(self) -> dict[int, Decimal]:
        """What orders the list, as points by criterion id: its points, or the middle with the best at 100."""
        ids = [row.id for row in self.criteria]
        if self.weighing.holding is Holding.POINTS or not self.weigh:
            return dict(zip(ids, self.points, strict=True))
        best = max(self.proportion)
        return {
            key: (Decimal(BEST_SWING * part) / best).quantize(Decimal(1))
            for key, part in zip(ids, self.proportion, strict=True)
        }

    @property
    def place_of(self) -> dict[int, int]:
        """The criteria with points: their place among each other, by id."""
        ids = [row.id for row, point in zip(self.criteria, self.points, strict=True) if point > 0]
        return {key: place for place, key in enumerate(ids)}

    def spoken(self) -> tuple[StatementRow, ...]:
        """What was said of criteria that count, and says something."""
        index = self.place_of
        return tuple(row for row in self.said if row.is_about(index))

    def stated(self) -> Weights:
        """What would count if statements did: with the order first, where that is what counts now."""
        order = self._order() if self.weighing.holding is Holding.ORDER else []
        known = {(row.first.id, row.second.id) for row in self.said if row.kind is StatementKind.ORDER and row.second}
        new = tuple(row for row in order if row.second and (row.first.id, row.second.id) not in known)
        return _said_by(self.weighing, self.criteria, self.points, Holding.STATEMENTS, (*new, *self.said))

    def _order(self) -> list[StatementRow]:
        """The order of the points as statements, said by nobody: equal points are worth as much both ways."""
        counted = [(point, row) for point, row in zip(self.points, self.criteria, strict=True) if point > 0]
        counted.sort(key=lambda pair: (-pair[0], pair[1].position))
        found = []
        for (more, first), (less, second) in pairwise(counted):
            found.append(StatementRow.of_order(first, second))
            if more == less:
                found.append(StatementRow.of_order(second, first))
        return found


@Question
def _main(at: At) -> Select[*tuple[Any, ...]]:
    then = at.of(Weighing)
    return select(
        then.id, then.mission_id, then.code, then.title, then.holding, then.main, then.version, then.source
    ).where(then.mission_id == given("mission"), then.main)


@Question
def _weighing(at: At) -> Select[*tuple[Any, ...]]:
    then = at.of(Weighing)
    return select(
        then.id, then.mission_id, then.code, then.title, then.holding, then.main, then.version, then.source
    ).where(then.id == given("weighing"))


@Question
def _points(at: At) -> Select[*tuple[Any, ...]]:
    then = at.of(WeighingPoint)
    return select(then.criterion_id, then.points).where(then.weighing_id == given("weighing"))


def main_weighing(mission_id: int, *, at: At) -> WeighingRow:
    """The mission's own weighing. One statement."""
    found = _main(mission=mission_id, at=at).first()
    if found is None:
        return WeighingRow(None, mission_id, "", "", Holding.POINTS, True, 0, Source.ENTERED)
    return WeighingRow(*found)


def of_mission(
    mission_id: int,
    *,
    at: At,
    points: Mapping[int, Decimal] | None = None,
    holding: Holding | None = None,
    levels: bool = True,
) -> Weights:
    """The mission's own weights, or what they would be with these points (by criterion id) or another holding.

    Six statements, one less without the criteria's levels.
    """
    weighing = main_weighing(mission_id, at=at)
    return _weights(weighing, points or {}, holding or weighing.holding, levels=levels, at=at)


def of(weighing_id: int, *, at: At) -> Weights | None:
    """The weights of one weighing; None where there was no such thing. Seven statements."""
    found = _weighing(weighing=weighing_id, at=at).first()
    if found is None:
        return None
    weighing = WeighingRow(*found)
    own = {} if weighing.main else dict(tuple(row) for row in _points(weighing=weighing_id, at=at))
    return _weights(weighing, own, weighing.holding, levels=True, at=at)


def _weights(
    weighing: WeighingRow, points: Mapping[int, Decimal], holding: Holding, *, levels: bool, at: At
) -> Weights:
    measures = tuple(criteria(weighing.mission_id, at=at, levels=levels))
    weight = tuple(points.get(row.id, row.weight) for row in measures)
    said = statements(weighing.id, measures, at=at) if weighing.id is not None else []
    in_force = tuple(row for row in said if not row.withdrawn)
    return _said_by(weighing, measures, weight, holding, in_force)


def _said_by(
    weighing: WeighingRow,
    measures: tuple[CriterionRow, ...],
    points: tuple[Decimal, ...],
    holding: Holding,
    said: tuple[StatementRow, ...],
) -> Weights:
    """What these points and statements say when ``holding`` counts of them. Asks nothing."""
    counted = [place for place, point in enumerate(points) if point > 0]
    count = len(measures)
    if not counted:
        return Weights(weighing, measures, points, (0,) * count, (), said, ())
    positive = [points[place] for place in counted]
    clashing: tuple[StatementRow, ...] = ()
    too_open = False
    if holding is Holding.POINTS:
        proportion = _whole(list(weight_shares(dict(enumerate(positive))).values()))
        extreme: Sequence[Ray] = [proportion]
    elif holding is Holding.ORDER:
        proportion, extreme = _whole(_centroid(positive)), _of_order(positive)
    else:
        index = {measures[place].id: number for number, place in enumerate(counted)}
        spoken = tuple(row for row in said if row.is_about(index))
        found = _held(len(counted), tuple(row.claim(index) for row in spoken))
        if found is None:
            too_open = True
            found = Learnt(_corners(len(counted)), (Fraction(1, len(counted)),) * len(counted), ())
        proportion, extreme = _whole(found.centre), found.points
        clashing = tuple(spoken[place] for place in found.clash)
    return Weights(
        weighing=weighing,
        criteria=measures,
        points=points,
        proportion=_spread_out(proportion, counted, count),
        extreme=tuple(_spread_out(ray, counted, count) for ray in extreme),
        said=said,
        clashing=clashing,
        too_open=too_open,
    )


@lru_cache(maxsize=256)
def _held(count: int, claims: tuple[Said, ...]) -> Learnt | None:
    """What the claims leave; None where that is too much to list. Kept: every page of choosing asks for the same."""
    if count > MOST_CRITERIA:
        return None
    try:
        return learnt(count, claims)
    except TooOpen:
        return None


def _corners(count: int) -> tuple[Ray, ...]:
    """All the weight on one criterion, on each in turn."""
    return tuple(tuple(int(place == own) for place in range(count)) for own in range(count))


def _groups(points: Sequence[Decimal]) -> list[list[int]]:
    """Places with the same points together, the most points first."""
    order = sorted(range(len(points)), key=lambda place: (-points[place], place))
    return [list(group) for _, group in groupby(order, key=lambda place: points[place])]


def _of_order(points: Sequence[Decimal]) -> tuple[Ray, ...]:
    """The extreme points of all weights in the order of the points; equal points mean equal weights."""
    first: set[int] = set()
    rays = []
    for group in _groups(points):
        first.update(group)
        rays.append(tuple(int(place in first) for place in range(len(points))))
    return tuple(rays)


def _centroid(points: Sequence[Decimal]) -> list[Fraction]:
    """The rank order centroid; those with equal points share what their places would have."""
    groups = _groups(points)
    by_place = iter(rank_order_centroid(range(len(points))).values())
    centre: dict[int, Fraction] = {}
    for group in groups:
        theirs = [next(by_place) for _ in group]
        centre |= dict.fromkeys(group, sum(theirs, Fraction(0)) / len(group))
    return [centre[place] for place in range(len(points))]


def _whole(shares: Iterable[Fraction]) -> Ray:
    """Whole numbers in proportion to the shares: exact, or to the millionth where the exact ones are too long."""
    exact = list(shares)
    scale = lcm(*(share.denominator for share in exact))
    if scale <= FINEST:
        parts = [int(share * scale) for share in exact]
        divisor = gcd(*parts) or 1
        return tuple(part // divisor for part in parts)
    floors = [int(share * MILLION) for share in exact]
    # What rounding down left over goes to those that lost most by it, so that the parts still add up.
    by_loss = sorted(range(len(exact)), key=lambda place: (floors[place] - exact[place] * MILLION, place))
    for place in by_loss[: MILLION - sum(floors)]:
        floors[place] += 1
    return tuple(floors)


def _spread_out(ray: Ray, places: Sequence[int], count: int) -> Ray:
    """The ray of the counted criteria as one of all: 0 where a criterion does not count."""
    by_place = dict(zip(places, ray, strict=True))
    return tuple(by_place.get(place, 0) for place in range(count))
