"""Signing in through a real OpenID provider: what is asked of it, whom it opens for, and what is not believed."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from app.people.models import ExternalIdentity, Identity, Person, RoleGrant, SignIn
from app.people.provider import Provider
from app.people.rules import Proof, Role
from app.people.services import external, leaving, roles
from app.people.sign_in import SESSION_KEY
from app.plumbing import clock
from app.plumbing.db import db
from app.plumbing.record import Deed
from tests.people.factories import PASSWORD, Browser, a_demo, a_person, code_of, did, mission
from tests.people.openid import CLIENT_SECRET, QUIETLY, OpenIdProvider, begun, heard, returned, running, words_of

pytestmark = [*QUIETLY]

KARI = "kari@example.no"
VOUCHED = {"email": KARI, "email_verified": True, "name": "Kari Nordmann"}


@pytest.fixture(scope="module")
def _openid() -> Iterator[OpenIdProvider]:
    with running() as provider:
        yield provider


@pytest.fixture
def openid(_openid: OpenIdProvider) -> Iterator[OpenIdProvider]:
    _openid.asked.clear()
    yield _openid
    _openid.mischief = None


@pytest.fixture
def use(app: Flask, openid: OpenIdProvider, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Call it to sign people in through the provider, with other settings than the plain ones if they are said."""

    def used(**said: Any) -> None:
        monkeypatch.setitem(app.extensions, "floke_provider", Provider(openid.settings(**said)))

    used()
    return used


def came_back(app: Flask, openid: OpenIdProvider, subject: str, browser: Browser | None = None) -> tuple[Browser, Any]:
    browser = browser or Browser(app.test_client())
    return browser, returned(browser.client, openid.sign_in(begun(browser.client), subject))


def signed_in(browser: Browser) -> bool:
    return browser.get("/account").status_code == 200


# --- the round -------------------------------------------------------------------------------------------------


def test_without_a_provider_there_is_no_such_page(app: Flask) -> None:
    browser = Browser(app.test_client())

    paths = ("/sign-in/provider", "/sign-in/provider/return", "/signed-out")
    assert {browser.get(path).status_code for path in paths} == {404}
    assert "/sign-in/provider" not in browser.get("/sign-in").text


def test_somebody_the_provider_vouches_for_is_signed_in_and_linked(
    app: Flask, openid: OpenIdProvider, use: Callable[..., None]
) -> None:
    kari = a_person("Kari Nordmann", Role.STEERING_GROUP, email=KARI)
    openid.knows("subject-1", **VOUCHED)
    assert "Prøveporten" in Browser(app.test_client()).get("/sign-in").text

    browser, answer = came_back(app, openid, "subject-1")

    assert answer.status_code == 302 and answer.location == "/"
    assert "Kari Nordmann" in browser.get("/account").text
    link = db.session.scalars(select(ExternalIdentity)).one()
    assert (link.person_id, link.issuer, link.subject) == (kari, openid.issuer, "subject-1")
    assert db.session.scalars(select(SignIn.proof)).all() == [Proof.PROVIDER]
    assert db.session.scalars(select(Deed.act).where(Deed.actor_id == kari)).all() == ["person:provider:link"]


def test_what_is_asked_has_state_nonce_and_a_challenge_whose_verifier_is_kept_back(
    app: Flask, openid: OpenIdProvider, use: Callable[..., None]
) -> None:
    from authlib.oauth2.rfc7636 import create_s256_code_challenge

    use(acr_values=("substantial",), acr_accepted=("substantial", "high"), authorization_details='[{"type":"x"}]')
    a_person(email=KARI)
    openid.knows("subject-1", **VOUCHED, acr="high")
    browser = Browser(app.test_client())

    address = begun(browser.client)
    asked = words_of(address)
    returned(browser.client, openid.sign_in(address, "subject-1"))

    assert asked["response_type"] == "code" and asked["scope"] == "openid profile email"
    assert asked["redirect_uri"] == "http://localhost/sign-in/provider/return"
    assert asked["acr_values"] == "substantial" and asked["authorization_details"] == '[{"type":"x"}]'
    assert asked["code_challenge_method"] == "S256" and len(asked["state"]) >= 32 and len(asked["nonce"]) >= 32
    assert CLIENT_SECRET not in address
    verifier = openid.token_request()["code_verifier"]
    assert 43 <= len(verifier) <= 128 and create_s256_code_challenge(verifier) == asked["code_challenge"]
    assert signed_in(browser)


