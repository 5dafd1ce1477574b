"""An alternative as a problem, against cases worked out by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from flask import Flask
from sqlalchemy import select

from app.analysis.selection.problem import Problem
from app.choices import queries, services
from app.choices.models import Criterion
from app.choices.queries.binding import Because
from app.choices.queries.posing import NOBODY, Posed
from app.choices.rules.interplay import InterplayFacts, InterplayKind
from app.choices.rules.scenarios import CoverAsked, Pick, Picked, RunMoney, Underway
from app.missions.rules import Strength
from app.plumbing.committer import unit_of_work
from app.plumbing.db import db
from app.plumbing.periods import Period, Precision
from app.plumbing.record import NOW, At, head
from app.plumbing.refusals import Refusal
from app.portfolio.models import Initiative, Participation, SchemeRules
from app.portfolio.rules.life import State
from app.portfolio.rules.words import ParticipationPart, Use
from tests.choices.scenario_factories import MILLION, Small, a_scenario, a_small_mission, facts, terms
from tests.missions.factories import _kept as kept
from tests.portfolio.factories import named


def posed(scenario: int) -> Posed:
    found = queries.posed(scenario, at=NOW)
    assert found is not None
    return found


def places(found: Posed) -> dict[str, int]:
    return {item.code: number for number, item in enumerate(found.items)}


def made(small: Small, *rows: object) -> None:
    """Keep these rows in a deed of their own."""
    with unit_of_work(None):
        for row in rows:
            kept(row)  # type: ignore[type-var]
        named("mission:facts:edit", db.session.get_one(Initiative, small.initiatives["A"]))


@pytest.mark.db
def test_what_is_chosen_among_and_what_is_not(app: Flask) -> None:
    small = a_small_mission()
    found = posed(a_scenario(small, {2027: 20, 2028: 20}))
    at = places(found)
    assert list(at) == ["A", "B", "C", "G"]
    assert [item.code for item in found.finished] == ["D"]
    assert [(each.item.code, each.because) for each in found.left_out] == [("U", Because.NO_SCORES)]
    assert found.goes_on == {at["G"]}
    assert found.problem.must == {at["G"]}
    assert [(need.item, need.needed) for need in found.problem.requires] == [(at["B"], at["A"])]


def test_values_are_whole_numbers_weights_times_hundredths(app: Flask) -> None:
    found = posed(a_scenario(a_small_mission(), {2027: 20}))
    assert found.weights.proportion == (3, 1)
    assert found.scores[places(found)["C"]] == (6000, 9000)
    assert found.problem.values[places(found)["C"]] == (3 * 6000 + 9000,)
    assert found.sums(frozenset({0, 2})) == (4000 + 6000, 4000 + 9000)


def test_needs_are_those_of_the_years_less_what_is_granted_and_money_to_run_is_told(app: Flask) -> None:
    small = a_small_mission()
    scenario = a_scenario(small, {2027: 20, 2028: 20})
    found = posed(scenario)
    at = places(found)
    assert found.problem.funding is not None
    assert found.problem.funding.needs == {
        at["A"]: {(2027, "build"): 10 * MILLION},
        at["B"]: {(2028, "build"): 10 * MILLION},
        at["C"]: {(2027, "build"): 12 * MILLION},
        at["G"]: {(2027, "build"): 2 * MILLION},
    }
    assert found.need_ore(at["B"], Use.RUN) == 2 * MILLION
    assert found.later_ore(at["B"], Use.BUILD) == 5 * MILLION
    paying = found.paying().funding
    assert paying is not None
    assert paying.needs[at["B"]][2028, "run"] == 2 * MILLION
    assert paying.sources[-1].name == NOBODY
    with unit_of_work(None):
        services.edit_scenario(scenario, facts(run_money=RunMoney.BINDING), version=None)
    bound = posed(scenario).problem.funding
    assert bound is not None
    assert bound.needs[at["B"]] == {(2028, "build"): 10 * MILLION, (2028, "run"): 2 * MILLION}


def test_by_hand_beats_going_on_and_everything_may_be_up_for_choice(app: Flask) -> None:
    small = a_small_mission()
    scenario = a_scenario(small)
    picks = {small.initiatives["G"]: Picked(Pick.OUT), small.initiatives["C"]: Picked(Pick.IN)}
    with unit_of_work(None):
        services.set_picks(scenario, picks, version=None)
    found = posed(scenario)
    at = places(found)
    assert set(found.problem.must) == {at["C"]}
    assert set(found.problem.must_not) == {at["G"]}
    with unit_of_work(None):
        services.set_picks(scenario, {}, version=None)
    with unit_of_work(None):
        services.edit_scenario(scenario, facts(underway=Underway.UP_FOR_CHOICE), version=None)
    assert posed(scenario).problem.must == frozenset()


def test_what_waits_for_something_stopped_cannot_come(app: Flask) -> None:
    small = a_small_mission()
    with unit_of_work(None):
        row = db.session.get_one(Initiative, small.initiatives["A"])
        row.state = State.STOPPED
        named("initiative:state:move", row)
    found = posed(a_scenario(small, {2027: 20}))
    assert places(found)["B"] in found.problem.must_not
    assert ("B", Because.WAITS_FOR_GONE, "A") in [(each.item.code, each.because, each.of) for each in found.left_out]


def test_effort_is_spread_over_the_plan_and_the_part_within_the_years_counts(app: Flask) -> None:
    small = a_small_mission()
    with unit_of_work(None):
        row = db.session.get_one(Initiative, small.initiatives["A"])
        start, finish = (Period(date(*month, 1), Precision.MONTH) for month in ((2026, 7), (2027, 6)))
        row.planned_start, row.planned_start_precision = start.first, start.precision
        row.planned_finish, row.planned_finish_precision = finish.first, finish.precision
        for code, weeks in (("A", 24), ("C", 10)):
            kept(
                Participation(
                    initiative_id=small.initiatives[code],
                    organisation_id=small.other,
                    part=ParticipationPart.PARTNER,
                    person_weeks=Decimal(weeks),
                )
            )
        named("initiative:plan:edit", row)
    scenario = a_scenario(small)
    with unit_of_work(None):
        services.set_capacity(scenario, {small.other: Decimal("15.5")}, version=None)
    found = posed(scenario)
    (limit,) = found.problem.limits
    assert (limit.name, limit.most) == ("capacity:MED", 1550)
    assert limit.uses == {places(found)["A"]: 1200, places(found)["C"]: 1000}


def test_cover_counts_what_is_delivered(app: Flask) -> None:
    small = a_small_mission()
    scenario = a_scenario(small)
    asked = {small.areas["X"]: CoverAsked(1, Strength.MEDIUM), small.areas["Y"]: CoverAsked(2, Strength.WEAK)}
    with unit_of_work(None):
        services.set_cover(scenario, asked, version=None)
    found = posed(scenario)
    at = places(found)
    assert [(cover.name, set(cover.items), cover.least) for cover in found.problem.covers] == [
        ("cover:X", {at["A"]}, 1),
        ("cover:Y", {at["C"]}, 1),
    ]
    with unit_of_work(None):
        services.set_cover(scenario, {small.areas["X"]: CoverAsked(1, Strength.STRONG)}, version=None)
    assert posed(scenario).problem.covers[0].items == frozenset()


def test_a_scheme_pays_whom_it_may_as_much_and_as_long_as_its_rules_say(app: Flask) -> None:
    small = a_small_mission()
    rules = SchemeRules(
        source_id=small.source,
        round="2027",
        largest_share=Decimal("0.5"),
        smallest_cost_ore=11 * MILLION,
        ceiling_ore=4 * MILLION,
        budget_years=1,
    )
    made(small, rules)
    scenario = a_scenario(small)
    with unit_of_work(None):
        own = terms({2027: 20, 2028: 20}, rules_id=rules.id)
        services.set_money(scenario, {small.source: own}, version=None)
    found = posed(scenario)
    assert found.problem.funding is not None
    (source,) = found.problem.funding.sources
    assert (source.ceiling, source.share) == (4 * MILLION, Fraction(1, 2))
    assert source.eligible == frozenset({places(found)["C"]})
    assert source.years == {places(found)["C"]: {2027}}


def test_interplay_is_an_exclusion_or_a_synergy_that_saves_no_more_than_is_needed(app: Flask) -> None:
    small = a_small_mission()
    ids = small.initiatives
    both = InterplayFacts(InterplayKind.EXCLUSION, frozenset({ids["A"], ids["C"]}), "", {}, {})
    help_ = InterplayFacts(
        InterplayKind.SYNERGY,
        frozenset({ids["A"], ids["B"]}),
        "",
        {small.criteria["N"]: Decimal(10)},
        {(2028, Use.BUILD): 30 * MILLION, (2027, Use.RUN): MILLION},
    )
    for each in (both, help_):
        with unit_of_work(None):
            services.put_interplay(small.mission, each, interplay_id=None, version=None)
    found = posed(a_scenario(small))
    at = places(found)
    assert [each.items for each in found.problem.exclusives] == [{at["A"], at["C"]}]
    (synergy,) = found.problem.synergies
    assert (set(synergy.items), synergy.extra) == ({at["A"], at["B"]}, (3000,))
    assert synergy.saves == {(2028, "build"): 10 * MILLION}
    assert found.sums(frozenset({at["A"], at["B"]})) == (4000 + 8000 + 1000, 8000)


@pytest.mark.db
def test_the_same_moment_gives_the_same_problem_and_another_world_another(app: Flask) -> None:
    small = a_small_mission()
    scenario = a_scenario(small, {2027: 20})
    then = At(deed=head(NOW)[0])
    before = posed(scenario)
    with unit_of_work(None):
        services.set_money(scenario, {small.source: terms({2027: 21})}, version=None)
    again = queries.posed(scenario, at=then)
    assert again is not None
    assert again.fingerprint == before.fingerprint
    assert again.problem == before.problem
    assert posed(scenario).fingerprint != before.fingerprint


def test_weights_that_weigh_nothing_are_refused(app: Flask) -> None:
    small = a_small_mission()
    scenario = a_scenario(small)
    with unit_of_work(None):
        for row in db.session.scalars(select(Criterion)):
            row.weight = Decimal(0)
        named("mission:weights:set", row)
    with pytest.raises(Refusal):
        queries.posed(scenario, at=NOW)


def test_other_weights_make_another_problem_of_the_same_constraints(app: Flask) -> None:
    found = posed(a_scenario(a_small_mission(), {2027: 20}))
    other: Problem = found.valued([(1, 0), (0, 1)])
    assert other.values[places(found)["C"]] == (6000, 9000)
    assert replace(other, values=found.problem.values) == found.problem
