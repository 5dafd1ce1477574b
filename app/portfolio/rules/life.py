"""The life of an initiative: states, the moves between them, and how phases and gates follow."""

from __future__ import annotations

from enum import StrEnum

from app.plumbing.refusals import N_, Refusal
from app.portfolio.rules.words import GatePoint, Kind, Phase


class State(StrEnum):
    PROPOSED = "proposed"
    CONSIDERED = "considered"
    IN_PORTFOLIO = "in_portfolio"
    ONGOING = "ongoing"
    ON_HOLD = "on_hold"
    DELIVERED = "delivered"
    IN_REALISATION = "in_realisation"
    STOPPED = "stopped"
    REFUSED = "refused"


class Move(StrEnum):
    CONSIDER = "consider"
    ADMIT = "admit"
    START = "start"
    HOLD = "hold"
    RESUME = "resume"
    DELIVER = "deliver"
    REALISE = "realise"
    STOP = "stop"
    REFUSE = "refuse"
    REOPEN = "reopen"


MOVES: dict[tuple[State, Move], State] = {
    (State.PROPOSED, Move.CONSIDER): State.CONSIDERED,
    (State.PROPOSED, Move.REFUSE): State.REFUSED,
    (State.CONSIDERED, Move.ADMIT): State.IN_PORTFOLIO,
    (State.CONSIDERED, Move.REFUSE): State.REFUSED,
    (State.IN_PORTFOLIO, Move.START): State.ONGOING,
    (State.IN_PORTFOLIO, Move.HOLD): State.ON_HOLD,
    (State.IN_PORTFOLIO, Move.STOP): State.STOPPED,
    (State.ONGOING, Move.HOLD): State.ON_HOLD,
    (State.ONGOING, Move.DELIVER): State.DELIVERED,
    (State.ONGOING, Move.STOP): State.STOPPED,
    (State.ON_HOLD, Move.RESUME): State.ONGOING,
    (State.ON_HOLD, Move.STOP): State.STOPPED,
    (State.DELIVERED, Move.REALISE): State.IN_REALISATION,
    (State.DELIVERED, Move.RESUME): State.ONGOING,
    (State.STOPPED, Move.REOPEN): State.CONSIDERED,
    (State.REFUSED, Move.REOPEN): State.CONSIDERED,
}

# States in which somebody still works towards a delivery.
ALIVE = frozenset({State.PROPOSED, State.CONSIDERED, State.IN_PORTFOLIO, State.ONGOING, State.ON_HOLD})
# States in which the work itself goes on, or is done: what has not begun, is on hold or was given up is not under way.
UNDER_WAY = frozenset({State.ONGOING, State.DELIVERED, State.IN_REALISATION})
# States in which nobody will ever do the work: no money is missing for it.
GIVEN_UP = frozenset({State.STOPPED, State.REFUSED})
# States in which owners are asked for a report.
REPORTING = frozenset({State.IN_PORTFOLIO, State.ONGOING, State.ON_HOLD, State.DELIVERED, State.IN_REALISATION})


def moved(state: State, move: Move) -> State:
    """The state after the move. Raises :class:`Refusal` where the table has none."""
    try:
        return MOVES[state, move]
    except KeyError:
        raise Refusal(N_("That step is not possible from the state the initiative is in."), field="move") from None


def moves_from(state: State) -> tuple[Move, ...]:
    return tuple(move for (start, move) in MOVES if start is state)


# The gate that opens each phase (Prosjektveiviseren); the idea phase is open from the start.
OPENED_BY: dict[Phase, GatePoint] = {
    Phase.CONCEPT: GatePoint.BP1,
    Phase.PLANNING: GatePoint.BP2,
    Phase.EXECUTION: GatePoint.BP3,
    Phase.CLOSING: GatePoint.BP4,
    Phase.REALISATION: GatePoint.BP5,
}

# Law work and inquiries follow their own calendars (høring, proposisjon) and have no project phases unless given one.
PHASED_KINDS = frozenset({Kind.DIGITAL, Kind.ORGANISATION, Kind.COMPETENCE, Kind.TRIAL, Kind.MONEY})
