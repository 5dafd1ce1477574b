"""Two who have the same alternative solved at the same moment are told of one job."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select

from app.choices import services
from app.choices.rules.scenarios import RunMoney, ScenarioFacts, Underway
from app.choices.services import solving
from app.plumbing.committer import unit_of_work
from app.plumbing.db import db
from app.plumbing.queue.models import Job
from tests.people.factories import mission
from tests.people.races import at_once, meeting

pytestmark = pytest.mark.db


def test_two_who_ask_at_once_are_told_of_one_job(real_app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    facts = ScenarioFacts("Samtidig", "", "nb", 2027, 2030, Underway.GOES_ON, RunMoney.TOLD)
    with real_app.app_context():
        mission_id = mission()
        with unit_of_work(by=None):
            scenario_id = services.make_scenario(mission_id, facts, owner_id=None).id
    told: list[int] = []
    meeting(monkeypatch, solving, "solving_job")

    said = at_once(real_app, [lambda: told.append(solving.ask_for_solution(scenario_id))] * 2)

    assert said == ["done", "done"]
    with real_app.app_context():
        assert set(told) == set(db.session.scalars(select(Job.id))) and len(told) == 2 and len(set(told)) == 1
