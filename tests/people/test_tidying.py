"""What is long over is gone in the morning; what counts, or was over yesterday, is there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from app.people.models import HalfSignIn, OneTimeLink, SignIn
from app.people.rules import KEPT, Purpose
from app.people.services import invitations, links, sign_ins
from app.plumbing import clock
from app.plumbing.committer import unit_of_work
from app.plumbing.db import db
from app.plumbing.queue.services import promise
from app.plumbing.record import Deed
from app.schedule import SCHEDULE
from tests.people.factories import a_person, did

NOW = datetime(2026, 5, 17, 3, 30, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.mark.db
def test_rows_that_are_long_over_are_deleted_and_others_are_not(app: Flask, work_off: Callable[[], int]) -> None:
    person = a_person()

    def sign_in(key: str, began: datetime, ended: datetime | None = None) -> int:
        def deed() -> int:
            row = sign_ins.begin(person, key_hash=key * 64, device="", now=began)
            db.session.get_one(SignIn, row).ended_at = ended
            return row

        return did(deed)

    kept = {sign_in("a", NOW - 2 * DAY), sign_in("b", NOW - 36 * DAY, NOW - 29 * DAY)}
    sign_in("d", NOW - 32 * DAY, NOW - 31 * DAY)
    sign_in("e", NOW - KEPT - 8 * DAY)
    did(lambda: sign_ins.begin_half(person, key_hash="f" * 64, now=NOW - timedelta(minutes=11)))
    did(lambda: sign_ins.begin_half(person, key_hash="g" * 64, now=NOW - timedelta(minutes=9)))
    did(lambda: links.make(person, Purpose.INVITATION, by=None, now=NOW - 38 * DAY))
    open_link = did(lambda: links.make(person, Purpose.INVITATION, by=None, now=NOW - DAY).id)
    did(lambda: invitations.ask_reset("nobody@example.no", now=NOW - timedelta(hours=2)))
    deeds = db.session.scalars(select(Deed.number)).all()

    with clock.frozen(NOW):
        with unit_of_work(None):
            promise("people.tidy")
        work_off()

    assert set(db.session.scalars(select(SignIn.id))) == kept
    assert db.session.scalars(select(HalfSignIn.key_hash)).all() == ["g" * 64]
    assert db.session.scalars(select(OneTimeLink.id)).all() == [open_link]
    assert db.session.scalars(select(Deed.number)).all() == deeds, "tidying is no deed"


def test_it_is_done_every_night() -> None:
    assert "people.tidy" in {line.name for line in SCHEDULE}
