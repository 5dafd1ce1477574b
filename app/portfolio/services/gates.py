"""Decisions at gates, and what follows from them."""

from __future__ import annotations

from sqlalchemy import select

from app.plumbing import provenance
from app.plumbing.db import db
from app.plumbing.refusals import N_, Refusal
from app.portfolio.models import Gate, Initiative
from app.portfolio.rules.delivery import GateCorrection, GateDecision
from app.portfolio.rules.gates import FREEZES, OPENS, effect_of, phase_before
from app.portfolio.rules.words import GateOutcome

ENDS = ("start", "finish")


def settle(initiative: Initiative, row: Gate, decision: GateDecision | GateCorrection) -> GateDecision | GateCorrection:
    """A new decision moves the initiative; a correction of an old one moves nothing."""
    if isinstance(decision, GateDecision):
        decide(initiative, decision)
    return decision


def decide(initiative: Initiative, decision: GateDecision) -> None:
    passed = db.session.execute(
        select(Gate.point, Gate.decided_on)
        .where(Gate.initiative_id == initiative.id, Gate.outcome == GateOutcome.ONWARDS)
        .order_by(Gate.decided_on)
    )
    effect = effect_of(
        decision, phase=initiative.phase, state=initiative.state, passed=[(point, day) for point, day in passed]
    )
    changed = [name for name in ("phase", "state") if getattr(initiative, name) is not getattr(effect, name)]
    initiative.phase, initiative.state = effect.phase, effect.state
    if effect.freezes_plan and initiative.original_finish is None:
        freeze_plan(initiative)
        changed += [f"original_{end}" for end in ENDS]
    if changed:
        provenance.entered(initiative, changed)


def freeze_plan(initiative: Initiative) -> None:
    """The plan in force becomes the approved plan, once: a later plan does not move what one is measured from."""
    if initiative.planned_finish is None:
        raise Refusal(
            N_("Give the plan its dates first: at BP3 they become the approved plan that lights are measured from."),
            field="point",
        )
    for end in ENDS:
        for suffix in ("", "_precision"):
            setattr(initiative, f"original_{end}{suffix}", getattr(initiative, f"planned_{end}{suffix}"))


def release(initiative: Initiative, row: Gate, decision: None) -> None:
    """A gate that was registered by mistake is undone: its phase closes and BP3's approved plan is let go."""
    if row.outcome is GateOutcome.STOP:
        raise Refusal(N_("The initiative was stopped here. Reopen it instead; the decision stands."))
    if row.outcome is not GateOutcome.ONWARDS:
        return
    again = db.session.scalar(
        select(Gate.id)
        .where(
            Gate.initiative_id == initiative.id,
            Gate.point == row.point,
            Gate.outcome == GateOutcome.ONWARDS,
            Gate.id != row.id,
        )
        .limit(1)
    )
    if again is not None or OPENS.get(row.point) is not initiative.phase:
        return
    initiative.phase = phase_before(row.point)
    changed = ["phase"]
    if row.point is FREEZES:
        for end in ENDS:
            setattr(initiative, f"original_{end}", None)
            setattr(initiative, f"original_{end}_precision", None)
        changed += [f"original_{end}" for end in ENDS]
    provenance.entered(initiative, changed)
