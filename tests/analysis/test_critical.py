"""The critical path: against all times there are, against a table worked by hand, and as properties."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.analysis.critical import Bind, Task, Tie, Times, timetable
from app.analysis.graphs import downstream, reached

Case = tuple[dict[int, Task], list[Tie[int]]]


@st.composite
def cases(draw: st.DrawFn, most: int = 5, longest: int = 3) -> Case:
    """Few short tasks; whoever waits has the higher number, so that there is no circle."""
    size = draw(st.integers(1, most))
    tasks = {
        number: Task(draw(st.integers(0, longest)), draw(st.integers(0, longest)))
        for number in draw(st.permutations(range(size)))
    }
    pairs = [(one, other) for one in range(size) for other in range(one + 1, size)]
    some = draw(st.lists(st.sampled_from(pairs), max_size=6)) if pairs else []
    ties = [Tie(one, other, draw(st.sampled_from(Bind)), draw(st.integers(-1, 2))) for one, other in some]
    return tasks, ties


def keeps(starts: dict[int, int], tasks: dict[int, Task], ties: list[Tie[int]]) -> bool:
    """The ties as they read, not as the method turns them."""
    for tie in ties:
        one, other = tie.before, tie.after
        first = starts[one] if tie.bind is Bind.START_TO_START else starts[one] + tasks[one].length
        second = starts[other] + (tasks[other].length if tie.bind is Bind.FINISH_TO_FINISH else 0)
        if second < first + tie.lag:
            return False
    return all(starts[number] >= task.release for number, task in tasks.items())


@settings(max_examples=150, deadline=None)
@given(cases(most=4, longest=2))
def test_times_are_those_found_by_trying_all_there_are(case: Case) -> None:
    tasks, ties = case
    span = range(11)
    allowed = [
        starts
        for tried in product(span, repeat=len(tasks))
        if keeps(starts := dict(zip(tasks, tried, strict=True)), tasks, ties)
    ]
    finish = min(max(starts[n] + tasks[n].length for n in tasks) for starts in allowed)
    on_time = [starts for starts in allowed if max(starts[n] + tasks[n].length for n in tasks) == finish]

    found = timetable(tasks, ties)

    assert found.end == finish
    for number in tasks:
        assert found.times[number].start == min(starts[number] for starts in allowed)
        assert found.times[number].latest_start == max(starts[number] for starts in on_time)


@settings(max_examples=300, deadline=None)
@given(cases())
def test_a_chain_leaves_no_room_and_free_slack_moves_nobody(case: Case) -> None:
    tasks, ties = case
    found = timetable(tasks, ties)

    assert found.times[found.chain[-1]].finish == found.end
    assert all(found.times[number].slack == 0 for number in found.chain)
    for number, times in found.times.items():
        assert 0 <= times.free <= times.slack
        slipped = timetable({**tasks, number: Task(times.start + times.free, tasks[number].length)}, ties)
        assert all(slipped.times[other].start == found.times[other].start for other in tasks if other != number)
        late = timetable({**tasks, number: Task(times.start + times.slack + 1, tasks[number].length)}, ties)
        assert late.end > found.end


def test_a_project_worked_by_hand() -> None:
    """A 3, B 4 after A, C 2 after A, D 1 after both; C begins 1 after A has finished."""
    tasks = {"A": Task(10, 3), "B": Task(0, 4), "C": Task(0, 2), "D": Task(0, 1)}
    ties = [Tie("A", "B"), Tie("A", "C", lag=1), Tie("B", "D"), Tie("C", "D")]

    found = timetable(tasks, ties)

    assert (found.chain, found.end) == (("A", "B", "D"), 18)
    assert found.times["C"] == Times(start=14, finish=16, latest_start=15, latest_finish=17, free=1)
    assert found.times["C"].slack == 1


def test_nothing_has_no_chain() -> None:
    assert timetable({}, []).chain == ()


def test_a_circle_is_refused() -> None:
    with pytest.raises(ValueError, match="circle"):
        timetable({1: Task(0, 1), 2: Task(0, 1)}, [Tie(1, 2), Tie(2, 1)])


@given(cases(most=8))
def test_downstream_counts_whom_following_the_ties_comes_to(case: Case) -> None:
    tasks, ties = case
    waits = {number: [tie.before for tie in ties if tie.after == number] for number in tasks}
    needed_by = {number: [tie.after for tie in ties if tie.before == number] for number in tasks}

    assert downstream(waits) == {number: len(reached(needed_by, number)) - 1 for number in tasks}


def test_reached_is_told_with_the_fewest_steps() -> None:
    assert reached({"A": ["B", "C"], "B": ["D"], "C": ["D"]}, "A") == {"A": 0, "B": 1, "C": 1, "D": 2}
