"""The arithmetic of the roll-up. Pure.

Definitions, the same on every page and in the papers:

needed       what the initiatives say they need, by budget year and use (build or run)
granted      funding lines in the state «granted» (endelig tilsagn); preliminary and applied stand apart
spent        funding lines in the state «spent» (regnskapsført), a part of what was granted
no year      a grant published as one total has no year; it is added to totals and never spread over years
run-phase gap   for each initiative and year, run money needed less run money granted, where that is positive:
             one initiative's surplus never fills another's gap
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.missions.rules import Light, Verdict
from app.portfolio.rules.words import Adoption


class ChangeKind(StrEnum):
    """What may have happened since the last round."""

    STATE = "state"
    PHASE = "phase"
    FORECAST = "forecast"
    GATE = "gate"
    GRANT = "grant"
    COMMITMENT = "commitment"
    BETTER = "better"
    WORSE = "worse"


class Question(StrEnum):
    """Why something is put before the steering group."""

    RED = "red"
    OFFICE_DOUBTS = "office_doubts"
    RESERVATION = "reservation"
    LATE_CONDITION = "late_condition"
    IDLE_AREA = "idle_area"
    RUN_GAP = "run_gap"


@dataclass(frozen=True, slots=True)
class YearMoney:
    """One budget year's money in øre; ``year`` None is money published as a total without a year."""

    year: int | None
    needed_build: int = 0
    needed_run: int = 0
    granted_build: int = 0
    granted_run: int = 0
    spent: int = 0
    run_gap: int = 0

    @property
    def needed(self) -> int:
        return self.needed_build + self.needed_run

    @property
    def granted(self) -> int:
        return self.granted_build + self.granted_run


@dataclass(frozen=True, slots=True)
class Money:
    """The mission's money by year, years ascending, the line without a year last."""

    years: Sequence[YearMoney]
    preliminary: int = 0
    applied: int = 0

    def total(self, name: str) -> int:
        return sum(getattr(year, name) for year in self.years)

    def run_gap_until(self, last: date, *, on: date) -> int:
        """What is missing for operation from the year of ``on`` to that of ``last``, both included."""
        return sum(year.run_gap for year in self.years if year.year is not None and on.year <= year.year <= last.year)


def money_by_year(
    needs: Mapping[tuple[str, int], int],
    granted: Mapping[tuple[str, int | None], int],
    spent: Mapping[int | None, int],
    gaps: Mapping[int, int],
) -> tuple[YearMoney, ...]:
    """Put the sums side by side. ``needs`` and ``granted`` are by (use, year), ``gaps`` by year; amounts in øre."""
    known = {year for _, year in needs} | {year for _, year in granted} | {*spent} | {*gaps}
    years: list[int | None] = [*sorted(year for year in known if year is not None)]
    if None in known:
        years.append(None)
    return tuple(
        YearMoney(
            year=year,
            needed_build=needs.get(("build", year), 0) if year is not None else 0,
            needed_run=needs.get(("run", year), 0) if year is not None else 0,
            granted_build=granted.get(("build", year), 0),
            granted_run=granted.get(("run", year), 0),
            spent=spent.get(year, 0),
            run_gap=gaps.get(year, 0) if year is not None else 0,
        )
        for year in years
    )


@dataclass(frozen=True, slots=True)
class AreaCover:
    """How well a challenge area is covered: initiatives alive that act on it, and what they are doing.

    ``under_way`` counts those that have started and are not on hold; ``lights`` the latest fresh owner's lights.
    """

    area_id: int
    contributing: int = 0
    strong: int = 0
    main: int = 0
    under_way: int = 0
    delivered: int = 0
    build_ore: int = 0
    lights: Mapping[Light, int] | None = None


@dataclass(frozen=True, slots=True)
class Followed:
    """Initiatives adopted in one way: how many, and of them those not under way and those granted less than needed."""

    number: int = 0
    idle: int = 0
    short: int = 0


@dataclass(frozen=True, slots=True)
class Adopted:
    """What became of what was adopted; ``neither`` counts the mission's other initiatives."""

    rows: Mapping[Adoption, Followed]
    neither: int

    @property
    def first(self) -> Followed:
        """The prioritised ones."""
        return self.rows.get(Adoption.PRIORITISED, Followed())


def better_than_baseline(verdicts: Sequence[Verdict]) -> int:
    return sum(verdict is Verdict.BETTER for verdict in verdicts)
