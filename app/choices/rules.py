"""Words and rules of choosing. Pure; the arithmetic of value is ``app.analysis``'."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from app.plumbing.refusals import N_, Refusal

# The fixed scale of every criterion, and the scores whose meaning is described.
LOWEST, HIGHEST = Decimal(0), Decimal(100)
DESCRIBED = tuple(Decimal(score) for score in (0, 25, 50, 75, 100))
MOST_WEIGHT = Decimal(1000)


class Act(StrEnum):
    """The names of this chapter's deeds in the record."""

    CRITERION_ADD = "criterion:facts:add"
    CRITERION_EDIT = "criterion:facts:edit"
    WEIGHTS_SET = "mission:weights:set"
    WEIGHING_PUT = "weighing:facts:put"
    STATEMENT_MAKE = "weighing:statement:make"
    STATEMENT_WITHDRAW = "weighing:statement:withdraw"
    SCORE_PUT = "initiative:score:put"
    OPINION_PUT = "initiative:opinion:put"


class Holding(StrEnum):
    """What of a weighing counts: exactly its points, no more than their order, or what has been stated."""

    POINTS = "points"
    ORDER = "order"
    STATEMENTS = "statements"


class StatementKind(StrEnum):
    """What can be said about weights."""

    ORDER = "order"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    TRADE_OFF = "trade_off"


class Answer(StrEnum):
    """What one may answer to a trade-off; ``skipped`` says nothing about the weights and is not asked again."""

    FIRST = "first"
    SECOND = "second"
    EQUAL = "equal"
    SKIPPED = "skipped"


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


def check_weights(points: Mapping[int, Decimal]) -> None:
    """Refuse weights that rank nothing."""
    if not any(points.values()):
        raise Refusal(N_("At least one criterion must have a weight above 0."))
