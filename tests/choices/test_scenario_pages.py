"""The pages of alternatives: who sees which, what is refused in words, and what a stale form does not overwrite."""

from __future__ import annotations

import json
from collections.abc import Iterator

import html5lib
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from app.choices.models import Criterion, Scenario, Solution
from app.choices.rules.acts import Act
from app.people.models import Person
from app.people.rules import Role
from app.plumbing.amounts import grouped
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
    [
        ("-1", "Minst 0"),
        ("NaN", "er ikke et tall"),
        ("1e3", "er ikke et tall"),
        ("9999999999", f"Høyst {grouped(10**6)}"),
    ],
)
def test_a_budget_that_is_none_is_refused_beside_its_cell(office: FlaskClient, typed: str, said: str) -> None:
    field = field_of(text(office, MONEY), "budget_")
    answer = office.post(MONEY, data={**filled(office, MONEY), field: typed})
    assert answer.status_code == 422
    assert said in answer.get_data(as_text=True)
    assert f'value="{typed}"' in answer.get_data(as_text=True)


def test_money_is_typed_in_millions_with_a_comma(office: FlaskClient) -> None:
    field = field_of(text(office, MONEY), "budget_")
    assert office.post(MONEY, data={**filled(office, MONEY), field: "12,5"}).status_code == 302
    assert "12,5" in text(office, "/choices/scenarios/A1")


INTERPLAY = "/choices/interplay/S2/edit"
FACTS, CAPACITY, PICKS, COVER = (f"/choices/scenarios/A1/{name}" for name in ("edit", "capacity", "picks", "cover"))


@pytest.mark.parametrize(
    ("path", "begins", "first", "second"),
    [
        (FACTS, "title", "Den første", "Den andre"),
        (MONEY, "budget_", "1", "2,5"),
        (CAPACITY, "weeks_", "111", "222,5"),
        (PICKS, "reason_", "Fordi den første", "Fordi den andre"),
        (COVER, "least_", "1", "2"),
        (INTERPLAY, "reason", "Fordi den første", "Fordi den andre"),
    ],
)
def test_two_who_edit_at_once_overwrite_nobody_and_the_later_one_keeps_what_was_typed(
    office: FlaskClient, path: str, begins: str, first: str, second: str
) -> None:
    stale = filled(office, path)
    field = field_of(text(office, path), begins)
    beside = {field.replace("reason_", "pick_"): "in"} if begins == "reason_" else {}
    assert office.post(path, data={**stale, **beside, field: first}).status_code == 302

    answer = office.post(path, data={**stale, **beside, field: second})

    shown = answer.get_data(as_text=True)
    assert answer.status_code == 409
    assert 'name="save_anyway"' in shown
    assert typed_in(shown, field) == second
    assert typed_in(text(office, path), field) == first


@pytest.mark.parametrize(
    ("path", "begins", "typed", "said"),
    [
        (FACTS, "title", "", "er påkrevd"),
        (FACTS, "title", "x" * 121, "lenger enn 120 tegn"),
        (FACTS, "first_year", "snart", "er ikke et helt tall"),
        (FACTS, "first_year", "1", "Minst 1990"),
        (FACTS, "last_year", "2020", "kommer før det første"),
        (FACTS, "last_year", "2099", "Høyst"),
        (CAPACITY, "weeks_", "-5", "Minst 0"),
        (CAPACITY, "weeks_", "mange", "er ikke et tall"),
        (CAPACITY, "weeks_", "NaN", "er ikke et tall"),
        (CAPACITY, "weeks_", "99999999999", "Høyst"),
        (PICKS, "pick_", "kanskje", "Velg ett av dem i listen"),
        (PICKS, "reason_", "Uten å si om det er med", "med eller ute"),
        (PICKS, "reason_", "x" * 301, "lenger enn 300 tegn"),
        (INTERPLAY, "gain_", "-1", "Minst 0"),
        (INTERPLAY, "gain_", "mye", "er ikke et tall"),
        (INTERPLAY, "gain_", "101", "Høyst 100"),
        (INTERPLAY, "year_0", "", "la alle tre stå tomme"),
        (INTERPLAY, "amount_0", "-3", "Minst 0"),
        (INTERPLAY, "amount_0", "gratis", "er ikke et tall"),
        (COVER, "least_", "-1", "Minst 0"),
        (COVER, "least_", "101", "Høyst 100"),
        (COVER, "least_", "2,5", "er ikke et helt tall"),
        (COVER, "least_", "to", "er ikke et helt tall"),
    ],
)
def test_nonsense_about_an_alternative_is_refused_in_words_and_kept(
    office: FlaskClient, path: str, begins: str, typed: str, said: str
) -> None:
    before = filled(office, path)
    field = field_of(text(office, path), begins)

    answer = office.post(path, data={**before, field: typed})

    shown = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert said in shown
    assert begins == "pick_" or typed_in(shown, field) == typed
    assert filled(office, path) == before


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


