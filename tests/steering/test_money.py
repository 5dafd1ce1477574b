"""The arithmetic of the roll-up, and its sums held against the rows they come from."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from app.missions.models import Mission
from app.plumbing import record
from app.plumbing.db import db
from app.plumbing.record import NOW
from app.steering import queries
from app.steering.rules import Money, YearMoney, money_by_year

ON = date(2026, 11, 22)


def test_money_without_a_year_is_told_apart_and_last() -> None:
    years = money_by_year({("build", 2027): 10}, {("build", None): 7, ("run", 2026): 3}, {2026: 2}, {2027: 4})

    assert [year.year for year in years] == [2026, 2027, None]
    assert [year.granted for year in years] == [3, 0, 7]
    assert years[1] == YearMoney(2027, needed_build=10, run_gap=4)


def test_what_is_missing_counts_from_this_year_to_the_target_year() -> None:
    money = Money([YearMoney(year, run_gap=1) for year in (2025, 2026, 2031, 2032, 2033)] + [YearMoney(None)])

    assert money.run_gap_until(date(2032, 12, 31), on=ON) == 3


@pytest.fixture
def mission(seeded_app: Flask) -> int:
    return db.session.scalars(select(Mission.id).where(Mission.slug == "alvorlig-sykt-barn")).one()


def rows(name: str) -> list[dict[str, str]]:
    with (Path("seed") / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def ore(text: str) -> int:
    whole, _, rest = text.partition(".")
    return int(whole) * 100 + int((rest + "00")[:2])


def test_sums_are_the_rows_of_the_seed(mission: int) -> None:
    money = queries.mission_money(mission, at=NOW)

    assert money.total("needed") == sum(ore(row["amount"]) for row in rows("needs"))
    for state, total in (("granted", money.total("granted")), ("spent", money.total("spent"))):
        assert total == sum(ore(row["amount"]) for row in rows("funding-lines") if row["state"] == state), state


def test_the_gap_is_counted_by_initiative_and_year(mission: int) -> None:
    gone = {row["code"] for row in rows("initiatives") if row["state"] in ("stopped", "refused")}
    granted: dict[tuple[str, str], int] = {}
    for line in rows("funding-lines"):
        if line["use"] == "run" and line["state"] == "granted":
            key = (line["initiative"], line["year"])
            granted[key] = granted.get(key, 0) + ore(line["amount"])
    gap = sum(
        max(0, ore(need["amount"]) - granted.get((need["initiative"], need["year"]), 0))
        for need in rows("needs")
        if need["use"] == "run" and need["initiative"] not in gone
    )

    assert queries.mission_money(mission, at=NOW).total("run_gap") == gap


def test_the_published_grant_stands_without_a_year(mission: int) -> None:
    assert [(row.code, row.amount_ore) for row in queries.yearless_grants(mission, at=NOW)] == [("ETI", 57_383_633_00)]


def test_nothing_was_granted_before_the_first_grant(mission: int) -> None:
    assert queries.mission_money(mission, at=record.at_day(date(2022, 2, 15))).total("granted") == 0


def test_every_area_with_contributions_is_covered(mission: int) -> None:
    cover = queries.cover_by_area(mission, at=NOW)
    gone = {row["code"] for row in rows("initiatives") if row["state"] in ("stopped", "refused")}

    assert sum(area.contributing for area in cover.values()) == sum(
        row["initiative"] not in gone for row in rows("contributions")
    )
    assert sum(area.main for area in cover.values()) == sum(
        sum((area.lights or {}).values()) for area in cover.values()
    )
