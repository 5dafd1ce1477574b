"""Words and rules of reporting. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from app.missions.rules import Light
from app.plumbing.periods import Period, Precision
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
# States in which the owner may still write.
WRITABLE = frozenset({ReportState.DRAFT, ReportState.RETURNED})


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


@dataclass(frozen=True, slots=True)
class ReportWords:
    """What an owner says of one initiative in one round: codes of the scale's words, øre, days.

    ``delivered`` holds, for each deliverable the report may change, the day it was delivered or None.
    """

    overall: str | None = None
    time: str | None = None
    cost: str | None = None
    benefit: str | None = None
    comment: str = ""
    forecast_finish: Period | None = None
    forecast_cost_ore: int | None = None
    delivered: Mapping[int, date | None] = field(default_factory=dict)


# Lights that say something is wrong, and so need words that say what.
NEEDS_COMMENT = frozenset({Light.YELLOW, Light.RED})


# What is talked about first.
PRESSING = frozenset({Light.RED, Light.YELLOW})
# The order lights are told in: what is worst first.
TELLING = (
    Light.RED,
    Light.YELLOW,
    Light.GREEN,
    Light.DONE,
    Light.ON_HOLD,
    Light.STOPPED,
    Light.NOT_STARTED,
    Light.NONE,
)


def check_comment(light: Light, comment: str) -> None:
    """Yellow and red are explained. Raises :class:`Refusal`."""
    if light in NEEDS_COMMENT and not comment.strip():
        raise Refusal(N_("Say in a sentence what deviates from the plan, and what is done about it."), field="comment")


def check_delivered(delivered_on: date | None, *, on: date, field: str) -> None:
    if delivered_on is not None and delivered_on > on:
        raise Refusal(N_("That day has not come yet."), field=field)


def check_round_days(cut_off: date, opens_on: date, due_on: date) -> None:
    """``cut_off`` may lie on either side of the day the round opens, but not after reports are due."""
    if due_on < opens_on:
        raise Refusal(N_("Reports are due before the round opens."), field="due_on")
    if cut_off > due_on:
        raise Refusal(N_("Reports are due before the day they are to count for."), field="cut_off")


def period_of(first: date | None, precision: Precision | None) -> Period | None:
    """A date and its precision, as two columns hold them, in one value."""
    return None if first is None or precision is None else Period(first, precision)


class Reason(StrEnum):
    """Why a light is suggested."""

    FINISHED = "finished"
    ON_PLAN = "on_plan"
    LATE = "late"
    MUCH_LATE = "much_late"
    FORECAST_PASSED = "forecast_passed"
    NO_ORIGINAL = "no_original"
    NO_FORECAST = "no_forecast"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A light the dates point to. ``days_late`` is from the last day of the original plan's finish."""

    light: Light
    reason: Reason
    days_late: int | None = None


# «Vesentlige avvik» has no published number; half a year is one budget round missed. Owners judge, this only suggests.
MUCH_DAYS = 183


def suggested_light(
    original: Period | None, forecast: Period | None, *, on: date, finished: Period | None = None
) -> Suggestion:
    """The light the finish date points to, measured from the *original* plan: moving the plan makes nobody green.

    A period counts as kept until its last day, so «2026» is not late before 2027. A forecast that has already passed
    counts as today.
    """
    if original is None:
        return Suggestion(Light.NONE, Reason.NO_ORIGINAL)
    if finished is not None:
        days = (finished.first - original.last).days
        return Suggestion(_by_days(days), Reason.FINISHED, days)
    if forecast is None:
        return Suggestion(Light.NONE, Reason.NO_FORECAST)
    if forecast.last < on:
        days = (on - original.last).days
        light = _by_days(days)
        return Suggestion(Light.YELLOW if light is Light.GREEN else light, Reason.FORECAST_PASSED, days)
    days = (forecast.last - original.last).days
    light = _by_days(days)
    reason = {Light.GREEN: Reason.ON_PLAN, Light.YELLOW: Reason.LATE, Light.RED: Reason.MUCH_LATE}[light]
    return Suggestion(light, reason, days)


def _by_days(late: int) -> Light:
    return Light.GREEN if late <= 0 else Light.YELLOW if late <= MUCH_DAYS else Light.RED


class Difference(StrEnum):
    """The office's rating held against the owner's."""

    AGREES = "agrees"
    WORSE = "worse"
    BETTER = "better"
    NOT_COMPARABLE = "not_comparable"


_RANK = {Light.GREEN: 0, Light.DONE: 0, Light.YELLOW: 1, Light.RED: 2}


def difference(owner: Light | None, office: Light | None) -> Difference | None:
    """How the office's rating differs from the owner's; None where one of them is missing.

    Words that rate nothing (on hold, stopped) agree only with themselves.
    """
    if owner is None or office is None:
        return None
    if owner is office:
        return Difference.AGREES
    if owner not in _RANK or office not in _RANK:
        return Difference.NOT_COMPARABLE
    step = _RANK[office] - _RANK[owner]
    return Difference.AGREES if step == 0 else Difference.WORSE if step > 0 else Difference.BETTER


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
