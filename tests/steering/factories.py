"""Meetings, and alternatives that have been solved, for tests. Run inside ``unit_of_work`` unless said otherwise."""

from __future__ import annotations

import json
from collections.abc import Collection
from datetime import date
from typing import Any

from sqlalchemy import select

from app.choices.models import Scenario, Solution
from app.choices.queries.posing import posed
from app.choices.rules.scenarios import SolutionKind
from app.missions.models import Mission
from app.people.models import Person, RoleGrant
from app.people.rules import Role
from app.plumbing.clock import now
from app.plumbing.committer import unit_of_work
from app.plumbing.db import db
from app.plumbing.record import NOW, At, head
from app.steering import services
from app.steering.rules.meetings import AgendaFacts, AgendaKind, Attendee, MeetingFacts, Presence

DAY = date(2026, 11, 20)


def a_case(mission_id: int, *, scenario_id: int | None = None, present: bool = True, held_on: date = DAY) -> int:
    """A meeting with one case for decision, and somebody there; the meeting's id. Does units of work of its own."""
    with unit_of_work(by=None):
        meeting = services.add_meeting(mission_id, MeetingFacts("Styringsgruppen", held_on)).id
    with unit_of_work(by=None):
        facts = AgendaFacts(AgendaKind.DECISION, "Hva går først", "Styringsgruppen vedtar alternativet.", scenario_id)
        services.put_agenda_item(meeting, None, facts)
    if present:
        with unit_of_work(by=None):
            services.put_attendance(meeting, None, [Attendee(None, "Leder", Presence.PRESENT)])
    return meeting


def solved(scenario_id: int, chosen: Collection[str] | None = None, **said: Any) -> int:
    """An answer as the worker writes it, found by the solver unless ``chosen`` says which; its id."""
    from app.analysis.selection.model import Effort
    from app.analysis.selection.solving import best, first_of_equals

    deed = head(NOW)[0]
    found = posed(scenario_id, at=At(deed=deed))
    assert found is not None
    problem = found.valued([found.weights.proportion])
    objective = 0
    if chosen is None:
        answer = best(problem, [1], effort=Effort())
        assert answer is not None and answer.proven
        objective = answer.objective
        chosen = [found.items[item].code for item in sorted(first_of_equals(problem, answer.chosen))]
    told = {
        "chosen": list(chosen),
        "objective": objective,
        "proven": True,
        "cost_ore": 100,
        "goes_on": [found.items[item].code for item in sorted(found.goes_on)],
        **said,
    }
    with unit_of_work(by=None):
        row = Solution(
            scenario_id=scenario_id,
            kind=SolutionKind.BEST,
            at_deed=deed,
            fingerprint=found.fingerprint,
            complete=True,
            solved_at=now(),
            answer=json.dumps(told),
        )
        db.session.add(row)
        db.session.flush()
        return row.id


def the_seeds(code: str = "A1") -> tuple[int, int]:
    """Ids of the seed's mission and of one of its alternatives."""
    mission = db.session.scalars(select(Mission.id).where(Mission.slug == "alvorlig-sykt-barn")).one()
    scenario = db.session.scalars(
        select(Scenario.id).where(Scenario.mission_id == mission, Scenario.code == code)
    ).one()
    return mission, scenario


def somebody(role: Role) -> int:
    """The id of somebody in the seed who holds the role."""
    query = select(Person.id).join(RoleGrant, RoleGrant.person_id == Person.id).where(RoleGrant.role == role)
    return db.session.scalars(query.order_by(Person.id).limit(1)).one()
