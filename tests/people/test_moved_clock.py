"""The machine's clock is set back or runs ahead: nobody is thrown out for nothing, and nothing stays open for it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from flask.testing import FlaskClient
from itsdangerous import TimestampSigner
from sqlalchemy import select

from app.people.rules import LINK_LASTS, Limits, is_link_open, is_open
from app.plumbing import clock, record
from app.plumbing.db import db
from app.plumbing.record import Deed
from tests.people.factories import an_organisation
from tests.portfolio.factories import signed_in
from tests.portfolio.typed import filled
from tests.portfolio.worlds import a_world

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
YEAR = timedelta(days=365)
IDLE, LONGEST = timedelta(hours=12), timedelta(days=7)
LIMITS = Limits(idle=IDLE, longest=LONGEST)


@pytest.mark.parametrize(
    ("seen", "open_"),
    [(-HOUR, True), (HOUR, True), (-IDLE, False), (IDLE, False), (YEAR, False), (-YEAR, False)],
)
def test_a_sign_in_counts_as_long_into_the_past_as_into_the_future(seen: timedelta, open_: bool) -> None:
    assert is_open(NOW, NOW + seen, None, now=NOW, limits=LIMITS) is open_


def test_a_sign_in_that_began_in_a_year_is_not_open_until_then() -> None:
    assert not is_open(NOW + YEAR, NOW, None, now=NOW, limits=LIMITS)
    assert not is_open(NOW + LONGEST, NOW, None, now=NOW, limits=LIMITS)


def test_a_one_time_link_from_next_year_does_not_work_until_then() -> None:
    lasts = max(LINK_LASTS.values())

    assert is_link_open(NOW + lasts, None, None, now=NOW - HOUR), "a clock put right by an hour does no harm"
    assert not is_link_open(NOW + YEAR + lasts, None, None, now=NOW)


def stamped(monkeypatch: pytest.MonkeyPatch, moment: datetime) -> None:
    """Let cookies be signed and read at this moment."""
    monkeypatch.setattr(TimestampSigner, "get_timestamp", lambda _self: int(moment.timestamp()))


def test_a_clock_set_back_by_an_hour_signs_nobody_out_and_loses_no_form(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    world, facts = a_world(), "/portfolio/initiatives/A/facts"
    before = clock.now()
    stamped(monkeypatch, before)
    office = signed_in(client, world.manager)
    typed = {**filled(office.get(facts).text), "title": "Skrevet før klokka ble stilt"}

    stamped(monkeypatch, before - HOUR)
    with clock.frozen(before - HOUR):
        assert office.get(facts).status_code == 200
        saved = office.post(facts, data=typed)

    assert saved.status_code == 302 and "sign-in" not in saved.location


def test_a_clock_that_runs_a_year_ahead_signs_everybody_out(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    world = a_world()
    before = clock.now()
    office = signed_in(client, world.manager)

    stamped(monkeypatch, before + YEAR)
    with clock.frozen(before + YEAR):
        answer = office.get("/portfolio/initiatives/A/facts")

    assert answer.status_code == 302 and "sign-in" in answer.location


def test_a_cookie_from_next_year_is_worth_nothing_today(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    world, before = a_world(), clock.now()
    stamped(monkeypatch, before + YEAR)
    office = signed_in(client, world.manager)

    stamped(monkeypatch, before)
    answer = office.get("/portfolio/initiatives/A/facts")

    assert answer.status_code == 302 and "sign-in" in answer.location


def test_the_record_keeps_its_order_and_says_the_true_clock_beside(
    client: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    before = clock.now()
    for code, moved in (("FIRST", timedelta()), ("AHEAD", YEAR), ("BACK", -HOUR)):
        with clock.frozen(before + moved):
            an_organisation(code)

    first, ahead, back = db.session.execute(
        select(Deed.number, Deed.at, Deed.recorded_at).order_by(Deed.number.desc()).limit(3)
    ).all()[::-1]

    assert first.number + 2 == ahead.number + 1 == back.number
    assert first.at < ahead.at == back.at
    assert back.recorded_at == before - HOUR
    assert not record.verify().faults
    assert "the clock is behind the record" in caplog.text
