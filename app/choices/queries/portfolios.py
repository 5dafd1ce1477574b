"""The portfolios that may be best, for how large a part of the weights each is, and what sets it apart."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from app.analysis.robustness.acceptability import margin
from app.choices.queries.solutions import SolutionRow
from app.choices.rules.scenarios import points_of
from app.plumbing import keys

# More than these nobody compares.
MOST_SHOWN = 12


@dataclass(frozen=True, slots=True)
class MayBeBest:
    """A portfolio beside the chosen one. ``value`` in points by the one weight of each criterion; ``share`` (0–1) of
    the possible weights make it the best: None in an older answer, 0 where it only lies between others.
    """

    chosen: bool
    share: float | None
    value: Fraction
    cost_ore: int
    comes_in: tuple[str, ...]
    goes_out: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Portfolios:
    """The chosen one first, then by share; ``rows`` are the first of ``total``."""

    rows: tuple[MayBeBest, ...]
    total: int
    draws: int | None
    complete: bool

    @property
    def margin(self) -> float | None:
        """How far a share may be from the true one (0–1)."""
        return None if self.draws is None else margin(self.draws)

    @property
    def chosen(self) -> MayBeBest | None:
        return next((row for row in self.rows if row.chosen), None)

    @staticmethod
    def shaped(best: SolutionRow, robust: SolutionRow) -> Portfolios | None:
        """None where there is nothing beside the chosen one."""
        said, here = robust.said, frozenset(best.said["chosen"])
        if len(said["portfolios"]) < 2:
            return None
        counts, draws = said.get("best_for"), said.get("draws")
        rows = [
            MayBeBest(
                chosen=frozenset(codes) == here,
                share=None if counts is None else counts[place] / draws,
                value=points_of(said["sums"][place], said["weights"]),
                cost_ore=said["costs_ore"][place],
                comes_in=_in_order(frozenset(codes) - here),
                goes_out=_in_order(here - frozenset(codes)),
            )
            for place, codes in enumerate(said["portfolios"])
        ]
        rows.sort(key=lambda row: (not row.chosen, -(row.share or 0), -row.value))
        return Portfolios(tuple(rows[:MOST_SHOWN]), len(rows), draws, robust.complete)


def _in_order(codes: frozenset[str]) -> tuple[str, ...]:
    return tuple(sorted(codes, key=keys.sort_key))
