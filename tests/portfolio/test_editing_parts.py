"""Every part of an initiative can be added, edited and removed through the web; driven by the table of parts."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from app.plumbing.db import db
from app.plumbing.record import Deed
from app.portfolio import services
from app.portfolio.forms import PAGES
from app.portfolio.models import Initiative
from app.portfolio.rules.acts import Act
from tests.portfolio.factories import signed_in
from tests.portfolio.typed import Typed, errors, filled
from tests.portfolio.worlds import World, a_world


def typed_for(world: World) -> dict[str, tuple[Typed, Typed]]:
    """What is typed to add one of each part, and what is changed when it is edited."""
    return {
        "contributions": (
            {"area_id": world.area, "strength": "strong", "mechanism": "Mindre leting", "evidence": world.evidence},
            {"strength": "weak", "main": "y"},
        ),
        "goals": ({"goal_id": world.goal, "main": "y"}, {"main": None}),
        "participation": (
            {"organisation_id": world.body, "part": "partner", "commitment": "proposed", "person_weeks": "12,5"},
            {"commitment": "with_reservation", "reservation": "forutsatt midler", "answered_on": "1.2.2026"},
        ),
        "persons": ({"person_id": world.colleague, "part": "contact"}, {"part": "deputy"}),
        "missions": ({"mission_id": world.other_mission, "segment": "observe"}, {"moscow": "must", "wave": "2"}),
        "assignments": ({"assignment_id": world.assignment}, {}),
        "translations": ({"language": "en", "title": "Initiative A"}, {"title": "The initiative A"}),
        "dependencies": (
            {"kind": "finish_to_start", "needs_id": world.c, "lag_days": "30"},
            {"kind": "shared_solution", "lag_days": "", "reason": "Samme plattform"},
        ),
        "conditions": ({"condition_id": world.condition, "tie": "waits_for"}, {"tie": "delivers"}),
        "needs": ({"use": "run", "year": "2028", "amount_ore": "1 500 000"}, {"amount_ore": "1 500 000,50"}),
        "grants": (
            {"code": "TD-A-1", "source_id": world.scheme, "body_id": world.body, "step": "final",
             "decided": "06.2025", "total_ore": "57 383 633"},
            {"terms": "Plan for gevinster"},
        ),
        "funding-lines": (
            {"source_id": world.own_money, "use": "build", "state": "granted", "year": "2027", "amount_ore": "2 000"},
            {"year": ""},
        ),
        "benefits": (
            {"code": "G1", "title": "Mindre leting", "kind": "citizens", "benefit_class": "priced_elsewhere",
             "indicator_id": world.indicator, "yearly_low_ore": "1", "yearly_likely_ore": "2", "yearly_high_ore": "3"},
            {"described": "Færre timer"},
        ),
        "rollouts": (
            {"bodies": "municipalities", "planned": "2029", "planned_count": "50", "of_count": "357"},
            {"actual_count": "7", "counted_on": "1.3.2026", "population_share": "4,25"},
        ),
        "deliverables": ({"code": "L1", "title": "Veileder", "planned": "høsten 2026"}, {"delivered_on": "1.11.2026"}),
        "risks": (
            {"code": "R1", "nature": "threat", "dimension": "time", "cause": "Loven mangler", "event": "Stans",
             "effect": "Venting", "likelihood": "3", "consequence": "4", "handling": "accept", "trend": "steady"},
            {"handling": "reduce", "measure": "Forberede", "residual_likelihood": "2", "residual_consequence": "4"},
        ),
        "gates": (
            {"point": "BP3", "outcome": "onwards", "decided_on": "1.2.2026", "decided_by_id": world.body},
            {"documents": "Styringsdokument"},
        ),
        "appraisal": ({"level": "simple", "problem": "Familien må lete"}, {"recommendation": "Samle alt på ett sted"}),
    }  # fmt: skip


def version_of(initiative_id: int) -> int:
    return db.session.execute(select(Initiative.version).where(Initiative.id == initiative_id)).scalar_one()


def acts() -> list[str]:
    return list(db.session.scalars(select(Deed.act).order_by(Deed.number)))


def rows_of(part: str, initiative_id: int) -> list[int]:
    model = services.PARTS[part].model
    mine = model.initiative_id == initiative_id
    return list(db.session.scalars(select(model.id).where(mine).order_by(model.id)))


@pytest.fixture
def world(app: Flask) -> World:
    return a_world()


@pytest.fixture
def office(client: FlaskClient, world: World) -> FlaskClient:
    return signed_in(client, world.manager)


def test_there_is_a_page_for_each_part_that_can_be_done() -> None:
    assert PAGES.keys() == services.PARTS.keys()


@pytest.mark.parametrize("part", PAGES)
def test_each_part_can_be_added_edited_and_removed_through_the_web(
    part: str, world: World, office: FlaskClient
) -> None:
    first, change = typed_for(world)[part]
    before = rows_of(part, world.a)
    address = f"/portfolio/initiatives/A/{part}"
    version = version_of(world.a)

    page = office.get(f"{address}/add")
    assert page.status_code == 200
    answer = office.post(f"{address}/add", data={**filled(page.text), **first})
    assert answer.status_code == 302, errors(answer.text)
    (row,) = set(rows_of(part, world.a)) - set(before)
    assert version_of(world.a) == version + 1

    page = office.get(f"{address}/{row}/edit")
    assert page.status_code == 200
    kept = filled(page.text)
    for name, value in first.items():
        if name in kept and not isinstance(value, str):
            assert kept[name] == str(value), f"{name} comes back as it was stored"
    answer = office.post(f"{address}/{row}/edit", data={k: v for k, v in {**kept, **change}.items() if v is not None})
    assert answer.status_code == 302, errors(answer.text)

    page = office.get(f"{address}/{row}/remove")
    assert page.status_code == 200
    answer = office.post(f"{address}/{row}/remove", data=filled(page.text))
    assert answer.status_code == 302, errors(answer.text)
    assert rows_of(part, world.a) == before
    assert office.get(f"{address}/{row}/edit").status_code == 404
    assert acts()[1:] == list(services.PARTS[part].acts)


def test_what_was_typed_and_refused_is_still_there(world: World, office: FlaskClient) -> None:
    page = office.get("/portfolio/initiatives/A/risks/add")
    typed = {**typed_for(world)["risks"][0], "handling": "reduce", "cause": "Æ, Ø & <Å>"}
    answer = office.post("/portfolio/initiatives/A/risks/add", data={**filled(page.text), **typed})
    assert answer.status_code == 422
    kept = filled(answer.text)
    assert {name: kept[name] for name in typed} == typed
    assert "risk_id" not in kept and rows_of("risks", world.a) == []


@pytest.mark.parametrize(
    ("part", "typed", "field"),
    [
        ("needs", {"use": "build", "year": "2028", "amount_ore": "mye"}, "amount_ore"),
        ("participation", {"part": "partner", "commitment": "with_reservation"}, "reservation"),
        ("benefits", {"title": "G", "kind": "citizens", "benefit_class": "priced_elsewhere", "yearly_low_ore": "9",
                      "yearly_likely_ore": "5"}, "yearly_low_ore"),
        ("gates", {"point": "BP5", "outcome": "onwards", "decided_on": "1.2.2026"}, "point"),
        ("dependencies", {"kind": "finish_to_start"}, "external_node_id"),
        ("persons", {"part": "owner", "from_date": "1.1.2023"}, "from_date"),
    ],
)  # fmt: skip
def test_a_refusal_stands_beside_the_question_it_blames(
    part: str, typed: Typed, field: str, world: World, office: FlaskClient
) -> None:
    always = {"organisation_id": world.body, "person_id": world.colleague}
    page = office.get(f"/portfolio/initiatives/A/{part}/add")
    answer = office.post(f"/portfolio/initiatives/A/{part}/add", data={**filled(page.text), **always, **typed})
    assert answer.status_code == 422
    assert f'id="{field}-error"' in answer.text


@pytest.mark.parametrize("part", [name for name, page in PAGES.items() if page.permission == "initiative:edit"])
def test_an_owner_edits_the_parts_of_the_own_initiative_only(part: str, client: FlaskClient, world: World) -> None:
    owner = signed_in(client, world.owner)
    assert owner.get(f"/portfolio/initiatives/A/{part}/add").status_code == 200
    assert owner.get(f"/portfolio/initiatives/B/{part}/add").status_code == 403


def test_grants_and_appointments_are_the_offices_and_gates_also_the_owners(client: FlaskClient, world: World) -> None:
    owner = signed_in(client, world.owner)
    asked = {part: owner.get(f"/portfolio/initiatives/A/{part}/add").status_code for part in PAGES}
    assert {part for part, code in asked.items() if code == 403} == {"grants", "persons", "missions"}


def test_a_part_of_another_initiative_is_not_found_here(world: World, office: FlaskClient) -> None:
    page = office.get("/portfolio/initiatives/B/needs/add")
    office.post(
        "/portfolio/initiatives/B/needs/add",
        data={**filled(page.text), "use": "run", "year": "2028", "amount_ore": "1"},
    )
    (row,) = rows_of("needs", world.b)
    assert office.get(f"/portfolio/initiatives/A/needs/{row}/edit").status_code == 404
    assert office.get("/portfolio/initiatives/A/nonsense/add").status_code == 404


def test_nobody_edits_the_past(world: World, office: FlaskClient) -> None:
    assert office.get("/portfolio/initiatives/A/needs/add?as_of=2026-01-01").status_code == 404
    page = office.get("/portfolio/initiatives/A/needs/add")
    answer = office.post("/portfolio/initiatives/A/needs/add?as_of=2026-01-01", data=filled(page.text))
    assert answer.status_code == 422
    assert db.session.scalar(select(func.count()).select_from(Deed)) == 1


def test_deeds_are_named_in_the_act_table() -> None:
    assert {act for kind in services.PARTS.values() for act in kind.acts} <= set(Act)
