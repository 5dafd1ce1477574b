"""``program`` makes a program that reads with somebody's token; the rate limits start afresh for each test."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask

from app.plumbing.limits import limiter
from tests.api.programs import Program, token_of
from tests.people.conftest import browser_of as browser_of  # the pages where tokens are made


@pytest.fixture(autouse=True)
def _fresh_limits(request: pytest.FixtureRequest) -> Iterator[None]:
    for name in ("app", "seeded_app"):
        if name in request.fixturenames:
            request.getfixturevalue(name)
            limiter.reset()
    yield


@pytest.fixture
def program(request: pytest.FixtureRequest) -> Callable[..., Program]:
    """Call it with a person's id, and what the token is to be."""
    app: Flask = request.getfixturevalue("seeded_app" if "seeded_app" in request.fixturenames else "app")

    def made(person_id: int, **more: Any) -> Program:
        return Program(app.test_client(), token_of(person_id, **more))

    return made
