"""The seed is replayed as dated deeds into an empty database."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.operations import cli
from app.operations.collections import REGISTRY
from app.operations.seeding import replay
from app.people.models import DatabaseTrait
from app.plumbing import record
from app.plumbing.db import db
from app.plumbing.record import Deed, DeedChange
from app.plumbing.refusals import Refusal
from app.plumbing.sheets.faults import Unreadable
from app.plumbing.sheets.store import Store
from tests.operations.small_seed import changed, written

START = date(2026, 11, 22)


@pytest.mark.db
def test_every_row_is_there_as_the_files_say(app: Flask, tmp_path: Path) -> None:
    replay(written(tmp_path), start=START)

    store = Store(REGISTRY)
    eti = store.rows("initiatives")["ETI",].values
    assert eti["title"] == "Enklere tilgang til informasjon"
    assert str(eti["planned_start"]) == "2022-H2"
    assert eti["build_likely"] == 8_000_000_050
    assert eti["goals"] == ("G2", "G1")
    assert eti["assignments"] == ("O1",)
    assert eti["mission"] == "alvorlig-sykt-barn"
    assert eti["published_fields"] == (("planned_finish", "DIGDIR-2989"), ("title", "DIGDIR-2989"))
    assert store.rows("organisations")["EHELSE",].values["successor"] == "HDIR"
    assert store.rows("indicators")["alvorlig-sykt-barn", "I1"].values["baseline"] == "2021"
    assert store.rows("people")["P-OWNER",].values["email"] == "eier@example.no"
    assert store.rows("reporting-rounds")["alvorlig-sykt-barn", "OPEN"].values["due_on"] == date(2026, 11, 25)
    shared = ("alvorlig-sykt-barn", "ETI", "T9", "", "shared_solution")
    assert shared in store.rows("dependencies"), "written with the lower code first, stored with the lower id first"
    assert db.session.scalar(select(DatabaseTrait.value).where(DatabaseTrait.name == "demo")) == "yes"
    assert record.verify().faults == ()


def faults_of(folder: Path) -> list[str]:
    with pytest.raises(Unreadable) as refusal:
        replay(folder, start=START)
    assert db.session.scalar(select(func.count()).select_from(Deed)) == 0, "nothing was done"
    return [str(fault) for fault in refusal.value.faults]


def test_a_day_between_two_deeds_shows_the_earlier_state(app: Flask, tmp_path: Path) -> None:
    replay(written(tmp_path), start=START)

    def state_on(day: date) -> object:
        eti = Store(REGISTRY, record.at_day(day)).rows("initiatives").get(("ETI",))
        return eti and (eti.values["state"].value, eti.values["phase"].value)

    assert state_on(date(2022, 5, 31)) is None
    assert state_on(date(2022, 6, 1)) == ("considered", "planning")
    assert state_on(date(2023, 2, 28)) == ("in_portfolio", "planning")
    assert state_on(date(2023, 3, 1)) == ("ongoing", "execution")
    before_merger = Store(REGISTRY, record.at_day(date(2023, 12, 31))).rows("organisations")["EHELSE",].values
    assert (before_merger["valid_to"], before_merger["successor"]) == (None, None)


def test_the_record_reads_like_what_happened(app: Flask, tmp_path: Path) -> None:
    replay(written(tmp_path), start=START)
    codes: dict[int | None, str] = {row.id: key[0] for key, row in Store(REGISTRY).rows("people").items()}

    deeds = db.session.execute(select(Deed.at, Deed.act, Deed.actor_id, Deed.note).order_by(Deed.number)).all()
    said = [(at.date().isoformat(), act, codes.get(actor), note) for at, act, actor, note in deeds]

    assert said[0] == ("2022-01-03", "publication:facts:add", None, "")
    assert ("2022-06-01", "initiative:facts:add", "P-OFFICE", "") in said
    assert ("2022-06-15", "initiative:grant:record", "P-OFFICE", "") in said
    assert ("2023-01-01", "initiative:state:move", "P-OFFICE", "Tatt inn") in said
    assert ("2024-01-01", "organisation:facts:edit", "P-ADMIN", "Slått sammen med Helsedirektoratet") not in said
    assert ("2024-01-01", "organisation:validity:merge", "P-ADMIN", "Slått sammen med Helsedirektoratet") in said
    assert ("2024-05-02", "report:state:submit", "P-OWNER", "") in said
    assert said == sorted(said, key=lambda deed: deed[0])
    closing = [deed for deed in said if deed[1] == "round:state:move"]
    assert closing == [("2024-05-11", "round:state:move", "P-OFFICE", "")], "a round and its reports are closed at once"


def test_an_initiative_and_its_parts_of_the_day_are_one_deed(app: Flask, tmp_path: Path) -> None:
    replay(written(tmp_path), start=START)

    first = select(Deed.number).where(Deed.act == "initiative:facts:add").order_by(Deed.number)
    touched = [
        set(db.session.scalars(select(DeedChange.table_name).where(DeedChange.deed == number)))
        for number in db.session.scalars(first)
    ]

    assert len(touched) == 3
    eti = next(tables for tables in touched if "contribution" in tables)
    assert {"initiative", "initiative_text", "initiative_mission", "initiative_person", "contribution_evidence"} <= eti


def test_a_database_that_holds_anything_is_left_alone(app: Flask, tmp_path: Path) -> None:
    replay(written(tmp_path), start=START)
    number = record.verify().number

    with pytest.raises(Refusal, match="not empty"):
        replay(tmp_path, start=START)

    assert record.verify().number == number


@pytest.mark.parametrize(
    ("name", "before", "after", "fault"),
    [
        ("funding-sources.csv", "co_funding,DIGDIR", "co_funding,NASA",
         "funding-sources.csv, row 2, column payer: there is no “NASA” among organisations"),
        ("contributions.csv", "2022-06-01,", "2022-05-01,",
         "contributions.csv, row 2, column initiative: “ETI” is registered later, on 2022-06-01"),
        ("evidence.csv", "2024,,,illustrative", "2024,,,",
         "evidence.csv, row 3, column source: must be filled in"),
        ("influences.csv", "2022-01-03,", ",", "influences.csv, row 2, column at: must be filled in"),
        ("measurements.csv", "value=DIGDIR-2989", "value=NOWHERE",
         "measurements.csv, row 2, column published_fields: there is no “NOWHERE” among publications"),
        ("changes.csv", "2023-05-01,funding", "2021-05-01,funding",
         "changes.csv, row 11, column at: is before 2022-06-15, when the row was registered"),
        ("changes.csv", "ETI,state,considered", "ET1,state,considered",
         "changes.csv, row 4, column key: there is no “ET1” among initiatives"),
        ("changes.csv", "considered,in_portfolio", "considered,stopped",
         "changes.csv, row 5, column from: is not what row 4 changed it to (stopped)"),
    ],
)  # fmt: skip
def test_a_seed_that_does_not_hold_together_is_refused_by_file_row_and_column(
    app: Flask, tmp_path: Path, name: str, before: str, after: str, fault: str
) -> None:
    folder = written(tmp_path)
    (folder / name).write_text(changed(name, before, after), encoding="utf-8")

    assert fault in faults_of(folder)


def test_the_command_opens_the_demo_sign_in_only_when_told(
    app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("app.operations.seeding.cli.application", app.app_context)

    assert cli.main(["seed", str(written(tmp_path))]) == 0
    assert db.session.scalar(select(DatabaseTrait.value).where(DatabaseTrait.name == "demo")) is None
    assert capsys.readouterr().out.startswith("Replayed ")
    assert cli.main(["seed", str(tmp_path)]) == 1
    assert "not empty" in capsys.readouterr().err
