"""Passwords, keys, links and tokens stand in no line of the log, however much is logged."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select

from app.people.models import SignIn
from app.people.rules import Role
from app.people.services import passwords
from app.people.sign_in import SESSION_KEY
from app.plumbing.db import db
from tests.people.factories import PASSWORD, Browser, a_person, code_of
from tests.postbox import PUBLIC_URL, Postbox, mail_through

KARI = "kari@example.no"
NEW = "helt nye ord å huske"


def logged(caplog: pytest.LogCaptureFixture) -> str:
    """Every line of this side with what it was made from, and the words of the faults. The mail server has its own."""
    return "\n".join(
        f"{record.name} {record.getMessage()} {record.args!r} {record.exc_text or ''}"
        for record in caplog.records
        if record.name not in ("mail.log", "mail.debug", "asyncio")
    )


def test_signing_in_a_new_password_and_a_token_leave_nothing_secret_in_the_log(
    app: Flask, work_off: Callable[[], int], caplog: pytest.LogCaptureFixture
) -> None:
    kari = a_person("Kari Nordmann", Role.STEERING_GROUP, email=KARI, password=PASSWORD)
    secrets: set[str] = {PASSWORD, NEW, "galt passord her"}
    caplog.set_level(logging.DEBUG)
    with Postbox().open() as postbox, mail_through(app, postbox.settings()):
        browser = Browser(app.test_client())
        browser.sign_in(KARI, "galt passord her")
        browser.sign_in(KARI)
        with browser.client.session_transaction() as session:
            secrets |= {str(session[SESSION_KEY]), str(session.get("csrf_token", PASSWORD))}
        wanted = {"name": "Regneark", "scope": "read", "days": "30"}
        made = browser.post("/account/tokens/new", wanted, seen="/account/tokens/new")
        token = re.search(r"floke_[\w-]{20,}", made.text)
        assert token, made.text
        secrets.add(token[0])
        bearer = {"Authorization": f"Bearer {token[0]}"}
        assert browser.client.get("/api/v1/initiatives", headers=bearer).status_code == 200
        spoilt = {"Authorization": f"Bearer {token[0]}x"}
        assert browser.client.get("/api/v1/initiatives", headers=spoilt).status_code == 401
        stranger = Browser(app.test_client())
        stranger.post("/sign-in/forgotten", {"email": KARI}, seen="/sign-in/forgotten")
        assert work_off() == 1
        link = re.search(rf"^{re.escape(PUBLIC_URL)}(/links/(\S+))$", postbox.text(), re.MULTILINE)
        assert link
        secrets.add(link[2])
        assert stranger.post(link[1], {"password": NEW, "again": NEW}, seen=link[1]).status_code == 302
        stranger.get(link[1])
    kept = db.session.scalars(select(SignIn.key_hash)).all()
    hashed = passwords.HASHER.hash("x").rpartition("$")[0].rpartition("$")[0]

    said = logged(caplog)
    assert said, "nothing was listened to"
    assert not [secret for secret in (*secrets, *kept, hashed) if secret in said]
    assert KARI not in said and "Kari Nordmann" not in said and code_of(kari)


def test_a_page_that_fails_says_nothing_of_what_was_typed(
    app: Flask, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    monkeypatch.setattr("app.people.routes.signing_in.sign_ins.proven", lambda *_words: 1 / 0)

    answer = Browser(app.test_client()).sign_in(KARI, PASSWORD)

    assert answer.status_code == 500 and "ZeroDivisionError" in caplog.text
    assert PASSWORD not in logged(caplog) + caplog.text + answer.text and KARI not in logged(caplog) + caplog.text
