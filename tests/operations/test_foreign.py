"""A foreign file through a mapping: the real portfolio of 184 projects, and a small file with all its quirks."""

from __future__ import annotations

import csv
import io
import os
import re
from collections import Counter
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from app.missions.models import Mission
from app.operations import cli, importing
from app.operations.collections import REGISTRY
from app.operations.importing import mapping
from app.operations.seeding import replay
from app.people.rules import Role
from app.plumbing import record
from app.plumbing.db import db
from app.plumbing.periods import Period
from app.plumbing.refusals import Refusal
from app.plumbing.sheets.faults import Unreadable
from app.plumbing.sheets.store import Store
from tests.operations.small_seed import written
from tests.people.factories import a_person
from tests.portfolio.factories import signed_in

MAPPING = Path(__file__).resolve().parents[2] / "docs" / "examples" / "gmpp-2021.toml"
REAL = os.environ.get("FLOKE_GMPP", "")
EXEMPT = "Exempt under Section 26 of the Freedom of Information Act 2000 (Defence)"
COLUMNS = (
    "year;project_number;project_name;department;report_category;description_aims;colour_rating;rating_comment;"
    "start_date;end_date;schedule_comment;total_baseline;yearly_forecast;variance_comment;wlc_baseline_incl_NCG;"
    "budget_comment"
)
QUIRKS = f"""{COLUMNS}
2021;MOD_0106_1617-Q1;Maritime Patrol Aircraft;MOD;Military Capability;"To deliver; on time.";Amber/red;"Two factors:

- one\xa0thing
- another";2014-07-08;2024-04-01;;£654.46;£654.11;;£2,013.02;"Said ""so""."
2021;DFT_0035_1920-Q3;Bridge;DEFRA & DFT;ICT;;Green;;{EXEMPT};{EXEMPT};;£0.00;£0.28;;{EXEMPT};
2021;HO_0001_1920-Q3;A Register;HO;ICT;Aims;{EXEMPT};;2019-04-01;2070-12-31;;{EXEMPT};{EXEMPT};;£1.00;
"""


@pytest.fixture
def foreign(tmp_path: Path) -> Path:
    path = tmp_path / "projects.csv"
    path.write_bytes(QUIRKS.encode("latin-1"))
    return path


def refusing(tmp_path: Path) -> mapping.Plan:
    """The example's mapping with the default for cells that cannot be read."""
    text = MAPPING.read_text(encoding="utf-8").replace('on_unreadable = "null-and-list"', "")
    path = tmp_path / "strict.toml"
    path.write_text(text, encoding="utf-8")
    return mapping.read(path)


@pytest.mark.db
def test_projects_come_in_with_money_dates_and_the_word_of_their_rating(app: Flask, foreign: Path) -> None:
    found = mapping.translated(mapping.read(MAPPING), foreign)
    importing.apply(found.rows, by=None)

    store = Store(REGISTRY)
    aircraft = store.rows("initiatives")["MOD_0106_1617-Q1",].values
    assert aircraft["title"] == "Maritime Patrol Aircraft"
    assert aircraft["build_likely"] == 2_013_020_000_00
    assert (str(aircraft["planned_start"]), str(aircraft["planned_finish"])) == ("2014-07-08", "2024-04-01")
    assert (aircraft["mission"], aircraft["lead"], aircraft["goals"]) == ("gmpp-2021", "UK-MOD", ("MILITARY",))
    assert store.rows("organisations")["UK-DEFRA-DFT",].values["name"] == "DEFRA & DFT"
    assert store.rows("needs")["MOD_0106_1617-Q1", "build", "2021"].values["amount"] == 654_110_000_00
    line = ("MOD_0106_1617-Q1", "UK-MOD-BUDGET", "build", "granted", "2021")
    assert store.rows("funding-lines")[line].values["amount"] == 654_460_000_00
    rated = store.rows("assessments")["gmpp-2021", "2021-03", "MOD_0106_1617-Q1"].values
    assert (rated["overall"], rated["overall_word"]) == ("amber_red", "Amber/red")
    assert rated["comment"] == "Two factors:\n\n- one\xa0thing\n- another"
    unrated = store.rows("assessments")["gmpp-2021", "2021-03", "HO_0001_1920-Q3"].values
    assert (unrated["overall"], unrated["overall_word"]) == ("not_rated", EXEMPT)
    assert store.rows("initiatives")["HO_0001_1920-Q3",].values["source"] == "imported"
    mission = db.session.scalars(select(Mission).where(Mission.slug == "gmpp-2021")).one()
    assert (mission.currency, mission.target_date) == ("GBP", date(2031, 3, 31))
    assert record.verify().faults == ()


def test_every_cell_that_cannot_be_read_is_left_empty_and_listed(app: Flask, foreign: Path) -> None:
    found = mapping.translated(mapping.read(MAPPING), foreign)

    assert [(fault.row, fault.column) for fault in found.listed] == [
        (3, "start_date"),
        (3, "end_date"),
        (3, "wlc_baseline_incl_NCG"),
        (4, "total_baseline"),
        (4, "yearly_forecast"),
    ]
    assert found.listed[0].file == "projects.csv"
    importing.apply(found.rows, by=None)
    bridge = Store(REGISTRY).rows("initiatives")["DFT_0035_1920-Q3",].values
    assert (bridge["planned_start"], bridge["build_likely"]) == (None, None)
    assert ("HO_0001_1920-Q3", "build", "2021") not in Store(REGISTRY).rows("needs")