def test_the_session_of_before_is_worth_nothing_afterwards(
    app: Flask, openid: OpenIdProvider, use: Callable[..., None]
) -> None:
    a_person(email=KARI)
    openid.knows("subject-1", **VOUCHED)
    browser = Browser(app.test_client())
    address = begun(browser.client)
    with browser.client.session_transaction() as session:
        session["planted"], session[SESSION_KEY], before = "by somebody", "a known key", session["rounds"]
    assert before

    returned(browser.client, openid.sign_in(address, "subject-1"))

    with browser.client.session_transaction() as session:
        assert "planted" not in session and "rounds" not in session and session[SESSION_KEY] != "a known key"


@pytest.mark.parametrize(
    ("wanted", "led"), [("/organisations?q=helse", "/organisations?q=helse"), ("//evil.example", "/"), ("", "/")]
)
def test_one_comes_back_to_the_page_one_asked_for_and_never_elsewhere(
    app: Flask, openid: OpenIdProvider, use: Callable[..., None], wanted: str, led: str
) -> None:
    a_person("", Role.STEERING_GROUP, email=KARI)
    openid.knows("subject-1", **VOUCHED)
    client = app.test_client()
    address = client.get("/sign-in/provider", query_string={"next": wanted}).headers["Location"]

    assert returned(client, openid.sign_in(address, "subject-1")).location == led


# --- what is not believed --------------------------------------------------------------------------------------


# Seconds from now; the names of the tests must not hold the moment they were collected at.
TIMES = ("exp", "iat", "nbf")


@pytest.mark.parametrize(
    ("claims", "settings"),
    [
        ({"nonce": "another"}, {}),
        ({"iss": "https://other.example"}, {}),
        ({"aud": "another-client"}, {}),
        ({"aud": ["floke", "another-client"]}, {}),
        ({"azp": "another-client"}, {}),
        ({"exp": -3700}, {}),
        ({"iat": -4000}, {}),
        ({"iat": 4000}, {}),
        ({"nbf": 4000}, {}),
        ({"at_hash": "of another token"}, {}),
        ({}, {"acr_accepted": ("high",)}),
        ({"acr": "substantial"}, {"acr_accepted": ("high",)}),
        ({"acr": ["high"]}, {"acr_accepted": ("high",)}),
        ({"oid": 7}, {"subject_claim": "oid"}),
        ({"oid": "x" * 256}, {"subject_claim": "oid"}),
    ],
    ids=str,
)
def test_a_token_that_is_not_as_it_must_be_opens_nothing(
    app: Flask, openid: OpenIdProvider, use: Callable[..., None], claims: dict[str, Any], settings: dict[str, Any]
) -> None:
    use(**settings)
    a_person(email=KARI)
    times = {name: int(time.time()) + claims[name] for name in TIMES if name in claims}
    openid.knows("subject-1", **{**VOUCHED, **claims, **times})

    browser, answer = came_back(app, openid, "subject-1")

    assert answer.status_code == 403
    assert "/sign-in/provider" in answer.text, "no way to try again"
    assert not signed_in(browser)
    assert db.session.scalars(select(ExternalIdentity)).all() == []


def test_a_state_of_another_browser_ends_no_round(app: Flask, openid: OpenIdProvider, use: Callable[..., None]) -> None:
    a_person(email=KARI)
    openid.knows("subject-1", **VOUCHED)
    theirs = openid.sign_in(begun(app.test_client()), "subject-1")
    victim = Browser(app.test_client())
    begun(victim.client)

    assert returned(victim.client, theirs).status_code == 400
    assert not signed_in(victim)
    assert not [path for path, _ in openid.asked if path == "/oauth2/token"], "the code was tried all the same"


def test_an_answer_holds_only_once_even_with_a_copy_of_the_cookie(
    app: Flask, openid: OpenIdProvider, use: Callable[..., None]
) -> None:
    a_person(email=KARI)
    openid.knows("subject-1", **VOUCHED)
    browser = Browser(app.test_client())
    answer = openid.sign_in(begun(browser.client), "subject-1")
    cookie = browser.client.get_cookie("floke")
    assert cookie is not None
    returned(browser.client, answer)
    browser.post("/sign-out", seen="/account")

    assert returned(browser.client, answer).status_code == 400
    thief = Browser(app.test_client())
    thief.client.set_cookie("floke", cookie.value)
    assert returned(thief.client, answer).status_code == 403
    assert not signed_in(browser) and not signed_in(thief)


