"""Signing in and out at the edge: what a session is worth, and what it is not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from types import SimpleNamespace

import pytest
from flask import Flask
from sqlalchemy import select

from app.people.models import SignIn
from app.people.routes.returning import local
from app.people.rules import Limits, Role
from app.people.services import leaving, passwords
from app.people.sign_in import SESSION_KEY, VISIT, key_hash
from app.plumbing import clock
from app.plumbing.db import db
from tests.people.factories import PASSWORD, Browser, a_person, code_of, did


def session_of(browser: Browser) -> dict[str, object]:
    with browser.client.session_transaction() as session:
        return dict(session)


def cookie_of(browser: Browser) -> str:
    cookie = browser.client.get_cookie("floke")
    assert cookie is not None
    return cookie.value


def test_the_session_of_before_is_worth_nothing_after_signing_in(app: Flask) -> None:
    a_person(email="kari@example.no", password=PASSWORD)
    browser = Browser(app.test_client())
    browser.get("/sign-in")
    with browser.client.session_transaction() as session:
        session["planted"] = "by somebody else"
        session[SESSION_KEY] = "a key somebody else knows"
    before = session_of(browser)

    browser.sign_in("kari@example.no")

    after = session_of(browser)
    assert "planted" not in after
    assert after[SESSION_KEY] != before[SESSION_KEY]
    assert after.get("csrf_token") != before["csrf_token"]


def test_each_sign_in_has_a_key_of_its_own_and_only_its_hash_is_kept(app: Flask) -> None:
    a_person(email="kari@example.no", password=PASSWORD)
    browsers = [Browser(app.test_client()) for _ in range(2)]
    for browser in browsers:
        browser.sign_in("kari@example.no")

    keys = {str(session_of(browser)[SESSION_KEY]) for browser in browsers}

    assert len(keys) == 2
    assert set(db.session.scalars(select(SignIn.key_hash))) == {key_hash(key) for key in keys}


def test_a_copy_of_the_cookie_opens_nothing_after_signing_out(app: Flask, browser_of: Callable[..., Browser]) -> None:
    browser = browser_of(Role.STEERING_GROUP)
    thief = app.test_client()
    thief.set_cookie("floke", cookie_of(browser))
    assert thief.get("/account").status_code == 200

    assert browser.post("/sign-out", seen="/account").location == "/sign-in"

    assert thief.get("/account").status_code == 302


def test_closing_somebodys_access_ends_their_session_at_once(app: Flask, browser_of: Callable[..., Browser]) -> None:
    person = a_person("", Role.STEERING_GROUP, password=PASSWORD)
    browser = browser_of(person)

    did(lambda: leaving.leave(person, None, {}, on=clock.today(), now=clock.now()))

    assert browser.get("/account").status_code == 302


def test_an_ended_sign_in_is_over_and_the_others_are_not(browser_of: Callable[..., Browser]) -> None:
    person = a_person("", Role.STEERING_GROUP, password=PASSWORD)
    here, there = browser_of(person), browser_of(person)
    ours = key_hash(str(session_of(there)[SESSION_KEY]))
    other = db.session.scalars(select(SignIn.id).where(SignIn.key_hash == ours)).one()

    here.post(f"/account/sign-ins/{other}/end", seen="/account")

    assert there.get("/account").status_code == 302
    assert here.get("/account").status_code == 200


def test_the_cookie_lasts_as_long_as_the_sign_in_and_is_not_written_for_every_page(
    browser_of: Callable[..., Browser],
) -> None:
    browser = browser_of(Role.STEERING_GROUP)
    browser.get("/account")

    at_once = browser.get("/account")
    with clock.frozen(clock.now() + VISIT + timedelta(seconds=1)):
        later = browser.get("/account")
        again = browser.get("/account")

    assert "Set-Cookie" not in at_once.headers
    assert "floke=" in later.headers["Set-Cookie"]
    assert "Set-Cookie" not in again.headers


def test_an_unknown_address_and_a_wrong_password_are_told_the_same(app: Flask) -> None:
    a_person(email="kari@example.no", password=PASSWORD)
    browser = Browser(app.test_client())

    wrong = browser.sign_in("kari@example.no", "ikke dette passordet")
    unknown = browser.sign_in("ola@example.no", PASSWORD)

    assert wrong.status_code == unknown.status_code == 422
    assert all(answer.text.count("error-summary") for answer in (wrong, unknown))
    assert wrong.text.replace("kari@", "").count("<p") == unknown.text.replace("ola@", "").count("<p")
    assert 'value="kari@example.no"' in wrong.text, "what was typed is lost"
    assert "ikke dette passordet" not in wrong.text


def test_guessing_is_stopped_without_locking_others_out(app: Flask) -> None:
    a_person(email="kari@example.no", password=PASSWORD)
    a_person(email="ola@example.no", password=PASSWORD)
    guesser = Browser(app.test_client())
    codes = [guesser.sign_in("kari@example.no", f"gjetning nummer {n}").status_code for n in range(6)]

    assert codes == [422] * 5 + [429]
    assert guesser.sign_in("kari@example.no").status_code == 429
    # Another address from the same place, and the same address from another place.
    assert Browser(app.test_client()).sign_in("ola@example.no").status_code == 302
    elsewhere = Browser(app.test_client())
    elsewhere.client.environ_base["REMOTE_ADDR"] = "192.0.2.7"
    assert elsewhere.sign_in("kari@example.no").status_code == 302


@pytest.mark.parametrize(
    "address",
    [
        "//evil.example", "/\\evil.example", "https://evil.example/", "javascript:alert(1)", "evil.example",
        "/\t/evil.example", "/a\\b", "", None, "///evil.example",
    ],
)  # fmt: skip
def test_an_address_that_is_not_ours_is_not_followed(address: str | None) -> None:
    assert local(address) is None


def test_one_comes_back_to_the_page_one_asked_for(app: Flask) -> None:
    a_person("", Role.STEERING_GROUP, email="kari@example.no", password=PASSWORD)
    browser = Browser(app.test_client())

    asked = browser.get("/organisations?q=helse")
    assert asked.status_code == 302 and "/sign-in?next=" in (asked.location or "")

    assert browser.sign_in("kari@example.no", next="/organisations?q=helse").location == "/organisations?q=helse"


def test_a_link_cannot_send_somebody_elsewhere_after_signing_in(app: Flask) -> None:
    a_person(email="kari@example.no", password=PASSWORD)

    answer = Browser(app.test_client()).sign_in("kari@example.no", next="//evil.example/sign-in")

    assert answer.location == "/"


def test_the_language_chosen_before_signing_in_stays_and_follows_the_person(app: Flask) -> None:
    person = a_person("", Role.PROGRAMME_MANAGER, email="kari@example.no", password=PASSWORD)
    browser = Browser(app.test_client())

    assert browser.post("/language", {"language": "nn", "next": "/help"}).location == "/help"
    assert '<html lang="nn"' in browser.get("/help").text
    browser.sign_in("kari@example.no")
    assert '<html lang="nn"' in browser.get("/account").text

    browser.post("/language", {"language": "en"}, seen="/account")

    elsewhere = Browser(app.test_client())
    elsewhere.sign_in("kari@example.no")
    assert '<html lang="en"' in elsewhere.get(f"/people/{code_of(person)}").text


def test_a_language_we_do_not_have_is_a_bad_request(app: Flask) -> None:
    assert Browser(app.test_client()).post("/language", {"language": "tlh"}).status_code == 400


def test_ones_own_password_is_changed_on_the_account_page(app: Flask, browser_of: Callable[..., Browser]) -> None:
    a_person("", Role.STEERING_GROUP, email="kari@example.no", password=PASSWORD)
    browser = Browser(app.test_client())
    browser.sign_in("kari@example.no")
    words = {"present": PASSWORD, "password": "nye ord å huske på", "again": "nye ord å huske på"}

    two_ways = browser.post("/account/password", {**words, "again": "noe annet enn det"}, seen="/account/password")
    assert two_ways.status_code == 422 and "not the same" in two_ways.text

    assert browser.post("/account/password", words, seen="/account/password").location == "/account"
    assert Browser(app.test_client()).sign_in("kari@example.no", "nye ord å huske på").status_code == 302


@pytest.mark.parametrize("who", ["unknown", "without a password", "closed", "wrong password", "right password"])
def test_every_attempt_costs_one_verification(app: Flask, who: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever measures the time learns nothing of who is here."""
    kari = a_person(email="kari@example.no", password=None if who == "without a password" else PASSWORD)
    if who == "closed":
        did(lambda: leaving.leave(kari, None, {}, on=clock.today(), now=clock.now()))
    email = "ola@example.no" if who == "unknown" else "kari@example.no"
    passwords.matches(None, "so that nobody's hash is made")
    verified: list[str] = []
    real = passwords.HASHER.verify

    def verify(kept: str, word: str) -> bool:
        verified.append(kept)
        return real(kept, word)

    counting = SimpleNamespace(
        verify=verify,
        check_needs_rehash=passwords.HASHER.check_needs_rehash,
        hash=passwords.HASHER.hash,
    )
    monkeypatch.setattr(passwords, "HASHER", counting)

    answer = Browser(app.test_client()).sign_in(email, "noe annet" if who == "wrong password" else PASSWORD)

    assert answer.status_code == (302 if who == "right password" else 422)
    assert len(verified) == 1
    # At one cost: the parameters stand in the hash.
    assert verified[0].rpartition("$")[0].rpartition("$")[0] == "$argon2id$v=19$m=65536,t=3,p=4"


