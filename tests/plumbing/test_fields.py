"""Form fields read what Norwegians write, and refuse the rest without losing it."""

from __future__ import annotations

from decimal import Decimal

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict

from app.plumbing.forms import AmountField, DayField, Form, NumberField, PeriodField, TextField, WholeField


class Sample(Form):
    title = TextField("Title", required=True)
    amount = AmountField("Amount")
    share = NumberField("Share", places=2, least=0, most=100)
    months = WholeField("Months", least=1)
    day = DayField("Day")
    finish = PeriodField("Finish")


def read(app: Flask, **typed: str) -> Sample:
    with app.test_request_context("/", method="POST"):
        form = Sample(MultiDict({"title": "x", **typed}), meta={"csrf": False})
        form.validate()
        return form


@pytest.mark.parametrize(
    ("typed", "ore"),
    [
        ("57 383 633", 57_383_633_00),
        ("57\u00a0383\u00a0633,50 kr", 57_383_633_50),
        ("57.383.633,5", 57_383_633_50),
        ("1000.25", 100025),
        ("0", 0),
    ],
)
def test_an_amount_is_read_to_the_ore(app: Flask, typed: str, ore: int) -> None:
    form = read(app, amount=typed)

    assert not form.errors
    assert form.amount.data == ore


@pytest.mark.parametrize("typed", ["ti kroner", "1,234.50", "1,005", "-4", "1e9", "NaN", "∞", "12 34,5,6"])
def test_what_is_no_amount_is_refused_and_kept(app: Flask, typed: str) -> None:
    form = read(app, amount=typed)

    assert form.amount.errors
    assert form.amount._value() == typed


def test_a_number_outside_its_bounds_is_refused(app: Flask) -> None:
    assert read(app, share="100,01").share.errors
    assert read(app, months="0").months.errors
    assert read(app, months="1,5").months.errors
    assert read(app, share="99,5").share.data == Decimal("99.5")


def test_dates_may_be_inexact_only_where_that_is_asked_for(app: Flask) -> None:
    assert read(app, day="2026").day.errors
    assert read(app, day="31.12.2026").day.data is not None
    assert str(read(app, finish="høsten 2026").finish.data) == "2026-H2"


def test_a_required_field_left_empty_is_refused(app: Flask) -> None:
    assert read(app, title="").title.errors
