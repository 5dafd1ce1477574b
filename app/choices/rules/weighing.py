"""What can be said about the weights of criteria."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from app.analysis.weights import MOST_CRITERIA as MOST_CRITERIA
from app.plumbing.refusals import N_, Refusal

MOST_WEIGHT = Decimal(1000)
# The points of the best swing, which the others are held against.
BEST_SWING = 100


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


def check_weights(points: Mapping[int, Decimal]) -> None:
    """Refuse weights that rank nothing."""
    if not any(points.values()):
        raise Refusal(N_("At least one criterion must have a weight above 0."))


@dataclass(frozen=True, slots=True)
class TradeOff:
    """An answered question: is ``first_part`` (0–1) of the one criterion's swing worth more than the other's part?"""

    first_id: int
    first_part: Decimal
    second_id: int
    second_part: Decimal
    answer: Answer


@dataclass(frozen=True, slots=True)
class StatementDecision:
    """An order (``second_id``) or a bound (``share``, 0–1). ``blamed`` is the input that is wrong if it is refused."""

    kind: StatementKind
    first_id: int
    second_id: int | None = None
    share: Decimal | None = None
    blamed: str = "first"


def order_of(first_id: int, second_id: int) -> StatementDecision:
    """«The first is worth at least as much as the second.» Refuses a criterion held against itself."""
    if first_id == second_id:
        raise Refusal(N_("Choose two different criteria."), field="second")
    return StatementDecision(StatementKind.ORDER, first_id, second_id=second_id, blamed="second")


def bound_of(kind: StatementKind, criterion_id: int, percent: Decimal) -> StatementDecision:
    """«At least (at most) so many per cent of all weight.» Refuses what is no share."""
    if not 0 <= percent <= 100:
        raise Refusal(N_("A share runs from 0 to 100 per cent."), field="percent")
    if kind not in (StatementKind.AT_LEAST, StatementKind.AT_MOST):
        raise Refusal(N_("Choose at least or at most."), field="bound")
    return StatementDecision(kind, criterion_id, share=percent / 100, blamed="percent")
