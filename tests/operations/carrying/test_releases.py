"""Every release's data come forward: its example portfolio as it wrote it, restored by this version.

`tests/operations/releases/` holds one backup per release; docs/developing.md tells how the next is made.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask

from app.operations import database
from app.operations.carrying import archive, restoring
from app.plumbing import record
from app.plumbing.db import db
from tests.architecture.test_tables import catalogue, differences
from tests.conftest import Databases
from tests.operations.carrying.conftest import application_on, figures

RELEASES = sorted((Path(__file__).parents[1] / "releases").glob("*.zip"), key=lambda path: path.name)


def test_there_is_a_backup_of_every_release_in_the_changelog() -> None:
    released = {
        line.partition("]")[0].removeprefix("## [")
        for line in Path("CHANGELOG.md").read_text(encoding="utf-8").splitlines()
        if line.startswith("## [") and "Unreleased" not in line
    }

    assert {path.stem for path in RELEASES} == released, "docs/developing.md: how to cut a release"


@pytest.mark.db
@pytest.mark.parametrize("release", RELEASES, ids=lambda path: path.stem)
def test_the_data_of_a_release_come_forward(
    release: Path, target: str, databases: Databases, real_app: Flask, tmp_path: Path
) -> None:
    with real_app.app_context(), db.engine.connect() as connection:
        fresh = catalogue(connection)

    with application_on(target, tmp_path) as forward:
        with archive.opened(release) as taken:
            verdict = restoring.restore(taken, db.engine)
            rows = {told.name: told.rows for told in taken.manifest.tables}
        assert database.form() is database.Form.READY
        assert record.verify() == verdict
        assert (verdict.number, verdict.head, verdict.faults) == (*(taken.manifest.head or ()), ())
        with db.engine.connect() as connection:
            assert differences(catalogue(connection), fresh) == {}
            now = {
                name: connection.exec_driver_sql(f"SELECT count(*) FROM {name}").scalar_one()
                for name in ("initiative", "status_report", "funding_line", "deed", "job")
            }
        assert now == {name: rows[name] for name in now}
        db.session.remove()
        shown = figures(forward)
        assert len([line for line in shown["initiatives.csv"].splitlines() if line]) > 45
        assert 'class="sentence"' in shown["the roll-up"]