def test_a_round_begun_too_long_ago_is_over(app: Flask, openid: OpenIdProvider, use: Callable[..., None]) -> None:
    a_person(email=KARI)
    openid.knows("subject-1", **VOUCHED)
    browser = Browser(app.test_client())
    with clock.frozen(clock.now() - timedelta(minutes=16)):
        address = begun(browser.client)

    assert returned(browser.client, openid.sign_in(address, "subject-1")).status_code == 400


def test_an_answer_that_names_another_issuer_is_not_followed_up(
    app: Flask, openid: OpenIdProvider, use: Callable[..., None]
) -> None:
    a_person(email=KARI)
    openid.knows("subject-1", **VOUCHED)
    client = app.test_client()
    answer = openid.sign_in(begun(client), "subject-1")

    assert returned(client, f"{answer}&iss=https%3A%2F%2Fother.example").status_code == 403
    assert not [path for path, _ in openid.asked if path == "/oauth2/token"], "the code was given to the wrong one"
    client = app.test_client()
    assert returned(client, f"{openid.sign_in(begun(client), 'subject-1')}&iss={openid.issuer}").status_code == 302


def test_a_provider_that_promises_to_name_itself_must(
    app: Flask, openid: OpenIdProvider, use: Callable[..., None]
) -> None:
    a_person(email=KARI)
    openid.knows("subject-1", **VOUCHED)
    client = app.test_client()
    answer = openid.sign_in(begun(client), "subject-1")
    provider = app.extensions["floke_provider"]
    provider._metadata = replace(provider._metadata, names_itself=True)

    assert returned(client, answer).status_code == 403


def test_a_provider_that_calls_itself_something_else_is_not_used(
    app: Flask, openid: OpenIdProvider, use: Callable[..., None]
) -> None:
    use(issuer=f"{openid.issuer}/")

    assert app.test_client().get("/sign-in/provider").status_code == 403


