"""The seed is replayed as dated deeds into an empty database."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from app.operations.collections import REGISTRY
from app.operations.seeding import replay
from app.people.models import DatabaseTrait
from app.plumbing import record
from app.plumbing.db import db
from app.plumbing.sheets.store import Store
from tests.operations.small_seed import written

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
