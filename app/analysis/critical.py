"""The critical path method (Kelley and Walker 1959) with minimum lags between starts and finishes. Pure.

Time is a line of whole numbers; the caller says what one is (days, here). A task takes ``[start, start + length)``, so
that one may start at the very number another finishes at.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from app.analysis.graphs import in_order

N = TypeVar("N", bound=Hashable)


class Bind(StrEnum):
    """What of the first holds back what of the second."""

    FINISH_TO_START = "finish_to_start"
    START_TO_START = "start_to_start"
    FINISH_TO_FINISH = "finish_to_finish"


@dataclass(frozen=True, slots=True)
class Task:
    """It can't start before ``release``, and takes ``length`` (not negative; 0 is a milestone)."""

    release: int
    length: int


@dataclass(frozen=True, slots=True)
class Tie(Generic[N]):
    """``after`` waits for ``before``, and ``lag`` more; a negative lag lets it begin so much earlier."""

    before: N
    after: N
    bind: Bind = Bind.FINISH_TO_START
    lag: int = 0


@dataclass(frozen=True, slots=True)
class Times:
    """When a task is done at the earliest, and when at the latest if the last of all is not to be later.

    ``slack`` (total) is what it can slip without that; ``free`` what it can slip without moving anybody.
    """

    start: int
    finish: int
    latest_start: int
    latest_finish: int
    free: int

    @property
    def slack(self) -> int:
        return self.latest_start - self.start


@dataclass(frozen=True, slots=True)
class Timetable(Generic[N]):
    """``chain`` is a critical path, first to begin first: its ties leave no room, and its last ends at ``end``."""

    times: Mapping[N, Times]
    end: int
    chain: tuple[N, ...]


def timetable(tasks: Mapping[N, Task], ties: Sequence[Tie[N]]) -> Timetable[N]:
    """Earliest and latest times of every task; linear in tasks and ties.

    Each tie says ``start[after] - start[before] >= room``. Of several chains that end last, the one whose last task
    comes first in ``tasks``, and going backwards the first of the ties that bind. Raises ValueError where there is a
    circle, KeyError where a tie names no task, and gives ({}, 0, ()) for no tasks.
    """
    if not tasks:
        return Timetable({}, 0, ())
    before: dict[N, list[tuple[N, int]]] = {name: [] for name in tasks}
    after: dict[N, list[tuple[N, int]]] = {name: [] for name in tasks}
    for tie in ties:
        room = _room(tie, tasks[tie.before].length, tasks[tie.after].length)
        before[tie.after].append((tie.before, room))
        after[tie.before].append((tie.after, room))
    order = in_order({name: [other for other, _ in needs] for name, needs in before.items()})

    start: dict[N, int] = {}
    for name in order:
        start[name] = max([tasks[name].release, *(start[other] + room for other, room in before[name])])
    finish = {name: start[name] + task.length for name, task in tasks.items()}
    end = max(finish.values())

    latest: dict[N, int] = {}
    for name in reversed(order):
        latest[name] = min([end - tasks[name].length, *(latest[other] - room for other, room in after[name])])
    times = {
        name: Times(
            start=start[name],
            finish=finish[name],
            latest_start=latest[name],
            latest_finish=latest[name] + task.length,
            free=min([end - finish[name], *(start[other] - start[name] - room for other, room in after[name])]),
        )
        for name, task in tasks.items()
    }
    last = next(name for name in tasks if finish[name] == end)
    return Timetable(times, end, _chain(last, start, before))


def _room(tie: Tie[N], before: int, after: int) -> int:
    """How much later than ``before`` the task ``after`` must start at least, from the lengths of both."""
    match tie.bind:
        case Bind.FINISH_TO_START:
            return before + tie.lag
        case Bind.START_TO_START:
            return tie.lag
        case Bind.FINISH_TO_FINISH:
            return before + tie.lag - after


def _chain(last: N, start: Mapping[N, int], before: Mapping[N, Iterable[tuple[N, int]]]) -> tuple[N, ...]:
    """Back along ties that leave no room, as far as there are any."""
    trail = [last]
    while True:
        here = trail[-1]
        binding = next((other for other, room in before[here] if start[other] + room == start[here]), None)
        if binding is None:
            return tuple(reversed(trail))
        trail.append(binding)
