"""A made-up mission of any size: valid, the same each time, and never taken for a real one."""

from __future__ import annotations

from datetime import date

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.choices.models import Scenario
from app.choices.queries.posing import posed
from app.operations import cli, exporting
from app.operations.seeding import replay_synthetic, synthetic
from app.people.models import DatabaseTrait
from app.plumbing import clock, record
from app.plumbing.db import db
from app.plumbing.record import NOW, At, Deed
from app.plumbing.refusals import Refusal
from app.portfolio.models import Initiative
from app.portfolio.rules.words import Use
from app.reporting.models import ReportingRound, StatusReport
from app.reporting.rules import ReportState, RoundState
from tests.conftest import rolled_back


@pytest.mark.db
def test_forty_five_initiatives_are_a_valid_database_with_three_closed_rounds(app: Flask) -> None:
    replay_synthetic(45)

    assert db.session.scalar(select(func.count()).select_from(Initiative)) == 45
    assert [*db.session.scalars(select(ReportingRound.state))] == [RoundState.CLOSED] * 3
    reports = select(StatusReport.round_id, func.count()).group_by(StatusReport.round_id)
    assert all(count > 20 for _, count in db.session.execute(reports))
    assert {*db.session.scalars(select(StatusReport.state))} == {ReportState.LOCKED}
    assert record.verify().faults == ()
    written = exporting.texts()
    drawn = synthetic.sheets(45)
    for name, sheet in drawn.items():
        if name != "changes.csv":
            assert len(written[name].splitlines()) == len(sheet.lines) + 1, name
    assert db.session.get(DatabaseTrait, "demo") is None, "only a demo opens the demo's persons"


def test_there_is_an_alternative_to_solve_and_too_little_money_for_all(app: Flask) -> None:
    replay_synthetic(45)
    found = posed(db.session.scalars(select(Scenario.id)).one(), at=NOW)

    assert found is not None and len(found.items) > 15
    needed = sum(found.need_ore(number, Use.BUILD) for number in range(len(found.items)))
    assert 0 < sum(sum(each.budget.values()) for each in found.assumed.sources) < needed
    assert "scenarios.csv" not in synthetic.sheets(44)


@pytest.mark.parametrize("count", [45, 200])
def test_the_same_number_and_seed_give_the_same_export(_application: Flask, count: int) -> None:
    def exported() -> dict[str, str]:
        with rolled_back(_application):
            replay_synthetic(count, seed=7)
            return exporting.texts()

    first = exported()

    assert len(first) > 30
    assert exported() == first


def test_another_seed_gives_another_portfolio() -> None:
    assert synthetic.sheets(45, 7) == synthetic.sheets(45, 7)
    assert synthetic.sheets(45, 7)["initiatives.csv"] != synthetic.sheets(45, 8)["initiatives.csv"]


def test_every_row_says_that_it_is_illustrative() -> None:
    for name, sheet in synthetic.sheets(200).items():
        if name != "changes.csv":
            assert {line.cells["source"] for line in sheet.lines} == {"illustrative"}, name


def test_nobody_is_called_by_a_name_that_could_be_somebodys() -> None:
    sheets = synthetic.sheets(200)
    names = [line.cells["name"] for file in ("people.csv", "organisations.csv") for line in sheets[file].lines]
    assert all("ppdiktet" in name for name in names)
    assert all(line.cells["email"].endswith("@synthetic.example") for line in sheets["people.csv"].lines)


def test_nobody_waits_for_what_was_registered_later() -> None:
    waiting = synthetic.sheets(200)["dependencies.csv"].lines
    among = [(line.cells["initiative"], line.cells["needs"]) for line in waiting if line.cells.get("needs")]
    assert len(among) > 100
    assert all(int(needs[1:]) < int(initiative[1:]) for initiative, needs in among)


def test_the_past_is_there_to_be_asked_for(app: Flask) -> None:
    replay_synthetic(45)

    def forecast_of(code: str, at: At) -> date | None:
        x = at.of(Initiative)
        return db.session.scalar(select(x.forecast_finish).where(x.code == code))

    moved = synthetic.sheets(45)["changes.csv"].lines[0].cells
    before = record.at_day(date.fromisoformat(moved["at"]).replace(day=1))
    assert forecast_of(moved["key"], before) is None
    assert forecast_of(moved["key"], record.NOW) is not None
    assert all(day < clock.now() for day in db.session.scalars(select(Deed.at)))


def test_a_database_that_holds_anything_is_left_alone(app: Flask) -> None:
    replay_synthetic(1)
    deeds = db.session.scalar(select(func.count()).select_from(Deed))
    with pytest.raises(Refusal, match="not empty"):
        replay_synthetic(1)
    assert db.session.scalar(select(func.count()).select_from(Deed)) == deeds


@pytest.mark.parametrize(
    "words", [["--synthetic", "0"], ["--synthetic", "many"], ["--seed", "1"], ["x", "--synthetic", "1"]]
)
def test_what_makes_no_sense_is_wrong_use(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        cli.main(["seed", *words])
    assert left.value.code == 2
    assert capsys.readouterr().err
