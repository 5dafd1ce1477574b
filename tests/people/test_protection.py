"""What holds for every address there is: tokens on what changes, headers on what is answered."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from werkzeug.routing import IntegerConverter, Rule

from app.people.rules import Role
from app.plumbing.headers import HEADERS
from tests.people.factories import Browser


def some_address(app: Flask, rule: Rule) -> str:
    values = {name: 1 if isinstance(rule._converters[name], IntegerConverter) else "x" for name in rule.arguments}
    with app.test_request_context():
        return app.url_map.bind("localhost").build(rule.endpoint, values)


def test_every_post_without_a_token_is_refused(app: Flask, browser_of: Callable[..., Browser]) -> None:
    browser = browser_of(Role.ADMINISTRATOR)
    rules = [rule for rule in app.url_map.iter_rules() if "POST" in (rule.methods or ())]
    assert len(rules) > 15

    let_in = [
        f"{rule.rule}: {code}"
        for rule in rules
        # Below /api no cookie counts: without a program's token nobody has asked.
        if (code := browser.client.post(some_address(app, rule), data={"role": "administrator"}).status_code)
        != (401 if rule.endpoint.startswith("api.") else 400)
    ]

    assert not let_in, "\n".join(let_in)


def test_a_token_of_another_session_is_refused(app: Flask, browser_of: Callable[..., Browser]) -> None:
    import re

    theirs = re.search(r'name="csrf_token" value="([^"]+)"', Browser(app.test_client()).get("/sign-in").text)
    assert theirs

    answer = browser_of(Role.ADMINISTRATOR).client.post("/sign-out", data={"csrf_token": theirs[1]})

    assert answer.status_code == 400


def test_every_answer_carries_the_headers(app: Flask, browser_of: Callable[..., Browser]) -> None:
    browser = browser_of(Role.ADMINISTRATOR)
    addresses = [
        some_address(app, rule)
        for rule in app.url_map.iter_rules()
        if "GET" in (rule.methods or ()) and rule.endpoint != "static"
    ]

    for who in (browser.client, app.test_client()):
        for address in addresses:
            answer = who.get(address)
            wrong = [name for name, value in HEADERS.items() if answer.headers.get(name) != value]
            assert not wrong, f"{address} ({answer.status_code}) lacks {wrong}"
            if not address.startswith("/api/"):  # where a program may keep what it asks about again
                assert answer.headers.get("Cache-Control") == "no-store", address


def test_answers_that_are_no_pages_carry_the_headers_too(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    client = app.test_client()
    monkeypatch.setattr("app.people.routes.signing_in.sign_ins.proven", lambda *_words: 1 / 0)
    browser = Browser(client)
    answers = {
        404: client.get("/no/such/page"),
        405: client.delete("/sign-in"),
        400: client.post("/sign-in"),
        413: client.post("/sign-in", data={"email": "x" * 3_000_000}),
        500: browser.sign_in("kari@example.no"),
        200: client.get("/static/floke/page.css"),
        302: client.get("/account"),
    }
    elsewhere = client.get("/", headers={"Host": "evil.example"})

    for code, answer in [*answers.items(), (400, elsewhere)]:
        assert answer.status_code == code
        wrong = [name for name, value in HEADERS.items() if answer.headers.get(name) != value]
        assert not wrong, f"{code} lacks {wrong}"
        assert code == 200 or answer.headers["Cache-Control"] == "no-store", code
        answer.close()


def test_too_many_attempts_carry_the_headers_and_say_so(app: Flask) -> None:
    browser = Browser(app.test_client())
    answers = [browser.sign_in("kari@example.no", "gjetning") for _ in range(6)]

    assert answers[-1].status_code == 429
    assert all(answers[-1].headers.get(name) == value for name, value in HEADERS.items())


def test_what_is_larger_than_the_limits_is_turned_away_unread(app: Flask, browser_of: Callable[..., Browser]) -> None:
    browser = browser_of(Role.ADMINISTRATOR)
    large = {"CONTENT_LENGTH": str(2 * 1024 * 1024 + 1), "CONTENT_TYPE": "application/x-www-form-urlencoded"}

    assert browser.client.post("/language", environ_overrides=large).status_code == 413
    assert browser.client.post("/language", data={"language": "x" * (2 * 1024 * 1024 + 1)}).status_code == 413
    parts = {"language": "nb", **{f"field-{n}": "x" for n in range(1100)}}
    assert browser.client.post("/language", data=parts, content_type="multipart/form-data").status_code == 413


HOSTS = ["evil.example", "localhost.evil.example", "localhost@evil.example", "evil.example:80"]


@pytest.mark.parametrize("host", HOSTS)
def test_another_host_name_is_answered_nowhere_and_said_nowhere(app: Flask, host: str) -> None:
    for path in ("/", "/sign-in", "/healthz", "/static/floke/page.css", "/no/such/page"):
        answer = app.test_client().get(path, headers={"Host": host})
        assert answer.status_code == 400, path
        assert "//evil" not in answer.text and "evil" not in answer.headers.get("Location", "")
        answer.close()
    forwarded = app.test_client().get("/account", headers={"X-Forwarded-Host": "evil.example"})
    assert "evil" not in forwarded.headers["Location"]


def test_the_policy_for_content_allows_nothing_inline() -> None:
    policy = HEADERS["Content-Security-Policy"]

    assert "unsafe" not in policy
    assert "default-src 'none'" in policy and "frame-ancestors 'none'" in policy


def test_the_session_cookie_is_out_of_the_reach_of_scripts_and_other_sites(app: Flask) -> None:
    cookie = app.test_client().get("/sign-in").headers["Set-Cookie"]

    assert "HttpOnly" in cookie and "SameSite=Lax" in cookie
