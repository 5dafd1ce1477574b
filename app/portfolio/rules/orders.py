"""What must stand in order: estimates from low to high, dates from start to finish. Pure."""

from __future__ import annotations

from datetime import date

from app.plumbing.periods import Period
from app.plumbing.refusals import N_, Refusal

YEARS = (1990, 2100)


def check_three(low: int | None, likely: int | None, high: int | None, *, fields: tuple[str, str, str]) -> None:
    """Low ≤ likely ≤ high; the ends of an estimate say nothing without the value between them."""
    if likely is None:
        if low is not None or high is not None:
            raise Refusal(N_("Give the likely value too."), field=fields[1])
        return
    if low is not None and low > likely:
        raise Refusal(N_("The low value is above the likely one."), field=fields[0])
    if high is not None and high < likely:
        raise Refusal(N_("The high value is below the likely one."), field=fields[2])


def check_periods(start: Period | None, finish: Period | None, *, field: str) -> None:
    """``field`` is blamed when the finish comes before the start."""
    if start is None or finish is None:
        return
    if finish.last < start.first:
        raise Refusal(N_("The finish comes before the start."), field=field)
    if finish.first < start.first:
        raise Refusal(N_("Give the finish as exactly as the start."), field=field)


def check_not_future(day: date | None, *, on: date, field: str) -> None:
    """What has happened has a date that has been."""
    if day is not None and day > on:
        raise Refusal(N_("This day has not been yet."), field=field)


def check_year(year: int | None, *, field: str) -> None:
    if year is not None and not YEARS[0] <= year <= YEARS[1]:
        raise Refusal(N_("Give a year between %(first)s and %(last)s."), field=field, first=YEARS[0], last=YEARS[1])
