"""Erased means erased: every table that points at a person is filled, and searched afterwards, column by column."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import (
    Boolean,
    Column,
    Date,
    DateTime,
    Integer,
    String,
    Table,
    Text,
    cast,
    func,
    insert,
    or_,
    select,
    text,
)
from sqlalchemy.exc import SQLAlchemyError

from app.assembly import LEAVING
from app.people.models import Identity
from app.people.rules import Role
from app.people.services import leaving, persons
from app.plumbing.columns import Instant, Word
from app.plumbing.db import Base, Historied, db
from app.plumbing.record import verify
from tests.people.factories import PASSWORD, a_person, an_organisation, did, mission, of

pytestmark = pytest.mark.db

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
RARE = ("navnebrød", "sjeldent", "99887766")

_number = count(1)


def erase(person_id: int) -> None:
    leaving.erase(person_id, on=NOW.date(), now=NOW)


def somebody_rare() -> int:
    return a_person(
        "Sjeldent Navnebrød", Role.PROGRAMME_MANAGER, password=PASSWORD, organisation_id=an_organisation(),
        email="sjeldent.navn@example.no", function="Navnebrødansvarlig", phone="99887766",
    )  # fmt: skip


def ended() -> list[tuple[Table, Column[Any]]]:
    """The columns of what ends with a person's access. A table with history would keep what it said."""
    found = []
    for name in (column for ending in LEAVING.endings for column in ending.columns):
        table, _, column = name.partition(".")
        assert f"{table}_history" not in Base.metadata.tables, f"{table} would remember what it said of the erased"
        found.append((Base.metadata.tables[table], Base.metadata.tables[table].columns[column]))
    return found


def something_in(column: Column[Any], person_id: int, other: int) -> Any:
    """A value that says the rare name wherever words may stand."""
    for key in column.foreign_keys:
        target = key.target_fullname
        assert target in ("person.id", "mission.id"), f"say here what {column} points at"
        return person_id if target == "person.id" else other
    kind = column.type
    if isinstance(kind, Word):
        return next(iter(kind.words))
    if isinstance(kind, Instant | DateTime):
        return NOW + timedelta(hours=next(_number))
    if isinstance(kind, String | Text):
        return f"{next(_number)} sjeldent navnebrød"[: getattr(kind, "length", None) or 99]
    if isinstance(kind, Boolean):
        return False
    if isinstance(kind, Date):
        return NOW.date()
    assert isinstance(kind, Integer), f"say here what to put into {column}"
    return next(_number) + 1000


def fill(table: Table, person_id: int, other: int) -> None:
    """A row with something in every column that may not be empty, and the name in every one that takes words."""
    values = {
        column.name: something_in(column, person_id, other)
        for column in table.columns
        if not column.nullable or column.foreign_keys or (isinstance(column.type, Text) and not column.primary_key)
    }
    db.session.execute(insert(table).values(values))
    db.session.commit()


def hits() -> Iterator[str]:
    for table in Base.metadata.sorted_tables:
        texts = [func.lower(cast(column, Text)) for column in table.columns]
        said = or_(*(text.like(f"%{word}%") for text in texts for word in RARE))
        if db.session.scalar(select(func.count()).select_from(table).where(said)):
            yield table.name


def test_an_erased_persons_name_and_address_are_nowhere(app: Flask) -> None:
    a_person("Blir igjen", Role.ADMINISTRATOR)
    person, ours = somebody_rare(), mission()
    did(lambda: persons.edit_person(person, None, of("Sjeldent Navnebrød Nytt", email="sjeldent.nytt@example.no")))
    tables = {table.name: table for table, _column in ended()}
    for table in tables.values():
        fill(table, person, ours)
    filled = set(hits())
    assert {"identity", "sign_in", "api_token", "saved_view"} <= filled

    did(lambda: erase(person), by=person)

    assert list(hits()) == []
    for table, column in ended():
        left = db.session.scalar(select(func.count()).select_from(table).where(column == person))
        assert left == 0, f"{column} still points at the erased person"
    assert db.session.get(Identity, person) is None
    assert verify().faults == ()


def test_no_table_beside_the_identity_keeps_a_name_with_history(app: Flask) -> None:
    """What is written down of a person as such stands in one table without history, so that it can go."""
    assert not issubclass(Identity, Historied)
    person = Base.metadata.tables["person"]
    words = {c.name for c in person.columns if isinstance(c.type, String | Text)}
    assert words == {"code", "language"}


def test_a_fault_of_the_database_says_no_name_to_the_log(app: Flask, caplog: pytest.LogCaptureFixture) -> None:
    """Words of a fault go to the log as they are."""
    values = {"name": "Sjeldent Navnebrød", "email": "sjeldent.navn@example.no"}
    broken = text("INSERT INTO no_such_table (name, email) VALUES (:name, :email)")

    with caplog.at_level(logging.DEBUG), pytest.raises(SQLAlchemyError) as caught:
        db.session.execute(broken, values)

    db.session.rollback()
    said = f"{caught.value} {caplog.text}".lower()
    assert "no_such_table" in said
    assert not [word for word in RARE if word in said], said
