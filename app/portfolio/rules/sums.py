"""Needed, granted and spent, added up. Pure; all amounts are øre.

Needed is the sum of needs, granted of lines in the state «granted», spent of lines in the state «spent». Money whose
year is not known is kept apart (year None) and never spread over years.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Protocol

from app.portfolio.rules.words import LineState, Use


class Needed(Protocol):
    @property
    def year(self) -> int: ...
    @property
    def use(self) -> Use: ...
    @property
    def amount_ore(self) -> int: ...


class Line(Protocol):
    @property
    def year(self) -> int | None: ...
    @property
    def use(self) -> Use: ...
    @property
    def state(self) -> LineState: ...
    @property
    def amount_ore(self) -> int: ...


@dataclass(frozen=True, slots=True)
class YearSums:
    """One budget year, or the money without one (``year`` None), by use."""

    year: int | None
    needed: dict[Use, int] = field(default_factory=dict)
    lines: dict[tuple[Use, LineState], int] = field(default_factory=dict)

    def need(self, use: Use) -> int:
        return self.needed.get(use, 0)

    def line(self, use: Use, state: LineState) -> int:
        return self.lines.get((use, state), 0)

    def gap(self, use: Use) -> int:
        """What is needed this year and not granted for it; nothing for money without a year."""
        return 0 if self.year is None else max(0, self.need(use) - self.line(use, LineState.GRANTED))


@dataclass(frozen=True, slots=True)
class Sums:
    """``years`` in order; ``undated`` holds the money whose year is not known."""

    years: tuple[YearSums, ...]
    undated: YearSums

    def needed(self, use: Use | None = None) -> int:
        return sum(year.need(one) for year in self.years for one in _uses(use))

    def in_state(self, state: LineState, use: Use | None = None) -> int:
        return sum(year.line(one, state) for year in (*self.years, self.undated) for one in _uses(use))

    @property
    def run_gap(self) -> int:
        """Money to run that is needed and not granted, year by year: one year's plenty does not fill another's lack."""
        return sum(year.gap(Use.RUN) for year in self.years)


def _uses(use: Use | None) -> tuple[Use, ...]:
    return tuple(Use) if use is None else (use,)


def sums(needs: Iterable[Needed], lines: Iterable[Line]) -> Sums:
    """Add up one initiative's needs and lines, or several initiatives'."""
    needed: defaultdict[int, dict[Use, int]] = defaultdict(dict)
    held: defaultdict[int | None, dict[tuple[Use, LineState], int]] = defaultdict(dict)
    for need in needs:
        year = needed[need.year]
        year[need.use] = year.get(need.use, 0) + need.amount_ore
    for line in lines:
        of_year = held[line.year]
        key = line.use, line.state
        of_year[key] = of_year.get(key, 0) + line.amount_ore
    years = sorted({*needed, *(year for year in held if year is not None)})
    return Sums(
        years=tuple(YearSums(year, needed.get(year, {}), held.get(year, {})) for year in years),
        undated=YearSums(None, {}, held.get(None, {})),
    )
