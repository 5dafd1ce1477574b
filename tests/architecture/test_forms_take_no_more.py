"""A form does what its questions say and nothing more, whatever is sent beside them, and leads nowhere else."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Connection, func, select
from werkzeug.datastructures import MultiDict

from app.people.models import Identity
from app.people.rules import Role
from app.plumbing import clock
from app.plumbing.db import Base, db
from app.plumbing.limits import limiter
from app.plumbing.record import Deed, DeedChange
from tests.architecture.test_hostile_input import fetched, once_each, questions
from tests.walk import Address, addresses, browser_of

# Names that programs use for the page to come back to.
ELSEWHERE = dict.fromkeys(
    ("next", "return", "return_to", "returnTo", "redirect", "redirect_uri", "url", "back", "wanted", "continue", "goto",
     "to", "target_url"),
    "https://evil.example/",
)  # fmt: skip

# Buttons whose one question has the name of a column.
ASKS: dict[str, set[str]] = {
    "people.choose_language": {"language"},
    "people.demo_sign_in": {"role"},
}
# Ours on every form: where one comes from, the token, the version that was seen.
OURS = {"csrf_token", "version", "save_anyway", "save_mine"}
# Made by chance at each run.
BY_CHANCE = {"code", "token_hash", "prefix", "nonce"}

TELLING = {"role": "administrator", "demo_role": "administrator", "email": "evil@example.no", "state": "stopped",
           "language": "en", "password_hash": "x", "from_issuer": "https://evil.example"}  # fmt: skip


def columns() -> set[str]:
    return {column.name for table in Base.metadata.tables.values() for column in table.columns}


@contextmanager
def undone(app: Flask) -> Iterator[None]:
    """What happens inside is rolled back."""
    with app.app_context():
        connection: Any = db.engines[None]
        assert isinstance(connection, Connection)
        inside = connection.begin_nested()
        try:
            yield
        finally:
            db.session.remove()
            inside.rollback()


def done_since(number: int) -> tuple[object, ...]:
    """What the record says was done, who everybody is, and how many rows each table has."""
    changes = db.session.execute(
        select(DeedChange.table_name, DeedChange.row_id, DeedChange.operation, DeedChange.fields)
        .where(DeedChange.deed > number)
        .order_by(DeedChange.deed, DeedChange.position)
    ).all()
    acts = db.session.execute(
        select(Deed.act, Deed.actor_id, Deed.subject_id, Deed.mission_id, Deed.note).where(Deed.number > number)
    ).all()
    who = [column for column in Identity.__table__.columns if column.name != "password_hash"]
    return (
        [tuple(row) for row in acts],
        [(table, row, operation, plain(fields)) for table, row, operation, fields in changes],
        [tuple(row) for row in db.session.execute(select(*who).order_by(Identity.person_id))],
        {name: db.session.scalar(select(func.count()).select_from(t)) for name, t in Base.metadata.tables.items()},
    )


def plain(fields: str) -> dict[str, Any]:
    return {name: value for name, value in json.loads(fields).items() if name not in BY_CHANCE}


def sent(app: Flask, browser: FlaskClient, address: Address, given: MultiDict[str, str]) -> tuple[int, str, Any]:
    """Code, where it leads, and what it did, which is undone."""
    limiter.reset()
    with undone(app):
        before = db.session.scalar(select(func.max(Deed.number))) or 0
        answer = browser.post(address.path, data=given)
        return answer.status_code, answer.headers.get("Location", ""), done_since(before)


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.PROGRAMME_MANAGER, Role.INITIATIVE_OWNER], ids=str)
def test_what_is_sent_beside_the_questions_does_nothing(seeded_app: Flask, role: Role) -> None:
    seeded_app.config["WTF_CSRF_ENABLED"] = False
    wrong, changed = [], 0
    try:
        # Before the sign-in, so that the one they end is not this one.
        found = list(once_each(addresses(seeded_app, "POST")))
        browser = browser_of(seeded_app, role)
        with clock.frozen(clock.now()):
            for address in found:
                asked = questions(fetched(browser, address.path)[1], address.path)
                given = MultiDict((name, answer) for name, answer, _ in asked)
                names = {*given, *OURS, *ASKS.get(address.endpoint, ())}
                beside = {name: TELLING.get(name, "1") for name in columns() if name not in names}
                more = MultiDict([*given.items(multi=True), *beside.items(), *ELSEWHERE.items()])
                code, led, did = sent(seeded_app, browser, address, given)
                code_more, led_more, did_more = sent(seeded_app, browser, address, more)
                changed += did[0] != []
                if (code, did) != (code_more, did_more):
                    wrong.append(f"{address}: {code} and {code_more}: {differing(did, did_more)}")
                if urlsplit(led_more).netloc or led_more.partition("?")[0] != led.partition("?")[0]:
                    wrong.append(f"{address}: leads to {led_more} instead of {led}")
    finally:
        seeded_app.config["WTF_CSRF_ENABLED"] = True

    assert not wrong, "\n".join(wrong[:30])
    assert changed > {Role.ADMINISTRATOR: 5, Role.PROGRAMME_MANAGER: 20, Role.INITIATIVE_OWNER: 3}[role]


def differing(one: Any, other: Any) -> str:
    return str([(a, b) for a, b in zip(one, other, strict=True) if a != b])[:400]