@pytest.mark.parametrize(
    ("limits", "seen", "counts"),
    [({}, 11 * 60, True), ({}, 12 * 60 + 1, False), ({"idle_minutes": 30}, 29, True), ({"idle_minutes": 30}, 31, False),
     ({"longest_minutes": 120}, 121, False)],
)  # fmt: skip
def test_a_sign_in_ends_by_itself(
    app: Flask, monkeypatch: pytest.MonkeyPatch, limits: dict[str, int], seen: int, counts: bool
) -> None:
    a_person(email="kari@example.no", password=PASSWORD)
    settings = replace(app.extensions["floke_settings"], **limits)
    chosen = Limits(timedelta(minutes=settings.idle_minutes), timedelta(minutes=settings.longest_minutes))
    monkeypatch.setitem(app.extensions, "floke_sign_in_limits", chosen)
    browser = Browser(app.test_client())
    with clock.frozen(clock.now() - timedelta(minutes=seen)):
        browser.sign_in("kari@example.no")

    assert (browser.get("/account").status_code == 200) is counts


def test_a_sign_in_in_use_ends_all_the_same_after_its_longest(app: Flask) -> None:
    a_person(email="kari@example.no", password=PASSWORD)
    browser, now = Browser(app.test_client()), clock.now()
    with clock.frozen(now):
        browser.sign_in("kari@example.no")
    codes = []
    for hours in range(6, 8 * 24, 6):
        with clock.frozen(now + timedelta(hours=hours)):
            codes.append(browser.get("/account").status_code)

    assert codes == [200] * 27 + [302] * 4
