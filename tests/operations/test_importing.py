"""Files of our own shape into a database in use: the diff first, then all rows as one deed or none."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.operations import cli, importing
from app.operations.collections import REGISTRY
from app.operations.importing.cli import described
from app.operations.seeding import replay
from app.people.models import Person
from app.plumbing import record
from app.plumbing.db import db
from app.plumbing.provenance import Source, origins
from app.plumbing.record import NOW, Deed, DeedChange
from app.plumbing.sheets.faults import Unreadable
from app.plumbing.sheets.store import Store
from app.portfolio.models import Initiative
from tests.operations.small_seed import changed, written

START = date(2026, 11, 22)


@pytest.fixture
def seeded(app: Flask, tmp_path: Path) -> Path:
    """A database filled from the small seed, and an empty folder for files to import."""
    replay(written(tmp_path / "seed"), start=START)
    folder = tmp_path / "files"
    folder.mkdir()
    return folder


def file(folder: Path, name: str, text: str) -> list[Path]:
    (folder / name).write_text(text, encoding="utf-8")
    return [folder / name]


def refused(paths: list[Path]) -> list[str]:
    """The faults, after which nothing may have changed."""
    before = db.session.scalar(select(func.max(Deed.number)))
    with pytest.raises(Unreadable) as refusal:
        importing.apply(importing.read_own(paths), by=None)
    assert db.session.scalar(select(func.max(Deed.number))) == before
    return [str(fault) for fault in refusal.value.faults]


def version(code: str) -> int:
    return db.session.scalars(select(Initiative.version).where(Initiative.code == code)).one()


@pytest.mark.db
def test_the_diff_says_what_is_added_changed_and_unchanged(seeded: Path) -> None:
    paths = file(
        seeded, "initiatives.csv",
        "code,title,kind,state,mission,build_likely\n"
        "ETI,Enklere tilgang,digital,ongoing,alvorlig-sykt-barn,90000000\n"
        "T10,Nasjonal modell for barnekoordinator,organisation,considered,alvorlig-sykt-barn,\n"
        "T99,Helt ny,trial,proposed,alvorlig-sykt-barn,\n",
    )  # fmt: skip

    outcome = importing.preview(importing.read_own(paths))

    assert list(described(outcome)) == [
        "initiatives: 1 added, 1 changed, 1 unchanged",
        "  + T99",
        "  ~ ETI build_likely: 80000000.50 → 90000000",
        "  ~ ETI title: Enklere tilgang til informasjon → Enklere tilgang",
        "  ~ ETI published_fields: planned_finish=DIGDIR-2989; title=DIGDIR-2989 → build_likely=imported; "
        "planned_finish=DIGDIR-2989; title=imported",
    ]
    assert ("T99",) not in Store(REGISTRY).rows("initiatives"), "a preview changes nothing"


@pytest.mark.db
def test_an_import_is_one_deed_by_a_person_and_counts_versions_up(seeded: Path) -> None:
    office = db.session.scalars(select(Person.id).where(Person.code == "P-OFFICE")).one()
    paths = [
        *file(
            seeded, "initiatives.csv", "code,title,kind,state,mission\nT99,Helt ny,trial,proposed,alvorlig-sykt-barn\n"
        ),
        *file(seeded, "needs.csv", "initiative,use,year,amount\nT99,build,2027,1000000\nT10,build,2027,500000.50\n"),
        *file(
            seeded, "dependencies.csv", "mission,initiative,needs,kind\nalvorlig-sykt-barn,T99,T10,finish_to_start\n"
        ),
    ]
    before, eti, t10 = record.verify().number, version("ETI"), version("T10")

    importing.apply(importing.read_own(paths), by=office)

    deed = db.session.execute(select(Deed).order_by(Deed.number.desc())).scalars().first()
    assert deed is not None
    assert (deed.number, deed.act, deed.actor_id) == (before + 1, "collection:rows:import", office)
    assert deed.note == "initiatives: 1 added, 0 changed; needs: 2 added, 0 changed; dependencies: 1 added, 0 changed"
    assert (version("ETI"), version("T10"), version("T99")) == (eti, t10 + 1, 1)
    assert record.verify().faults == ()
    assert importing.apply(importing.read_own(paths), by=office).changes_nothing


def test_what_a_file_changes_counts_as_imported_where_it_does_not_say_its_source(seeded: Path) -> None:
    paths = file(seeded, "initiatives.csv", "code,title\nETI,Nytt navn\n")

    importing.apply(importing.read_own(paths), by=None)

    row = db.session.scalars(select(Initiative).where(Initiative.code == "ETI")).one()
    said = origins("initiative", [(row.id, row.source)], at=NOW)[row.id]
    assert said.of("title").source is Source.IMPORTED
    assert said.of("planned_finish").source is Source.PUBLISHED
    assert row.search_key.startswith("eti nytt navn")


def test_a_search_finds_an_initiative_by_its_title_in_every_language(seeded: Path) -> None:
    def search_key() -> str:
        return db.session.scalars(select(Initiative.search_key).where(Initiative.code == "ETI")).one()

    assert "easier access" in search_key()

    importing.apply(importing.read_own(file(seeded, "initiatives.csv", "code,title\nETI,Nytt navn\n")), by=None)

    assert "nytt navn" in search_key()
    assert "easier access" in search_key()


def test_columns_and_rows_that_a_file_lacks_stay_as_they_are(seeded: Path) -> None:
    importing.apply(importing.read_own(file(seeded, "initiatives.csv", "code,wave\nETI,2\n")), by=None)

    eti = Store(REGISTRY).rows("initiatives")["ETI",].values
    assert (eti["wave"], eti["title"], eti["goals"]) == (2, "Enklere tilgang til informasjon", ("G2", "G1"))
    assert len(Store(REGISTRY).rows("initiatives")) == 3


def test_lists_of_codes_are_made_to_match_the_file(seeded: Path) -> None:
    paths = [
        *file(seeded, "initiatives.csv", "code,goals,assignments\nETI,G1,\n"),
        *file(seeded, "contributions.csv", "mission,initiative,area,evidence\nalvorlig-sykt-barn,ETI,1A,E2\n"),
    ]

    importing.apply(importing.read_own(paths), by=None)

    store = Store(REGISTRY)
    assert store.rows("initiatives")["ETI",].values["goals"] == ("G1",)
    assert store.rows("initiatives")["ETI",].values["assignments"] == ()
    assert store.rows("contributions")["alvorlig-sykt-barn", "ETI", "1A"].values["evidence"] == ("E2",)


@pytest.mark.parametrize(
    ("name", "text", "fault"),
    [
        ("initiatives.csv", "code,build_likely\nETI,mye\n",
         "initiatives.csv, row 2, column build_likely: “mye” is not an amount; write for example 57383633 or "
         "57383633.50"),
        ("initiatives.csv", "code,kind\nT10,law\nETI,magi\n",
         "initiatives.csv, row 3, column kind: “magi” is not one of law, money, organisation, competence, digital, "
         "inquiry, trial"),
        ("initiatives.csv", "code,planned_finish\nETI,snart\n",
         "initiatives.csv, row 2, column planned_finish: “snart” is not a date. Write for example 31.12.2026, 09.2026, "
         "Q3 2026, autumn 2026 or 2026."),
        ("initiatives.csv", "code,lead\nETI,NASA\n",
         "initiatives.csv, row 2, column lead: there is no “NASA” among organisations"),
        ("initiatives.csv", "code,colour\nETI,red\n",
         "initiatives.csv, row 1, column colour: is no column of this collection"),
        ("initiatives.csv", "title\nUten kode\n",
         "initiatives.csv, row 1, column code: is missing: rows are told apart by it"),
        ("initiatives.csv", "code,title\nETI,A\nETI,B\n", "initiatives.csv, row 3: ETI stands in row 2 already"),
        ("initiatives.csv", "code,title\nETI,\n", "initiatives.csv, row 2, column title: must be filled in"),
        ("initiatives.csv", "code,build_low\nETI,99000000\n",
         "initiatives.csv, row 2, column build_low: breaks the rule “build low in order”"),
        ("initiatives.csv", "code,title\nETI\n", "initiatives.csv, row 2: has 1 cells where the header has 2"),
        ("innkjop.csv", "code\nA\n", None),
        ("assessments.csv",
         "mission,round,initiative,scale,overall,made_on\nalvorlig-sykt-barn,2024-T1,ETI,state,lilla,2024-05-20\n",
         "assessments.csv, row 2, column overall: “lilla” is no word of the scale “state”"),
        ("initiatives.csv", "code,goals\nETI,G1 G7\n",
         "initiatives.csv, row 2, column goals: there is no “alvorlig-sykt-barn/G7” among strategic-goals"),
    ],
)  # fmt: skip
def test_one_bad_cell_stops_the_whole_file_and_says_where(
    seeded: Path, name: str, text: str, fault: str | None
) -> None:
    faults = refused(file(seeded, name, text))

    if fault is None:
        assert faults[0].startswith("innkjop.csv: is not the name of a collection; known are publications.csv")
    else:
        assert faults == [fault]


def test_every_fault_is_listed_at_once_so_that_a_file_is_mended_once(seeded: Path) -> None:
    faults = refused(file(seeded, "initiatives.csv", "code,kind,wave\nETI,magi,mange\nT10,law,0x1\n"))

    assert [fault.partition(": ")[0] for fault in faults] == [
        "initiatives.csv, row 2, column kind",
        "initiatives.csv, row 2, column wave",
        "initiatives.csv, row 3, column wave",
    ]


@pytest.mark.db
def test_a_broken_rule_of_the_database_names_the_row(seeded: Path) -> None:
    faults = refused(
        file(seeded, "needs.csv", "initiative,use,year,amount\nETI,build,2027,1\nETI,run,2028,-1\nT9,run,2028,3\n")
    )

    assert faults == ["needs.csv, row 3, column amount: breaks the rule “amount not negative”"]


def test_a_circle_of_waiting_is_refused_with_the_circle_written_out(seeded: Path) -> None:
    text = (
        "mission,initiative,needs,kind\n"
        "alvorlig-sykt-barn,ETI,T9,finish_to_start\n"
        "alvorlig-sykt-barn,T9,T10,start_to_start\n"
    )

    faults = refused(file(seeded, "dependencies.csv", text))

    assert "dependencies.csv, row 2, column needs: closes a circle of waiting: ETI → T9 → T10 → ETI" in faults


def test_a_new_row_that_lacks_a_column_it_needs_is_refused(seeded: Path) -> None:
    faults = refused(file(seeded, "initiatives.csv", "code,title,mission\nT99,Ny,alvorlig-sykt-barn\n"))

    assert faults == [
        "initiatives.csv, row 2, column kind: is missing: a new row needs it",
        "initiatives.csv, row 2, column state: is missing: a new row needs it",
    ]


def test_a_persons_name_reaches_the_person_and_not_the_record(seeded: Path) -> None:
    importing.apply(importing.read_own(file(seeded, "people.csv", "code,name\nP-OWNER,Ny Funksjon\n")), by=None)

    assert Store(REGISTRY).rows("people")["P-OWNER",].values["name"] == "Ny Funksjon"
    assert not [fields for fields in db.session.scalars(select(DeedChange.fields)) if "Ny Funksjon" in fields]


def test_the_command_answers_with_its_exit_codes(
    seeded: Path, app: Flask, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("app.operations.importing.cli.application", app.app_context)
    good = file(seeded, "initiatives.csv", "code,title\nETI,Nytt navn\n")
    bad = file(seeded, "needs.csv", "initiative,use,year,amount\nETI,build,2027,mye\n")

    assert cli.main(["import", str(good[0]), "--dry-run"]) == 0
    assert "Nothing was changed: this was a dry run." in capsys.readouterr().out
    assert cli.main(["import", str(good[0])]) == 0
    capsys.readouterr()
    assert cli.main(["import", str(good[0])]) == 0
    assert "Nothing differs." in capsys.readouterr().out
    assert cli.main(["import", str(bad[0])]) == 1
    assert "needs.csv, row 2, column amount" in capsys.readouterr().err
    with pytest.raises(SystemExit) as wrong_use:
        cli.main(["import"])
    assert wrong_use.value.code == 2


def test_a_change_in_the_seed_must_end_at_the_present_value(app: Flask, tmp_path: Path) -> None:
    folder = written(tmp_path, changes=changed("changes.csv", "phase,planning,execution", "phase,planning,closing"))

    with pytest.raises(Unreadable) as refusal:
        replay(folder, start=START)

    (fault,) = refusal.value.faults
    assert fault.where == "changes.csv, row 6, column to"
    assert fault.why == "is not the present value, “execution” (initiatives.csv, row 2)"
