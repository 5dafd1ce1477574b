"""A link that was open when the backup was made may have been used since: a restore withdraws it, a move does not."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import insert, select

from app.operations.carrying import archive
from app.operations.carrying.move import carry
from app.operations.carrying.snapshot import snapshot
from app.people.models import HalfSignIn, OneTimeLink, Person
from app.people.rules import Purpose
from app.plumbing import clock
from app.plumbing.db import db
from tests.operations.carrying.conftest import engine_on, restored


@pytest.fixture
def waiting(seeded: Flask) -> Flask:
    """Somebody is invited, and somebody has given their password and not yet the code."""
    now = clock.now()
    with seeded.app_context():
        person = db.session.scalars(select(Person.id).limit(1)).one()
        link = {"person_id": person, "purpose": Purpose.INVITATION, "nonce": "n", "made_at": now}
        link["ends_at"] = now + timedelta(days=1)
        with db.engine.begin() as connection:
            connection.execute(
                insert(OneTimeLink).values(
                    person_id=person,
                    purpose=Purpose.INVITATION,
                    nonce="n",
                    made_at=now,
                    ends_at=now + timedelta(days=1),
                )
            )
            connection.execute(insert(HalfSignIn).values(person_id=person, key_hash="h" * 64, began_at=now))
        db.session.remove()
    return seeded


def test_a_restore_withdraws_open_links_and_forgets_half_sign_ins(waiting: Flask, tmp_path: Path) -> None:
    with waiting.app_context(), snapshot(db.engine) as taken:
        archive.write(tmp_path / "backup.zip", taken)
    there = f"sqlite:///{tmp_path / 'there.sqlite3'}"

    with (
        restored(tmp_path / "backup.zip", there, waiting),
        engine_on(there) as engine,
        engine.connect() as connection,
    ):
        assert connection.scalars(select(OneTimeLink.withdrawn_at)).one() is not None
        assert connection.scalars(select(HalfSignIn.id)).all() == []


def test_a_move_leaves_them_open(waiting: Flask, tmp_path: Path) -> None:
    with waiting.app_context(), engine_on(f"sqlite:///{tmp_path / 'there.sqlite3'}") as there:
        carry(db.engine, there)
        with there.connect() as connection:
            assert connection.scalars(select(OneTimeLink.withdrawn_at)).one() is None
