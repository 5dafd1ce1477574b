"""Every collection goes out in the seed's shape, and coming back changes nothing."""

from __future__ import annotations

import zipfile
from datetime import date
from pathlib import Path

import pytest
from flask import Flask

from app.operations import exporting, importing
from app.operations.collections import REGISTRY
from app.operations.seeding import SEED, replay
from app.plumbing import record
from app.plumbing.provenance import Source
from app.plumbing.sheets import files, reading
from app.plumbing.sheets.faults import Faults
from tests.operations.small_seed import written

START = date(2026, 11, 22)


Rows = dict[tuple[str, tuple[str, ...]], tuple[object, object]]


def rows_of(folder: Path, *, start: date = START) -> Rows:
    """What the files of a folder say, by collection and key."""
    faults = Faults()
    found: Rows = {}
    for path in sorted(folder.glob("*.csv")):
        if path.name != "changes.csv":
            for row in reading.rows(REGISTRY, files.read(path), faults, start=start):
                reading.complete(row, faults, source=Source.ENTERED)
                source = None if row.collection.always else row.values["source"]
                found[row.collection.name, row.key] = (row.at, {**row.values, "source": source})
    faults.refuse()
    return found


@pytest.mark.db
def test_a_fresh_seed_goes_out_as_it_came_in(app: Flask, tmp_path: Path) -> None:
    seed = written(tmp_path / "seed")
    replay(seed, start=START)

    exporting.into_folder(tmp_path / "out")

    assert rows_of(tmp_path / "out") == rows_of(seed)


def test_the_seed_itself_goes_out_as_it_came_in(app: Flask, tmp_path: Path) -> None:
    replay(start=START)

    exporting.into_folder(tmp_path)

    assert rows_of(tmp_path) == rows_of(SEED)
    assert importing.preview(importing.read_own(sorted(tmp_path.glob("*.csv")))).changes_nothing


@pytest.mark.db
def test_taking_an_export_back_in_changes_nothing_and_writes_no_deed(app: Flask, tmp_path: Path) -> None:
    replay(written(tmp_path / "seed"), start=START)
    before = record.verify().number

    paths = exporting.into_folder(tmp_path / "out")
    outcome = importing.apply(importing.read_own(paths), by=None)

    assert outcome.changes_nothing
    assert sum(len(some.unchanged) for some in outcome.diffs) == len(rows_of(tmp_path / "out"))
    assert record.verify().number == before


def test_an_export_of_a_day_shows_that_day(app: Flask, tmp_path: Path) -> None:
    replay(written(tmp_path / "seed"), start=START)

    texts = exporting.texts(record.at_day(date(2022, 12, 31)))

    assert "ETI,nb,digital,,considered,planning" in texts["initiatives.csv"]
    assert "status-reports.csv" not in texts, "nobody had reported by then"


def test_the_archive_holds_the_same_files(app: Flask, tmp_path: Path) -> None:
    replay(written(tmp_path / "seed"), start=START)

    path = exporting.as_zip(tmp_path / "floke.zip")

    with zipfile.ZipFile(path) as archive:
        assert {name: archive.read(name).decode() for name in archive.namelist()} == exporting.texts()