def test_unless_told_otherwise_an_unreadable_cell_stops_the_file_and_says_where(
    app: Flask, foreign: Path, tmp_path: Path
) -> None:
    with pytest.raises(Unreadable) as refusal:
        mapping.translated(refusing(tmp_path), foreign)

    first = refusal.value.faults[0]
    assert (first.file, first.row, first.column) == ("projects.csv", 3, "start_date")
    assert first.why == "“Exempt under Section 26 of the Freedom of Information Act 2…” is not a date"
    assert len(refusal.value.faults) == 5


@pytest.mark.db
def test_importing_the_same_file_twice_changes_nothing(app: Flask, foreign: Path) -> None:
    plan = mapping.read(MAPPING)
    importing.apply(mapping.translated(plan, foreign).rows, by=None)
    number = record.verify().number

    again = importing.apply(mapping.translated(plan, foreign).rows, by=None)

    assert again.changes_nothing
    assert record.verify().number == number


def test_a_mission_that_is_there_is_left_as_its_people_made_it(app: Flask, foreign: Path, tmp_path: Path) -> None:
    plan = mapping.read(MAPPING)
    importing.apply(mapping.translated(plan, foreign).rows, by=None)
    (tmp_path / "missions.csv").write_text("slug,title\ngmpp-2021,Our own name\n", encoding="utf-8")
    importing.apply(importing.read_own([tmp_path / "missions.csv"]), by=None)

    assert importing.preview(mapping.translated(plan, foreign).rows).changes_nothing


def test_the_foreign_portfolio_stands_beside_the_mission_that_was_there(
    app: Flask, foreign: Path, tmp_path: Path
) -> None:
    replay(written(tmp_path / "seed"), start=date(2026, 11, 22))

    importing.apply(mapping.translated(mapping.read(MAPPING), foreign).rows, by=None)

    missions = Counter(row.values["mission"] for row in Store(REGISTRY).rows("initiatives").values())
    assert missions == {"alvorlig-sykt-barn": 3, "gmpp-2021": 3}


@pytest.mark.parametrize(
    ("before", "after", "reason"),
    [
        ('title = "project_name"', 'title = "no_such"', "column no_such: is not in the file, but in the mapping"),
        ('title = "project_name"', 'no_field = "year"', "initiatives has no no_field"),
        ('words = "ratings"', 'words = "colours"', "no [words.colours]"),
        ('on_unreadable = "null-and-list"', 'on_unreadable = "ignore"', "'ignore' is not a valid OnUnreadable"),
        ("[dates]", "[dates", "is not well-formed TOML"),
        ('"ICT" = "digital"', "", "“ICT” is not in [words.kinds]"),
    ],
)
def test_a_wrong_mapping_says_what_is_wrong(
    app: Flask, foreign: Path, tmp_path: Path, before: str, after: str, reason: str
) -> None:
    path = tmp_path / "wrong.toml"
    strict = MAPPING.read_text(encoding="utf-8").replace(before, after)
    path.write_text(strict, encoding="utf-8")

    with pytest.raises(Refusal) as refusal:
        mapping.translated(mapping.read(path), foreign)

    assert reason in str(refusal.value)


