"""The page on which an access is closed: it lists what is somebody's, and nothing of it is left without an answer."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app.people.models import Person
from app.people.rules import Role
from app.plumbing import clock
from app.plumbing.db import db
from app.plumbing.limits import limiter
from app.portfolio.models import Initiative, InitiativePerson
from tests.portfolio.typed import errors, filled
from tests.walk import browser_of

PAGE = "/people/P-HDIR-2/leave"


@pytest.fixture
def browser(seeded_app: Flask) -> Iterator[FlaskClient]:
    seeded_app.config["WTF_CSRF_ENABLED"] = False
    limiter.reset()
    yield browser_of(seeded_app, Role.ADMINISTRATOR)
    seeded_app.config["WTF_CSRF_ENABLED"] = True


def id_of(code: str) -> int:
    return db.session.scalars(select(Person.id).where(Person.code == code)).one()


def owner_of(code: str) -> int:
    db.session.rollback()
    today = clock.today()
    x = InitiativePerson
    return db.session.scalars(
        select(x.person_id)
        .join(Initiative, Initiative.id == x.initiative_id)
        .where(Initiative.code == code, x.part == "owner", (x.to_date.is_(None)) | (x.to_date >= today))
    ).one()


def test_everything_of_somebodys_goes_to_one_person_but_what_is_said_to_go_elsewhere(browser: FlaskClient) -> None:
    page = browser.get(PAGE).text
    typed = filled(page)
    assert "ETI – " in page and "RETTPA – " in page
    rows = [name for name in typed if name.startswith("part_")]
    assert len(rows) >= 2

    answer = browser.post(PAGE, data={**typed, **dict.fromkeys(rows, ""), "rest": str(id_of("P-HDIR-1"))})

    assert answer.status_code == 302, errors(answer.text)
    assert owner_of("ETI") == owner_of("RETTPA") == id_of("P-HDIR-1")
    person = browser.get("/people/P-HDIR-2").text
    assert "Tilgangen for denne personen er stengt" in person
    assert "Åpne tilgangen" in person
    assert browser.get(PAGE).status_code == 200


def test_what_nobody_was_chosen_for_is_told_at_each_question_and_what_was_chosen_stays(browser: FlaskClient) -> None:
    typed = filled(browser.get(PAGE).text)
    rows = [name for name in typed if name.startswith("part_")]
    chosen = str(id_of("P-HDIR-1"))

    answer = browser.post(PAGE, data={**typed, **dict.fromkeys(rows, ""), rows[0]: chosen})

    assert answer.status_code == 422
    assert filled(answer.text)[rows[0]] == chosen
    assert len([line for line in errors(answer.text) if "Velg hvem som overtar" in line]) >= 1
    assert owner_of("ETI") == id_of("P-HDIR-2")


def test_a_page_made_from_an_older_version_of_the_person_is_a_lost_race(browser: FlaskClient) -> None:
    typed = filled(browser.get(PAGE).text)
    form = {"role": "steering_group", "mission_id": ""}
    assert browser.post("/people/P-HDIR-2/roles/new", data=form).status_code == 302

    answer = browser.post(PAGE, data={**typed, "rest": str(id_of("P-HDIR-1"))})

    assert answer.status_code == 409
    assert owner_of("ETI") == id_of("P-HDIR-2")


def test_whoever_closes_ones_own_access_is_signed_out(browser: FlaskClient) -> None:
    mine = db.session.scalars(select(Person.code).where(Person.demo_role == Role.ADMINISTRATOR)).one()
    grant = {"role": "administrator", "mission_id": ""}
    assert browser.post("/people/P-KONTOR-1/roles/new", data=grant).status_code == 302

    answer = browser.post(f"/people/{mine}/leave", data=filled(browser.get(f"/people/{mine}/leave").text))

    assert answer.headers["Location"] == "/sign-in"
    assert "/sign-in" in browser.get("/people").headers["Location"]


def test_the_access_is_opened_again_without_roles_and_only_once(browser: FlaskClient) -> None:
    typed = filled(browser.get(PAGE).text)
    browser.post(PAGE, data={**typed, "rest": str(id_of("P-HDIR-1"))})
    person = browser.get("/people/P-HDIR-2").text
    version = person.split('name="version" value="')[1].split('"')[0]

    for flash in ("Tilgangen er åpnet", "En annen lagret"):
        answer = browser.post("/people/P-HDIR-2/come-back", data={"version": version}, follow_redirects=True)
        assert flash in answer.text, answer.text
    assert "Ingen rolle" in answer.text


def test_erasing_says_what_is_still_theirs_and_is_refused(browser: FlaskClient) -> None:
    page = browser.get("/people/P-HDIR-2/erase").text
    assert 'href="/people/P-HDIR-2/leave"' in page

    answer = browser.post("/people/P-HDIR-2/erase", data={"understood": "y"})

    assert answer.status_code == 422
    assert "overfør det først" in answer.text
