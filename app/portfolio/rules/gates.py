"""How gates move an initiative from phase to phase. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from app.plumbing.refusals import N_, Refusal
from app.portfolio.rules.delivery import GateDecision
from app.portfolio.rules.life import OPENED_BY, Move, State, moved
from app.portfolio.rules.words import GateOutcome, GatePoint, Phase

POINTS = tuple(GatePoint)
PHASES = tuple(Phase)
OPENS: dict[GatePoint, Phase] = {point: phase for phase, point in OPENED_BY.items()}
# Passing it freezes the approved plan, which lights are measured from ever after.
FREEZES = GatePoint.BP3
NO_GATES = frozenset({State.STOPPED, State.REFUSED})


@dataclass(frozen=True, slots=True)
class Effect:
    """What a decision at a gate does to the initiative."""

    phase: Phase | None
    state: State
    freezes_plan: bool


def effect_of(
    decision: GateDecision, *, phase: Phase | None, state: State, passed: Iterable[tuple[GatePoint, date]]
) -> Effect:
    """What follows from the decision. ``passed`` are the gates passed so far. Raises :class:`Refusal`.

    An initiative without phases is in the idea phase as soon as a gate is decided. A gate recorded late, when its
    phase has long begun, does not move the initiative back.
    """
    if state in NO_GATES:
        raise Refusal(N_("The initiative has been stopped or refused; it has no gates."), field="point")
    now = phase or Phase.IDEA
    number = POINTS.index(decision.point)
    if number > PHASES.index(now):
        raise Refusal(N_("%(gate)s has to be passed first."), field="point", gate=POINTS[PHASES.index(now)].value)
    for point, day in passed:
        if POINTS.index(point) < number and day > decision.decided_on:
            raise Refusal(N_("%(gate)s was passed later than this day."), field="decided_on", gate=point.value)
    match decision.outcome:
        case GateOutcome.STOP:
            try:
                return Effect(phase, moved(state, Move.STOP), freezes_plan=False)
            except Refusal as refusal:
                raise Refusal(refusal.message, field="outcome") from None
        case GateOutcome.AGAIN:
            return Effect(phase, state, freezes_plan=False)
    opened = OPENS.get(decision.point, now)
    later = max(now, opened, key=PHASES.index)
    return Effect(later, state, freezes_plan=decision.point is FREEZES)


def phase_before(point: GatePoint) -> Phase:
    """The phase one is in until the gate is passed."""
    return PHASES[POINTS.index(point)]
