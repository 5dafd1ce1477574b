"""One initiative's place, read without ranking all: the same as the whole ranking says, and never an old one."""

from __future__ import annotations

import random
from decimal import Decimal

import pytest
from flask import Flask

from app.choices import queries, services
from app.choices.models import Score
from app.choices.rules.scoring import ScoreDecision
from app.plumbing.committer import unit_of_work
from app.plumbing.db import db
from app.plumbing.record import NOW
from tests.choices.factories import a_criterion, a_score
from tests.portfolio.factories import a_mission, an_initiative, named, some_evidence
from tests.statements import statements

pytestmark = pytest.mark.db


def a_portfolio(size: int, *, seed: int) -> int:
    """A mission of so many initiatives whose scores often tie; one has no score on one criterion."""
    drawn = random.Random(seed)
    with unit_of_work(None):
        mission = a_mission()
        measures = [a_criterion(mission, weight=weight) for weight in ("2.5", 10, 0)]
        for number in range(size):
            initiative = an_initiative(mission)
            for criterion in measures[: 1 if number == 0 else 3]:
                evidence = some_evidence(mission) if drawn.random() < 0.3 else None
                a_score(initiative, criterion, drawn.randrange(0, 101, 20), spread=drawn.randrange(0, 30, 10),
                        rests_on=evidence)  # fmt: skip
        named("mission:facts:add", mission)
        return mission.id


@pytest.mark.parametrize("seed", range(3))
def test_the_place_is_the_one_in_the_whole_ranking(app: Flask, seed: int) -> None:
    mission_id = a_portfolio(14, seed=seed)
    whole = queries.ranked(mission_id, at=NOW)
    assert len(whole.rows) == 13

    for row in whole.rows:
        place = queries.place_of(row.initiative.id, mission_id, at=NOW)
        assert place.row == row
        assert (place.count, place.shares, place.missing) == (13, whole.shares, ())
        assert place.scores == row.scores
    (left_out,) = whole.incomplete
    place = queries.place_of(left_out.initiative.id, mission_id, at=NOW)
    assert place.row is None
    assert [one.id for one in place.missing] == [one.id for one in left_out.missing]


def test_a_changed_score_shows_at_once_and_one_that_was_taken_back_never(app: Flask) -> None:
    with unit_of_work(None):
        mission = a_mission()
        only = a_criterion(mission)
        first, second = an_initiative(mission), an_initiative(mission)
        a_score(first, only, 80)
        a_score(second, only, 40)
        named("mission:facts:add", mission)
        mission_id, only_id, first_id, second_id = mission.id, only.id, first.id, second.id

    def rank(initiative_id: int) -> int:
        row = queries.place_of(initiative_id, mission_id, at=NOW).row
        assert row is not None
        return row.rank

    assert (rank(first_id), rank(second_id)) == (1, 2)

    class Undone(Exception):
        pass

    with pytest.raises(Undone), unit_of_work(None):
        services.put_scores(mission_id, second_id, {only_id: a_decision(90)}, version=None)
        db.session.flush()
        assert rank(second_id) == 1
        raise Undone
    assert (rank(first_id), rank(second_id)) == (1, 2)

    with unit_of_work(None):
        services.put_scores(mission_id, second_id, {only_id: a_decision(90)}, version=None)
    assert (rank(first_id), rank(second_id)) == (2, 1)


def test_new_weights_and_a_newcomer_show_at_once(app: Flask) -> None:
    with unit_of_work(None):
        mission = a_mission()
        benefit, cost = a_criterion(mission, weight=30), a_criterion(mission, weight=10)
        one, other = an_initiative(mission), an_initiative(mission)
        for initiative, first, second in ((one, 80, 10), (other, 20, 90)):
            a_score(initiative, benefit, first)
            a_score(initiative, cost, second)
        named("mission:facts:add", mission)
        mission_id, benefit_id, one_id = mission.id, benefit.id, one.id
    before = queries.place_of(one_id, mission_id, at=NOW)

    with unit_of_work(None):
        services.set_weights(mission_id, {benefit_id: Decimal(1)}, version=1)
    weighed = queries.place_of(one_id, mission_id, at=NOW)
    with unit_of_work(None):
        newcomer = an_initiative(db.session.get_one(type(mission), mission_id))
        for criterion in (db.session.get_one(type(benefit), benefit_id), cost):
            a_score(newcomer, db.session.merge(criterion), 100)
        named("initiative:facts:add", newcomer)
    joined = queries.place_of(one_id, mission_id, at=NOW)

    assert [(place.count, place.row and place.row.rank) for place in (before, weighed, joined)] == [
        (2, 1), (2, 2), (3, 3),
    ]  # fmt: skip


def test_more_initiatives_take_no_more_statements(app: Flask) -> None:
    counts = []
    for size in (3, 12):
        mission_id = a_portfolio(size, seed=size)
        last = max(db.session.scalars(db.select(Score.initiative_id).where(Score.mission_id == mission_id)))
        with statements() as said:
            queries.place_of(last, mission_id, at=NOW)
        counts.append(len(said))

    assert counts[0] == counts[1] <= 13


def a_decision(likely: int) -> ScoreDecision:
    return ScoreDecision(Decimal(likely), Decimal(likely), Decimal(likely))
