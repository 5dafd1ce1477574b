"""A token's life: made, used, narrowed, run out, revoked, and gone with its person's access."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from app.operations import cli
from app.people.models import ApiToken, Identity, Person
from app.people.rules import LONGEST_TOKEN_DAYS, MOST_TOKENS, Act, Role, Scope, narrowed
from app.people.services import leaving, tokens
from app.plumbing import clock, record
from app.plumbing.committer import unit_of_work
from app.plumbing.db import Base, db
from app.plumbing.record import NOW, Deed
from app.plumbing.refusals import NotThere, Refusal
from tests.api.programs import Program, token_of
from tests.people import factories as people
from tests.people.factories import PASSWORD, Browser

Programs = Callable[..., Program]


@pytest.fixture
def kari(app: Flask) -> int:
    return people.a_person("Kari Nordmann", Role.PROGRAMME_MANAGER, password=PASSWORD)


def the_token() -> ApiToken:
    db.session.rollback()
    return db.session.scalars(select(ApiToken)).one()


@pytest.mark.db
def test_a_token_reads_and_its_use_is_noted_now_and_then(app: Flask, kari: int, program: Programs) -> None:
    reader = program(kari)
    start = clock.now()
    with clock.frozen(start):
        assert reader.get("/organisations").status_code == 200
    assert the_token().used_at == start
    with clock.frozen(start + timedelta(minutes=4)):
        reader.get("/organisations")
    assert the_token().used_at == start
    with clock.frozen(start + timedelta(minutes=6)):
        reader.get("/organisations")
    assert the_token().used_at == start + timedelta(minutes=6)


@pytest.mark.db
def test_making_and_revoking_are_deeds_that_tell_no_secret(app: Flask, kari: int) -> None:
    token = token_of(kari)
    with unit_of_work(by=kari):
        tokens.revoke(the_token().id, of=kari, now=clock.now())

    acts = list(db.session.execute(select(Deed.act, Deed.note, Deed.actor_id, Deed.subject_id).order_by(Deed.number)))
    assert [tuple(line) for line in acts[-2:]] == [
        (Act.TOKEN_MAKE, token[:12], kari, kari),
        (Act.TOKEN_REVOKE, token[:12], kari, kari),
    ]
    assert not record.verify().faults
    for table in Base.metadata.sorted_tables:
        for row in db.session.execute(select(table)):
            assert token not in repr(row), table.name


def test_the_secret_is_in_no_log(app: Flask, kari: int, program: Programs, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    reader = program(kari)
    reader.get("/organisations")
    reader.get("/organisations?no=such")
    Program(app.test_client(), reader.token + "x").get("/organisations")

    assert reader.token not in caplog.text


def test_nothing_but_a_token_that_counts_lets_in(app: Flask, kari: int, program: Programs) -> None:
    token = program(kari).token
    client = app.test_client()
    browser = Browser(client)
    browser.sign_in(db.session.scalars(select(Identity.email).where(Identity.person_id == kari)).one() or "")
    assert client.get("/organisations").status_code == 200
    sent = [
        {},
        {"Authorization": f"Basic {token}"},
        {"Authorization": token},
        {"Authorization": "Bearer"},
        {"Authorization": "Bearer "},
        {"Authorization": f"Bearer {token[:-1]}"},
        {"Authorization": f"Bearer {token}0"},
        {"Authorization": f"Bearer {token.upper()}"},
        {"X-Token": token},
    ]
    for headers in sent:
        answer = client.get("/api/v1/organisations", headers=headers)
        assert answer.status_code == 401, headers
        assert answer.headers["WWW-Authenticate"].startswith("Bearer ")
        assert "Set-Cookie" not in answer.headers
    assert client.get(f"/api/v1/organisations?access_token={token}").status_code == 401


def test_a_token_opens_no_page(app: Flask, kari: int, program: Programs) -> None:
    reader = program(kari)

    for path in ("/", "/organisations", "/account", "/account/tokens", "/record"):
        answer = reader.client.get(path, headers={"Authorization": f"Bearer {reader.token}"})
        assert answer.status_code == 302 and "/sign-in" in answer.headers["Location"], path


def test_a_cookie_is_neither_read_nor_renewed(app: Flask, kari: int, program: Programs) -> None:
    reader = program(people.a_person("", Role.STEERING_GROUP))
    browser = Browser(reader.client)
    browser.sign_in(db.session.scalars(select(Identity.email).where(Identity.person_id == kari)).one() or "")

    answer = reader.get("/record")
    assert answer.status_code == 403  # the steering group's token, though the office is signed in here
    assert "Set-Cookie" not in answer.headers and "Cookie" not in answer.headers["Vary"]


def test_a_token_ends_on_its_day(app: Flask, kari: int, program: Programs) -> None:
    start = clock.now()
    with clock.frozen(start):
        reader = program(kari, days=2)
        assert reader.get("/organisations").status_code == 200
    with clock.frozen(start + timedelta(days=2) - timedelta(seconds=1)):
        assert reader.get("/organisations").status_code == 200
    with clock.frozen(start + timedelta(days=2)):
        assert reader.get("/organisations").status_code == 401


def test_a_revoked_token_stops_at_once(app: Flask, kari: int, program: Programs) -> None:
    reader = program(kari)
    assert reader.get("/organisations").status_code == 200
    with unit_of_work(by=kari):
        tokens.revoke(the_token().id, of=kari, now=clock.now())

    assert reader.get("/organisations").status_code == 401


def test_closed_access_ends_tokens_for_good(app: Flask, kari: int, program: Programs) -> None:
    people.a_person("", Role.ADMINISTRATOR)
    reader = program(kari)
    with unit_of_work(by=None):
        leaving.leave(kari, None, {}, on=clock.today(), now=clock.now())
    assert reader.get("/organisations").status_code == 401
    with unit_of_work(by=None):
        leaving.come_back(kari, None)

    assert reader.get("/organisations").status_code == 401
    with pytest.raises(Refusal), unit_of_work(by=None):
        db.session.get_one(Person, kari).active = False
        tokens.make(kari, tokens.new_secret(), name="Igjen", days=1, now=clock.now())


def test_erasing_takes_the_tokens_away(app: Flask, kari: int) -> None:
    token_of(kari)
    with unit_of_work(by=None):
        leaving.erase(kari, on=clock.today(), now=clock.now())

    assert not db.session.scalars(select(ApiToken)).all()


def test_roles_are_asked_for_every_time(app: Flask, kari: int, program: Programs) -> None:
    from app.people.models import RoleGrant
    from app.people.services import roles

    people.a_person("", Role.ADMINISTRATOR)
    reader = program(kari)
    assert reader.get("/organisations").status_code == 200
    with unit_of_work(by=None):
        roles.revoke_role(db.session.scalars(select(RoleGrant.id).where(RoleGrant.person_id == kari)).one())

    assert reader.get("/organisations").status_code == 403


def test_a_token_for_one_mission_leaves_the_roles_of_that_mission() -> None:
    held = [("office", None), ("owner", 1), ("reader", 2)]

    assert narrowed(held, None) == {("office", None), ("owner", 1), ("reader", 2)}
    assert narrowed(held, 1) == {("office", 1), ("owner", 1)}
    assert narrowed([("reader", 2)], 1) == frozenset()


def test_a_token_says_what_it_is_for_and_ends_within_a_year(app: Flask, kari: int) -> None:
    for name, days in (("", 3), (" ", 3), ("x" * 81, 3), ("Rapport", 0), ("Rapport", LONGEST_TOKEN_DAYS + 1)):
        with pytest.raises(Refusal):
            token_of(kari, name=name, days=days)
    for _ in range(MOST_TOKENS):
        token_of(kari)
    with pytest.raises(Refusal):
        token_of(kari)


def test_nobody_revokes_another_persons_token(app: Flask, kari: int) -> None:
    token_of(kari)
    other = people.a_person("", Role.PROGRAMME_MANAGER)

    with pytest.raises(NotThere), unit_of_work(by=other):
        tokens.revoke(the_token().id, of=other, now=clock.now())


# --- on the pages ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("scope", Scope)
def test_a_token_is_made_on_a_page_and_shown_once(app: Flask, browser_of: Callable[..., Browser], scope: Scope) -> None:
    browser = browser_of(Role.STEERING_GROUP)
    asked = {"name": "Power BI", "scope": scope, "days": "30", "mission_id": ""}
    made = browser.post("/account/tokens/new", asked, seen="/account")
    assert made.status_code == 200 and "no-store" in made.headers["Cache-Control"]
    token = re.search(r'value="(floke_[0-9a-f]{64})"', made.text)
    assert token and the_token().scope is scope

    assert Program(app.test_client(), token[1]).get("/organisations").status_code == 200
    listed = browser.get("/account/tokens").text
    assert "Power BI" in listed and token[1] not in listed and token[1][:12] in listed
    assert browser.post(f"/account/tokens/{the_token().id}/revoke", seen="/account/tokens").status_code == 302
    assert Program(app.test_client(), token[1]).get("/organisations").status_code == 401
    assert "Power BI" not in browser.get("/account/tokens").text


def test_a_form_that_cannot_be_read_makes_no_token(app: Flask, browser_of: Callable[..., Browser]) -> None:
    browser = browser_of(Role.STEERING_GROUP)
    for answers in (
        {"name": "", "scope": "read", "days": "30"},
        {"name": "x", "scope": "read", "days": "400"},
        {"name": "x", "scope": "read", "days": "30", "mission_id": "9"},
        {"name": "x", "scope": "everything", "days": "30"},
        {"name": "x", "days": "30"},
    ):
        answer = browser.post("/account/tokens/new", answers, seen="/account")
        assert answer.status_code == 422 and "floke_" not in answer.text
    assert not db.session.scalars(select(ApiToken)).all()


def test_the_administrator_sees_and_revokes_everybodys(
    app: Flask, kari: int, browser_of: Callable[..., Browser]
) -> None:
    token = token_of(kari, name="Karis regneark")
    administrator, office = browser_of(Role.ADMINISTRATOR), browser_of(Role.PROGRAMME_MANAGER)

    assert office.get("/tokens").status_code == 403
    assert office.post(f"/tokens/{the_token().id}/revoke", seen="/account").status_code == 403
    page = administrator.get("/tokens").text
    assert "Karis regneark" in page and "Kari Nordmann" in page and token not in page
    administrator.post(f"/tokens/{the_token().id}/revoke", seen="/tokens")
    assert Program(app.test_client(), token).get("/organisations").status_code == 401


# --- on the command line ---------------------------------------------------------------------------------------


@pytest.fixture
def floke(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Callable[..., int]:
    from contextlib import contextmanager

    import app.operations.tokens as command

    @contextmanager
    def here():  # type: ignore[no-untyped-def]
        yield app

    monkeypatch.setattr(command, "application", here)
    return lambda *words: cli.main(["tokens", *words])


def test_the_command_prints_the_token_and_nothing_else(
    app: Flask, kari: int, floke: Callable[..., int], capsys: pytest.CaptureFixture[str]
) -> None:
    email = db.session.scalars(select(Identity.email).where(Identity.person_id == kari)).one() or ""
    assert floke("create", "--person", email, "--name", "Beregning", "--scope", "solve") == 0
    assert the_token().scope is Scope.SOLVE
    assert floke("revoke", capsys.readouterr().out.strip()[:12]) == 0
    capsys.readouterr()
    assert floke("create", "--person", email, "--name", "Rapport", "--scope", "read", "--days", "7") == 0
    token = capsys.readouterr().out.strip()

    assert Program(app.test_client(), token).get("/organisations").status_code == 200
    assert floke("list", "--person", email) == 0
    listed = capsys.readouterr().out
    assert "Rapport" in listed and token[:12] in listed and token not in listed
    assert floke("revoke", token[:12]) == 0
    assert Program(app.test_client(), token).get("/organisations").status_code == 401
    assert floke("revoke", token[:12]) == 1


def test_the_command_refuses_in_a_sentence(
    app: Flask, kari: int, floke: Callable[..., int], capsys: pytest.CaptureFixture[str]
) -> None:
    email = db.session.scalars(select(Identity.email).where(Identity.person_id == kari)).one() or ""
    for words in (
        ("--person", "nobody@example.no", "--name", "x"),
        ("--person", email, "--name", "x", "--days", "999"),
        ("--person", email, "--name", "x", "--mission", "nowhere"),
    ):
        assert floke("create", *words) == 1
        assert capsys.readouterr().err.strip()
    with pytest.raises(SystemExit) as wrong:
        floke("create", "--person", email, "--name", "x", "--scope", "everything")
    assert wrong.value.code == 2
    assert not db.session.scalars(select(ApiToken)).all()
    with app.test_request_context():
        assert record.head(NOW)[0]
