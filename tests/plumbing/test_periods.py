"""Dates that say how exact they are."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.plumbing.periods import Period, Precision, add_months, first_day, last_day, months_between, read
from app.plumbing.refusals import Refusal


@pytest.mark.parametrize(
    ("written", "meant", "last"),
    [
        ("31.12.2024", "2024-12-31", date(2024, 12, 31)),
        ("2024-12-31", "2024-12-31", date(2024, 12, 31)),
        ("17. mai 2026", "2026-05-17", date(2026, 5, 17)),
        ("desember 2026", "2026-12", date(2026, 12, 31)),
        ("2.2024", "2024-02", date(2024, 2, 29)),
        ("3. kvartal 2026", "2026-Q3", date(2026, 9, 30)),
        ("Q3 2026", "2026-Q3", date(2026, 9, 30)),
        ("høsten 2022", "2022-H2", date(2022, 12, 31)),
        ("våren 2022", "2022-H1", date(2022, 6, 30)),
        ("1. halvår 2022", "2022-H1", date(2022, 6, 30)),
        ("2032", "2032", date(2032, 12, 31)),
    ],
)
def test_norwegian_and_iso_dates_are_read_with_their_precision(written: str, meant: str, last: date) -> None:
    assert str(read(written)) == meant
    assert read(written).last == last


@pytest.mark.parametrize("nonsense", ["", "31.02.2024", "snart", "2024-13", "Q5 2024", "12/31", "20245", "0.2024"])
def test_what_is_no_date_is_refused_in_words(nonsense: str) -> None:
    with pytest.raises(Refusal, match="is not a date"):
        read(nonsense)


@given(st.dates(date(1990, 1, 1), date(2100, 12, 31)), st.sampled_from(Precision))
def test_what_a_period_writes_it_reads_back(day: date, precision: Precision) -> None:
    period = Period(first_day(day, precision), precision)

    assert read(str(period)) == period
    assert period.first <= day <= period.last == last_day(period.first, precision)


@given(st.dates(date(1990, 1, 1), date(2100, 12, 31)), st.integers(-600, 600))
def test_adding_months_keeps_the_day_or_ends_the_month(day: date, months: int) -> None:
    moved = add_months(day, months)

    assert (moved.year * 12 + moved.month) - (day.year * 12 + day.month) == months
    assert moved.day == day.day or moved == last_day(first_day(moved, Precision.MONTH), Precision.MONTH)


def test_a_calendar_year_is_twelve_months() -> None:
    assert months_between(date(2026, 1, 1), date(2026, 12, 31)) == 12
    assert months_between(date(2026, 1, 1), date(2026, 1, 30)) == 0
