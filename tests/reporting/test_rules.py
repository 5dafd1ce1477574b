"""The rules of rounds and reports: two life-cycles, lights measured from the original plan, two ratings compared."""

from __future__ import annotations

from datetime import date
from itertools import product

import pytest

from app.missions.rules import Light
from app.plumbing.periods import Period, Precision
from app.plumbing.refusals import Refusal
from app.reporting.rules import (
    Difference,
    Reason,
    ReportMove,
    ReportState,
    RoundMove,
    RoundState,
    check_comment,
    check_round_days,
    difference,
    report_moved,
    round_moved,
    suggested_light,
)

S, M = ReportState, ReportMove
# Every state (down) and every move (across); a dot is a refusal.
REPORT_LIFE = {
    #             SAVE        SUBMIT       RETURN      ACCEPT      LOCK
    S.DRAFT:     (S.DRAFT,    S.SUBMITTED, None,       None,       None),
    S.SUBMITTED: (None,       None,        S.RETURNED, S.ACCEPTED, S.LOCKED),
    S.RETURNED:  (S.RETURNED, S.SUBMITTED, None,       None,       None),
    S.ACCEPTED:  (None,       None,        S.RETURNED, None,       S.LOCKED),
    S.LOCKED:    (None,       None,        None,       None,       None),
}  # fmt: skip


@pytest.mark.parametrize(("state", "move"), list(product(ReportState, ReportMove)))
def test_the_whole_life_of_a_report(state: ReportState, move: ReportMove) -> None:
    expected = REPORT_LIFE[state][list(ReportMove).index(move)]
    if expected is None:
        with pytest.raises(Refusal):
            report_moved(state, move)
    else:
        assert report_moved(state, move) is expected


ROUND_LIFE = {
    #                     OPEN             CLOSE
    RoundState.PLANNED: (RoundState.OPEN, None),
    RoundState.OPEN:    (None,            RoundState.CLOSED),
    RoundState.CLOSED:  (None,            None),
}  # fmt: skip


@pytest.mark.parametrize(("state", "move"), list(product(RoundState, RoundMove)))
def test_the_whole_life_of_a_round(state: RoundState, move: RoundMove) -> None:
    expected = ROUND_LIFE[state][list(RoundMove).index(move)]
    if expected is None:
        with pytest.raises(Refusal):
            round_moved(state, move)
    else:
        assert round_moved(state, move) is expected


ON = date(2026, 11, 22)
JUNE = Period(date(2027, 6, 30))


@pytest.mark.parametrize(
    ("original", "forecast", "light", "reason", "late"),
    [
        (JUNE, JUNE, Light.GREEN, Reason.ON_PLAN, 0),
        (JUNE, Period(date(2027, 5, 1)), Light.GREEN, Reason.ON_PLAN, -60),
        (JUNE, Period(date(2027, 7, 1)), Light.YELLOW, Reason.LATE, 1),
        (JUNE, Period(date(2027, 12, 30)), Light.YELLOW, Reason.LATE, 183),
        (JUNE, Period(date(2027, 12, 31)), Light.RED, Reason.MUCH_LATE, 184),
        (JUNE, Period(date(2026, 11, 1)), Light.YELLOW, Reason.FORECAST_PASSED, -220),
        (Period(date(2026, 1, 31)), Period(date(2026, 6, 30)), Light.RED, Reason.FORECAST_PASSED, 295),
        # A year is kept until its last day.
        (Period(date(2027, 1, 1), Precision.YEAR), Period(date(2027, 12, 31)), Light.GREEN, Reason.ON_PLAN, 0),
        (None, JUNE, Light.NONE, Reason.NO_ORIGINAL, None),
        (JUNE, None, Light.NONE, Reason.NO_FORECAST, None),
    ],
)
def test_a_light_is_measured_from_the_original_plan(
    original: Period | None, forecast: Period | None, light: Light, reason: Reason, late: int | None
) -> None:
    found = suggested_light(original, forecast, on=ON)
    assert (found.light, found.reason, found.days_late) == (light, reason, late)


def test_what_is_finished_is_judged_by_the_day_it_was_finished() -> None:
    found = suggested_light(JUNE, None, on=date(2029, 1, 1), finished=Period(date(2027, 6, 1)))
    assert (found.light, found.reason) == (Light.GREEN, Reason.FINISHED)


@pytest.mark.parametrize(
    ("owner", "office", "expected"),
    [
        (Light.GREEN, Light.GREEN, Difference.AGREES),
        (Light.DONE, Light.GREEN, Difference.AGREES),
        (Light.GREEN, Light.YELLOW, Difference.WORSE),
        (Light.RED, Light.YELLOW, Difference.BETTER),
        (Light.ON_HOLD, Light.RED, Difference.NOT_COMPARABLE),
        (Light.ON_HOLD, Light.ON_HOLD, Difference.AGREES),
        (None, Light.RED, None),
        (Light.RED, None, None),
    ],
)
def test_the_office_is_compared_with_the_owner(
    owner: Light | None, office: Light | None, expected: Difference | None
) -> None:
    assert difference(owner, office) is expected


def test_yellow_and_red_need_words_and_green_does_not() -> None:
    check_comment(Light.GREEN, "")
    check_comment(Light.RED, "Venter på hjemmel.")
    for light in (Light.YELLOW, Light.RED):
        with pytest.raises(Refusal) as refused:
            check_comment(light, "  ")
        assert refused.value.field == "comment"


def test_a_round_opens_before_it_is_due() -> None:
    check_round_days(date(2026, 8, 31), date(2026, 8, 20), date(2026, 9, 9))
    with pytest.raises(Refusal) as refused:
        check_round_days(date(2026, 8, 31), date(2026, 9, 10), date(2026, 9, 9))
    assert refused.value.field == "due_on"
