"""What a person decides about money: needs, grant letters, funding lines. Pure; all amounts are øre."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from app.plumbing.amounts import exact
from app.plumbing.periods import Period
from app.plumbing.refusals import N_, Refusal
from app.portfolio.rules import orders
from app.portfolio.rules.words import GrantStep, Instrument, LineState, Use

# Money by these roads is given in a letter to one applicant; other roads are budgets and agreements.
BY_LETTER = frozenset({Instrument.CO_FUNDING, Instrument.SUBSIDY})
GIVEN = {LineState.PRELIMINARY: GrantStep.PRELIMINARY, LineState.GRANTED: GrantStep.FINAL}


@dataclass(frozen=True, slots=True)
class NeedFacts:
    year: int
    use: Use
    amount_ore: int
    price_year: int | None = None

    def check(self, *, on: date) -> None:
        orders.check_year(self.year, field="year")
        orders.check_year(self.price_year, field="price_year")


@dataclass(frozen=True, slots=True)
class GrantFacts:
    """A granting body's letter. A letter may name a total and no split by year."""

    code: str
    source_id: int
    body_id: int | None
    step: GrantStep
    decided: Period
    total_ore: int
    letter: str = ""
    terms: str = ""

    def check(self, *, on: date) -> None:
        if self.total_ore <= 0:
            raise Refusal(N_("A grant is of some money: give the sum of the letter."), field="total_ore")
        orders.check_not_future(self.decided.first, on=on, field="decided")


@dataclass(frozen=True, slots=True)
class LineFacts:
    """``year`` is empty where only a total is known; ``grant_id`` names the letter the line rests on."""

    source_id: int
    use: Use
    state: LineState
    year: int | None
    amount_ore: int
    grant_id: int | None = None
    recipient_id: int | None = None
    note: str = ""

    def check(self, *, on: date) -> None:
        orders.check_year(self.year, field="year")


@dataclass(frozen=True, slots=True)
class Letter:
    """A grant as a line sees it."""

    source_id: int
    step: GrantStep
    total_ore: int
    initiative_id: int


def check_line(
    line: LineFacts,
    *,
    initiative_id: int,
    instrument: Instrument,
    letter: Letter | None,
    others: Iterable[int],
    point: str = ",",
) -> None:
    """Hold a line against the letter it rests on; ``others`` are that letter's other lines in the same state."""
    if letter is None:
        if line.state in GIVEN and instrument in BY_LETTER:
            raise Refusal(
                N_("This source grants by letter: record the grant first and choose it here."), field="grant_id"
            )
        return
    if letter.initiative_id != initiative_id:
        raise Refusal(N_("That letter is for another initiative."), field="grant_id")
    if letter.source_id != line.source_id:
        raise Refusal(N_("That letter is from another source."), field="grant_id")
    if line.state is LineState.GRANTED and letter.step is not GrantStep.FINAL:
        raise Refusal(N_("The letter is a preliminary grant, and the line says granted."), field="state")
    check_within(line.amount_ore + sum(others), letter.total_ore, field="amount_ore", point=point)


def check_within(lines_ore: int, total_ore: int, *, field: str, point: str = ",") -> None:
    """The lines of one state that rest on a letter are together at most what it grants."""
    if lines_ore > total_ore:
        raise Refusal(
            N_("The lines that rest on this letter come to %(lines)s, but it grants %(total)s."),
            field=field,
            lines=exact(lines_ore, point=point),
            total=exact(total_ore, point=point),
        )
