"""The second factor: codes, recovery codes, guessing, and who cannot do without."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pyotp
import pytest
from flask import Flask
from sqlalchemy import select

from app.people.models import HalfSignIn, Identity, RecoveryCode, SecondFactor, SignIn
from app.people.rules import FREE_TRIES, HALF_WAY, LONGEST_WAIT, Proof, Role, must_wait_until
from app.people.services import leaving, links, second_factors, sign_ins
from app.people.sign_in import HALF_KEY, SESSION_KEY
from app.plumbing import clock
from app.plumbing.db import db
from app.plumbing.record import Deed
from app.plumbing.refusals import Refusal
from tests.people.factories import PASSWORD, Browser, a_person, code_of, did, mission

BrowserOf = Callable[..., Browser]

NOW = datetime(2026, 5, 17, 12, 0, 5, tzinfo=UTC)


def code(secret: str, at: datetime = NOW) -> str:
    return pyotp.TOTP(secret).at(at)


def enrolled(person: int, at: datetime = NOW) -> tuple[str, list[str]]:
    """Set up a second factor; the secret and the recovery codes."""
    offer = second_factors.offered(person)
    secret = second_factors.offered_secret(person, offer)
    return secret, did(lambda: second_factors.set_up(person, offer, code(secret, at), now=at))


def tried(person: int, typed: str, at: datetime = NOW) -> Proof | None:
    return did(lambda: second_factors.prove(person, typed, now=at)).proof


def english(app: Flask) -> Browser:
    browser = Browser(app.test_client())
    browser.client.environ_base["HTTP_ACCEPT_LANGUAGE"] = "en"
    return browser


# --- codes -----------------------------------------------------------------------------------------------------


@pytest.mark.db
def test_a_code_is_taken_once_and_none_from_before_it(app: Flask) -> None:
    person = a_person()
    secret, _ = enrolled(person)
    next_step, after = NOW + timedelta(seconds=30), NOW + timedelta(seconds=60)

    assert tried(person, code(secret)) is None, "the code it was set up with"
    assert tried(person, code(secret, next_step), next_step) is Proof.CODE
    assert tried(person, code(secret, next_step), next_step) is None, "seen over a shoulder"
    assert tried(person, code(secret), next_step) is None, "one from before"
    assert tried(person, code(secret, after), after) is Proof.CODE


@pytest.mark.parametrize(("seconds", "taken"), [(-60, False), (-30, True), (30, True), (60, False)])
def test_clocks_may_differ_by_half_a_minute(app: Flask, seconds: int, taken: bool) -> None:
    person = a_person()
    secret, _ = enrolled(person)
    later = NOW + timedelta(minutes=5)

    typed = code(secret, later + timedelta(seconds=seconds))

    assert (tried(person, f" {typed[:3]} {typed[3:]} ", later) is Proof.CODE) is taken


@pytest.mark.db
def test_a_recovery_code_works_once_however_it_is_typed(app: Flask) -> None:
    person = a_person()
    _, codes = enrolled(person)

    assert len(set(codes)) == 10
    assert tried(person, codes[0].lower().replace("-", " ")) is Proof.RECOVERY
    assert tried(person, codes[0]) is None
    assert tried(a_person(), codes[1]) is None, "somebody else's"


def test_neither_secret_nor_recovery_codes_can_be_read_in_the_database(app: Flask) -> None:
    person = a_person()
    secret, codes = enrolled(person)

    kept = db.session.scalars(select(SecondFactor.sealed_secret)).one()
    hashes = set(db.session.scalars(select(RecoveryCode.code_hash)))

    assert secret not in kept
    assert not hashes & {typed.replace("-", "") for typed in codes}


def test_a_secret_copied_to_somebody_else_opens_nothing(app: Flask) -> None:
    person, thief = a_person(), a_person()
    secret, _ = enrolled(person)
    enrolled(thief)
    later = NOW + timedelta(minutes=5)

    def copy() -> None:
        theirs, ours = db.session.get_one(SecondFactor, person), db.session.get_one(SecondFactor, thief)
        ours.sealed_secret = theirs.sealed_secret

    did(copy)

    assert tried(thief, code(secret, later), later) is None


def test_with_another_key_codes_are_wrong_and_recovery_codes_still_let_one_in(app: Flask) -> None:
    person = a_person()
    secret, codes = enrolled(person)
    later = NOW + timedelta(minutes=5)
    key, app.config["SECRET_KEY"] = app.config["SECRET_KEY"], "another"
    try:
        assert tried(person, code(secret, later), later) is None
        assert tried(person, codes[0], later) is Proof.RECOVERY
    finally:
        app.config["SECRET_KEY"] = key


@pytest.mark.db
def test_guessing_waits_longer_each_time_and_stops_nobody_with_a_recovery_code(app: Flask) -> None:
    person = a_person()
    secret, codes = enrolled(person)
    later = NOW + timedelta(minutes=5)
    for _ in range(FREE_TRIES):
        assert tried(person, "000000", later) is None

    right = code(secret, later)
    assert tried(person, right, later) is None, "not looked at while it waits"
    assert tried(person, codes[0], later) is Proof.RECOVERY
    after = later + timedelta(minutes=1)
    assert tried(person, code(secret, after), after) is Proof.CODE
    assert db.session.scalars(select(SecondFactor.failures)).one() == 0


def test_the_wait_doubles_up_to_an_hour() -> None:
    waits = [must_wait_until(failures, NOW) for failures in range(FREE_TRIES + 9)]

    assert waits[:FREE_TRIES] == [None] * FREE_TRIES
    minutes = [(wait - NOW).total_seconds() / 60 for wait in waits[FREE_TRIES:] if wait]
    assert minutes == [1, 2, 4, 8, 16, 32, 60, 60, 60]
    assert must_wait_until(10**6, NOW) == NOW + LONGEST_WAIT


def test_a_new_password_ends_the_thiefs_guesses(app: Flask) -> None:
    person = a_person(password=PASSWORD)
    secret, _ = enrolled(person)
    later = NOW + timedelta(minutes=5)
    for _ in range(FREE_TRIES):
        tried(person, "000000", later)

    did(lambda: sign_ins.set_password(person, "nye ord å huske på", now=later))

    assert tried(person, code(secret, later), later) is Proof.CODE


def test_another_persons_offer_or_an_old_one_is_not_taken(app: Flask) -> None:
    person, other = a_person(), a_person()
    offer = second_factors.offered(person)
    secret = second_factors.offered_secret(person, offer)

    with pytest.raises(Refusal):
        did(lambda: second_factors.set_up(other, offer, code(secret), now=NOW))
    with pytest.raises(Refusal):
        did(lambda: second_factors.set_up(person, offer, "000000", now=NOW))
    assert not db.session.scalars(select(SecondFactor.person_id)).all()


def test_the_record_knows_that_it_was_done_and_nothing_more(app: Flask) -> None:
    person = a_person()
    last = max(db.session.scalars(select(Deed.number)))
    enrolled(person)
    did(lambda: second_factors.renew_recovery_codes(person))
    did(lambda: second_factors.remove(person))

    deeds = db.session.execute(select(Deed.act, Deed.note).where(Deed.number > last).order_by(Deed.number)).all()

    assert deeds == [
        ("person:second-factor:set", ""),
        ("person:second-factor:new-codes", ""),
        ("person:second-factor:remove", ""),
    ]


def test_who_leaves_keeps_it_and_who_is_erased_does_not(app: Flask) -> None:
    person = a_person()
    enrolled(person)

    did(lambda: leaving.leave(person, None, {}, on=NOW.date(), now=NOW))
    assert db.session.scalars(select(SecondFactor.person_id)).all() == [person]
    did(lambda: leaving.erase(person, on=NOW.date(), now=NOW))

    assert not db.session.scalars(select(SecondFactor.person_id)).all()
    assert not db.session.scalars(select(RecoveryCode.person_id)).all()


# --- signing in ------------------------------------------------------------------------------------------------


@pytest.fixture
def somebody(app: Flask) -> tuple[int, str, list[str]]:
    """A member of the steering group with a password and a second factor, set up a while ago."""
    person = a_person("", Role.STEERING_GROUP, email="kari@example.no", password=PASSWORD)
    secret, codes = enrolled(person, clock.now() - timedelta(hours=1))
    return person, secret, codes


def test_nobody_is_signed_in_before_the_code(app: Flask, somebody: tuple[int, str, list[str]]) -> None:
    _, secret, _ = somebody
    browser = english(app)

    answer = browser.sign_in("kari@example.no", next="/organisations?q=helse")

    assert answer.location == "/sign-in/code?next=/organisations?q%3Dhelse"
    assert browser.get("/account").status_code == 302
    with browser.client.session_transaction() as session:
        assert SESSION_KEY not in session and "_user_id" not in session
    assert not db.session.scalars(select(SignIn.id)).all()
    typed = {"code": code(secret, clock.now()), "next": "/organisations?q=helse"}
    assert browser.post("/sign-in/code", typed, seen="/sign-in/code").location == "/organisations?q=helse"
    assert browser.get("/account").status_code == 200
    assert db.session.scalars(select(SignIn.proof)).one() is Proof.CODE
    assert not db.session.scalars(select(HalfSignIn.id)).all()


def test_the_password_must_still_be_right_first(app: Flask, somebody: tuple[int, str, list[str]]) -> None:
    browser = english(app)

    assert browser.sign_in("kari@example.no", "ikke dette passordet").status_code == 422
    assert browser.get("/sign-in/code").location == "/sign-in"


def test_half_way_is_over_after_a_while_and_with_a_new_password(
    app: Flask, somebody: tuple[int, str, list[str]]
) -> None:
    person, _, _ = somebody
    late, overtaken = english(app), english(app)
    late.sign_in("kari@example.no")
    overtaken.sign_in("kari@example.no")

    with clock.frozen(clock.now() + HALF_WAY):
        assert late.get("/sign-in/code").location == "/sign-in"
    assert overtaken.get("/sign-in/code").status_code == 200
    did(lambda: sign_ins.set_password(person, "nye ord å huske på", now=clock.now()))
    assert overtaken.get("/sign-in/code").location == "/sign-in"


def test_a_planted_key_leads_nowhere(app: Flask, somebody: tuple[int, str, list[str]]) -> None:
    browser = english(app)
    browser.sign_in("kari@example.no")
    with browser.client.session_transaction() as session:
        half = session[HALF_KEY]
        session[SESSION_KEY], session["_user_id"], session["_fresh"] = half, str(somebody[0]), True

    assert browser.get("/account").status_code == 302, "half a sign-in was taken for a whole one"


def test_a_wrong_code_is_counted_and_said(app: Flask, somebody: tuple[int, str, list[str]]) -> None:
    browser = english(app)
    browser.sign_in("kari@example.no")

    texts = [browser.post("/sign-in/code", {"code": "000000"}, seen="/sign-in/code") for _ in range(FREE_TRIES + 1)]

    assert {answer.status_code for answer in texts} == {422}
    assert "is not right" in texts[0].text and "Too many wrong codes" in texts[-1].text
    assert db.session.scalars(select(SecondFactor.failures)).one() == FREE_TRIES


def test_a_recovery_code_lets_one_in_and_reminds_of_the_telephone(
    app: Flask, somebody: tuple[int, str, list[str]]
) -> None:
    browser = english(app)
    browser.sign_in("kari@example.no")

    answer = browser.post("/sign-in/code", {"code": somebody[2][0]}, seen="/sign-in/code")

    assert answer.location == "/account/second-factor"
    page = browser.get("/account/second-factor").text
    assert "used up" in page and re.search(r"Recovery codes left</dt><dd>9<", page)


def test_a_forgotten_password_does_not_pass_by_the_second_factor(
    app: Flask, somebody: tuple[int, str, list[str]]
) -> None:
    from app.people.queries.links import link
    from app.people.services import invitations

    person, browser = somebody[0], english(app)
    made = link(did(lambda: invitations.send_reset(person, now=clock.now())))
    assert made is not None
    new = {"password": "nye ord å huske på", "again": "nye ord å huske på"}

    assert browser.post(f"/links/{made.token}", new).location == "/sign-in/code"

    assert browser.get("/account").status_code == 302
    assert browser.get("/sign-in/code").status_code == 200
    assert not did(lambda: links.withdraw(person, now=clock.now()))


# --- setting it up -----------------------------------------------------------------------------------------------


def offer_on(browser: Browser) -> tuple[str, str]:
    """The sealed offer and the key on the page that sets one up."""
    page = browser.get("/account/second-factor/set-up").text
    offer, key = re.search(r'name="offer"[^>]* value="([^"]+)"', page), re.search(r'class="key">([^<]+)<', page)
    assert offer and key, page
    assert 'src="data:image/svg+xml' in page
    return offer[1], key[1].replace(" ", "")


def set_up(browser: Browser, **more: str) -> str:
    """Go through the page; the secret."""
    offer, secret = offer_on(browser)
    typed = {"offer": offer, "code": code(secret, clock.now()), **more}
    answer = browser.post("/account/second-factor/set-up", typed, seen="/account/second-factor/set-up")
    assert answer.status_code == 200, answer.text
    assert len(re.findall(r"<code>[2-9A-Z]{4}(?:-[2-9A-Z]{4}){3}</code>", answer.text)) == 10
    return secret


def test_anybody_may_set_one_up_and_every_other_sign_in_ends(browser_of: BrowserOf) -> None:
    person = a_person("", Role.STEERING_GROUP, password=PASSWORD)
    here, there = browser_of(person), browser_of(person)

    set_up(here)

    assert here.get("/account").status_code == 200
    assert there.get("/account").status_code == 302


def test_looking_at_the_page_keeps_nothing_and_a_slip_keeps_the_picture(browser_of: BrowserOf) -> None:
    browser = browser_of(Role.STEERING_GROUP)
    offer, secret = offer_on(browser)
    assert offer_on(browser)[1] != secret
    assert not db.session.scalars(select(SecondFactor.person_id)).all()

    typed = {"offer": offer, "code": "000000"}
    answer = browser.post("/account/second-factor/set-up", typed, seen="/account/second-factor/set-up")

    assert answer.status_code == 422 and "is not right" in answer.text
    assert secret in answer.text.replace(" ", "")


def test_an_offer_that_was_made_up_is_answered_with_a_new_one(browser_of: BrowserOf) -> None:
    browser = browser_of(Role.STEERING_GROUP)

    typed = {"offer": "made up", "code": "123456"}
    answer = browser.post("/account/second-factor/set-up", typed, seen="/account/second-factor/set-up")

    assert answer.status_code == 422 and "made up" not in answer.text


def test_another_telephone_takes_its_place_only_with_the_one_before(app: Flask, browser_of: BrowserOf) -> None:
    browser = browser_of(Role.STEERING_GROUP)
    start = clock.now()
    with clock.frozen(start):
        first = set_up(browser)
    with clock.frozen(start + timedelta(minutes=2)):
        offer, second = offer_on(browser)
        new = {"offer": offer, "code": code(second, clock.now())}
        page = "/account/second-factor/set-up"
        assert browser.post(page, {**new, "present": "000000"}, seen=page).status_code == 422
        assert browser.post(page, new, seen=page).status_code == 422
        assert browser.post(page, {**new, "present": code(first, clock.now())}, seen=page).status_code == 200

    person = db.session.scalars(select(SecondFactor.person_id)).one()
    later = start + timedelta(minutes=5)
    assert tried(person, code(first, later), later) is None
    assert tried(person, code(second, later), later) is Proof.CODE


def test_new_recovery_codes_and_removing_ask_for_a_code(browser_of: BrowserOf) -> None:
    browser, page = browser_of(Role.STEERING_GROUP), "/account/second-factor"
    start = clock.now()
    with clock.frozen(start):
        secret = set_up(browser)
    before = set(db.session.scalars(select(RecoveryCode.code_hash)))

    assert browser.post(page, {"code": "000000", "what": "codes"}, seen=page).status_code == 422
    with clock.frozen(start + timedelta(minutes=2)):
        renewed = browser.post(page, {"code": code(secret, clock.now()), "what": "codes"}, seen=page)
    assert renewed.status_code == 200
    assert not before & set(db.session.scalars(select(RecoveryCode.code_hash)))
    assert browser.post(page, {"code": "000000", "what": "remove"}, seen=page).status_code == 422
    with clock.frozen(start + timedelta(minutes=4)):
        typed = {"code": code(secret, clock.now()), "what": "remove"}
        assert browser.post(page, typed, seen=page).location == "/account"
    assert not db.session.scalars(select(RecoveryCode.id)).all()


# --- who cannot do without ----------------------------------------------------------------------------------------


def test_an_administrator_sets_one_up_before_anything_else(app: Flask) -> None:
    a_person("", Role.ADMINISTRATOR, email="kari@example.no", password=PASSWORD, language="en")
    browser = english(app)
    assert browser.sign_in("kari@example.no").location == "/"

    for path in ("/", "/people", "/account", "/account/password", "/organisations", "/no-such-page"):
        answer = browser.get(path)
        assert (answer.status_code, answer.location) in ((302, "/account/second-factor/set-up"), (404, None)), path
    assert browser.post("/people/new", {"name": "Ny"}).location == "/account/second-factor/set-up"
    assert browser.get("/help").status_code == 200
    page = browser.get("/account/second-factor/set-up").text
    assert "password alone is not enough" in page and 'href="/people"' not in page

    set_up(browser)

    assert browser.get("/people").status_code == 200
    assert db.session.scalars(select(Identity.name)).all()


def test_what_is_asked_for_past_the_redirect_is_refused_by_the_policy(app: Flask) -> None:
    """They hold no role: whatever would forget to lead them there still lets them do nothing."""
    a_person("", Role.ADMINISTRATOR, email="kari@example.no", password=PASSWORD)
    browser = english(app)
    browser.sign_in("kari@example.no")
    functions = app.before_request_funcs[None]
    app.before_request_funcs[None] = [f for f in functions if f.__name__ != "_lead_to_second_factor"]
    try:
        assert browser.get("/people").status_code == 403
        assert browser.get("/record").status_code == 403
    finally:
        app.before_request_funcs[None] = functions


def test_a_role_given_meanwhile_asks_for_it_at_once(app: Flask) -> None:
    from app.people.services.roles import grant_role

    person = a_person("", Role.STEERING_GROUP, email="kari@example.no", password=PASSWORD)
    browser = english(app)
    browser.sign_in("kari@example.no")
    assert browser.get("/account").status_code == 200

    only_here = mission()
    did(lambda: grant_role(person, Role.ADMINISTRATOR, only_here))

    assert browser.get("/account").location == "/account/second-factor/set-up"


def test_further_roles_can_be_made_to(app: Flask) -> None:
    a_person("", Role.STEERING_GROUP, email="kari@example.no", password=PASSWORD)
    browser = english(app)
    browser.sign_in("kari@example.no")
    kept = app.extensions["floke_settings"]
    app.extensions["floke_settings"] = replace(kept, second_factor_roles=("administrator", "steering_group"))
    try:
        assert browser.get("/account").location == "/account/second-factor/set-up"
    finally:
        app.extensions["floke_settings"] = kept
    assert browser.get("/account").status_code == 200


def test_who_needs_one_cannot_remove_it(app: Flask) -> None:
    a_person("", Role.ADMINISTRATOR, email="kari@example.no", password=PASSWORD)
    browser, page = english(app), "/account/second-factor"
    browser.sign_in("kari@example.no")
    start = clock.now()
    with clock.frozen(start):
        secret = set_up(browser)
    with clock.frozen(start + timedelta(minutes=2)):
        answer = browser.post(page, {"code": code(secret, clock.now()), "what": "remove"}, seen=page)

    assert answer.status_code == 422
    assert db.session.scalars(select(SecondFactor.person_id)).all()


def test_an_administrator_removes_somebodys_whose_telephone_is_lost(
    app: Flask, browser_of: BrowserOf, somebody: tuple[int, str, list[str]]
) -> None:
    person, administrator = somebody[0], browser_of(Role.ADMINISTRATOR)
    theirs = did(lambda: sign_ins.begin(person, key_hash="a" * 64, device="", now=clock.now(), proof=Proof.CODE))
    page = f"/people/{code_of(person)}"

    administrator.post(f"{page}/second-factor/reset", seen=page)

    assert not db.session.scalars(select(SecondFactor.person_id)).all()
    assert db.session.scalars(select(SignIn.ended_at).where(SignIn.id == theirs)).one() is not None
    assert english(app).sign_in("kari@example.no").location == "/"
    assert browser_of(Role.PROGRAMME_MANAGER).post(f"{page}/second-factor/reset").status_code == 403