@pytest.mark.parametrize("algorithm", ["none", "HS256"])
def test_a_signature_that_anybody_could_make_is_none(
    app: Flask, openid: OpenIdProvider, use: Callable[..., None], algorithm: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    import base64
    import hashlib
    import hmac
    import json

    a_person(email=KARI)
    provider = app.extensions["floke_provider"]
    made = provider._token

    def forged(*words: Any) -> dict[str, Any]:
        token = dict(made(*words))
        body = token["id_token"].split(".")[1]
        claims = json.loads(base64.urlsafe_b64decode(body + "=="))
        parts = [
            base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=").decode()
            for part in ({"alg": algorithm}, {**claims, **VOUCHED})
        ]
        signed = hmac.new(CLIENT_SECRET.encode(), ".".join(parts).encode(), hashlib.sha256).digest()
        last = base64.urlsafe_b64encode(signed).rstrip(b"=").decode() if algorithm == "HS256" else ""
        return {**token, "id_token": ".".join([*parts, last])}

    monkeypatch.setattr(provider, "_token", forged)
    openid.knows("subject-1")

    assert came_back(app, openid, "subject-1")[1].status_code == 403


def test_the_provider_may_change_its_keys(app: Flask, openid: OpenIdProvider, use: Callable[..., None]) -> None:
    a_person(email=KARI)
    openid.knows("subject-1", **VOUCHED)
    with clock.frozen(clock.now() - timedelta(seconds=30)):
        assert came_back(app, openid, "subject-1")[1].status_code == 302
    fetched = sum(path == "/jwks" for path, _ in openid.asked)

    def other_keys(storage: Any) -> None:
        storage.jwk = type(storage.jwk).generate_key(is_private=True)
        openid.mischief = None

    openid.mischief = other_keys

    assert came_back(app, openid, "subject-1")[1].status_code == 302
    assert sum(path == "/jwks" for path, _ in openid.asked) == fetched + 1
    assert came_back(app, openid, "subject-1")[1].status_code == 302
    assert sum(path == "/jwks" for path, _ in openid.asked) == fetched + 1, "asked for keys it knew"


def test_a_provider_that_is_down_is_told_of_in_words(app: Flask, use: Callable[..., None]) -> None:
    with running() as gone:
        settings = gone.settings()
    app.extensions["floke_provider"] = Provider(settings)

    answer = app.test_client().get("/sign-in/provider")

    assert answer.status_code == 503
    assert "svarer ikke" in answer.text and "Prøv igjen" in answer.text


def test_a_provider_that_goes_down_on_the_way_is_told_of_in_words(app: Flask, use: Callable[..., None]) -> None:
    a_person(email=KARI)
    with running() as gone:
        app.extensions["floke_provider"] = Provider(gone.settings())
        gone.knows("subject-1", **VOUCHED)
        client = app.test_client()
        answer = gone.sign_in(begun(client), "subject-1")

    assert returned(client, answer).status_code == 503


def test_whoever_stops_on_the_way_is_told_so(app: Flask, openid: OpenIdProvider, use: Callable[..., None]) -> None:
    client = app.test_client()

    answer = returned(client, openid.decline(begun(client)))

    assert answer.status_code == 403 and "Du ble ikke logget inn" in answer.text


@pytest.fixture
def kept_apart(app: Flask, use: Callable[..., None], monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """The ID token leaves out name and address, as a provider may; UserInfo tells them. It may say other claims."""

    def apart(**said: Any) -> None:
        provider = app.extensions["floke_provider"]
        verified = provider._verified

        def without(*words: Any, **more: Any) -> dict[str, Any]:
            claims = verified(*words, **more)
            return {**{name: claims[name] for name in claims if name not in VOUCHED}, **said}

        monkeypatch.setattr(provider, "_verified", without)

    return apart


def test_what_the_token_leaves_out_is_asked_for(
    app: Flask, openid: OpenIdProvider, kept_apart: Callable[..., None]
) -> None:
    a_person(email=KARI)
    openid.knows("subject-1", **VOUCHED)
    kept_apart()

    assert came_back(app, openid, "subject-1")[1].status_code == 302
    assert [path for path, _ in openid.asked].count("/userinfo") == 1


def test_an_address_told_apart_is_not_vouched_for_by_the_token(
    app: Flask, openid: OpenIdProvider, kept_apart: Callable[..., None]
) -> None:
    a_person(email=KARI)
    openid.knows("subject-1", email=KARI)
    kept_apart(email_verified=True)

    assert came_back(app, openid, "subject-1")[1].status_code == 403


def test_what_is_told_of_somebody_else_is_not_believed(
    app: Flask, openid: OpenIdProvider, kept_apart: Callable[..., None]
) -> None:
    a_person(email=KARI)
    openid.knows("subject-1", **VOUCHED)
    kept_apart(sub="another")

    assert came_back(app, openid, "subject-1")[1].status_code == 403


# --- whom it opens for -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("said", [{}, {"email_verified": False}, {"email_verified": "no"}, {"email_verified": 2}])
def test_an_address_that_is_not_vouched_for_takes_over_nobody(
    app: Flask, openid: OpenIdProvider, use: Callable[..., None], said: dict[str, Any]
) -> None:
    a_person(email=KARI, role=Role.ADMINISTRATOR)
    openid.knows("stranger", email=KARI, name="Kari Nordmann", **said)

    browser, answer = came_back(app, openid, "stranger")

    assert answer.status_code == 403 and "Ingen her er kjent" in answer.text
    assert not signed_in(browser)


def test_entras_word_for_a_verified_address_counts_where_the_settings_say_so(
    app: Flask, openid: OpenIdProvider, use: Callable[..., None]
) -> None:
    a_person(email=KARI)
    openid.knows("entra", oid="0f0e", email=KARI, xms_edov="1", email_verified=True)
    use(verified_claim="xms_edov", subject_claim="oid")

    assert came_back(app, openid, "entra")[1].status_code == 302
    assert db.session.scalars(select(ExternalIdentity.subject)).one() == "0f0e"


def test_a_linked_person_is_known_by_the_subject_alone(
    app: Flask, openid: OpenIdProvider, use: Callable[..., None]
) -> None:
    kari = a_person("Kari Nordmann", email=KARI)
    a_person("Ola Nordmann", email="ola@example.no")
    did(lambda: external.link(kari, openid.issuer, "subject-1", now=clock.now()))
    openid.knows("subject-1", email="ola@example.no", email_verified=True)

    browser, _ = came_back(app, openid, "subject-1")

    assert "Kari Nordmann" in browser.get("/account").text


def test_whoever_inherits_a_mailbox_does_not_inherit_the_account(
    app: Flask, openid: OpenIdProvider, use: Callable[..., None]
) -> None:
    kari = a_person(email=KARI)
    did(lambda: external.link(kari, openid.issuer, "the one before", now=clock.now()))
    openid.knows("the next", **VOUCHED)

    browser, answer = came_back(app, openid, "the next")

    assert answer.status_code == 403 and "kunne ikke kobles" in answer.text
    assert not signed_in(browser)


@pytest.mark.parametrize("linked", [True, False])
def test_somebody_whose_access_is_closed_stays_out(
    app: Flask, openid: OpenIdProvider, use: Callable[..., None], linked: bool
) -> None:
    kari = a_person(email=KARI)
    if linked:
        did(lambda: external.link(kari, openid.issuer, "subject-1", now=clock.now()))
    did(lambda: leaving.leave(kari, None, {}, on=clock.today(), now=clock.now()))
    openid.knows("subject-1", **VOUCHED)

    browser, answer = came_back(app, openid, "subject-1")

    assert answer.status_code == 403 and "Tilgangen din er stengt" in answer.text
    assert not signed_in(browser)


def test_erasing_somebody_forgets_who_they_are_to_the_provider(
    app: Flask, openid: OpenIdProvider, use: Callable[..., None]
) -> None:
    kari = a_person(email=KARI)
    did(lambda: external.link(kari, openid.issuer, "subject-1", now=clock.now()))

    did(lambda: leaving.erase(kari, on=clock.today(), now=clock.now()))

    assert db.session.scalars(select(ExternalIdentity)).all() == []


def test_a_demo_person_is_never_linked_by_address(app: Flask, openid: OpenIdProvider, use: Callable[..., None]) -> None:
    a_demo()
    made_up = select(Identity.email).join(Person, Person.id == Identity.person_id).where(Person.demo_role.is_not(None))
    openid.knows("subject-1", email=db.session.scalars(made_up).first(), email_verified=True)

    assert came_back(app, openid, "subject-1")[1].status_code == 403


def test_a_national_identity_number_is_neither_a_subject_nor_kept_anywhere(
    app: Flask, openid: OpenIdProvider, use: Callable[..., None], caplog: pytest.LogCaptureFixture
) -> None:
    number = "01010750160"
    a_person(email=KARI)
    openid.knows("subject-1", **VOUCHED, pid=number)
    openid.knows(number, **VOUCHED)
    with caplog.at_level(logging.DEBUG):
        refused = came_back(app, openid, number)[1]
        browser, _ = came_back(app, openid, "subject-1")
    with browser.client.session_transaction() as session:
        kept = str(dict(session))

    from app.plumbing.db import Base

    stored = [str(row) for table in Base.metadata.sorted_tables for row in db.session.execute(select(table))]
    assert refused.status_code == 403 and "fødselsnummer" in refused.text
    assert number not in "".join(stored) + kept + heard(caplog.records)


def test_nobody_unknown_is_added_unless_the_settings_say_so(
    app: Flask, openid: OpenIdProvider, use: Callable[..., None]
) -> None:
    openid.knows("new", email="ny@example.no", email_verified=True, name="Ny Person", groups=["floke-style"])

    assert came_back(app, openid, "new")[1].status_code == 403
    use(adds_people=True, roles=group_roles("andre=administrator"))
    assert came_back(app, openid, "new")[1].status_code == 403, "added somebody whom no group gives a role"
    use(adds_people=True, roles=group_roles("floke-style=steering-group"))
    browser, answer = came_back(app, openid, "new")

    assert answer.status_code == 302
    assert "Ny Person" in browser.get("/account").text and "Styringsgruppe" in browser.get("/account").text


# --- roles by groups -------------------------------------------------------------------------------------------


def group_roles(text: str) -> Any:
    from app.config.provider import _roles

    return _roles(text)


def held(person_id: int) -> set[tuple[str, int | None, bool]]:
    rows = db.session.execute(
        select(RoleGrant.role, RoleGrant.mission_id, RoleGrant.from_issuer).where(RoleGrant.person_id == person_id)
    )
    return {(role, mission_id, issuer is not None) for role, mission_id, issuer in rows}


def test_groups_give_and_take_roles_and_leave_alone_what_a_person_gave(
    app: Flask, openid: OpenIdProvider, use: Callable[..., None]
) -> None:
    there = mission("bedre-reiser")
    kari = a_person(email=KARI)
    did(lambda: roles.grant_role(kari, Role.STEERING_GROUP, None))
    use(roles=group_roles("kontor=programme-manager@bedre-reiser; styre=steering-group; borte=administrator@ingen"))
    openid.knows("subject-1", **VOUCHED, groups=["kontor", "styre", "borte", "noe annet"])

    came_back(app, openid, "subject-1")
    assert held(kari) == {("steering_group", None, False), ("programme_manager", there, True)}

    openid.knows("subject-1", **VOUCHED)
    came_back(app, openid, "subject-1")
    assert held(kari) == {("steering_group", None, False)}
    acts = db.session.execute(select(Deed.act, Deed.mission_id, Deed.actor_id).order_by(Deed.number)).all()
    assert [tuple(row) for row in acts if "by-group" in row[0]] == [
        ("person:role:grant-by-group", there, None), ("person:role:revoke-by-group", there, None),
    ]  # fmt: skip


def test_the_last_administrator_keeps_the_role_whatever_the_groups_say(
    app: Flask, openid: OpenIdProvider, use: Callable[..., None]
) -> None:
    kari = a_person(email=KARI)
    use(roles=group_roles("drift=administrator"), groups_claim="roles")
    openid.knows("subject-1", **VOUCHED, roles=["drift"])
    came_back(app, openid, "subject-1")
    openid.knows("subject-1", **VOUCHED, roles=[])

    assert came_back(app, openid, "subject-1")[1].status_code == 302
    assert held(kari) == {("administrator", None, True)}


@pytest.mark.parametrize("said", [{"_claim_names": {"groups": "src1"}}, {"hasgroups": True}])
def test_groups_that_were_left_out_are_not_taken_for_none(
    app: Flask, openid: OpenIdProvider, use: Callable[..., None], said: dict[str, Any]
) -> None:
    kari = a_person(email=KARI)
    use(roles=group_roles("styre=steering-group"))
    openid.knows("subject-1", **VOUCHED, groups=["styre"])
    came_back(app, openid, "subject-1")
    openid.knows("subject-1", **VOUCHED, **said)

    assert came_back(app, openid, "subject-1")[1].status_code == 403
    assert held(kari) == {("steering_group", None, True)}


def test_the_organisation_somebody_acts_for_is_a_group(
    app: Flask, openid: OpenIdProvider, use: Callable[..., None]
) -> None:
    resource = {"type": "ansattporten:altinn:resource", "resource": "urn:altinn:resource:floke"}
    kari = a_person(email=KARI)
    use(
        roles=group_roles("983544622=steering-group; 974760673=administrator"),
        groups_claim="authorization_details",
        authorization_details=f'[{{"type":"{resource["type"]}","resource":"{resource["resource"]}"}}]',
    )
    orgno = {"authority": "iso6523-actorid-upis", "ID": "0192:983544622"}
    other = {"orgno": {**orgno, "ID": "0192:974760673"}}
    openid.knows(
        "subject-1",
        **VOUCHED,
        authorization_details=[
            {**resource, "authorized_parties": [{"orgno": orgno}]},
            {**resource, "resource": "urn:altinn:resource:annet", "authorized_parties": [other]},
        ],
    )

    assert came_back(app, openid, "subject-1")[1].status_code == 302
    assert held(kari) == {("steering_group", None, True)}


# --- strong, linked, signed out --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("strong", "acr", "counts"),
    [((), "high", False), (("high",), "high", True), (("high",), "substantial", False), (("always",), None, True)],
)
def test_a_sign_in_is_as_strong_as_the_level_that_was_proven(
    app: Flask, openid: OpenIdProvider, use: Callable[..., None], strong: tuple[str, ...], acr: str | None, counts: bool
) -> None:
    use(strong=strong)
    a_person(email=KARI)
    openid.knows("subject-1", **VOUCHED, **({"acr": acr} if acr else {}))

    came_back(app, openid, "subject-1")

    assert (db.session.scalars(select(SignIn.proof)).one() is Proof.PROVIDER_STRONG) is counts


def test_ones_account_is_linked_when_one_says_so_and_not_before(
    app: Flask, openid: OpenIdProvider, use: Callable[..., None]
) -> None:
    kari = a_person(email=KARI, password=PASSWORD)
    openid.knows("ansatt", name="Kari Nordmann")
    browser = Browser(app.test_client())
    browser.sign_in(KARI)
    assert browser.post("/account/provider", seen="/account").location == "/account", "linked out of nothing"

    answer = returned(browser.client, openid.sign_in(begun(browser.client, "/account/provider/begin"), "ansatt"))
    assert answer.location == "/account/provider"
    assert db.session.scalars(select(ExternalIdentity)).all() == []
    assert "Kari Nordmann" in browser.get("/account/provider").text

    assert browser.post("/account/provider", seen="/account/provider").location == "/account"
    assert db.session.scalars(select(ExternalIdentity.person_id)).one() == kari
    assert came_back(app, openid, "ansatt")[1].status_code == 302
    browser.post("/account/provider/remove", seen="/account")
    assert came_back(app, openid, "ansatt")[1].status_code == 403


def test_a_link_begun_by_one_person_is_not_made_for_another(
    app: Flask, openid: OpenIdProvider, use: Callable[..., None]
) -> None:
    a_person(email=KARI, password=PASSWORD)
    a_person(email="ola@example.no", password=PASSWORD)
    openid.knows("ansatt")
    browser = Browser(app.test_client())
    browser.sign_in(KARI)
    answer = openid.sign_in(begun(browser.client, "/account/provider/begin"), "ansatt")
    with browser.client.session_transaction() as session:
        rounds = session["rounds"]
    browser.post("/sign-out", seen="/account")
    browser.sign_in("ola@example.no")
    with browser.client.session_transaction() as session:
        session["rounds"] = rounds

    assert returned(browser.client, answer).status_code == 400
    assert db.session.scalars(select(ExternalIdentity)).all() == []


def test_the_last_way_in_is_not_removed_by_oneself_but_by_the_administrator(
    app: Flask, openid: OpenIdProvider, use: Callable[..., None], browser_of: Callable[..., Browser]
) -> None:
    kari = a_person(email=KARI)
    openid.knows("subject-1", **VOUCHED)
    browser, _ = came_back(app, openid, "subject-1")

    browser.post("/account/provider/remove", seen="/account")
    assert db.session.scalars(select(ExternalIdentity.person_id)).all() == [kari]

    path = f"/people/{code_of(kari)}"
    browser_of(Role.ADMINISTRATOR).post(f"{path}/provider/remove", seen=path)
    assert db.session.scalars(select(ExternalIdentity.person_id)).all() == []


def test_signing_out_says_that_the_provider_may_still_know_one(
    app: Flask, openid: OpenIdProvider, use: Callable[..., None]
) -> None:
    a_person(email=KARI)
    openid.knows("subject-1", **VOUCHED)
    browser, _ = came_back(app, openid, "subject-1")

    assert browser.post("/sign-out", seen="/account").location == "/signed-out"

    text = browser.get("/signed-out").text
    assert f"{openid.issuer}/oauth2/end_session?client_id=floke" in text and "id_token_hint" not in text
    assert not signed_in(browser)


def test_passwords_open_nothing_where_the_settings_say_no(app: Flask, use: Callable[..., None]) -> None:
    a_person(email=KARI, password=PASSWORD)
    use(passwords=False)
    browser = Browser(app.test_client())

    assert 'name="password"' not in browser.get("/sign-in").text
    assert browser.post("/sign-in", {"email": KARI, "password": PASSWORD}).status_code == 404


def test_nothing_secret_is_written_to_the_log(
    app: Flask, openid: OpenIdProvider, use: Callable[..., None], caplog: pytest.LogCaptureFixture
) -> None:
    a_person(email=KARI)
    openid.knows("subject-1", **VOUCHED)
    client = app.test_client()
    with caplog.at_level(logging.DEBUG):
        address = begun(client)
    answer = openid.sign_in(address, "subject-1")
    with caplog.at_level(logging.DEBUG):
        returned(client, answer)
        returned(client, f"{answer}&error=x%0Aforged+line")
    asked, code = words_of(address), words_of(answer)["code"]

    ours = "".join(record.getMessage() for record in caplog.records if record.name.startswith("app."))
    assert "came through the provider" in ours
    secrets = (asked["state"], asked["nonce"], openid.token_request()["code_verifier"], code, CLIENT_SECRET)
    assert not [secret for secret in (*secrets, KARI, "subject-1") if secret in heard(caplog.records)]
    assert CLIENT_SECRET not in repr(app.extensions["floke_provider"].settings)
