"""Deeds on an initiative itself: add it, change its facts, plan or estimates, move it through its life."""

from __future__ import annotations

from datetime import date

from app.plumbing import provenance
from app.plumbing.db import db
from app.plumbing.periods import Period
from app.plumbing.record import current_work
from app.portfolio.models import Initiative, InitiativeMission, InitiativeText
from app.portfolio.rules.acts import Act
from app.portfolio.rules.facts import Estimates, InitiativeFacts, NewInitiative, Plan
from app.portfolio.rules.life import PHASED_KINDS, Move, State, moved
from app.portfolio.rules.words import Phase
from app.portfolio.services.aggregate import index, mission_of, open_initiative, words_of
from app.portfolio.services.writing import write


def add_initiative(decision: NewInitiative, *, on: date) -> Initiative:
    """Register a proposed initiative in its first mission. The code is unique everywhere."""
    decision.check(on=on)
    initiative = Initiative(
        code=decision.code,
        language=decision.language,
        state=State.PROPOSED,
        phase=Phase.IDEA if decision.facts.kind in PHASED_KINDS else None,
        sort_key="",
        code_key="",
        search_key="",
    )
    write(initiative, decision.facts)
    initiative.registered_on = decision.facts.registered_on or on
    db.session.add(initiative)
    db.session.flush()
    db.session.add_all(
        [
            InitiativeMission(initiative_id=initiative.id, mission_id=decision.mission_id),
            InitiativeText(
                initiative_id=initiative.id,
                language=decision.language,
                title=decision.facts.title,
                summary=decision.facts.summary,
            ),
        ]
    )
    index(initiative)
    current_work().record(Act.INITIATIVE_ADD, initiative, mission=decision.mission_id)
    return initiative


def edit_facts(initiative_id: int, decision: InitiativeFacts, *, version: int | None, on: date) -> None:
    """Change the facts; title and summary are those of the language the initiative was written in."""
    decision.check(on=on)
    initiative = open_initiative(initiative_id, version)
    every = words_of(initiative)
    words = next((line for line in every if line.language == initiative.language), None)
    if words is None:
        words = InitiativeText(initiative_id=initiative.id, language=initiative.language, title="")
        db.session.add(words)
        every.append(words)
    changed = [name for name in ("title", "summary") if getattr(words, name) != getattr(decision, name)]
    words.title, words.summary = decision.title, decision.summary
    index(initiative, every)
    write(initiative, decision)
    if changed:
        provenance.entered(initiative, changed)
    current_work().record(Act.INITIATIVE_EDIT, initiative, mission=mission_of(initiative))


def edit_plan(initiative_id: int, decision: Plan, *, version: int | None, on: date) -> None:
    """Change the plan in force. The approved plan stays: lights are measured from it however the plan moves."""
    decision.check(on=on)
    initiative = open_initiative(initiative_id, version)
    write(initiative, decision)
    current_work().record(Act.INITIATIVE_PLAN, initiative, mission=mission_of(initiative))


def edit_estimates(initiative_id: int, decision: Estimates, *, version: int | None, on: date) -> None:
    decision.check(on=on)
    initiative = open_initiative(initiative_id, version)
    write(initiative, decision)
    current_work().record(Act.INITIATIVE_ESTIMATE, initiative, mission=mission_of(initiative))


def move_state(initiative_id: int, move: Move, *, note: str, version: int | None) -> State:
    """Take the initiative one step through its life; the table of moves says which steps there are."""
    initiative = open_initiative(initiative_id, version)
    initiative.state = moved(initiative.state, move)
    provenance.entered(initiative, ["state"])
    current_work().record(Act.INITIATIVE_MOVE, initiative, mission=mission_of(initiative), note=note)
    return initiative.state


def take_forecast(initiative: Initiative, *, start: Period | None = None, finish: Period | None = None) -> None:
    """What an accepted report expects becomes the initiative's forecast; None leaves what stands.

    ``initiative`` has been opened by the deed that accepts the report, which also names itself in the record.
    """
    for name, period in (("forecast_start", start), ("forecast_finish", finish)):
        if period is not None and (getattr(initiative, name), getattr(initiative, f"{name}_precision")) != (
            period.first,
            period.precision,
        ):
            setattr(initiative, name, period.first)
            setattr(initiative, f"{name}_precision", period.precision)
            provenance.entered(initiative, [name])
