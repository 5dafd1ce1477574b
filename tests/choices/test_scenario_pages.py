"""The pages of alternatives: who sees which, what is refused in words, and what a stale form does not overwrite."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from app.choices.models import Scenario, Solution
from app.choices.rules.acts import Act
from app.people.models import Person
from app.people.rules import Role
from app.plumbing.committer import unit_of_work
from app.plumbing.db import db
from app.plumbing.queue import queries, running
from app.plumbing.queue.models import Job
from app.plumbing.record import current_work
from tests.walk import browser_of

MONEY = "/choices/scenarios/A1/money"


@pytest.fixture
def office(seeded_app: Flask) -> Iterator[FlaskClient]:
    seeded_app.config["WTF_CSRF_ENABLED"] = False
    yield browser_of(seeded_app, Role.PROGRAMME_MANAGER)


def text(client: FlaskClient, path: str, code: int = 200) -> str:
    answer = client.get(path)
    assert answer.status_code == code, path
    return answer.get_data(as_text=True)


def hidden() -> None:
    """A1 is somebody's own, not shared."""
    with unit_of_work(None):
        row = db.session.scalars(select(Scenario).where(Scenario.code == "A1")).one()
        row.shared, row.owner_id = False, _person("P-KS-1")
        current_work().record(Act.SCENARIO_EDIT, row)


def work_off() -> int:
    """Do what waits, here and now; how many jobs that was."""
    waiting = queries.queued()
    for number, _ in waiting:
        running.perform(number)
    return len(waiting)


def _person(code: str) -> int:
    return db.session.scalars(select(Person.id).where(Person.code == code)).one()


def test_the_list_shows_both_and_who_may_not_edit_sees_no_buttons(seeded_app: Flask, office: FlaskClient) -> None:
    assert "Bare dagens rammer" in text(office, "/choices/scenarios")
    assert "Nytt alternativ" in text(office, "/choices/scenarios")
    group = browser_of(seeded_app, Role.STEERING_GROUP)
    shown = text(group, "/choices/scenarios/A1")
    assert "Regn ut" not in shown
    assert "Rediger" not in shown
    text(group, MONEY, 403)


def test_what_is_not_shared_is_not_there_for_anybody_else(office: FlaskClient) -> None:
    hidden()
    for path in ("/choices/scenarios/A1", MONEY, "/choices/scenarios/A1/rescored", "/choices/scenarios/A1/copy"):
        text(office, path, 404)
    assert "Bare dagens rammer" not in text(office, "/choices/scenarios")
    assert "Bare dagens rammer" not in text(office, "/choices/compare?a=A1&b=A2")
    assert office.post("/choices/scenarios/A1/solve").status_code == 404


@pytest.mark.parametrize(
    ("typed", "said"),
    [("-1", "Minst 0"), ("NaN", "er ikke et tall"), ("1e3", "er ikke et tall"), ("9999999999", "Høyst 1000000")],
)
def test_a_budget_that_is_none_is_refused_beside_its_cell(office: FlaskClient, typed: str, said: str) -> None:
    field = _field(text(office, MONEY), "budget_")
    answer = office.post(MONEY, data={**_filled(office), field: typed})
    assert answer.status_code == 422
    assert said in answer.get_data(as_text=True)
    assert f'value="{typed}"' in answer.get_data(as_text=True)


def test_money_is_typed_in_millions_with_a_comma(office: FlaskClient) -> None:
    field = _field(text(office, MONEY), "budget_")
    assert office.post(MONEY, data={**_filled(office), field: "12,5"}).status_code == 302
    assert "12,5" in text(office, "/choices/scenarios/A1")


def test_two_who_edit_at_once_overwrite_nobody(office: FlaskClient) -> None:
    field = _field(text(office, MONEY), "budget_")
    stale = _filled(office)
    assert office.post(MONEY, data={**stale, field: "1"}).status_code == 302
    answer = office.post(MONEY, data={**stale, field: "2"})
    assert answer.status_code == 409
    assert 'name="save_anyway"' in answer.get_data(as_text=True)


def test_solving_is_asked_for_once_however_often_the_button_is_pressed(
    office: FlaskClient,
) -> None:
    for _ in range(2):
        assert office.post("/choices/scenarios/A1/solve").status_code == 302
    assert db.session.scalar(select(func.count()).where(Job.name == "choices.solve")) == 1
    waiting = text(office, "/choices/scenarios/A1")
    assert "Regnes ut: 0 % ferdig" in waiting
    assert "/choices/scenarios/A1/stop" in waiting
    work_off()
    shown = text(office, "/choices/scenarios/A1")
    assert "30 tiltak er valgt." in shown
    assert "Bygd, men ikke finansiert i drift" in shown
    assert db.session.scalar(select(func.count()).select_from(Solution)) == 2
    assert "30" in text(office, "/choices/compare?a=A1&b=A2")
    anew = text(office, "/choices/scenarios/A1/rescored?weight_NYTTE=10")
    assert "Den samme porteføljen er best" in anew
    assert "Skriv et tall" in text(office, "/choices/scenarios/A1/rescored?weight_NYTTE=mye")
    made = office.post("/choices/scenarios/A1/with-weights", data=_weights(anew))
    assert made.status_code == 302
    assert made.location.endswith("/choices/scenarios/A3#answer")


def test_a_stop_before_it_begins_leaves_nothing(office: FlaskClient) -> None:
    office.post("/choices/scenarios/A1/solve")
    assert office.post("/choices/scenarios/A1/stop").status_code == 302
    assert work_off() == 0
    assert db.session.scalar(select(func.count()).select_from(Solution)) == 0
    assert "Siste forsøk ble stoppet" in text(office, "/choices/scenarios/A1")


def test_answers_are_canonical_and_name_initiatives_by_code(office: FlaskClient) -> None:
    office.post("/choices/scenarios/A2/solve")
    work_off()
    for answer in db.session.scalars(select(Solution.answer)):
        said = json.loads(answer)
        assert json.dumps(said, ensure_ascii=False, separators=(",", ":"), sort_keys=True) == answer
        assert set(said["goes_on"]) <= set(said["initiatives"])


def _field(page: str, begins: str) -> str:
    return next(part.split('"')[0] for part in page.split('name="')[1:] if part.startswith(begins))


def _filled(client: FlaskClient) -> dict[str, str]:
    """Every field of the money form with what stands in it."""
    import html5lib

    document = html5lib.parse(text(client, MONEY), namespaceHTMLElements=False)
    form = next(
        each for each in document.iter("form") if each.get("method") == "post" and each.find(".//table") is not None
    )
    found = {each.get("name", ""): each.get("value", "") for each in form.iter("input")}
    for each in form.iter("select"):
        chosen = [option.get("value", "") for option in each.iter("option") if option.get("selected") is not None]
        found[each.get("name", "")] = chosen[0] if chosen else ""
    return {name: value for name, value in found.items() if name and value}


def _weights(page: str) -> dict[str, str]:
    names = {part.split('"')[0] for part in page.split('name="')[1:] if part.startswith("weight_")}
    return dict.fromkeys(names, "10")
