"""The one place that reads a clock. Edges read it and tell the rest what time it is."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from app.plumbing import watching

OSLO = ZoneInfo("Europe/Oslo")

_frozen: ContextVar[datetime | None] = ContextVar("frozen", default=None)


def now() -> datetime:
    """This instant, in UTC."""
    watching.unsteady()
    return _instant()


def _instant() -> datetime:
    return _frozen.get() or datetime.now(UTC)


def today() -> date:
    """The day it is in Oslo."""
    return _instant().astimezone(OSLO).date()


def start_of_day(day: date) -> datetime:
    """The first instant of ``day`` in Oslo; for the very first day there is, the first instant there is."""
    try:
        return datetime.combine(day, time.min, tzinfo=OSLO).astimezone(UTC)
    except OverflowError:
        return datetime.min.replace(tzinfo=UTC)


def end_of_day(day: date) -> datetime:
    """The first instant after ``day`` in Oslo; what counts for the day is strictly before it.

    Any day that can be written in an address has an end, the last there is (9999-12-31) too.
    """
    return datetime.max.replace(tzinfo=UTC) if day == date.max else start_of_day(day + timedelta(days=1))


def noon(day: date) -> datetime:
    """Midday in Oslo: when only the day of a deed is known."""
    return datetime.combine(day, time(12), tzinfo=OSLO).astimezone(UTC)


@contextmanager
def frozen(instant: datetime) -> Iterator[None]:
    """Stand still at ``instant``: for tests and for replaying dated deeds."""
    token = _frozen.set(instant)
    try:
        yield
    finally:
        _frozen.reset(token)
