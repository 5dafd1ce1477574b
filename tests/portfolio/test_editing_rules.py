"""What is special about gates, grants, persons and contributions."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from app.missions.rules import Strength
from app.plumbing.committer import unit_of_work
from app.plumbing.db import db
from app.plumbing.periods import Period, Precision
from app.plumbing.provenance import Provenance, Source
from app.plumbing.refusals import Refusal
from app.portfolio import services
from app.portfolio.models import Contribution, FundingLine, Initiative, InitiativePerson
from app.portfolio.rules.delivery import GateDecision
from app.portfolio.rules.facts import Plan
from app.portfolio.rules.funding import GrantFacts, LineFacts, NeedFacts
from app.portfolio.rules.gates import OPENS, POINTS, effect_of, phase_before
from app.portfolio.rules.life import OPENED_BY, State
from app.portfolio.rules.taking_part import Appointment, ContributionFacts, MissionPlace
from app.portfolio.rules.words import (
    GateOutcome,
    GatePoint,
    GrantStep,
    LineState,
    PersonPart,
    Phase,
    Use,
)
from tests.portfolio.worlds import World, a_world, in_state

TODAY = date(2026, 11, 22)
PASSED = GateOutcome.ONWARDS


@pytest.fixture
def world(app: Flask) -> World:
    return a_world()


def added(part: str, initiative: int, decision: Any) -> int:
    with unit_of_work(by=None):
        return services.add_part(services.PARTS[part], initiative, decision, version=None, on=TODAY)


def edited(part: str, initiative: int, row: int, decision: Any) -> None:
    with unit_of_work(by=None):
        services.edit_part(services.PARTS[part], initiative, row, decision, version=None, on=TODAY)


def removed(part: str, initiative: int, row: int) -> None:
    with unit_of_work(by=None):
        services.remove_part(services.PARTS[part], initiative, row, version=None)


def the(initiative_id: int) -> Initiative:
    db.session.rollback()
    return db.session.get_one(Initiative, initiative_id)


def decided(point: str, outcome: GateOutcome = PASSED, day: date = date(2026, 5, 1), reason: str = "") -> GateDecision:
    return GateDecision(GatePoint(point), day, outcome, None, reason=reason)


# --- gates -----------------------------------------------------------------------------------------------------


def test_each_gate_opens_the_phase_of_the_table() -> None:
    for phase, point in OPENED_BY.items():
        effect = effect_of(decided(point), phase=phase_before(point), state=State.ONGOING, passed=[])
        assert effect.phase is phase is OPENS[point]
        assert effect.freezes_plan == (point is GatePoint.BP3)
    last = effect_of(decided("BP6"), phase=Phase.REALISATION, state=State.IN_REALISATION, passed=[])
    assert last.phase is Phase.REALISATION


@pytest.mark.parametrize("phase", Phase)
def test_no_gate_is_jumped_and_one_recorded_late_moves_nothing_back(phase: Phase) -> None:
    reached = list(Phase).index(phase)
    for number, point in enumerate(POINTS):
        if number > reached:
            with pytest.raises(Refusal, match=f"{POINTS[reached]} has to be passed first"):
                effect_of(decided(point), phase=phase, state=State.ONGOING, passed=[])
        elif number < reached:
            assert effect_of(decided(point), phase=phase, state=State.ONGOING, passed=[]).phase is phase


def test_gates_are_passed_in_the_order_of_their_days() -> None:
    passed = [(GatePoint.BP2, date(2026, 6, 1))]
    with pytest.raises(Refusal, match="BP2 was passed later"):
        effect_of(decided("BP3"), phase=Phase.PLANNING, state=State.ONGOING, passed=passed)


@pytest.mark.parametrize("outcome", [GateOutcome.AGAIN, GateOutcome.STOP])
def test_over_again_and_stop_need_a_reason(outcome: GateOutcome) -> None:
    with pytest.raises(Refusal) as refused:
        decided("BP1", outcome).check(on=TODAY)
    assert refused.value.field == "reason"


@pytest.mark.db
def test_passing_bp3_freezes_the_plan_and_a_later_plan_does_not_move_it(world: World) -> None:
    added("gates", world.a, decided("BP3"))
    initiative = the(world.a)
    assert initiative.phase is Phase.EXECUTION
    assert (initiative.original_finish, initiative.original_finish_precision) == (date(2028, 1, 1), Precision.YEAR)
    with unit_of_work(by=None):
        plan = Plan(planned_start=Period(date(2026, 1, 1)), planned_finish=Period(date(2030, 1, 1)))
        services.edit_plan(world.a, plan, version=None, on=TODAY)
    added("gates", world.a, decided("BP3", day=date(2026, 8, 1)))
    assert the(world.a).original_finish == date(2028, 1, 1)


def test_bp3_asks_for_the_plan_it_is_to_freeze(world: World) -> None:
    with unit_of_work(by=None):
        services.edit_plan(world.a, Plan(), version=None, on=TODAY)
    with pytest.raises(Refusal, match="approved plan"):
        added("gates", world.a, decided("BP3"))
    assert the(world.a).phase is Phase.PLANNING


def test_stop_at_a_gate_stops_the_initiative_and_ends_its_gates(world: World) -> None:
    row = added("gates", world.a, decided("BP3", GateOutcome.STOP, reason="Ingen penger"))
    assert (the(world.a).state, the(world.a).phase) == (State.STOPPED, Phase.PLANNING)
    with pytest.raises(Refusal, match="has no gates"):
        added("gates", world.a, decided("BP3", day=date(2026, 6, 1)))
    with pytest.raises(Refusal, match="Reopen"):
        removed("gates", world.a, row)


def test_what_cannot_be_stopped_is_not_stopped_at_a_gate(world: World) -> None:
    in_state(world.a, State.PROPOSED, Phase.IDEA)
    with pytest.raises(Refusal) as refused:
        added("gates", world.a, decided("BP1", GateOutcome.STOP, reason="Nei"))
    assert refused.value.field == "outcome"


def test_a_gate_registered_by_mistake_is_undone_with_what_it_did(world: World) -> None:
    row = added("gates", world.a, decided("BP3"))
    removed("gates", world.a, row)
    assert (the(world.a).phase, the(world.a).original_finish) == (Phase.PLANNING, None)


# --- money -----------------------------------------------------------------------------------------------------


def a_grant(world: World, total: int = 100, step: GrantStep = GrantStep.FINAL) -> int:
    facts = GrantFacts("TD-A-1", world.scheme, world.body, step, Period(date(2025, 6, 1), Precision.MONTH), total)
    return added("grants", world.a, facts)


def a_line(world: World, grant: int | None, amount: int = 60, **more: Any) -> LineFacts:
    given: dict[str, Any] = {"source_id": world.scheme, "state": LineState.GRANTED, "year": 2027, **more}
    return LineFacts(use=Use.BUILD, amount_ore=amount, grant_id=grant, **given)


@pytest.mark.db
def test_lines_of_one_state_come_to_no_more_than_their_letter_grants(world: World) -> None:
    grant = a_grant(world, 100)
    added("funding-lines", world.a, a_line(world, grant, 60))
    added("funding-lines", world.a, a_line(world, grant, 90, state=LineState.SPENT))
    with pytest.raises(Refusal, match="come to 1,20, but it grants 1") as refused:
        added("funding-lines", world.a, a_line(world, grant, 60, year=2028))
    assert refused.value.field == "amount_ore"
    added("funding-lines", world.a, a_line(world, grant, 40, year=2028))
    with pytest.raises(Refusal, match="but it grants"):
        edited("grants", world.a, grant, letter_of(world, 99))
    with pytest.raises(Refusal, match="Remove them first"):
        removed("grants", world.a, grant)


def letter_of(world: World, total: int) -> GrantFacts:
    return GrantFacts("TD-A-1", world.scheme, world.body, GrantStep.FINAL, Period(date(2025, 6, 1)), total)


def test_a_scheme_grants_by_letter_and_an_own_appropriation_needs_none(world: World) -> None:
    with pytest.raises(Refusal, match="grants by letter"):
        added("funding-lines", world.a, a_line(world, None))
    added("funding-lines", world.a, a_line(world, None, state=LineState.APPLIED))
    added("funding-lines", world.a, a_line(world, None, source_id=world.own_money))


def test_a_line_rests_on_a_letter_of_its_own_initiative_source_and_step(world: World) -> None:
    grant = a_grant(world, step=GrantStep.PRELIMINARY)
    for initiative, line in (
        (world.b, a_line(world, grant)),
        (world.a, a_line(world, grant, source_id=world.own_money)),
        (world.a, a_line(world, grant)),
    ):
        with pytest.raises(Refusal, match=r"another initiative|another source|preliminary"):
            added("funding-lines", initiative, line)
    added("funding-lines", world.a, a_line(world, grant, state=LineState.PRELIMINARY))


def test_one_line_without_year_for_each_source_use_and_state(world: World) -> None:
    line = a_line(world, None, source_id=world.own_money, year=None)
    added("funding-lines", world.a, line)
    with pytest.raises(Refusal, match="without year"):
        added("funding-lines", world.a, line)
    assert len(db.session.scalars(select(FundingLine.id)).all()) == 1


def test_a_year_has_one_need_for_each_use(world: World) -> None:
    added("needs", world.a, NeedFacts(2028, Use.RUN, 5))
    with pytest.raises(Refusal, match="edit that one") as refused:
        added("needs", world.a, NeedFacts(2028, Use.RUN, 6))
    assert refused.value.field == "year"


# --- persons ---------------------------------------------------------------------------------------------------


@pytest.mark.db
def test_a_new_owner_takes_over_the_day_after_the_old_ones_last(world: World) -> None:
    added("persons", world.a, Appointment(world.colleague, PersonPart.OWNER, date(2026, 12, 1)))
    rows = db.session.execute(
        select(InitiativePerson.person_id, InitiativePerson.to_date)
        .where(InitiativePerson.initiative_id == world.a)
        .order_by(InitiativePerson.id)
    )
    assert [tuple(row) for row in rows] == [(world.owner, date(2026, 11, 30)), (world.colleague, None)]


def test_an_initiative_is_never_left_without_an_owner(world: World) -> None:
    (row,) = db.session.scalars(select(InitiativePerson.id).where(InitiativePerson.initiative_id == world.a))
    with pytest.raises(Refusal, match="has an owner"):
        removed("persons", world.a, row)
    with pytest.raises(Refusal, match="has an owner"):
        edited("persons", world.a, row, Appointment(world.owner, PersonPart.CONTACT, date(2024, 1, 1)))


def test_a_second_owner_without_a_day_or_too_early_is_refused(world: World) -> None:
    for day in (None, date(2023, 1, 1), date(2024, 1, 1)):
        with pytest.raises(Refusal) as refused:
            added("persons", world.a, Appointment(world.colleague, PersonPart.OWNER, day))
        assert refused.value.field == "from_date"


# --- contributions and missions --------------------------------------------------------------------------------


def a_contribution(world: World, *, area: int | None = None, main: bool = False) -> ContributionFacts:
    return ContributionFacts(area or world.area, Strength.MEDIUM, main, "Slik", evidence=(world.evidence,))


def mains() -> list[bool]:
    db.session.rollback()
    return list(db.session.scalars(select(Contribution.main).order_by(Contribution.id)))


@pytest.mark.db
def test_there_is_exactly_one_main_contribution(world: World) -> None:
    first = added("contributions", world.a, a_contribution(world))
    assert mains() == [True], "the first is the main one unasked"
    second = added("contributions", world.a, a_contribution(world, area=world.second_area, main=True))
    assert mains() == [False, True]
    edited("contributions", world.a, first, a_contribution(world, main=True))
    assert mains() == [True, False]
    with pytest.raises(Refusal) as refused:
        edited("contributions", world.a, first, a_contribution(world))
    assert refused.value.field == "main"
    with pytest.raises(Refusal, match="main contribution"):
        removed("contributions", world.a, first)
    removed("contributions", world.a, second)
    removed("contributions", world.a, first)
    assert mains() == []


def test_one_area_gets_one_contribution_of_an_initiative(world: World) -> None:
    added("contributions", world.a, a_contribution(world))
    with pytest.raises(Refusal, match="contributes to this area already"):
        added("contributions", world.a, a_contribution(world))


def test_an_initiative_leaves_no_mission_it_is_tied_to_nor_its_last(world: World) -> None:
    contribution = added("contributions", world.a, a_contribution(world))
    (first,) = db.session.scalars(
        select(services.PARTS["missions"].model.id).where(services.PARTS["missions"].model.initiative_id == world.a)
    )
    with pytest.raises(Refusal, match="at least one mission"):
        removed("missions", world.a, first)
    added("missions", world.a, MissionPlace(world.other_mission))
    with pytest.raises(Refusal, match="Remove them first"):
        removed("missions", world.a, first)
    removed("contributions", world.a, contribution)
    removed("missions", world.a, first)


def test_what_was_said_of_a_removed_row_is_not_said_of_the_next(world: World) -> None:
    need = added("needs", world.a, NeedFacts(2028, Use.RUN, 5))
    with unit_of_work(by=None) as work:
        line = db.session.get_one(services.PARTS["needs"].model, need)
        line.source = Source.ILLUSTRATIVE
        work.record("test:need:mark", line)
    edited("needs", world.a, need, NeedFacts(2028, Use.RUN, 6))
    assert db.session.scalars(select(Provenance.field)).all() == ["amount_ore"]
    removed("needs", world.a, need)
    assert db.session.scalars(select(Provenance.field)).all() == []
