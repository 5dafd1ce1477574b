"""Needed, granted and spent, added up."""

from __future__ import annotations

from dataclasses import dataclass

from app.portfolio.rules.sums import sums
from app.portfolio.rules.words import LineState, Use


@dataclass(frozen=True)
class Need:
    year: int
    use: Use
    amount_ore: int


@dataclass(frozen=True)
class Line:
    year: int | None
    use: Use
    state: LineState
    amount_ore: int


def test_one_years_plenty_does_not_fill_anothers_lack() -> None:
    found = sums(
        [Need(2027, Use.RUN, 100), Need(2028, Use.RUN, 100)],
        [Line(2027, Use.RUN, LineState.GRANTED, 150)],
    )

    assert [year.gap(Use.RUN) for year in found.years] == [0, 100]
    assert found.run_gap == 100


def test_money_without_a_year_counts_in_all_and_in_no_year() -> None:
    found = sums([Need(2027, Use.BUILD, 100)], [Line(None, Use.BUILD, LineState.GRANTED, 100)])

    assert found.in_state(LineState.GRANTED) == 100
    assert found.years[0].gap(Use.BUILD) == 100
    assert found.undated.gap(Use.BUILD) == 0


def test_only_what_is_granted_is_called_granted() -> None:
    lines = [Line(2027, Use.BUILD, state, 10) for state in LineState]

    found = sums([], lines)

    assert {state: found.in_state(state) for state in LineState} == dict.fromkeys(LineState, 10)
    assert found.needed() == 0
    assert found.in_state(LineState.GRANTED, Use.RUN) == 0