def field_of(page: str, begins: str) -> str:
    """The name of the first field whose name begins so."""
    return next(name for name in _values(page) if name.startswith(begins))


def typed_in(page: str, field: str) -> str | list[str]:
    return _values(page)[field]


def filled(client: FlaskClient, path: str) -> dict[str, str | list[str]]:
    """Every field of the page's form that has something in it."""
    found = _values(text(client, path))
    return {name: value for name, value in found.items() if name not in ("", "csrf_token") and value}


def _values(page: str) -> dict[str, str | list[str]]:
    """What stands in each field of the page's one large form; of check boxes those that are ticked."""
    document = html5lib.parse(page, namespaceHTMLElements=False)
    form = max(
        (each for each in document.iter("form") if each.get("method") == "post"),
        key=lambda each: len(list(each.iter("input"))),
    )
    inputs = list(form.iter("input"))
    found: dict[str, str | list[str]] = {
        each.get("name", ""): each.get("value", "") for each in inputs if each.get("type") != "checkbox"
    }
    for each in inputs:
        if each.get("type") == "checkbox" and each.get("checked") is not None:
            found[each.get("name", "")] = [*found.get(each.get("name", ""), []), each.get("value", "")]
    found |= {each.get("name", ""): "".join(each.itertext()).strip() for each in form.iter("textarea")}
    for each in form.iter("select"):
        chosen = [option.get("value", "") for option in each.iter("option") if option.get("selected") is not None]
        found[each.get("name", "")] = chosen[0] if chosen else ""
    return found


def _weights(page: str) -> dict[str, str]:
    names = {part.split('"')[0] for part in page.split('name="')[1:] if part.startswith("weight_")}
    return dict.fromkeys(names, "10")


def test_the_same_weights_pressed_often_are_one_copy_and_one_job(office: FlaskClient) -> None:
    """A form sent twice, or by something that sends it a hundred times: no heap of copies, each minutes of work."""
    before = jobs_of("choices.solve")
    pressed = {_copy_of(office, 70) for _time in range(10)}
    assert len(pressed) == 1
    assert jobs_of("choices.solve") == before + 1

    (first,) = pressed
    assert _copy_of(office, 71) != first  # other weights
    code = first.split("/")[-1].partition("#")[0]
    version = db.session.scalars(select(Scenario.version).where(Scenario.code == code)).one()
    office.post(f"/choices/scenarios/{code}/archive", data={"version": version})
    assert _copy_of(office, 70) != first  # put away
    second = _copy_of(office, 70)
    with unit_of_work(None):
        row = db.session.scalars(select(Scenario).where(Scenario.code == "A1")).one()
        row.last_year += 1
        current_work().record(Act.SCENARIO_EDIT, row)
    assert _copy_of(office, 70) != second  # of what A1 assumes now


def jobs_of(name: str) -> int:
    return db.session.scalars(select(func.count()).select_from(Job).where(Job.name == name)).one()


def _copy_of(office: FlaskClient, points: int) -> str:
    weights = {f"weight_{code}": str(points) for code in db.session.scalars(select(Criterion.code))}
    answer = office.post("/choices/scenarios/A1/with-weights", data=weights)
    assert answer.status_code == 302
    return str(answer.location)
