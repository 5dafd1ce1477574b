"""Saying what criteria weigh, and several appraisers of one score, on both databases."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

import pytest
from flask import Flask
from sqlalchemy import select

from app.choices import queries, services
from app.choices.models import Criterion, ScoreOpinion
from app.choices.queries import weights
from app.choices.queries.asking import asking
from app.choices.rules.acts import Act
from app.choices.rules.scoring import CriterionDecision, Opinion, ScoreDecision, together
from app.choices.rules.weighing import Answer, Holding, StatementKind, TradeOff, bound_of, order_of
from app.missions.models import Mission
from app.people.rules import Role
from app.plumbing.committer import unit_of_work
from app.plumbing.db import db
from app.plumbing.provenance import Source
from app.plumbing.record import NOW, Deed
from app.plumbing.refusals import Changed, NotThere, Refusal
from app.portfolio.models import Initiative
from tests.choices.factories import a_criterion, a_score
from tests.portfolio.factories import a_mission, a_person, an_initiative, named, some_evidence

pytestmark = pytest.mark.db

D = Decimal


@dataclass
class Barn:
    mission: int
    initiative: int
    person: int
    other: int
    ids: list[int]

    @property
    def weights(self) -> weights.Weights:
        return weights.of_mission(self.mission, at=NOW)

    @property
    def points(self) -> list[Decimal]:
        return [row.weight for row in queries.criteria(self.mission, at=NOW)]

    def prefer(self, first: int, second: int, answer: Answer = Answer.FIRST, part: str = "1") -> None:
        with unit_of_work(self.person):
            asked = TradeOff(self.ids[first], D(1), self.ids[second], D(part), answer)
            services.answer_trade_off(self.mission, asked, version=None)


@pytest.fixture
def barn(app: Flask) -> Barn:
    with unit_of_work(None):
        mission = a_mission("barn")
        rows = [a_criterion(mission, code, weight) for code, weight in (("A", 30), ("B", 10), ("C", 20), ("D", 0))]
        initiative = an_initiative(mission, "T1")
        people = [a_person(role=Role.PROGRAMME_MANAGER, mission=mission) for _ in range(2)]
        named("mission:facts:add", mission)
        return Barn(mission.id, initiative.id, people[0].id, people[1].id, [row.id for row in rows])


def last() -> str:
    return db.session.scalars(select(Deed.act).order_by(Deed.number.desc())).first() or ""


# --- what the criteria weigh -----------------------------------------------------------------------------------


def test_an_order_counts_from_then_on_and_points_in_that_order_stay(barn: Barn) -> None:
    with unit_of_work(barn.person):
        services.put_in_order(barn.mission, [barn.ids[0], barn.ids[2], barn.ids[1]], version=1)

    assert barn.weights.weighing.holding is Holding.ORDER
    assert barn.points == [30, 10, 20, 0]
    assert last() == Act.WEIGHTS_SET


def test_another_order_begins_with_the_centre_of_its_weights(barn: Barn) -> None:
    with unit_of_work(barn.person):
        services.put_in_order(barn.mission, [barn.ids[1], barn.ids[2], barn.ids[0]], version=1)

    assert barn.points == [D("18.18"), 100, D("45.45"), 0]
    assert barn.weights.central == (Fraction(2, 18), Fraction(11, 18), Fraction(5, 18), Fraction(0))


@pytest.mark.parametrize("order", [[], [0, 0], [0, 99]], ids=str)
def test_an_order_names_criteria_of_the_mission_once(barn: Barn, order: list[int]) -> None:
    ids = [barn.ids[place] if place < 4 else 10**9 for place in order]
    with pytest.raises(Refusal), unit_of_work(barn.person):
        services.put_in_order(barn.mission, ids, version=None)


def test_the_first_answer_keeps_the_order_as_statements_that_can_be_withdrawn(barn: Barn) -> None:
    with unit_of_work(barn.person):
        services.put_in_order(barn.mission, [barn.ids[0], barn.ids[2], barn.ids[1]], version=None)
    asked = asking(barn.mission, at=NOW).question
    assert asked is not None
    assert {asked.first_part, asked.second_part} != {D(1)}, "the order of whole steps is known"

    barn.prefer(2, 0, part="0.5")

    said = barn.weights.said
    assert [(row.position, row.kind, row.first.code, row.second and row.second.code) for row in said] == [
        (1, StatementKind.ORDER, "A", "C"), (2, StatementKind.ORDER, "C", "B"), (3, StatementKind.TRADE_OFF, "C", "A"),
    ]  # fmt: skip
    assert {row.said_by_id for row in said} == {barn.person}
    assert barn.weights.weighing.holding is Holding.STATEMENTS
    with unit_of_work(barn.person):
        services.withdraw(barn.mission, 1)
    assert [row.position for row in barn.weights.said] == [2, 3]
    assert last() == Act.STATEMENT_WITHDRAW
    with pytest.raises(NotThere), unit_of_work(barn.person):
        services.withdraw(barn.mission, 1)


def test_points_counted_so_answers_begin_from_nothing(barn: Barn) -> None:
    barn.prefer(1, 0)

    assert [row.kind for row in barn.weights.said] == [StatementKind.TRADE_OFF]
    assert barn.points == [30, 10, 20, 0], "what was said before is not lost"
    with unit_of_work(barn.person):
        services.hold_to(barn.mission, Holding.POINTS, version=None)
    assert barn.weights.central == (Fraction(1, 2), Fraction(1, 6), Fraction(1, 3), Fraction(0))
    assert last() == Act.WEIGHING_PUT


def test_the_last_answer_is_taken_back_and_asked_again(barn: Barn) -> None:
    first = asking(barn.mission, at=NOW).question
    barn.prefer(0, 1)
    with unit_of_work(barn.person):
        services.take_back_answer(barn.mission, version=None)

    again = asking(barn.mission, at=NOW)
    assert (again.question, again.answered) == (first, 0)
    with pytest.raises(Refusal), unit_of_work(barn.person):
        services.take_back_answer(barn.mission, version=None)


def test_what_is_skipped_is_not_asked_again(barn: Barn) -> None:
    first = asking(barn.mission, at=NOW).question
    assert first is not None
    with unit_of_work(barn.person):
        asked = TradeOff(first.first.id, first.first_part, first.second.id, first.second_part, Answer.SKIPPED)
        services.answer_trade_off(barn.mission, asked, version=None)

    found = asking(barn.mission, at=NOW)
    assert found.answered == 1
    assert found.question not in (first, None)
    assert not found.weights.spoken()


def test_answers_that_clash_are_kept_and_named(barn: Barn) -> None:
    for first, second in ((0, 1), (1, 2), (2, 0)):
        barn.prefer(first, second)

    assert [row.position for row in barn.weights.clashing] == [1, 2, 3]
    assert barn.weights.extreme, "the newest waits, the others count"


def test_a_statement_that_cannot_hold_is_refused_with_what_it_clashes_with(barn: Barn) -> None:
    with unit_of_work(barn.person):
        services.state(barn.mission, bound_of(StatementKind.AT_LEAST, barn.ids[0], D(60)), version=None)
    with pytest.raises(Refusal) as refused, unit_of_work(barn.person):
        services.state(barn.mission, bound_of(StatementKind.AT_LEAST, barn.ids[1], D(50)), version=None)

    assert refused.value.field == "percent"
    assert refused.value.values == {"numbers": "1"}
    assert [row.position for row in barn.weights.said] == [1]
    assert barn.weights.spread[0] == (Fraction(3, 5), Fraction(1))


def test_what_makes_no_sense_is_refused_in_words(barn: Barn) -> None:
    with pytest.raises(Refusal):
        order_of(1, 1)
    for percent in ("-1", "101"):
        with pytest.raises(Refusal):
            bound_of(StatementKind.AT_MOST, 1, D(percent))
    with pytest.raises(Refusal):
        bound_of(StatementKind.ORDER, 1, D(10))
    with pytest.raises(Refusal, match="0 points"), unit_of_work(barn.person):
        services.state(barn.mission, order_of(barn.ids[0], barn.ids[3]), version=None)
    with pytest.raises(NotThere), unit_of_work(barn.person):
        services.state(barn.mission, order_of(barn.ids[0], 10**9), version=None)


def test_whoever_saw_older_weights_is_told_so(barn: Barn) -> None:
    version = db.session.get_one(Mission, barn.mission).version
    with unit_of_work(barn.person):
        services.put_in_order(barn.mission, barn.ids[:3], version=version)
    deeds: list[Callable[[], None]] = [
        lambda: services.put_in_order(barn.mission, barn.ids[1::-1], version=version),
        lambda: services.hold_to(barn.mission, Holding.POINTS, version=version),
        lambda: services.state(barn.mission, order_of(*barn.ids[:2]), version=version),
        lambda: services.take_back_answer(barn.mission, version=version),
        lambda: services.set_weights(barn.mission, {barn.ids[0]: D(1)}, version=version),
    ]
    for deed in deeds:
        with pytest.raises(Changed), unit_of_work(barn.other):
            deed()
    assert barn.weights.weighing.holding is Holding.ORDER


def test_saving_points_makes_them_count(barn: Barn) -> None:
    barn.prefer(1, 0)
    with unit_of_work(barn.person):
        services.set_weights(barn.mission, {barn.ids[0]: D(10)}, version=None)

    assert barn.weights.weighing.holding is Holding.POINTS
    assert barn.weights.proportion == (1, 1, 2, 0)


def test_a_mission_without_criteria_begins_with_a_set(app: Flask) -> None:
    with unit_of_work(None):
        mission = a_mission("tom")
        named("mission:facts:add", mission)
        mission_id = mission.id
    words = [(code, D(100), CriterionDecision(code, "", "nb", {D(0): "lite", D(100): "mye"})) for code in "ABC"]
    with unit_of_work(None):
        services.add_criteria(mission_id, words, version=1)

    rows = queries.criteria(mission_id, at=NOW)
    assert [(row.code, row.weight, len(row.levels), row.position) for row in rows] == [
        ("A", D(100), 2, 1), ("B", D(100), 2, 2), ("C", D(100), 2, 3),
    ]  # fmt: skip
    assert last() == Act.CRITERIA_ADD
    with pytest.raises(Refusal), unit_of_work(None):
        services.add_criteria(mission_id, words, version=None)


def test_more_criteria_than_anybody_can_weigh_are_refused(barn: Barn) -> None:
    with unit_of_work(None):
        mission = db.session.get_one(Mission, barn.mission)
        for number in range(16):
            a_criterion(mission, f"X{number}")
        named("mission:facts:add", mission)
    with pytest.raises(Refusal, match="at most 20"), unit_of_work(None):
        services.add_criterion(barn.mission, "Y", D(1), CriterionDecision("Y", "", "nb", {}), version=None)
    assert len(barn.points) == 20


# --- several appraisers ----------------------------------------------------------------------------------------


def test_appraisers_give_the_envelope_and_the_median() -> None:
    three = [Opinion(D(30), D(40), D(50), "a"), Opinion(D(35), D(80), D(90)), Opinion(D(20), D(45), D(46), "a")]

    assert together(three) == Opinion(D(20), D(45), D(90), "a")
    assert together(three[:2]) == Opinion(D(30), D(60), D(90), "a")
    assert together([]) is None


def put(barn: Barn, person: int | None, criterion: int, likely: int | None, spread: int = 0, reason: str = "") -> None:
    decision = None if likely is None else ScoreDecision(D(likely - spread), D(likely), D(likely + spread), reason)
    with unit_of_work(person):
        services.put_scores(barn.mission, barn.initiative, {barn.ids[criterion]: decision}, version=None)


def score(barn: Barn) -> tuple[object, ...] | None:
    found = queries.scores_of([barn.initiative], barn.mission, at=NOW).get(barn.initiative, {}).get(barn.ids[0])
    return None if found is None else (found.low, found.likely, found.high, found.reason)


def test_each_keeps_what_they_hold_and_the_score_is_what_they_give_together(barn: Barn) -> None:
    put(barn, barn.person, 0, 40, 10, "prøvd")
    put(barn, barn.other, 0, 70, 5)

    held = queries.opinions_of(barn.initiative, barn.mission, at=NOW)[barn.ids[0]]
    assert [(row.person_id, row.likely) for row in held] == [(barn.person, D(40)), (barn.other, D(70))]
    assert score(barn) == (30, 55, 75, "prøvd")
    put(barn, barn.person, 0, 60)
    assert score(barn) == (60, 65, 75, "")
    put(barn, barn.person, 0, None)
    assert score(barn) == (65, 70, 75, "")
    put(barn, barn.other, 0, None)
    assert score(barn) is None
    assert db.session.scalars(select(ScoreOpinion.id)).all() == []


def test_a_score_nobody_stands_behind_stays_until_somebody_does(barn: Barn) -> None:
    with unit_of_work(None):
        initiative = db.session.get_one(Initiative, barn.initiative)
        criterion = db.session.get_one(Criterion, barn.ids[0])
        a_score(initiative, criterion, 50, spread=10, source=Source.ILLUSTRATIVE)
        paper = some_evidence(db.session.get_one(Mission, barn.mission)).id
        named("mission:facts:add", initiative)
    with unit_of_work(barn.person):
        same = ScoreDecision(D(40), D(50), D(60), "", frozenset({paper}))
        services.put_scores(barn.mission, barn.initiative, {barn.ids[0]: same}, version=None)
    assert queries.opinions_of(barn.initiative, barn.mission, at=NOW) == {}
    row = queries.scores_of([barn.initiative], barn.mission, at=NOW)[barn.initiative][barn.ids[0]]
    assert row.illustrative
    assert [item.id for item in row.evidence] == [paper]

    put(barn, barn.other, 0, 80)
    assert score(barn) == (80, 80, 80, "")


def test_an_opinion_is_set_aside_by_name_of_its_row_only_below_its_initiative(barn: Barn) -> None:
    put(barn, barn.person, 0, 40)
    put(barn, barn.other, 0, 80)
    first = queries.opinions_of(barn.initiative, barn.mission, at=NOW)[barn.ids[0]][0]
    with unit_of_work(barn.other):
        services.withdraw_opinion(barn.mission, barn.initiative, first.id, version=None)

    assert score(barn) == (80, 80, 80, "")
    assert last() == Act.OPINION_WITHDRAW
    with pytest.raises(NotThere), unit_of_work(barn.other):
        services.withdraw_opinion(barn.mission, barn.initiative, first.id, version=None)
