"""Home and the roll-up: what each role sees first, today and in the past."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.people.rules import Role
from app.plumbing.committer import unit_of_work
from app.portfolio.rules.life import State
from tests.people.factories import PASSWORD, Browser, a_person
from tests.portfolio.factories import a_mission, an_initiative, named

ROLL_UP = "/missions/alvorlig-sykt-barn"


@pytest.fixture
def signed_in(seeded_app: Flask) -> FlaskClient:
    return seeded_app.test_client()


def as_role(client: FlaskClient, role: str) -> FlaskClient:
    token = re.search(r'name="csrf_token" value="([^"]+)"', client.get("/sign-in").text)
    assert token
    answer = client.post("/demo/sign-in", data={"role": role, "csrf_token": token[1]})
    assert answer.status_code == 302
    return client


def test_home_tells_the_owner_of_the_one_report_that_is_due(signed_in: FlaskClient) -> None:
    page = as_role(signed_in, "initiative-owner").get("/").text

    assert page.count('class="waiting-item"') == 1
    assert "T10" in page


def test_home_tells_the_steering_group_which_lights_changed(signed_in: FlaskClient) -> None:
    page = as_role(signed_in, "steering-group").get("/").text

    assert 'id="moves-title"' in page
    assert ROLL_UP in page


def test_the_roll_up_says_first_what_matters_most(signed_in: FlaskClient) -> None:
    page = as_role(signed_in, "steering-group").get(ROLL_UP).text

    sentence = re.search(r'<p class="sentence">(.*?)</p>', page, re.DOTALL)
    assert sentence and "3" in sentence[1] and "12" in sentence[1] and "2032" in sentence[1]
    assert "Agenda Kaupang" in page
    assert "57\u00a0383\u00a0633" in page


def test_an_earlier_day_shows_an_earlier_state(signed_in: FlaskClient) -> None:
    as_role(signed_in, "steering-group")

    now, then = signed_in.get(ROLL_UP), signed_in.get(f"{ROLL_UP}?as_of=2026-05-01")

    assert then.status_code == 200
    assert then.text != now.text
    assert 'class="as-of"' in then.text and 'class="as-of"' not in now.text


def test_before_the_first_deed_there_was_no_mission(signed_in: FlaskClient) -> None:
    as_role(signed_in, "steering-group")

    assert "01.02.2022" in signed_in.get(f"{ROLL_UP}?as_of=2020-01-01").text


def test_a_day_that_is_none_is_a_bad_request(signed_in: FlaskClient) -> None:
    as_role(signed_in, "steering-group")

    assert signed_in.get(f"{ROLL_UP}?as_of=yesterday").status_code == 400


def test_a_long_list_shows_its_first_rows_and_tells_how_many_there_are(app: Flask) -> None:
    with unit_of_work(None):
        mission = a_mission()
        for _ in range(28):
            an_initiative(mission, state=State.ONGOING)
        named("mission:facts:add", mission)
        slug = mission.slug
    a_person("", Role.STEERING_GROUP, email="kari@example.no", password=PASSWORD)
    browser = Browser(app.test_client())
    browser.sign_in("kari@example.no")

    page = browser.get(f"/missions/{slug}").text

    others = re.search(r'<details class="more">\s*<summary>\D*28\D*</summary>(.*?)</details>', page, re.DOTALL)
    assert others
    assert others[1].count('<th scope="row">') == 25
    assert "And 3 more." in others[1] or "Og 3 til." in others[1]
    assert 'href="/portfolio/initiatives?sort=light"' in others[1]
