"""What the criteria weigh: points, an order, statements, and what is still possible; on both databases."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from flask import Flask

from app.choices.models import Criterion, Weighing, WeighingPoint, WeightStatement
from app.choices.queries import weights
from app.choices.rules.weighing import Answer, Holding, StatementKind
from app.plumbing.committer import unit_of_work
from app.plumbing.db import db
from app.plumbing.record import NOW
from tests.choices.factories import a_criterion
from tests.missions.factories import _kept as kept
from tests.portfolio.factories import a_mission, named

pytestmark = pytest.mark.db

F = Fraction


@dataclass
class Barn:
    mission: int
    criteria: list[int]

    def of(self, holding: Holding, *said: dict[str, Any], points: tuple[int, ...] = ()) -> weights.Weights:
        """The mission's weights when this is said; ``first`` and ``second`` are places."""
        with unit_of_work(None):
            row = kept(Weighing(mission_id=self.mission, code="MAIN", holding=holding, main=True))
            for place, given in enumerate(said, start=1):
                named_by = {
                    f"{name}_id": self.criteria[given.pop(name)] for name in ("first", "second") if name in given
                }
                kept(
                    WeightStatement(
                        mission_id=self.mission, weighing_id=row.id, position=place, **named_by, **given
                    )
                )  # fmt: skip
            for criterion, weight in zip(self.criteria, points, strict=False):
                db.session.get_one(Criterion, criterion).weight = Decimal(weight)
            named("weighing:facts:put", row)
        return weights.of_mission(self.mission, at=NOW)


@pytest.fixture
def barn(app: Flask) -> Barn:
    with unit_of_work(None):
        mission = a_mission("barn")
        rows = [a_criterion(mission, code, weight) for code, weight in (("A", 30), ("B", 10), ("C", 20))]
        named("mission:facts:add", mission)
        return Barn(mission.id, [row.id for row in rows])


def order(first: int, second: int) -> dict[str, Any]:
    return {"kind": StatementKind.ORDER, "first": first, "second": second}


def answered(first: int, second: int, answer: Answer, part: str = "1") -> dict[str, Any]:
    parts = {"first_part": Decimal(1), "second_part": Decimal(part)}
    return {"kind": StatementKind.TRADE_OFF, "first": first, "second": second, "answer": answer, **parts}


def test_a_mission_that_has_said_nothing_holds_to_its_points(barn: Barn) -> None:
    found = weights.of_mission(barn.mission, at=NOW)

    assert found.weighing.id is None
    assert found.central == (F(1, 2), F(1, 6), F(1, 3))
    assert found.extreme == ((3, 1, 2),)
    assert found.certain


def test_an_order_leaves_every_weight_in_it_and_its_centroid_is_the_one_number(barn: Barn) -> None:
    found = barn.of(Holding.ORDER)

    assert found.central == (F(11, 18), F(2, 18), F(5, 18))
    assert found.extreme == ((1, 0, 0), (1, 0, 1), (1, 1, 1))
    assert found.spread == ((F(1, 3), F(1)), (F(0), F(1, 3)), (F(0), F(1, 2)))


def test_equal_points_in_an_order_are_equal_weights(barn: Barn) -> None:
    found = barn.of(Holding.ORDER, points=(30, 10, 30))

    assert found.extreme == ((1, 0, 1), (1, 1, 1))
    assert found.central == (F(4, 9), F(1, 9), F(4, 9))


def test_a_criterion_without_points_counts_in_no_way(barn: Barn) -> None:
    found = barn.of(Holding.STATEMENTS, order(0, 1), order(2, 0), points=(30, 0, 20))

    assert [row.code for row in found.counted] == ["A", "C"]
    assert found.extreme == ((1, 0, 1), (0, 0, 1))
    assert not any(weight for _, weight, _ in found.extreme)


def test_statements_leave_the_weights_that_keep_them(barn: Barn) -> None:
    found = barn.of(
        Holding.STATEMENTS,
        order(0, 1),
        answered(2, 0, Answer.SECOND),
        {"kind": StatementKind.AT_LEAST, "first": 2, "share": Decimal("0.1")},
        {"kind": StatementKind.AT_MOST, "first": 0, "share": Decimal("0.6")},
        {**order(1, 0), "withdrawn": True},
        answered(1, 2, Answer.SKIPPED),
    )

    assert not found.clashing
    assert found.spread[0] == (F(1, 3), F(3, 5))
    assert found.spread[2][0] == F(1, 10)
    assert sum(found.central) == 1
    for low_high, share in zip(found.spread, found.central, strict=True):
        assert low_high[0] <= share <= low_high[1]


def test_statements_that_clash_are_named_and_the_newest_waits(barn: Barn) -> None:
    found = barn.of(Holding.STATEMENTS, order(0, 1), order(0, 2), answered(1, 0, Answer.FIRST))

    assert [row.position for row in found.clashing] == [1, 3]
    assert found.spread[0] == (F(1, 3), F(1))


def test_without_any_points_nothing_weighs(barn: Barn) -> None:
    found = barn.of(Holding.ORDER, points=(0, 0, 0))

    assert (found.weigh, found.central, found.extreme, found.counted) == (False, (), (), ())


def test_another_weighing_has_points_of_its_own_and_lends_the_rest(barn: Barn) -> None:
    with unit_of_work(None):
        row = kept(Weighing(mission_id=barn.mission, code="B", holding=Holding.POINTS))
        kept(
            WeighingPoint(
                mission_id=barn.mission, weighing_id=row.id, criterion_id=barn.criteria[0], points=Decimal(10)
            )
        )
        named("weighing:facts:put", row)
        own = row.id

    found = weights.of(own, at=NOW)

    assert found is not None
    assert found.proportion == (1, 1, 2)
    assert weights.of_mission(barn.mission, at=NOW).proportion == (3, 1, 2)
    assert weights.of(own + 1, at=NOW) is None


def test_weights_are_whole_numbers_that_stay_short(barn: Barn) -> None:
    shares = [F(1, prime) for prime in (1_000_003, 999_983, 7)]
    total = sum(shares)

    found = weights._whole([share / total for share in shares])

    assert sum(found) == weights.MILLION
    assert all(
        abs(F(part, weights.MILLION) - share / total) < F(1, 10**6) for part, share in zip(found, shares, strict=True)
    )
