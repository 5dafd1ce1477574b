"""When an indicator is better, and what a measurement may be."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from app.missions.rules import (
    Coverage,
    Direction,
    Ground,
    Measured,
    MeasurementDecision,
    Verdict,
    check_measurement,
    check_mission_dates,
    judge,
)
from app.plumbing.periods import read
from app.plumbing.refusals import Refusal

D = Decimal


def sample(value: int, spread: int | None, series: int = 1) -> Measured:
    low, high = (None, None) if spread is None else (D(value - spread), D(value + spread))
    return Measured(D(value), low, high, exact=False, series=series)


def count(value: int) -> Measured:
    return Measured(D(value), None, None, exact=True)


@pytest.mark.parametrize(
    ("baseline", "latest", "direction", "verdict", "ground"),
    [
        (sample(30, 3), sample(40, 3), Direction.UP, Verdict.BETTER, Ground.APART),
        (sample(30, 3), sample(40, 3), Direction.DOWN, Verdict.WORSE, Ground.APART),
        (sample(40, 3), sample(30, 3), Direction.DOWN, Verdict.BETTER, Ground.APART),
        (sample(30, 5), sample(40, 5), Direction.UP, Verdict.NOT_DISTINGUISHABLE, Ground.OVERLAP),
        (count(30), count(31), Direction.UP, Verdict.BETTER, Ground.APART),
        (count(30), count(30), Direction.UP, Verdict.NOT_DISTINGUISHABLE, Ground.OVERLAP),
        (sample(19, None), sample(17, 1), Direction.DOWN, Verdict.CANNOT_TELL, Ground.BASELINE_UNCERTAIN),
        (sample(19, 1), sample(17, None), Direction.DOWN, Verdict.CANNOT_TELL, Ground.LATEST_UNCERTAIN),
        (sample(30, 1), sample(40, 1, series=2), Direction.UP, Verdict.CANNOT_TELL, Ground.METHOD_CHANGED),
        (sample(30, 1), None, Direction.UP, Verdict.CANNOT_TELL, Ground.NO_LATER_VALUE),
        (None, sample(30, 1), Direction.UP, Verdict.CANNOT_TELL, Ground.NO_BASELINE),
    ],
)
def test_better_or_worse_is_said_only_where_intervals_lie_apart(
    baseline: Measured | None, latest: Measured | None, direction: Direction, verdict: Verdict, ground: Ground
) -> None:
    found = judge(baseline, latest, direction)
    assert (found.verdict, found.ground) == (verdict, ground)


A_VALUE = MeasurementDecision(
    period=read("2025"), published_on=None, value=D(30), low=D(28), high=D(32), sample_size=400, note="",
    new_method=False, baseline=False,
)  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "coverage", "blamed"),
    [
        ({"sample_size": 4}, Coverage.SAMPLE, "sample_size"),
        ({"low": None}, Coverage.SAMPLE, "low"),
        ({"high": None}, Coverage.SAMPLE, "high"),
        ({"low": D(31)}, Coverage.SAMPLE, "low"),
        ({"high": D(29)}, Coverage.SAMPLE, "high"),
        ({}, Coverage.FULL_COUNT, "sample_size"),
        ({"period": read("2027")}, Coverage.SAMPLE, "period"),
    ],
)
def test_a_measurement_that_cannot_be_is_refused_where_it_is_wrong(
    changes: dict[str, Any], coverage: Coverage, blamed: str
) -> None:
    with pytest.raises(Refusal) as refused:
        check_measurement(replace(A_VALUE, **changes), coverage, on=date(2026, 11, 22))
    assert refused.value.field == blamed


def test_five_answers_and_an_unknown_interval_may_be_stored() -> None:
    check_measurement(replace(A_VALUE, sample_size=5, low=None, high=None), Coverage.SAMPLE, on=date(2026, 11, 22))


def test_a_mission_starts_before_its_target() -> None:
    check_mission_dates(None, date(2032, 12, 31))
    with pytest.raises(Refusal):
        check_mission_dates(date(2032, 12, 31), date(2032, 12, 31))
