"""What holds for every address there is: tokens on what changes, headers on what is answered."""

from __future__ import annotations

from collections.abc import Callable

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
        if (code := browser.client.post(some_address(app, rule), data={"role": "administrator"}).status_code) != 400
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


def test_the_policy_for_content_allows_nothing_inline() -> None:
    policy = HEADERS["Content-Security-Policy"]

    assert "unsafe" not in policy
    assert "default-src 'none'" in policy and "frame-ancestors 'none'" in policy


def test_the_session_cookie_is_out_of_the_reach_of_scripts_and_other_sites(app: Flask) -> None:
    cookie = app.test_client().get("/sign-in").headers["Set-Cookie"]

    assert "HttpOnly" in cookie and "SameSite=Lax" in cookie
