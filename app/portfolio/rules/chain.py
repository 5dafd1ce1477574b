"""What a tie between two initiatives means for their dates. Pure.

The dates rule: a start or a finish is what happened, else what is forecast, else what is planned. An inexact date
counts with its last day. Nobody waits for what is delivered or in place, and whoever has begun waits no more to begin.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from app.analysis.critical import Bind, Task, Tie, Times, timetable
from app.plumbing.periods import Period, Precision, add_months
from app.portfolio.rules.words import DependencyKind

# Too inexact to say how long something takes, where an estimate says it better.
INEXACT = frozenset({Precision.HALF_YEAR, Precision.YEAR})


@dataclass(frozen=True, slots=True)
class Told:
    """What is said of when an initiative, or something outside the mission, is there.

    ``begun`` and ``done`` are whether it has; what is stopped or refused holds nobody back any more and is done too.
    ``running`` is the state of being under way: the day it began need not be given yet. Something outside has a
    ``finish`` only.
    """

    start: Period | None
    finish: Period | None
    begun: bool
    done: bool
    running: bool = False


def slack_days(kind: DependencyKind, lag_days: int, waiting: Told, needed: Told) -> int | None:
    """How many days what is waited for may slip before the other must move; below nought it comes late.

    None where nobody waits (any more) or a date is missing. To begin on the very day the other finishes is on time, and
    on the day after leaves no slack either.
    """
    if not still_waits(kind, waiting, needed):
        return None
    mine = waiting.finish if kind is DependencyKind.FINISH_TO_FINISH else waiting.start
    theirs = needed.start if kind is DependencyKind.START_TO_START else needed.finish
    if mine is None or theirs is None:
        return None
    days = (mine.last - theirs.last).days - lag_days
    return days - 1 if days > 0 and kind is DependencyKind.FINISH_TO_START else days


def still_waits(kind: DependencyKind, waiting: Told, needed: Told) -> bool:
    """Whether the tie still holds anything back."""
    if kind is DependencyKind.SHARED_SOLUTION or waiting.done or needed.done:
        return False
    if kind is DependencyKind.START_TO_START and needed.begun:
        return False
    return kind is DependencyKind.FINISH_TO_FINISH or not waiting.begun


# --- the whole network --------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Node:
    """An initiative, something outside, or a condition; ``months`` is the likely duration where one is estimated."""

    told: Told
    months: int | None = None
    milestone: bool = False


@dataclass(frozen=True, slots=True)
class Waits:
    """``waiting`` waits for ``needed``: keys of nodes."""

    waiting: str
    needed: str
    kind: DependencyKind
    lag_days: int = 0


@dataclass(frozen=True, slots=True)
class Placed:
    """When a node is there at the earliest, and how many days it can slip: without delaying the last of all
    (``slack``), and without moving anybody (``free``). ``finish`` is the last day; a milestone starts and ends on it.
    """

    start: date
    finish: date
    slack: int
    free: int


@dataclass(frozen=True, slots=True)
class Network:
    """``chain`` are the keys of the critical path; ``unknown`` those of which neither dates nor duration are told."""

    placed: Mapping[str, Placed]
    chain: tuple[str, ...]
    finish: date | None
    unknown: tuple[str, ...]


def network(nodes: Mapping[str, Node], ties: Sequence[Waits], *, on: date) -> Network:
    """As early as ties and told dates allow, for what is not done.

    A start is not moved forward: what has not begun begins on its told start or today, whichever is later, or when what
    it waits for allows. It takes as long as its told dates are apart; where one of them is only a year or half of
    one, its likely duration if there is one. What has begun finishes on its told finish, or today. What is unknown
    takes no time, and is said. Raises ValueError at a circle.
    """
    left = {key: node for key, node in nodes.items() if not node.told.done}
    tasks, unknown = {}, []
    for key, node in left.items():
        task = _task(node, on)
        if task is None:
            unknown.append(key)
        tasks[key] = task or Task(on.toordinal(), 0)
    held = [
        Tie(tie.needed, tie.waiting, Bind(tie.kind.value), tie.lag_days)
        for tie in ties
        if tie.waiting in left and tie.needed in left
        if still_waits(tie.kind, left[tie.waiting].told, left[tie.needed].told)
    ]
    found = timetable(tasks, held)
    placed = {key: _placed(times, tasks[key].length) for key, times in found.times.items()}
    finish = max((there.finish for there in placed.values()), default=None)
    return Network(placed, found.chain, finish, tuple(unknown))


def _task(node: Node, on: date) -> Task | None:
    """In day numbers; a finish is the number of the day after the last. None where nothing is told.

    A milestone is there on its day, and whoever waits for it may begin on that very day: a law is in force from then.
    """
    today, told = on.toordinal(), node.told
    last = max(today, told.finish.last.toordinal()) if told.finish else None
    if node.milestone:
        return Task(last, 0) if last is not None else None
    ends = last + 1 if last is not None else None
    if told.start is not None and (told.begun or (told.running and told.start.first <= on)):
        began = told.start.first.toordinal()
        if ends is None:
            ends = max(today + 1, add_months(told.start.first, node.months).toordinal()) if node.months else None
        return Task(began, ends - began) if ends is not None else None
    begins = max(today, told.start.first.toordinal()) if told.start else today
    length = _length(node)
    return None if length is None else Task(begins, length)


def _length(node: Node) -> int | None:
    """Days."""
    told, apart = node.told, None
    if told.start and told.finish and told.finish.last >= told.start.first:
        apart = (told.finish.last - told.start.first).days + 1
        if node.months is None or not {told.start.precision, told.finish.precision} & INEXACT:
            return apart
    if node.months:
        first = told.start.first if told.start else date(2027, 1, 1)  # a common year: months differ by a day or two
        return (add_months(first, node.months) - first).days
    return apart


def _placed(times: Times, length: int) -> Placed:
    first = date.fromordinal(times.start)
    last = date.fromordinal(times.finish) - timedelta(days=1) if length else first
    return Placed(first, last, times.slack, times.free)
