"""Weighing and scoring, on both databases."""

from __future__ import annotations

from decimal import Decimal

import pytest
from flask import Flask
from sqlalchemy import select

from app.choices import queries, services
from app.choices.models import Criterion, Score
from app.choices.rules.acts import Act
from app.choices.rules.scoring import CriterionDecision, ScoreDecision
from app.missions.models import Mission
from app.plumbing.committer import unit_of_work
from app.plumbing.db import db
from app.plumbing.provenance import Source
from app.plumbing.record import NOW, Deed
from app.plumbing.refusals import Changed, Refusal
from app.portfolio.models import Initiative
from tests.choices.factories import a_criterion, a_score
from tests.portfolio.factories import a_mission, an_initiative, named, some_evidence

pytestmark = pytest.mark.db

D = Decimal


def last_act() -> str:
    return db.session.execute(select(Deed.act).order_by(Deed.number.desc()).limit(1)).scalar_one()


def test_weights_are_one_statement_of_the_mission_and_are_the_readers_own(app: Flask) -> None:
    with unit_of_work(None):
        mission = a_mission()
        first, second = (a_criterion(mission, weight=10, source=Source.ILLUSTRATIVE) for _ in range(2))
        named("mission:facts:add", mission)
        mission_id, first_id, second_id = mission.id, first.id, second.id
    with unit_of_work(None):
        services.set_weights(mission_id, {first_id: D("30")}, version=1)
    rows = {row.id: row for row in queries.criteria(mission_id, at=NOW)}
    assert (rows[first_id].weight, rows[first_id].version) == (D(30), 2)
    assert (rows[second_id].weight, rows[second_id].version) == (D(10), 1)
    assert rows[first_id].origins.of("weight").source is Source.ENTERED
    assert rows[second_id].origins.of("weight").source is Source.ILLUSTRATIVE
    assert last_act() == Act.WEIGHTS_SET
    with pytest.raises(Changed), unit_of_work(None):
        services.set_weights(mission_id, {first_id: D(1)}, version=1)
    with pytest.raises(Refusal), unit_of_work(None):
        services.set_weights(mission_id, {first_id: D(0), second_id: D(0)}, version=2)


def test_a_new_criterion_comes_last_and_its_code_is_free(app: Flask) -> None:
    with unit_of_work(None):
        mission = a_mission()
        a_criterion(mission, "NYTTE")
        named("mission:facts:add", mission)
        mission_id = mission.id
    words = CriterionDecision("Fordeling", "Hvem som får.", "nb", {D(0): "Ingen", D(100): "Alle", D(50): ""})
    with unit_of_work(None):
        services.add_criterion(mission_id, "FORDELING", D(15), words, version=1)
    rows = queries.criteria(mission_id, at=NOW)
    assert [row.code for row in rows] == ["NYTTE", "FORDELING"]
    assert [(level.score, level.described) for level in rows[1].levels] == [(D(0), "Ingen"), (D(100), "Alle")]
    with pytest.raises(Refusal) as refused, unit_of_work(None):
        services.add_criterion(mission_id, "nytte", D(15), words, version=None)
    assert refused.value.field == "code"


def test_editing_a_criterion_keeps_other_languages_and_removes_emptied_levels(app: Flask) -> None:
    with unit_of_work(None):
        mission = a_mission()
        criterion = a_criterion(mission, title="Nytte")
        named("mission:facts:add", mission)
        mission_id, criterion_id = mission.id, criterion.id
    with unit_of_work(None):
        services.edit_criterion(criterion_id, CriterionDecision("Nytten", "", "nb", {D(0): "Ingen"}), version=1)
    with unit_of_work(None):
        services.edit_criterion(criterion_id, CriterionDecision("Benefit", "", "en", {D(0): ""}), version=2)
    row = queries.criteria(mission_id, at=NOW)[0]
    assert (row.title, row.levels, row.version) == ("Nytten", (), 3)


def test_scoring_adds_changes_and_takes_away_in_one_deed(app: Flask) -> None:
    with unit_of_work(None):
        mission = a_mission()
        first, second, third = (a_criterion(mission) for _ in range(3))
        initiative = an_initiative(mission)
        paper = some_evidence(mission)
        a_score(initiative, first, 40, spread=10, rests_on=paper, source=Source.ILLUSTRATIVE)
        a_score(initiative, second, 50)
        named("mission:facts:add", mission)
        ids = mission.id, initiative.id
        first_id, second_id, third_id, paper_id = first.id, second.id, third.id, paper.id
    with unit_of_work(None):
        services.put_scores(
            *ids,
            {
                first_id: ScoreDecision(D(30), D(45), D(50)),
                second_id: None,
                third_id: ScoreDecision(D(60), D(60), D(60), "prøvd før", frozenset({paper_id})),
            },
            version=1,
        )
    scores = queries.scores(ids[0], at=NOW)[ids[1]]
    assert set(scores) == {first_id, third_id}
    assert scores[first_id].judgement_only
    assert not scores[first_id].illustrative
    assert scores[first_id].origins.of("high").source is Source.ILLUSTRATIVE  # 50 was not typed anew
    assert [item.id for item in scores[third_id].evidence] == [paper_id]
    assert last_act() == Act.SCORE_PUT
    with pytest.raises(Changed), unit_of_work(None):
        services.put_scores(*ids, {third_id: None}, version=1)
    assert db.session.get(Initiative, ids[1]) is not None
    assert db.session.scalar(select(Score.version).where(Score.criterion_id == first_id)) == 2
    assert db.session.scalar(select(Mission.version)) == 1
    assert db.session.scalars(select(Criterion.version)).all() == [1, 1, 1]
