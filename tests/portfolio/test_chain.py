"""What ties mean for dates: slack of one tie, and the longest chain of all."""

from __future__ import annotations

from datetime import date

import pytest

from app.plumbing.periods import Period, Precision, read
from app.portfolio.rules.chain import Network, Node, Told, Waits, network, slack_days
from app.portfolio.rules.words import DependencyKind

FINISH, START, TOGETHER, SHARED = DependencyKind
TODAY = date(2026, 11, 22)


def told(start: str = "", finish: str = "", *, begun: bool = False, done: bool = False, running: bool = False) -> Told:
    return Told(read(start) if start else None, read(finish) if finish else None, begun, done, running)


@pytest.mark.parametrize(
    ("kind", "lag", "waiting", "needed", "days"),
    [
        (FINISH, 0, told("2027-03-01"), told("", "2027-02-28"), 0),
        (FINISH, 0, told("2027-02-28"), told("", "2027-02-28"), 0),
        (FINISH, 0, told("2027-03-11"), told("", "2027-02-28"), 10),
        (FINISH, 30, told("2027-03-11"), told("", "2027-02-28"), -19),
        (FINISH, 0, told("2027-Q1"), told("", "2027-03"), 0),
        (FINISH, 0, told("2027-02-01"), told("", "2027-03"), -58),
        (START, 90, told("2027-06-01"), told("2027-03-01", "2030"), 2),
        (TOGETHER, 0, told("", "2027-12-31"), told("", "2027-12-01"), 30),
        (TOGETHER, 0, told("", "2027-12-31", begun=True), told("", "2027-12-01"), 30),
        (FINISH, 0, told("2027-02-01", begun=True), told("", "2027-03"), None),
        (FINISH, 0, told("2027-02-01"), told("", "2027-03", done=True), None),
        (START, 0, told("2027-02-01"), told("2027-03", begun=True), None),
        (SHARED, 0, told("2027-02-01"), told("2027-03"), None),
        (FINISH, 0, told(), told("", "2027-03"), None),
    ],
)
def test_slack_is_what_may_slip_before_the_other_must_move(
    kind: DependencyKind, lag: int, waiting: Told, needed: Told, days: int | None
) -> None:
    assert slack_days(kind, lag, waiting, needed) == days


def placed(found: Network, key: str) -> tuple[str, str, int]:
    there = found.placed[key]
    return there.start.isoformat(), there.finish.isoformat(), there.slack


def test_an_act_in_force_starts_the_chain_and_the_rest_has_slack() -> None:
    nodes = {
        "law": Node(told("", "2029-01-01"), milestone=True),
        "moves": Node(told("2029-Q1", "2030-Q4")),
        "school": Node(told("2031-01-01", "2032-12-31")),
        "words": Node(told("2026-01-12", "2027-06-30", begun=True)),
    }
    ties = [
        Waits(waiting, needed, FINISH)
        for waiting, needed in (("moves", "law"), ("moves", "words"), ("school", "moves"))
    ]
    found = network(nodes, ties, on=TODAY)

    assert found.chain == ("law", "moves", "school")
    assert found.finish == date(2032, 12, 31)
    assert placed(found, "moves") == ("2029-01-01", "2030-12-31", 0)
    assert placed(found, "words") == ("2026-01-12", "2027-06-30", (date(2029, 1, 1) - date(2027, 7, 1)).days)


def test_a_late_predecessor_pushes_and_told_length_is_kept() -> None:
    nodes = {"A": Node(told("2027-01-01", "2027-12")), "B": Node(told("2027-07-01", "2027-12-31"))}

    found = network(nodes, [Waits("B", "A", FINISH)], on=TODAY)

    assert placed(found, "B") == ("2028-01-01", "2028-07-02", 0)


def test_what_runs_finishes_as_told_or_today_and_what_is_done_is_left_out() -> None:
    nodes = {
        "late": Node(told("2022-H2", "2025", running=True)),
        "begun": Node(told("2026-01-01", begun=True), months=24),
        "done": Node(told("2024", "2025", done=True)),
        "rough": Node(told("2027", "2028"), months=6),
        "vague": Node(told()),
    }
    found = network(nodes, [Waits("rough", "done", FINISH), Waits("vague", "late", FINISH)], on=TODAY)

    assert placed(found, "late")[:2] == ("2022-07-01", "2026-11-22")
    assert placed(found, "begun")[:2] == ("2026-01-01", "2027-12-31")
    assert placed(found, "rough")[:2] == ("2027-01-01", "2027-06-30")
    assert "done" not in found.placed
    assert found.unknown == ("vague",)


def test_what_is_planned_in_the_past_and_not_under_way_starts_today() -> None:
    found = network({"A": Node(Told(Period(date(2026, 1, 1)), Period(date(2026, 1, 10)), False, False))}, [], on=TODAY)

    assert placed(found, "A")[:2] == ("2026-11-22", "2026-12-01")


def test_precision_of_a_year_says_less_than_an_estimate() -> None:
    year = Period(date(2028, 1, 1), Precision.YEAR)

    assert placed(network({"A": Node(Told(year, year, False, False), months=3)}, [], on=TODAY), "A")[1] == "2028-03-31"
    assert placed(network({"A": Node(Told(year, year, False, False))}, [], on=TODAY), "A")[1] == "2028-12-31"
