"""The pages of missions: wiring, permission, wording."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.missions import queries
from app.missions.models import Mission
from app.people.rules import Role
from app.plumbing.committer import unit_of_work
from app.plumbing.provenance import Source
from app.plumbing.record import NOW
from tests.missions.factories import a_measurement, a_mission, an_area, an_indicator, an_influence, named
from tests.portfolio.factories import a_person, signed_in

EDITING = (
    "/missions/barn/edit",
    "/missions/barn/influences/new",
    "/missions/barn/influences/1A/2/edit",
    "/missions/barn/indicators/new",
    "/missions/barn/indicators/I01/edit",
    "/missions/barn/indicators/I01/measurements/new",
)
READING = ("/missions/barn/problem-model", "/missions/barn/indicators/I01")


@pytest.fixture
def barn(app: Flask) -> int:
    with unit_of_work(None):
        mission = a_mission("barn")
        first, second = an_area(mission, "1A", "Medvirkning"), an_area(mission, "2", "Ledelse")
        an_influence(first, second, mechanism="Slik virker det.", source=Source.ILLUSTRATIVE)
        indicator = an_indicator(mission, "I01", "Opplever helhet")
        a_measurement(indicator, 2022, "31", "28", "34", baseline=True)
        a_measurement(indicator, 2024, "40", "37", "43")
        named("mission:facts:add", mission)
        return mission.id


def as_role(client: FlaskClient, role: Role, mission_id: int) -> FlaskClient:
    from app.plumbing.db import db

    with unit_of_work(None):
        mission = db.session.get(Mission, mission_id)
        person = a_person(role=role, mission=mission, language="en")
        named("person:identity:add", person)
        person_id = person.id
    return signed_in(client, person_id)


def token_of(page: str) -> dict[str, str]:
    """The hidden fields of the page's form: the CSRF token and the version it was made from."""
    found = dict(re.findall(r'type="hidden" name="(csrf_token|version)" value="([^"]*)"', page))
    language = re.search(r'name="language" type="hidden" value="(\w+)"', page)
    return {**found, **({"language": language.group(1)} if language else {})}


@pytest.mark.parametrize("role", Role)
def test_every_role_reads_and_only_the_office_edits(client: FlaskClient, barn: int, role: Role) -> None:
    browser = as_role(client, role, barn)
    assert [browser.get(path).status_code for path in READING] == [200, 200]
    edits = {browser.get(path).status_code for path in EDITING}
    assert edits == ({200} if role in (Role.PROGRAMME_MANAGER, Role.ADMINISTRATOR) else {403})


def test_a_person_of_another_mission_is_told_there_is_no_such_page(client: FlaskClient, barn: int) -> None:
    with unit_of_work(None):
        other = a_mission("annen")
        named("mission:facts:add", other)
        other_id = other.id
    browser = as_role(client, Role.PROGRAMME_MANAGER, other_id)
    assert [browser.get(path).status_code for path in (*READING, *EDITING)] == [404] * 8


def test_the_problem_model_is_drawn_and_told_and_tagged(client: FlaskClient, barn: int) -> None:
    page = as_role(client, Role.STEERING_GROUP, barn).get("/missions/barn/problem-model").text
    assert page.count('class="model-card"') == 2
    assert 'class="model-arrow stroke-' in page
    assert "Slik virker det." in page
    assert "tag-illustrative" in page


def test_an_indicator_says_its_verdict_and_why(client: FlaskClient, barn: int) -> None:
    page = as_role(client, Role.STEERING_GROUP, barn).get("/missions/barn/indicators/I01").text
    assert "Better than the baseline" in page
    assert "do not overlap" in page
    assert 'data-figure="series-figure-data"' in page


def test_a_refused_measurement_keeps_what_was_typed(client: FlaskClient, barn: int) -> None:
    browser = as_role(client, Role.PROGRAMME_MANAGER, barn)
    path = "/missions/barn/indicators/I01/measurements/new"
    typed = {"period": "2025", "value": "45,5", "low": "40", "high": "50", "sample_size": "4", "note": "for få"}
    answer = browser.post(path, data={**token_of(browser.get(path).text), **typed})
    assert answer.status_code == 422
    assert 'value="45,5"' in answer.text
    assert "for få" in answer.text
    saved = browser.post(path, data={**token_of(answer.text), **typed, "sample_size": "400"})
    assert saved.status_code == 302
    row = queries.indicators(barn, at=NOW)[0]
    assert row.latest is not None
    assert str(row.latest.value) == "45.5"


def test_a_lost_race_shows_what_the_other_changed_and_loses_nothing(client: FlaskClient, barn: int) -> None:
    browser = as_role(client, Role.PROGRAMME_MANAGER, barn)
    stale = token_of(browser.get("/missions/barn/edit").text)
    words = {"statement": "Alle får hjelp.", "target_date": "31.12.2032"}
    first = browser.post("/missions/barn/edit", data={**stale, **words, "title": "Først"})
    assert first.status_code == 302
    second = browser.post("/missions/barn/edit", data={**stale, **words, "title": "Sist"})
    assert second.status_code == 409
    assert 'value="Sist"' in second.text
    assert "Først" in second.text
    assert queries.existing_mission(barn, at=NOW).title == "Først"


def test_only_the_administrator_adds_a_mission(client: FlaskClient, barn: int) -> None:
    browser = as_role(client, Role.ADMINISTRATOR, barn)
    scale = re.search(r'<option value="(\d+)"', browser.get("/missions/new").text)
    assert scale is not None
    sent = {
        **token_of(browser.get("/missions/new").text), "title": "Ny", "slug": "ny", "currency": "NOK",
        "scale": scale.group(1), "statement": "", "start_date": "", "target_date": "31.12.2030",
    }  # fmt: skip
    assert browser.post("/missions/new", data={**sent, "slug": "Ikke Slik"}).status_code == 422
    assert browser.post("/missions/new", data=sent).status_code == 302
    assert queries.mission_subject("ny") is not None


def test_a_day_before_the_mission_says_so(client: FlaskClient, barn: int) -> None:
    browser = as_role(client, Role.STEERING_GROUP, barn)
    assert [browser.get(f"{path}?as_of=2001-01-01").status_code for path in READING] == [404, 404]
