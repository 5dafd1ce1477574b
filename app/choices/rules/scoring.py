"""Criteria and scores: the fixed scale, what one appraiser gives, and what several give together."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from statistics import median

from app.plumbing.refusals import N_, Refusal

# The fixed scale of every criterion, and the scores whose meaning is described.
LOWEST, HIGHEST = Decimal(0), Decimal(100)
DESCRIBED = tuple(Decimal(score) for score in (0, 25, 50, 75, 100))
CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class ScoreDecision:
    """A score as it is given: 0–100, why, and the evidence (ids) it rests on."""

    low: Decimal
    likely: Decimal
    high: Decimal
    reason: str = ""
    evidence: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class CriterionDecision:
    """A criterion's words in one language, and what its scores look like (score to description)."""

    title: str
    definition: str
    language: str
    levels: Mapping[Decimal, str]


def score_of(
    criterion: str,
    low: Decimal | None,
    likely: Decimal | None,
    high: Decimal | None,
    *,
    reason: str = "",
    evidence: Collection[int] = (),
) -> ScoreDecision | None:
    """The score these three numbers give; None where none is given. ``criterion`` is its code.

    A likely value alone is a score without spread. Refuses bounds without a likely value, and numbers out of order.
    """
    if likely is None:
        if low is None and high is None:
            return None
        raise Refusal(N_("Give the likely score too, or leave all three empty."), field=f"likely_{criterion}")
    low, high = likely if low is None else low, likely if high is None else high
    if not LOWEST <= low <= high <= HIGHEST:
        blamed = "low" if low < LOWEST else "high"
        raise Refusal(N_("Scores run from 0 to 100, the lowest first."), field=f"{blamed}_{criterion}")
    if low > likely:
        raise Refusal(N_("The lowest score is above the likely one."), field=f"low_{criterion}")
    if likely > high:
        raise Refusal(N_("The highest score is below the likely one."), field=f"high_{criterion}")
    return ScoreDecision(low, likely, high, reason, frozenset(evidence))


@dataclass(frozen=True, slots=True)
class Opinion:
    """One appraiser's score, or what several give together."""

    low: Decimal
    likely: Decimal
    high: Decimal
    reason: str = ""


def together(opinions: Sequence[Opinion]) -> Opinion | None:
    """What appraisers give together; None where there is none.

    The interval holds everybody's: from the lowest low to the highest high. The likely score is the median of theirs,
    so that one who is far off does not move it (of an even number, the middle of the two in the middle). Their reasons
    stand one below the other, each once.
    """
    if not opinions:
        return None
    likely = Decimal(median(opinion.likely for opinion in opinions)).quantize(CENT)
    reasons = dict.fromkeys(opinion.reason for opinion in opinions if opinion.reason)
    return Opinion(
        low=min(opinion.low for opinion in opinions),
        likely=likely,
        high=max(opinion.high for opinion in opinions),
        reason="\n".join(reasons),
    )
