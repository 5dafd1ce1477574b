"""An organisation is taken over: what is going on names the successor, what is over names whoever it was then."""

from __future__ import annotations

from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app.missions.models import Mission
from app.people.rules import Role
from app.people.services import merging
from app.plumbing import clock
from app.plumbing.committer import unit_of_work
from app.plumbing.db import db
from app.plumbing.merging import going_on
from app.plumbing.record import verify
from app.portfolio.models import Initiative, Participation
from app.portfolio.rules.life import State
from app.portfolio.rules.words import Commitment, ParticipationPart
from tests.missions.factories import named
from tests.portfolio.factories import a_person, an_organisation, kept, signed_in
from tests.portfolio.typed import filled
from tests.portfolio.worlds import World, a_world

TODAY, LAST = date(2026, 11, 22), date(2026, 10, 31)
PARTNER = next(iter(ParticipationPart))


@pytest.fixture
def world(app: Flask) -> World:
    return a_world()


@pytest.fixture
def successor(world: World) -> int:
    """«F» is finished. In A both bodies take part in the same way, in B only the old one."""
    with unit_of_work(by=None):
        new = an_organisation("NY", "Den nye etaten")
        db.session.get_one(Initiative, world.f).state = State.DELIVERED
        for initiative, body in ((world.a, world.body), (world.a, new.id), (world.b, world.body)):
            kept(
                Participation(
                    initiative_id=initiative, organisation_id=body, part=PARTNER, commitment=Commitment.PROPOSED
                )
            )
        named("organisation:facts:add", new)
        return new.id


def leads() -> dict[str, int | None]:
    db.session.rollback()
    return dict(db.session.execute(select(Initiative.code, Initiative.lead_id)).all())


def takes_part(body: int) -> list[int]:
    query = select(Participation.initiative_id).where(Participation.organisation_id == body).order_by(Participation.id)
    return list(db.session.scalars(query))


def merge(world: World, successor: int) -> int:
    with unit_of_work(by=None):
        return merging.merge(world.body, None, successor_id=successor, last_day=LAST, on=TODAY)


@pytest.mark.db
def test_what_is_going_on_moves_and_what_is_over_stays(world: World, successor: int) -> None:
    version = db.session.get_one(Initiative, world.a).version

    assert merge(world, successor) == 4, "A, B and C are led by the new one, and B has it as a partner"

    assert leads() == {"A": successor, "B": successor, "C": successor, "F": world.body}
    assert takes_part(world.body) == [world.a], "in A the new one takes part already"
    assert takes_part(successor) == [world.a, world.b]
    assert db.session.get_one(Initiative, world.a).version > version
    assert verify().faults == ()


@pytest.mark.db
def test_undoing_it_brings_everything_back(world: World, successor: int) -> None:
    before = leads()
    merge(world, successor)

    with unit_of_work(by=None):
        assert merging.undo_merge(world.body, None, last_day=None) == 4

    assert leads() == before
    assert takes_part(world.body) == [world.a, world.b]
    assert verify().faults == ()


def test_the_page_says_what_moves_and_does_it(world: World, successor: int, client: FlaskClient) -> None:
    office = signed_in(client, world.manager)
    page = office.get("/organisations/HDIR/merge").text
    assert "A – Tiltak A" in page and "F – Tiltak F" not in page
    typed = {**filled(page), "successor_id": str(successor), "last_day": "31.10.2026"}

    done = office.post("/organisations/HDIR/merge", data=typed, follow_redirects=True)

    assert "4 ting ble flyttet" in done.text
    assert 'id="left-behind"' not in done.text, "in A the new one takes part already, so nothing is left to move"
    page = office.get("/organisations/HDIR/undo-merge").text
    done = office.post("/organisations/HDIR/undo-merge", data=filled(page), follow_redirects=True)
    assert "4 ting ble flyttet" in done.text
    assert len(going_on(world.body, on=TODAY)) == 5


def test_a_body_that_has_ended_is_not_shown_as_if_it_existed(
    world: World, successor: int, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    merge(world, successor)
    office = signed_in(client, world.manager)

    monkeypatch.setattr(clock, "today", lambda: TODAY)
    assert "(fantes til 31.10.2026)" in office.get("/portfolio/initiatives/F").text
    assert "fantes til" not in office.get("/portfolio/initiatives/A").text
    monkeypatch.setattr(clock, "today", lambda: LAST)
    assert "fantes til" not in office.get("/portfolio/initiatives/F").text


@pytest.mark.parametrize("role", [Role.PROGRAMME_MANAGER, Role.ADMINISTRATOR], ids=str)
def test_what_all_missions_share_is_not_changed_by_the_office_of_one(
    world: World, client: FlaskClient, role: Role
) -> None:
    with unit_of_work(by=None):
        mission = db.session.get_one(Mission, world.mission)
        person = a_person("", role, mission)
        named("person:identity:add", person)
    office = signed_in(client, person.id)

    page = office.get("/organisations/HDIR")
    assert page.status_code == 200 and "/organisations/HDIR/edit" not in page.text
    added = office.get("/organisations/new")
    assert added.status_code == 200, "what is new changes nothing that others use"
    typed = {**filled(added.text), "version": "1"}
    for deed in ("edit", "merge", "undo-merge"):
        assert office.get(f"/organisations/HDIR/{deed}").status_code == 403, deed
    for deed in ("edit", "merge", "undo-merge", "move-on"):
        assert office.post(f"/organisations/HDIR/{deed}", data=typed).status_code == 403, deed
