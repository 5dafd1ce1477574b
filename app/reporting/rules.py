"""Words and rules of reporting. Pure."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from app.plumbing.refusals import N_, Refusal


class RoundState(StrEnum):
    PLANNED = "planned"
    OPEN = "open"
    CLOSED = "closed"


class RoundMove(StrEnum):
    OPEN = "open"
    CLOSE = "close"


ROUND_MOVES: dict[tuple[RoundState, RoundMove], RoundState] = {
    (RoundState.PLANNED, RoundMove.OPEN): RoundState.OPEN,
    (RoundState.OPEN, RoundMove.CLOSE): RoundState.CLOSED,
}


class ReportState(StrEnum):
    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    ACCEPTED = "accepted"
    LOCKED = "locked"


class ReportMove(StrEnum):
    SAVE = "save"
    SUBMIT = "submit"
    RETURN = "return"
    ACCEPT = "accept"
    LOCK = "lock"


REPORT_MOVES: dict[tuple[ReportState, ReportMove], ReportState] = {
    (ReportState.DRAFT, ReportMove.SAVE): ReportState.DRAFT,
    (ReportState.DRAFT, ReportMove.SUBMIT): ReportState.SUBMITTED,
    (ReportState.SUBMITTED, ReportMove.RETURN): ReportState.RETURNED,
    (ReportState.SUBMITTED, ReportMove.ACCEPT): ReportState.ACCEPTED,
    (ReportState.RETURNED, ReportMove.SAVE): ReportState.RETURNED,
    (ReportState.RETURNED, ReportMove.SUBMIT): ReportState.SUBMITTED,
    (ReportState.ACCEPTED, ReportMove.RETURN): ReportState.RETURNED,
    (ReportState.SUBMITTED, ReportMove.LOCK): ReportState.LOCKED,
    (ReportState.ACCEPTED, ReportMove.LOCK): ReportState.LOCKED,
}

# States in which the owner's words count: a draft is nobody's business but the owner's.
GIVEN = frozenset({ReportState.SUBMITTED, ReportState.ACCEPTED, ReportState.LOCKED})


def report_moved(state: ReportState, move: ReportMove) -> ReportState:
    """The state after the move. Raises :class:`Refusal` where the table has none."""
    try:
        return REPORT_MOVES[state, move]
    except KeyError:
        raise Refusal(N_("That is not possible in the state the report is in.")) from None


def round_moved(state: RoundState, move: RoundMove) -> RoundState:
    try:
        return ROUND_MOVES[state, move]
    except KeyError:
        raise Refusal(N_("That is not possible in the state the round is in.")) from None


def days_left(due: date, *, on: date) -> int:
    """Days until the deadline; negative when it has passed."""
    return (due - on).days


class Act(StrEnum):
    """The names of this chapter's deeds in the record."""

    ROUND_ADD = "round:facts:add"
    ROUND_EDIT = "round:facts:edit"
    ROUND_MOVE = "round:state:move"
    REPORT_SAVE = "report:draft:save"
    REPORT_SUBMIT = "report:state:submit"
    REPORT_RETURN = "report:state:return"
    REPORT_ACCEPT = "report:state:accept"
    ASSESSMENT_PUT = "initiative:assessment:put"
