"""The models are what the migrations make, column by column and constraint by constraint, on both databases."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest
from flask import Flask
from sqlalchemy import Connection, MetaData, Table, text
from sqlalchemy.sql.sqltypes import NullType

from app.plumbing.db import Base, Historied, db
from tests.conftest import Databases

pytestmark = pytest.mark.db

Catalogue = dict[str, set[str]]

POSTGRESQL = {
    "columns": """
        SELECT table_name, column_name, data_type, is_nullable, character_maximum_length, collation_name,
               CASE WHEN column_default LIKE 'nextval%' THEN 'sequence' ELSE column_default END, is_identity
        FROM information_schema.columns WHERE table_schema = 'public'""",
    "constraints": """
        SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid)
        FROM pg_constraint WHERE connamespace = 'public'::regnamespace""",
    "indexes": "SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'",
    "triggers": "SELECT event_object_table, trigger_name, action_statement FROM information_schema.triggers",
}


def catalogue(connection: Connection) -> Catalogue:
    """Everything the database knows of its own tables, as comparable text."""
    if connection.dialect.name == "sqlite":
        return sqlite_catalogue(connection)
    found = {kind: {repr(tuple(row)) for row in connection.execute(text(query))} for kind, query in POSTGRESQL.items()}
    return {kind: {line for line in lines if "alembic_version" not in line} for kind, lines in found.items()}


def sqlite_catalogue(connection: Connection) -> Catalogue:
    """SQLite keeps the words of CREATE; order of columns and constraints is left out of the comparison."""
    rows = connection.execute(text("SELECT type, name, tbl_name, sql FROM sqlite_master WHERE sql IS NOT NULL"))
    found: Catalogue = {}
    for kind, name, table, sql in rows:
        if table == "alembic_version":
            continue
        body = sql.partition("(")[2].rpartition(")")[0] if kind == "table" else sql
        for part in parts(body) if kind == "table" else [body]:
            found.setdefault(f"{kind} {name}", set()).add(" ".join(part.replace('"', "").split()))
    return found


def parts(body: str) -> list[str]:
    """The comma-separated parts of a CREATE TABLE, with commas inside brackets and quotes left alone."""
    depth, quoted, start, found = 0, False, 0, []
    for place, letter in enumerate(body):
        if letter == "'":
            quoted = not quoted
        elif not quoted:
            depth += (letter == "(") - (letter == ")")
            if letter == "," and depth == 0:
                found.append(body[start:place])
                start = place + 1
    return [*found, body[start:]]


def test_models_equal_migrations(databases: Databases, real_app: Flask, tmp_path: object) -> None:
    with real_app.app_context(), db.engine.connect() as connection:
        migrated = catalogue(connection)
        Base.metadata.drop_all(connection)
        Base.metadata.create_all(connection)
        modelled = catalogue(connection)
        connection.rollback()

    assert differences(migrated, modelled) == {}


def differences(migrated: Mapping[str, set[str]], modelled: Mapping[str, set[str]]) -> dict[str, object]:
    return {
        kind: {"only migrations": migrated.get(kind, set()) - modelled.get(kind, set()),
               "only models": modelled.get(kind, set()) - migrated.get(kind, set())}
        for kind in {*migrated, *modelled}
        if migrated.get(kind, set()) != modelled.get(kind, set())
    }  # fmt: skip


def test_every_constraint_has_a_name_of_its_own(app: Flask) -> None:
    nameless = [
        f"{table.name}: {type(constraint).__name__} without a name"
        for table in Base.metadata.tables.values()
        for constraint in table.constraints
        if not constraint.name
    ]
    names = [str(index.name) for table in Base.metadata.tables.values() for index in table.indexes]

    assert not nameless, "\n".join(nameless)
    assert len(names) == len(set(names)), "index names are the whole database's"
    assert all(len(name) <= 63 for name in names), "PostgreSQL cuts names at 63 letters"


def test_history_has_every_column_of_its_table(app: Flask) -> None:
    for mapper in Base.registry.mappers:
        if issubclass(mapper.class_, Historied):
            table, history = mapper.local_table, mapper.class_.history
            assert isinstance(table, Table)
            assert {c.name for c in history.columns} == {c.name for c in table.columns} | {"from_deed", "to_deed"}
            assert not history.foreign_keys, "history must outlive what it points at"
            assert not any(isinstance(c.type, NullType) for c in history.columns)


def test_money_is_whole_ore_in_wide_columns(app: Flask) -> None:
    narrow = [
        f"{table.name}.{column.name}: amounts are BIGINT øre"
        for table in Base.metadata.tables.values()
        for column in table.columns
        if re.search(r"_ore$", column.name) and "BIGINT" not in str(column.type.compile())
    ]

    assert not narrow, "\n".join(narrow)
    assert isinstance(Base.metadata, MetaData)
