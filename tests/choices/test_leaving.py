"""An alternative that nobody else could see is shared when its owner leaves, and stays under their number."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select

from app.choices import services
from app.choices.models import Scenario
from app.choices.rules.scenarios import RunMoney, ScenarioFacts, Underway
from app.people.rules import Role
from app.people.services import leaving
from app.plumbing import clock
from app.plumbing.committer import unit_of_work
from app.plumbing.db import db
from app.plumbing.record import verify
from tests.people.factories import a_person, mission

pytestmark = pytest.mark.db

FACTS = ScenarioFacts("Mitt eget", "", "nb", 2027, 2030, Underway.GOES_ON, RunMoney.TOLD)


@pytest.mark.parametrize("erased", [False, True], ids=["access closed", "identity erased"])
def test_what_only_they_could_see_is_shared_when_somebody_leaves(app: Flask, erased: bool) -> None:
    a_person("Blir igjen", Role.ADMINISTRATOR)
    owner, other = a_person("", Role.PROGRAMME_MANAGER), a_person("", Role.PROGRAMME_MANAGER)
    mission_id = mission()
    made = []
    for person in (owner, other):
        with unit_of_work(by=person):
            made.append(services.make_scenario(mission_id, FACTS, owner_id=person).id)

    with unit_of_work(by=None):
        if erased:
            leaving.erase(owner, on=clock.today(), now=clock.now())
        else:
            leaving.leave(owner, None, {}, on=clock.today(), now=clock.now())

    rows = db.session.scalars(select(Scenario).order_by(Scenario.id)).all()
    assert [(row.id, row.owner_id, row.shared) for row in rows] == [(made[0], owner, True), (made[1], other, False)]
    assert verify().faults == ()