def test_the_command_lists_the_cells_and_shows_the_diff(
    app: Flask, foreign: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("app.operations.importing.cli.application", app.app_context)

    assert cli.main(["import", str(foreign), "--map", str(MAPPING), "--dry-run"]) == 0

    said = capsys.readouterr().out
    assert "left empty: projects.csv, row 3, column start_date: " in said
    assert "projects.csv: 5 cells could not be read and are left empty." in said
    assert "initiatives: 3 added, 0 changed, 0 unchanged" in said
    assert "Nothing was changed: this was a dry run." in said


def test_ratings_are_shown_where_nobody_has_reported(app: Flask, foreign: Path) -> None:
    importing.apply(mapping.translated(mapping.read(MAPPING), foreign).rows, by=None)
    mission = db.session.scalars(select(Mission.id).where(Mission.slug == "gmpp-2021")).one()
    client = signed_in(app.test_client(), a_person("Leder", Role.PROGRAMME_MANAGER, mission))

    def text(path: str) -> str:
        return client.get(path, headers={"Accept-Language": "en"}).text

    assert "Amber/Red" in text("/portfolio/initiatives")
    assert "Amber/red" in text("/portfolio/initiatives/MOD_0106_1617-Q1")
    assert "Amber/Red" in text("/reporting/rounds/2021-03")
    assert "MOD_0106_1617-Q1" not in text("/portfolio/initiatives?office=green")
    assert "every challenge area" not in text("/missions/gmpp-2021").casefold()


# The published file is not ours to carry; who has it names it, and then the whole of it is held to the rows.
if REAL:

    def test_the_184_real_projects_come_in_as_in_the_file(app: Flask, tmp_path: Path) -> None:
        plan = mapping.read(MAPPING)
        found = mapping.translated(plan, Path(REAL))
        importing.apply(found.rows, by=None)

        store = Store(REGISTRY)
        assert len(store.rows("initiatives")) == len(store.rows("assessments")) == 184
        assert Counter(fault.column for fault in found.listed) == {
            "total_baseline": 11,
            "yearly_forecast": 11,
            "wlc_baseline_incl_NCG": 20,
            "start_date": 3,
            "end_date": 6,
        }
        rated = Counter(str(row.values["overall"]) for row in store.rows("assessments").values())
        assert rated == {"amber": 84, "amber_red": 44, "amber_green": 29, "green": 12, "red": 7, "not_rated": 8}
        assert len(store.rows("organisations")) == 19
        assert importing.apply(mapping.translated(plan, Path(REAL)).rows, by=None).changes_nothing
        with pytest.raises(Unreadable) as refusal:
            mapping.translated(refusing(tmp_path), Path(REAL))
        assert len(refusal.value.faults) == 51

    @pytest.fixture
    def projects(app: Flask) -> list[dict[str, str]]:
        """The rows of the published file, all of them imported."""
        importing.apply(mapping.translated(mapping.read(MAPPING), Path(REAL)).rows, by=None)
        with Path(REAL).open(encoding="latin-1", newline="") as file:
            return list(csv.DictReader(file, delimiter=";"))

    def test_every_project_is_stored_as_its_row_says(projects: list[dict[str, str]]) -> None:
        store = Store(REGISTRY)
        initiatives, needs = store.rows("initiatives"), store.rows("needs")
        lines, rated = store.rows("funding-lines"), store.rows("assessments")
        bodies = store.rows("organisations")
        wrong = []
        for row in projects:
            code = row["project_number"]
            own, said = initiatives[code,].values, rated["gmpp-2021", "2021-03", code].values
            need = needs.get((code, "build", row["year"]))
            line = lines.get((code, f"{own['lead']}-BUDGET", "build", "granted", row["year"]))
            pairs = {
                "name": (own["title"], row["project_name"].strip()),
                "department": (bodies[own["lead"],].values["name"], row["department"].strip()),
                "start": (own["planned_start"], day_in(row["start_date"])),
                "end": (own["planned_finish"], day_in(row["end_date"])),
                "whole life": (own["build_likely"], pence_in(row["wlc_baseline_incl_NCG"])),
                "forecast": (need and need.values["amount"], pence_in(row["yearly_forecast"])),
                "baseline": (line and line.values["amount"], pence_in(row["total_baseline"])),
                "rating": (said["overall_word"], row["colour_rating"].strip()),
            }
            wrong += [
                f"{code} {name}: {kept} is not {read}"
                for name, (kept, read) in pairs.items()
                if (str(kept) if isinstance(kept, Period) else kept) != read
            ]

        assert len(projects) == 184
        assert not wrong, "\n".join(wrong[:20])

    def test_the_register_and_its_file_show_every_project_as_its_row_says(
        app: Flask, projects: list[dict[str, str]]
    ) -> None:
        with app.test_request_context():
            mission = db.session.scalars(select(Mission.id).where(Mission.slug == "gmpp-2021")).one()
        client = signed_in(app.test_client(), a_person("Leder", Role.PROGRAMME_MANAGER, mission))
        client.get("/", headers={"Accept-Language": "en"})
        columns = "columns=office&columns=lead&columns=finish&columns=build"
        text = client.get(f"/portfolio/initiatives/download?{columns}", headers={"Accept-Language": "en"}).text
        shown = {row["Code"]: row for row in csv.DictReader(io.StringIO(text.lstrip("\ufeff")), delimiter=";")}
        wrong = []
        for row in projects:
            cells = shown[row["project_number"]]
            pence = pence_in(row["wlc_baseline_incl_NCG"])
            read = [
                row["project_name"].strip(),
                row["department"].strip(),
                "" if pence is None else str(Decimal(pence) / 100),
                row["colour_rating"].strip(),
                f"{date.fromisoformat(day):%-d %b %Y}" if (day := day_in(row["end_date"])) else "",
            ]
            kept = [cells[name] for name in ("Title", "Lead", "Build cost (GBP)", "The office says", "Finish")]
            if kept != read:
                wrong.append(f"{row['project_number']}: {kept} is not {read}")

        assert len(shown) == 184
        assert not wrong, "\n".join(wrong[:20])
        page = client.get("/portfolio/initiatives", headers={"Accept-Language": "en"}).text
        assert "184" in page and "The office says" in page


def day_in(cell: str) -> str | None:
    """The day the cell names, read without the importer; None for a sentence."""
    return cell.strip() if re.fullmatch(r"\d{4}-\d\d-\d\d", cell.strip()) else None


def pence_in(cell: str) -> int | None:
    """Millions of pounds as pence, read without the importer; None for a sentence."""
    found = re.fullmatch(r"£?(-?[\d,]+(?:\.\d+)?)", cell.strip())
    return None if found is None else int(Decimal(found[1].replace(",", "")) * 100_000_000)
