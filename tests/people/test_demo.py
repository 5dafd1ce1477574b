"""Opening a demo person: only in a demo, only from this machine, only the demo's own."""

from __future__ import annotations

import pytest
from flask import Flask

from app.people.rules import Role
from app.people.services import leaving
from app.plumbing import clock
from tests.people.factories import Browser, a_demo, a_person, did

ROLES = ["programme-manager", "initiative-owner", "steering-group", "administrator"]


@pytest.mark.parametrize("role", ROLES)
def test_each_role_is_one_button_away(app: Flask, role: str) -> None:
    a_demo()
    browser = Browser(app.test_client())
    assert f'value="{role}"' in browser.get("/sign-in").text

    answer = browser.post("/demo/sign-in", {"role": role}, seen="/sign-in")

    assert answer.status_code == 302
    assert f"Demo {role.replace('-', '_')}" in browser.get("/account").text


@pytest.mark.parametrize(
    "headers",
    [
        {"X-Forwarded-For": "127.0.0.1"},
        {"X-Real-IP": "127.0.0.1"},
        {"Forwarded": "for=127.0.0.1"},
        {"Via": "1.1 proxy"},
        {"X-Forwarded-Proto": "https"},
    ],
)
def test_a_request_that_was_passed_on_finds_no_demo(app: Flask, headers: dict[str, str]) -> None:
    a_demo()
    browser = Browser(app.test_client())

    assert browser.post("/demo/sign-in", {"role": "administrator"}, seen="/sign-in", headers=headers).status_code == 404
    assert "demo-role" not in browser.get("/sign-in", headers=headers).text
    assert browser.get("/account").status_code == 302


def test_a_request_from_another_machine_finds_no_demo(app: Flask) -> None:
    a_demo()
    browser = Browser(app.test_client())
    elsewhere = {"REMOTE_ADDR": "192.0.2.7"}

    answer = browser.post("/demo/sign-in", {"role": "administrator"}, seen="/sign-in", environ_overrides=elsewhere)

    assert answer.status_code == 404
    assert "demo-role" not in browser.get("/sign-in", environ_overrides=elsewhere).text


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "localhost.evil.example"])
def test_a_host_that_is_not_loopback_is_turned_away(app: Flask, host: str) -> None:
    a_demo()

    answer = app.test_client().post("/demo/sign-in", data={"role": "administrator"}, headers={"Host": host})

    assert answer.status_code == 400


def test_a_trusted_name_that_is_not_loopback_finds_no_demo(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    a_demo()
    monkeypatch.setitem(app.config, "TRUSTED_HOSTS", ["localhost", "floke.example.no"])
    browser = Browser(app.test_client())

    answer = browser.post(
        "/demo/sign-in", {"role": "administrator"}, seen="/sign-in", base_url="http://floke.example.no"
    )

    assert answer.status_code == 404


def test_a_database_that_is_no_demo_has_no_demo_sign_in(app: Flask) -> None:
    a_person("Later som", Role.ADMINISTRATOR, demo_role=Role.ADMINISTRATOR)
    browser = Browser(app.test_client())

    assert browser.post("/demo/sign-in", {"role": "administrator"}, seen="/sign-in").status_code == 404
    assert "demo-role" not in browser.get("/sign-in").text


@pytest.mark.parametrize("role", ["", "owner", "p-KONTOR-1", "Administrator"])
def test_only_the_four_roles_open(app: Flask, role: str) -> None:
    a_demo()

    assert Browser(app.test_client()).post("/demo/sign-in", {"role": role}, seen="/sign-in").status_code == 404


def test_a_demo_person_whose_access_is_closed_does_not_open(app: Flask) -> None:
    a_demo()
    steering = a_person("Stengt")
    did(lambda: leaving.leave(steering, None, {}, on=clock.today(), now=clock.now()))
    from sqlalchemy import select

    from app.people.models import Person
    from app.plumbing.db import db

    demo = db.session.scalars(select(Person.id).where(Person.demo_role == Role.STEERING_GROUP)).one()
    did(lambda: leaving.leave(demo, None, {}, on=clock.today(), now=clock.now()))

    answer = Browser(app.test_client()).post("/demo/sign-in", {"role": "steering-group"}, seen="/sign-in")

    assert answer.status_code == 404


def test_demo_sign_in_needs_the_token_of_the_page(app: Flask) -> None:
    a_demo()

    assert app.test_client().post("/demo/sign-in", data={"role": "administrator"}).status_code == 400
