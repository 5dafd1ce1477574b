"""A small mission to edit in: everything that can be chosen in a form is there once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.missions.models import StrategicGoal
from app.people.rules import Role
from app.plumbing.committer import unit_of_work
from app.plumbing.periods import Period, Precision
from app.plumbing.provenance import Source
from app.portfolio.models import Condition, ExternalNode, FundingSource, Initiative
from app.portfolio.rules.acts import Act
from app.portfolio.rules.life import State
from app.portfolio.rules.words import ConditionKind, Instrument, Phase
from tests.missions.factories import an_indicator
from tests.portfolio.factories import (
    a_mission,
    a_person,
    an_area,
    an_assignment,
    an_initiative,
    an_organisation,
    appointed,
    kept,
    named,
    some_evidence,
)


@dataclass(frozen=True, slots=True)
class World:
    """Ids. ``a``, ``b``, ``c`` and ``f`` are the initiatives A, B, C and F; ``a`` is entrusted to ``owner``."""

    mission: int
    other_mission: int
    a: int
    b: int
    c: int
    f: int
    area: int
    second_area: int
    goal: int
    evidence: int
    indicator: int
    assignment: int
    condition: int
    node: int
    own_money: int
    scheme: int
    body: int
    manager: int
    owner: int
    colleague: int


def a_world() -> World:
    with unit_of_work(by=None):
        mission, other = a_mission("barn"), a_mission("eldre")
        body = an_organisation("HDIR", "Helsedirektoratet")
        manager = a_person("Mona", Role.PROGRAMME_MANAGER)
        owner = a_person("Ola", Role.INITIATIVE_OWNER, mission)
        colleague = a_person("Kari", Role.INITIATIVE_OWNER, mission)
        made = {
            code: an_initiative(
                mission,
                code,
                f"Tiltak {code}",
                lead_id=body.id,
                phase=Phase.PLANNING,
                planned_start=Period(date(2026, 1, 1), Precision.MONTH),
                planned_finish=Period(date(2028, 1, 1), Precision.YEAR),
                source=Source.ILLUSTRATIVE,
            )
            for code in ("A", "B", "C", "F")
        }
        appointed(made["A"], owner, from_date=date(2024, 1, 1))
        world = World(
            mission=mission.id,
            other_mission=other.id,
            a=made["A"].id,
            b=made["B"].id,
            c=made["C"].id,
            f=made["F"].id,
            area=an_area(mission, "1A").id,
            second_area=an_area(mission, "2").id,
            goal=kept(StrategicGoal(mission_id=mission.id, code="M1", position=1, title="Ett mål")).id,
            evidence=some_evidence(mission).id,
            indicator=an_indicator(mission).id,
            assignment=an_assignment(mission, body, body).id,
            condition=kept(
                Condition(mission_id=mission.id, code="L1", kind=ConditionKind.LAW, title="Lov om deling")
            ).id,
            node=kept(ExternalNode(mission_id=mission.id, code="EPJ", title="Journalleverandørene")).id,
            own_money=kept(FundingSource(code="EGEN", name="Egen ramme", instrument=Instrument.OWN_APPROPRIATION)).id,
            scheme=kept(
                FundingSource(code="MEDFIN", name="Medfinansieringsordningen", instrument=Instrument.CO_FUNDING)
            ).id,
            body=body.id,
            manager=manager.id,
            owner=owner.id,
            colleague=colleague.id,
        )
        named(Act.INITIATIVE_ADD, made["A"])
    return world


def in_state(initiative_id: int, state: State, phase: Phase | None = Phase.PLANNING) -> None:
    """Put the initiative where a story begins."""
    from app.plumbing.db import opened
    from app.plumbing.record import current_work

    with unit_of_work(by=None):
        initiative = opened(Initiative, initiative_id, None)
        initiative.state, initiative.phase = state, phase
        current_work().record(Act.INITIATIVE_MOVE, initiative)
