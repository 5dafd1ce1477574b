"""``browser_of`` makes somebody's signed-in browser; the rate limits start afresh for each test."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from sqlalchemy import select, update

from app.people.models import Identity, SignIn
from app.people.rules import Proof, Role
from app.plumbing.committer import unit_of_work
from app.plumbing.db import db
from app.plumbing.limits import limiter
from tests.people.factories import PASSWORD, Browser, a_person


@pytest.fixture(autouse=True)
def _fresh_limits(request: pytest.FixtureRequest) -> Iterator[None]:
    if "app" in request.fixturenames:
        request.getfixturevalue("app")
        limiter.reset()
    yield


@pytest.fixture
def browser_of(app: Flask) -> Callable[..., Browser]:
    """Call it with a role (for all missions, or for ``mission_id``), or with the id of somebody with a password."""

    def signed_in(who: Role | int | None = None, mission_id: int | None = None) -> Browser:
        person_id = who if isinstance(who, int) else a_person("", who, mission_id, password=PASSWORD)
        email = db.session.scalars(select(Identity.email).where(Identity.person_id == person_id)).one()
        browser = Browser(app.test_client())
        assert browser.sign_in(email or "").status_code == 302
        # As if a code had been given too: who needs one is not what most tests are about.
        with unit_of_work(None):
            db.session.execute(update(SignIn).where(SignIn.person_id == person_id).values(proof=Proof.CODE))
        return browser

    return signed_in
