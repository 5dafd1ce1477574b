"""How far one criterion's weight may move, the others in proportion, before a decision changes. Asks nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from app.choices.queries.criteria import CriterionRow


@dataclass(frozen=True, slots=True)
class Change:
    """Beyond ``at`` (a share of all weight, 0–1) another portfolio is best: these come in, and these go out."""

    at: Fraction
    comes_in: tuple[str, ...]
    goes_out: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """From ``low`` to ``high`` the best portfolio stays the same; ``below`` and ``above`` are the nearest changes.

    ``spans`` are the shares within which each decision stays as it is, by code, for those that change somewhere.
    """

    criterion: CriterionRow
    share: Fraction
    low: Fraction
    high: Fraction
    below: Change | None
    above: Change | None
    spans: Mapping[str, tuple[Fraction, Fraction]]

    @staticmethod
    def shaped(said: Mapping[str, Any], criteria: Sequence[CriterionRow]) -> tuple[Sensitivity, ...]:
        """A row a criterion, out of the whole answer that the solver's service wrote down.

        Weights and criteria are those of the answer: ``criteria`` only lend their titles, and one that is gone since
        or had nothing to tell is left out.
        """
        weight_of = dict(zip(said["criteria"], said["weights"], strict=True))
        row_of = {row.code: row for row in criteria}
        found = []
        for each in said.get("sensitivity", ()):
            criterion = row_of.get(each["criterion"])
            if criterion is None or not each["stretches"]:
                continue
            share = Fraction(weight_of[each["criterion"]], sum(weight_of.values()))
            stretches = [
                (Fraction(one["low"]), Fraction(one["high"]), frozenset(one["chosen"])) for one in each["stretches"]
            ]
            here = next(number for number, (low, high, _) in enumerate(stretches) if low <= share <= high)
            low, high, chosen = stretches[here]
            found.append(
                Sensitivity(
                    criterion=criterion,
                    share=share,
                    low=low,
                    high=high,
                    below=_change(low, chosen, stretches[here - 1][2]) if here > 0 else None,
                    above=_change(high, chosen, stretches[here + 1][2]) if here + 1 < len(stretches) else None,
                    spans=_spans(stretches, here),
                )
            )
        return tuple(found)


def _change(at: Fraction, chosen: frozenset[str], other: frozenset[str]) -> Change:
    return Change(at, tuple(sorted(other - chosen)), tuple(sorted(chosen - other)))


def _spans(
    stretches: Sequence[tuple[Fraction, Fraction, frozenset[str]]], here: int
) -> dict[str, tuple[Fraction, Fraction]]:
    moving = frozenset.union(*(chosen for *_, chosen in stretches)) - frozenset.intersection(
        *(chosen for *_, chosen in stretches)
    )
    spans = {}
    for code in sorted(moving):
        inside = code in stretches[here][2]
        first = last = here
        while first > 0 and (code in stretches[first - 1][2]) is inside:
            first -= 1
        while last + 1 < len(stretches) and (code in stretches[last + 1][2]) is inside:
            last += 1
        spans[code] = (stretches[first][0], stretches[last][1])
    return spans
