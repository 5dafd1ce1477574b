"""Alternatives: made, copied, shared, put away, and their assumptions set; on both databases."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.choices import queries, services
from app.choices.models import Scenario, ScenarioBudget, ScenarioSource, WeighingPoint
from app.choices.queries import weights
from app.choices.rules.acts import Act
from app.choices.rules.interplay import InterplayFacts, InterplayKind
from app.choices.rules.scenarios import CoverAsked, Pays, Pick, Picked, SourceTerms
from app.choices.rules.weighing import Holding
from app.missions.rules import Strength
from app.plumbing import clock
from app.plumbing.committer import unit_of_work
from app.plumbing.db import db
from app.plumbing.record import NOW, At, Deed, current_work, head
from app.plumbing.refusals import Changed, Refusal
from app.portfolio.rules.words import Use
from tests.choices.scenario_factories import MILLION, a_scenario, a_small_mission, facts, terms

pytestmark = pytest.mark.db


def last_act() -> str:
    return db.session.execute(select(Deed.act).order_by(Deed.number.desc()).limit(1)).scalar_one()


def test_an_alternative_gets_the_next_code_and_is_its_makers_alone(app: Flask) -> None:
    small = a_small_mission()
    first, second = a_scenario(small, shared=False), a_scenario(small)
    codes = [row.code for row in queries.scenario_heads(small.mission, at=NOW)]
    assert codes == ["A1", "A2"]
    assert [row.id for row in queries.visible_heads(small.mission, None, at=NOW)] == [second]
    assert [row.id for row in queries.visible_heads(small.mission, small.person, at=NOW)] == [first, second]


@pytest.mark.parametrize(
    ("said", "blamed"),
    [
        ({"title": "  "}, "title"),
        ({"first_year": 1900}, "first_year"),
        ({"last_year": 2026}, "last_year"),
        ({"last_year": 2040}, "last_year"),
        ({"weighing_id": 99}, "weighing_id"),
    ],
)
def test_nonsense_is_refused_in_words_and_blames_an_input(app: Flask, said: dict[str, Any], blamed: str) -> None:
    small = a_small_mission()
    with pytest.raises(Refusal) as refused, unit_of_work(None):
        services.make_scenario(small.mission, facts(**{"title": "Navn", **said}), owner_id=None)
    assert refused.value.field == blamed


def test_money_is_exactly_what_was_said_and_two_editors_do_not_overwrite_each_other(app: Flask) -> None:
    small = a_small_mission()
    scenario = a_scenario(small, {2027: 20, 2028: 5}, shared=False)
    found = queries.assumed(scenario, at=NOW)
    assert found is not None
    (source,) = found.sources
    assert (source.budget, source.pays) == ({2027: 20 * MILLION, 2028: 5 * MILLION}, Pays.BOTH)
    with unit_of_work(None):
        services.set_money(scenario, {small.source: terms({2028: 7})}, version=2)
    assert last_act() == Act.SCENARIO_MONEY
    with pytest.raises(Changed), unit_of_work(None):
        services.set_money(scenario, {small.source: terms({2028: 9})}, version=2)
    again = queries.assumed(scenario, at=NOW)
    assert again is not None
    assert again.sources[0].budget == {2028: 7 * MILLION}
    with unit_of_work(None):
        services.set_money(scenario, {}, version=3)
    assert db.session.scalar(select(func.count()).select_from(ScenarioSource)) == 0


def test_money_below_nothing_or_in_another_year_is_refused(app: Flask) -> None:
    small = a_small_mission()
    scenario = a_scenario(small)
    for bad in ({2027: -1}, {2031: 5}):
        with pytest.raises(Refusal), unit_of_work(None):
            services.set_money(scenario, {small.source: terms(bad)}, version=None)
    with pytest.raises(Refusal), unit_of_work(None):
        services.set_money(scenario, {small.source: terms({2027: 1}, rules_id=1)}, version=None)


def test_years_that_are_taken_away_take_their_budgets_along(app: Flask) -> None:
    small = a_small_mission()
    scenario = a_scenario(small, {2027: 20, 2028: 5})
    with unit_of_work(None):
        services.edit_scenario(scenario, facts(last_year=2027), version=None)
    assert db.session.scalars(select(ScenarioBudget.year)).all() == [2027]


def test_a_copy_has_everything_and_a_weighing_of_its_own(app: Flask) -> None:
    small = a_small_mission()
    scenario = a_scenario(small, {2027: 20})
    with unit_of_work(None):
        services.set_capacity(scenario, {small.lead: Decimal("12.5")}, version=None)
    with unit_of_work(None):
        services.set_picks(scenario, {small.initiatives["C"]: Picked(Pick.IN, "Fordi")}, version=None)
    with unit_of_work(None):
        services.set_cover(scenario, {small.areas["X"]: CoverAsked(1, Strength.MEDIUM)}, version=None)
    with unit_of_work(small.person):
        points = {small.criteria["N"]: Decimal(1), small.criteria["R"]: Decimal(3)}
        own = services.copy_with_weights(scenario, "Andre vekter", points, owner_id=small.person).id
    with unit_of_work(small.person):
        copy = services.copy_scenario(own, "Kopi", owner_id=small.person).id
    before, after = queries.assumed(own, at=NOW), queries.assumed(copy, at=NOW)
    assert before is not None
    assert after is not None
    assert (after.capacity, after.picks, after.cover) == (before.capacity, before.picks, before.cover)
    assert after.sources[0].budget == before.sources[0].budget
    assert not after.head.shared
    assert before.head.weighing_id is not None
    assert after.head.weighing_id not in (None, before.head.weighing_id)
    said = weights.of(after.head.weighing_id or 0, at=NOW)
    assert said is not None
    assert said.weighing.holding is Holding.POINTS
    assert said.proportion == (1, 3)
    assert db.session.scalar(select(func.count()).select_from(WeighingPoint)) == 4


def test_what_is_archived_is_neither_edited_nor_solved_until_it_is_back(app: Flask) -> None:
    small = a_small_mission()
    scenario = a_scenario(small)
    with unit_of_work(None):
        services.archive_scenario(scenario, on=clock.today(), version=None)
    with pytest.raises(Refusal), unit_of_work(None):
        services.edit_scenario(scenario, facts(), version=None)
    with pytest.raises(Refusal), unit_of_work(None):
        services.ask_for_solution(scenario)
    with unit_of_work(None):
        services.restore_scenario(scenario, version=None)
    with unit_of_work(None):
        services.edit_scenario(scenario, facts("Nytt navn"), version=None)
    assert db.session.scalar(select(Scenario.title).where(Scenario.id == scenario)) == "Nytt navn"


def test_what_somebody_leaves_is_shared_so_that_it_is_not_lost(app: Flask) -> None:
    small = a_small_mission()
    scenario = a_scenario(small, shared=False)
    with unit_of_work(None):
        services.scenarios.share_when_they_leave(small.person)
        current_work().record("person:access:deactivate", db.session.get_one(Scenario, scenario))
    assert db.session.scalar(select(Scenario.shared).where(Scenario.id == scenario))


def test_an_interplay_joins_two_or_more_and_says_what_it_gives(app: Flask) -> None:
    small = a_small_mission()
    members = frozenset({small.initiatives["A"], small.initiatives["B"]})
    for bad in (
        InterplayFacts(InterplayKind.EXCLUSION, frozenset({1}), "", {}, {}),
        InterplayFacts(InterplayKind.SYNERGY, members, "", {}, {}),
        InterplayFacts(InterplayKind.EXCLUSION, members, "", {small.criteria["N"]: Decimal(5)}, {}),
    ):
        with pytest.raises(Refusal), unit_of_work(None):
            services.put_interplay(small.mission, bad, interplay_id=None, version=None)
    good = InterplayFacts(
        InterplayKind.SYNERGY, members, "Samme løsning", {small.criteria["N"]: Decimal(5)}, {(2028, Use.BUILD): MILLION}
    )
    with unit_of_work(None):
        services.put_interplay(small.mission, good, interplay_id=None, version=None)
    (row,) = queries.interplays(small.mission, at=NOW)
    assert (row.members, row.gains, row.savings) == (members, good.gains, good.savings)
    with pytest.raises(Changed), unit_of_work(None):
        services.remove_interplay(row.id, version=row.version - 1)
    with unit_of_work(None):
        services.remove_interplay(row.id, version=row.version)
    assert queries.interplays(small.mission, at=NOW) == []


def test_the_past_of_an_alternative_stays_as_it_was(app: Flask) -> None:
    small = a_small_mission()
    scenario = a_scenario(small, {2027: 20})
    then = At(deed=head(NOW)[0])
    with unit_of_work(None):
        services.set_money(scenario, {small.source: terms({2027: 1})}, version=None)
    before = queries.assumed(scenario, at=then)
    assert before is not None
    assert before.sources[0].budget == {2027: 20 * MILLION}


def test_rules_of_a_round_belong_to_their_source(app: Flask) -> None:
    small = a_small_mission()
    scenario = a_scenario(small)
    bad = SourceTerms(Pays.BUILD, terms({}).applicants, 12345, {2027: MILLION})
    with pytest.raises(Refusal), unit_of_work(None):
        services.set_money(scenario, {small.source: bad}, version=None)
