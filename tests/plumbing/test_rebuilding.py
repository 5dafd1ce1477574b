"""Tables that others point at can be made anew with data in them, and a key that breaks thereby is noticed."""

from __future__ import annotations

from typing import Literal

import pytest
import sqlalchemy as sa
from alembic.migration import MigrationContext
from alembic.operations import Operations
from flask import Flask

from app.people.models import Organisation, Person
from app.plumbing import record
from app.plumbing.db import db
from app.plumbing.rebuilding import BrokenKeys, rebuilding
from tests.plumbing.test_record import an_organisation, renamed


@pytest.mark.db
def test_a_table_that_others_point_at_can_be_rebuilt_with_its_rows(real_app: Flask) -> None:
    with real_app.app_context():
        parent = an_organisation()
        with rebuilding(db.engine) as connection:
            somebody = {
                "id": 7,
                "code": "p7",
                "organisation_id": parent,
                "language": "nb",
                "active": True,
                "version": 1,
            }
            connection.execute(sa.insert(Person), [somebody])
        with rebuilding(db.engine) as connection:
            operations = Operations(MigrationContext.configure(connection, opts={"render_as_batch": True}))
            how: Literal["always", "never"] = "always" if db.engine.dialect.name == "sqlite" else "never"
            with operations.batch_alter_table("organisation", recreate=how) as batch:
                batch.add_column(sa.Column("colour", sa.String(40), server_default="blue"))

        with db.engine.connect() as connection:
            assert connection.execute(sa.text("SELECT colour FROM organisation")).scalars().all() == ["blue"]
            assert connection.execute(sa.select(Person.organisation_id)).scalars().all() == [parent]


def test_a_row_left_pointing_at_nothing_undoes_it_all(real_app: Flask) -> None:
    with real_app.app_context():
        an_organisation()
        with pytest.raises(BrokenKeys, match="organisation at organisation"), rebuilding(db.engine) as connection:
            connection.execute(sa.update(Organisation).values(successor_id=99, valid_to=sa.func.date("now")))

        with db.engine.connect() as connection:
            assert connection.execute(sa.select(Organisation.successor_id)).scalars().all() == [None]
            assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar_one() == 1


@pytest.mark.db
def test_a_column_that_came_later_is_no_fault_when_its_model_says_what_it_was_filled_with(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As if `version` had come with a migration that filled it with 1: no deed of that time speaks of it."""
    organisation = an_organisation()
    monkeypatch.setattr("app.plumbing.record.proof.chained_hash", lambda deed, lines: deed["hash"])
    db.session.execute(sa.text("""UPDATE deed_change SET fields = replace(fields, ',"version":[null,1]', '')"""))

    assert record.verify().faults == (f"version of organisation {organisation} from deed 1 was altered",)

    monkeypatch.setitem(Organisation.__table__.c.version.info, "former", 1)
    renamed(organisation, "Later")
    assert record.verify().faults == ()
