"""The parts of an initiative: one table of what there is, three verbs for all.

A part is added, edited and removed alike; what is special about one (a main contribution among several, a circle of
waiting, an approved plan) is said by the hooks of its line in ``PARTS``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.plumbing.db import Historied, db
from app.plumbing.record import current_work
from app.plumbing.refusals import N_, NotThere
from app.portfolio.models import (
    Appraisal,
    Benefit,
    Contribution,
    Deliverable,
    Dependency,
    FundingLine,
    Gate,
    Grant,
    Initiative,
    InitiativeAssignment,
    InitiativeCondition,
    InitiativeGoal,
    InitiativeMission,
    InitiativePerson,
    InitiativeText,
    Need,
    Participation,
    Risk,
    Rollout,
)
from app.portfolio.rules import benefits, delivery, funding, taking_part, waiting
from app.portfolio.rules.acts import Act
from app.portfolio.rules.facts import Decision
from app.portfolio.services import contributing, dependencies, gates, grants, persons, serving
from app.portfolio.services.aggregate import mission_of, open_initiative
from app.portfolio.services.hooks import Settle, Touch, as_it_is, nothing
from app.portfolio.services.writing import remove, write


@dataclass(frozen=True, slots=True)
class PartKind:
    """One kind of part.

    ``model`` has ``initiative_id``; ``adds`` and ``edits`` are the decisions taken; ``lock`` runs before the
    initiative is opened, ``settle`` before the decision is written into the row (rules across rows, refusals),
    ``release`` before the row is taken away, and ``finish`` when it is stored or gone.
    """

    name: str
    model: type[Any]
    adds: type[Decision]
    edits: type[Decision]
    acts: tuple[Act, Act, Act] = (Act.PART_ADD, Act.PART_EDIT, Act.PART_REMOVE)
    lock: Callable[[], None] | None = None
    settle: Settle = as_it_is
    finish: Touch = nothing
    release: Touch = nothing
    # Whether a row that names another initiative first is this one's part all the same (a shared solution).
    belongs: Callable[[Any, int], bool] = lambda row, initiative_id: bool(row.initiative_id == initiative_id)


def _kind(name: str, model: type[Historied], decision: type[Decision], **more: Any) -> PartKind:
    return PartKind(name, model, decision, more.pop("edits", decision), **more)


def _acts(act: Act) -> tuple[Act, Act, Act]:
    return (act, act, act)


PARTS: Mapping[str, PartKind] = {
    kind.name: kind
    for kind in (
        _kind(
            "contributions",
            Contribution,
            taking_part.ContributionFacts,
            settle=contributing.settle,
            finish=contributing.rest_on_evidence,
            release=contributing.release,
        ),
        _kind("goals", InitiativeGoal, taking_part.GoalFacts, settle=contributing.settle_goal),
        _kind("participation", Participation, taking_part.ParticipationFacts),
        _kind(
            "persons",
            InitiativePerson,
            taking_part.Appointment,
            acts=_acts(Act.PERSON_PUT),
            settle=persons.settle,
            release=persons.release,
        ),
        _kind(
            "missions",
            InitiativeMission,
            taking_part.MissionPlace,
            acts=_acts(Act.INITIATIVE_MISSION),
            settle=serving.settle,
            release=serving.release,
        ),
        _kind("assignments", InitiativeAssignment, taking_part.AssignmentFacts),
        _kind(
            "translations",
            InitiativeText,
            taking_part.TranslationFacts,
            finish=serving.reindex,
            release=serving.release_words,
        ),
        _kind(
            "dependencies",
            Dependency,
            waiting.DependencyFacts,
            lock=dependencies.lock_graphs,
            settle=dependencies.settle,
            release=dependencies.release,
            belongs=dependencies.belongs,
        ),
        _kind("conditions", InitiativeCondition, waiting.ConditionFacts, settle=dependencies.tie_condition),
        _kind("needs", Need, funding.NeedFacts),
        _kind(
            "grants",
            Grant,
            funding.GrantFacts,
            acts=_acts(Act.GRANT_RECORD),
            settle=grants.settle,
            release=grants.release,
        ),
        _kind("funding-lines", FundingLine, funding.LineFacts, settle=grants.settle_line),
        _kind("benefits", Benefit, benefits.BenefitFacts, settle=persons.settle_benefit),
        _kind("rollouts", Rollout, benefits.RolloutFacts),
        _kind("deliverables", Deliverable, delivery.DeliverableFacts),
        _kind("risks", Risk, delivery.RiskFacts, settle=persons.settle_risk),
        _kind(
            "gates",
            Gate,
            delivery.GateDecision,
            edits=delivery.GateCorrection,
            acts=_acts(Act.GATE_DECIDE),
            settle=gates.settle,
            release=gates.release,
        ),
        _kind("appraisal", Appraisal, delivery.AppraisalFacts),
    )
}


def add_part(kind: PartKind, initiative_id: int, decision: Decision, *, version: int | None, on: date) -> int:
    """Add a part and return its id. The decision is of the class ``kind.adds``."""
    decision.check(on=on)
    initiative = _open(kind, initiative_id, version)
    row = kind.model(initiative_id=initiative.id)
    with db.session.no_autoflush:  # the row is not whole before the decision is in it
        write(row, kind.settle(initiative, row, decision))
    db.session.add(row)
    db.session.flush()
    kind.finish(initiative, row, decision)
    _record(kind.acts[0], initiative, row)
    return int(row.id)


def edit_part(
    kind: PartKind, initiative_id: int, row_id: int, decision: Decision, *, version: int | None, on: date
) -> None:
    """Change a part. The decision is of the class ``kind.edits``."""
    decision.check(on=on)
    initiative = _open(kind, initiative_id, version)
    row = _row(kind, initiative, row_id)
    with db.session.no_autoflush:
        write(row, kind.settle(initiative, row, decision))
    db.session.flush()
    kind.finish(initiative, row, decision)
    _record(kind.acts[1], initiative, row)


def remove_part(kind: PartKind, initiative_id: int, row_id: int, *, version: int | None) -> None:
    initiative = _open(kind, initiative_id, version)
    row = _row(kind, initiative, row_id)
    kind.release(initiative, row, None)
    mission = getattr(row, "mission_id", None) or mission_of(initiative)
    remove(row)
    db.session.flush()
    kind.finish(initiative, row, None)
    current_work().record(kind.acts[2], initiative, mission=mission)


def _open(kind: PartKind, initiative_id: int, version: int | None) -> Initiative:
    if kind.lock is not None:
        kind.lock()
    return open_initiative(initiative_id, version)


def _row(kind: PartKind, initiative: Initiative, row_id: int) -> Any:
    row = db.session.get(kind.model, row_id, populate_existing=True)
    if row is None or not kind.belongs(row, initiative.id):
        raise NotThere(N_("This no longer exists."))
    return row


def _record(act: Act, initiative: Initiative, row: Any) -> None:
    current_work().record(act, initiative, mission=getattr(row, "mission_id", None) or mission_of(initiative))
