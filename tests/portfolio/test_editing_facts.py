"""Adding an initiative, and changing its facts, its plan, its estimates and its state."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app.plumbing.committer import unit_of_work
from app.plumbing.db import db
from app.plumbing.periods import Period, Precision
from app.plumbing.provenance import Source, origins
from app.plumbing.record import NOW, Deed
from app.plumbing.refusals import Refusal
from app.portfolio import services
from app.portfolio.models import Initiative, InitiativeMission, InitiativeText
from app.portfolio.rules.acts import Act
from app.portfolio.rules.codes import check_code, grant_code, next_code
from app.portfolio.rules.facts import Estimates, InitiativeFacts, NewInitiative, Plan
from app.portfolio.rules.life import MOVES, Move, State
from app.portfolio.rules.taking_part import TranslationFacts
from app.portfolio.rules.words import Kind, Phase
from app.portfolio.services.aggregate import open_initiative
from tests.portfolio.factories import signed_in
from tests.portfolio.typed import errors, filled
from tests.portfolio.worlds import World, a_world, in_state

TODAY = date(2026, 11, 22)
NO_PLAN = Plan()
NO_ESTIMATES = Estimates()


@pytest.fixture
def world(app: Flask) -> World:
    return a_world()


@pytest.fixture
def office(client: FlaskClient, world: World) -> FlaskClient:
    return signed_in(client, world.manager)


def the(initiative_id: int) -> Initiative:
    db.session.rollback()
    return db.session.get_one(Initiative, initiative_id)


# --- rules -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("plan", "blamed"),
    [
        ({"planned_start": Period(date(2027, 3, 1)), "planned_finish": Period(date(2027, 2, 1))}, "planned_finish"),
        ({"actual_finish": Period(date(2026, 1, 1), Precision.YEAR)}, "actual_start"),
        ({"actual_start": Period(date(2027, 1, 1), Precision.YEAR)}, "actual_start"),
        ({"handed_over_on": date(2026, 1, 1)}, "run_by_id"),
    ],
)
def test_dates_stand_in_order_and_what_has_happened_has_been(plan: dict[str, Any], blamed: str) -> None:
    with pytest.raises(Refusal) as refused:
        replace(NO_PLAN, **plan).check(on=TODAY)
    assert refused.value.field == blamed


def test_a_finish_within_the_year_of_its_start_must_be_as_exact() -> None:
    start = Period(date(2027, 3, 1))
    replace(NO_PLAN, planned_start=start, planned_finish=Period(date(2028, 1, 1), Precision.YEAR)).check(on=TODAY)
    with pytest.raises(Refusal, match="as exactly"):
        replace(NO_PLAN, planned_start=start, planned_finish=Period(date(2027, 1, 1), Precision.YEAR)).check(on=TODAY)


@pytest.mark.parametrize(
    ("typed", "blamed"),
    [
        ({"build_low_ore": 5, "build_likely_ore": 4}, "build_low_ore"),
        ({"run_likely_ore": 5, "run_high_ore": 4}, "run_high_ore"),
        ({"build_low_ore": 5}, "build_likely_ore"),
        ({"build_likely_ore": 5}, "price_year"),
        ({"build_likely_ore": 5, "build_high_ore": 6, "price_year": 2026}, "bounds_are"),
        ({"price_year": 26}, "price_year"),
    ],
)
def test_estimates_go_from_low_to_high_and_say_what_they_are(typed: dict[str, Any], blamed: str) -> None:
    with pytest.raises(Refusal) as refused:
        replace(NO_ESTIMATES, **typed).check(on=TODAY)
    assert refused.value.field == blamed


def test_the_next_free_code_is_proposed() -> None:
    assert next_code("T", ["ETI", "T01", "T45", "T9"], width=2) == "T46"
    assert next_code("T", [], width=2) == "T01"
    assert next_code("L", ["L1", "L3", "R7"]) == "L4"
    assert grant_code("T03", 2026, []) == "TD-T03-2026"
    assert grant_code("T03", 2026, ["TD-T03-2026", "TD-T03-2026-2"]) == "TD-T03-2026-3"


@pytest.mark.parametrize("code", ["", "t46", "1A", "T 46", "T46/7", "T" * 40])
def test_a_code_is_fit_for_an_address(code: str) -> None:
    check_code("RETTPÅ-2")
    with pytest.raises(Refusal):
        check_code(code)


# --- adding ----------------------------------------------------------------------------------------------------


def test_an_initiative_is_added_with_the_code_that_was_proposed(world: World, office: FlaskClient) -> None:
    form = filled(office.get("/portfolio/initiatives/add").text)
    assert (form["code"], form["mission_id"], form["language"]) == ("T01", str(world.mission), "nb")
    typed = {"title": "Ærlig talt", "summary": "Kort", "kind": "digital", "lead_id": str(world.body)}
    answer = office.post("/portfolio/initiatives/add", data={**form, **typed})
    assert answer.status_code == 302, errors(answer.text)
    added = db.session.scalars(select(Initiative).where(Initiative.code == "T01")).one()
    assert (added.state, added.phase, added.source) == (State.PROPOSED, Phase.IDEA, Source.ENTERED)
    assert added.sort_key.startswith("{") and "aerlig" in added.search_key
    served = select(InitiativeMission.mission_id).where(InitiativeMission.initiative_id == added.id)
    assert db.session.scalars(served).all() == [world.mission]
    assert db.session.scalars(select(Deed.act).order_by(Deed.number.desc())).first() == Act.INITIATIVE_ADD


def test_a_code_that_is_taken_is_refused_beside_it(world: World, office: FlaskClient) -> None:
    form = filled(office.get("/portfolio/initiatives/add").text)
    answer = office.post("/portfolio/initiatives/add", data={**form, "code": "a", "title": "To", "kind": "law"})
    assert answer.status_code == 422
    assert 'id="code-error"' in answer.text
    assert filled(answer.text)["title"] == "To"


@pytest.mark.db
def test_the_databases_own_no_becomes_a_sentence(world: World) -> None:
    new = NewInitiative("A", world.mission, "nb", InitiativeFacts("To", "", Kind.LAW))
    with pytest.raises(Refusal, match="Another initiative has this code") as refused, unit_of_work(by=None):
        services.add_initiative(new, on=TODAY)
    assert refused.value.field == "code"
    with pytest.raises(Refusal, match="do not fit together"), unit_of_work(by=None):
        open_initiative(world.a, None).price_year = 1
        db.session.flush()
    with pytest.raises(Refusal, match="used elsewhere"), unit_of_work(by=None):
        open_initiative(world.a, None).lead_id = 999_999
        db.session.flush()


def test_an_owner_adds_no_initiatives(client: FlaskClient, world: World) -> None:
    assert signed_in(client, world.owner).get("/portfolio/initiatives/add").status_code == 403


# --- facts, plan, estimates ------------------------------------------------------------------------------------


def test_edited_facts_are_entered_and_the_rest_stays_what_it_was(world: World, office: FlaskClient) -> None:
    form = filled(office.get("/portfolio/initiatives/A/facts").text)
    assert office.post("/portfolio/initiatives/A/facts", data={**form, "title": "Å samle alt"}).status_code == 302
    found = origins("initiative", [(world.a, Source.ILLUSTRATIVE)], at=NOW)[world.a]
    assert found.of("title").source is Source.ENTERED
    assert found.of("kind").source is Source.ILLUSTRATIVE
    initiative = the(world.a)
    assert initiative.sort_key == "} samle alt" and initiative.search_key.startswith("a a samle alt")


def test_a_translation_is_found_by_a_search_until_it_is_removed(world: World) -> None:
    kind = services.PARTS["translations"]
    with unit_of_work(by=None):
        row = services.add_part(kind, world.a, TranslationFacts("en", "Gather it all"), version=None, on=TODAY)
    assert "gather" in the(world.a).search_key
    with unit_of_work(by=None):
        services.remove_part(kind, world.a, row, version=None)
    assert "gather" not in the(world.a).search_key
    own = db.session.scalars(select(InitiativeText.id).where(InitiativeText.initiative_id == world.a)).one()
    with pytest.raises(Refusal, match="own words"), unit_of_work(by=None):
        services.remove_part(kind, world.a, own, version=None)


def test_a_plan_keeps_how_exact_its_dates_are(world: World, office: FlaskClient) -> None:
    form = filled(office.get("/portfolio/initiatives/A/plan").text)
    assert (form["planned_start"], form["planned_finish"]) == ("2026-01", "2028")
    typed = {"planned_finish": "høsten 2028", "actual_start": "15.2.2026"}
    answer = office.post("/portfolio/initiatives/A/plan", data={**form, **typed})
    assert answer.status_code == 302, errors(answer.text)
    initiative = the(world.a)
    assert (initiative.planned_finish, initiative.planned_finish_precision) == (date(2028, 7, 1), Precision.HALF_YEAR)
    assert initiative.original_finish is None, "only BP3 freezes the approved plan"


def test_estimates_are_typed_in_kroner_and_kept_to_the_ore(world: World, office: FlaskClient) -> None:
    form = filled(office.get("/portfolio/initiatives/A/estimates").text)
    typed = {
        "bounds_are": "p10_p90", "price_year": "2026", "with_vat": "yes", "build_low_ore": "50 000 000",
        "build_likely_ore": "57 383 633,50 kr", "build_high_ore": "90 000 000", "duration_likely_months": "18",
    }  # fmt: skip
    answer = office.post("/portfolio/initiatives/A/estimates", data={**form, **typed})
    assert answer.status_code == 302, errors(answer.text)
    initiative = the(world.a)
    assert (initiative.build_likely_ore, initiative.with_vat) == (5_738_363_350, True)


# --- state -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("state", State)
def test_only_the_steps_of_the_table_are_offered(state: State, world: World, office: FlaskClient) -> None:
    in_state(world.a, state)
    page = office.get("/portfolio/initiatives/A/state")
    for move in Move:
        assert (f'<option value="{move.value}"' in page.text) == ((state, move) in MOVES)


def test_a_move_needs_a_reason_which_stands_in_the_record(world: World, office: FlaskClient) -> None:
    form = filled(office.get("/portfolio/initiatives/A/state").text)
    address = "/portfolio/initiatives/A/state"
    assert office.post(address, data={**form, "move": "hold"}).status_code == 422
    assert office.post(address, data={**form, "move": "hold", "note": "Venter på loven"}).status_code == 302
    assert the(world.a).state is State.ON_HOLD
    assert db.session.scalars(select(Deed.note).order_by(Deed.number.desc())).first() == "Venter på loven"


def test_an_accepted_report_moves_the_forecast_within_its_own_deed(world: World) -> None:
    with unit_of_work(by=None) as work:
        initiative = open_initiative(world.a, None)
        services.take_forecast(initiative, finish=Period(date(2029, 1, 1), Precision.YEAR))
        work.record(Act.INITIATIVE_PLAN, initiative)
    assert (the(world.a).forecast_finish, the(world.a).forecast_start) == (date(2029, 1, 1), None)
