"""Which trade-off question comes next, and how far one has come."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from app.analysis import tradeoffs
from app.analysis.tradeoffs import Answered, Said
from app.analysis.weights import MOST_CRITERIA, TooOpen
from app.choices.queries import weights as weighing
from app.choices.queries.criteria import CriterionRow
from app.choices.queries.weights import Weights
from app.choices.rules.weighing import Answer
from app.plumbing.record import At

# So many answers leave little that matters open. 1000minds asks 30 to 40 for exact weights; robust places need fewer.
ENOUGH = 12


@dataclass(frozen=True, slots=True)
class Asked:
    """Is ``first_part`` (0–1) of the first criterion's swing worth more than ``second_part`` of the second's?"""

    first: CriterionRow
    first_part: Decimal
    second: CriterionRow
    second_part: Decimal


@dataclass(frozen=True, slots=True)
class Asking:
    """``question`` is None when nothing is open any more, or there is nothing to weigh against each other.

    ``answered`` counts answers in force, the skipped too. ``weights`` are what counts when one answers: what has been
    stated, with the order where that is what counts now.
    """

    question: Asked | None
    answered: int
    weights: Weights


def asking(mission_id: int, *, at: At) -> Asking:
    """The next question of the mission's weighing. Six statements."""
    now = weighing.of_mission(mission_id, at=at)
    held, index = now.stated(), now.place_of
    counted = [row for row in held.criteria if row.id in index]
    found = None
    if 2 <= len(counted) <= MOST_CRITERIA and not held.too_open:
        claims = [row.claim(index) for row in held.spoken()]
        found = _next(
            len(counted),
            tuple(claim for claim in claims if isinstance(claim, Answered)),
            tuple(claim for claim in claims if not isinstance(claim, Answered)),
            tuple(row.question(index) for row in held.said if row.answer is Answer.SKIPPED and row.names(index)),
        )
    question = None
    if found is not None:
        question = Asked(
            counted[found.first], _decimal(found.first_part), counted[found.second], _decimal(found.second_part)
        )
    return Asking(question, sum(row.answer is not None for row in held.said), held)


@lru_cache(maxsize=64)
def _next(
    count: int, answers: tuple[Answered, ...], also: tuple[Said, ...], skipped: tuple[tradeoffs.Question | None, ...]
) -> tradeoffs.Question | None:
    """Kept: the page is shown again with the same answers after a refusal or a look back."""
    try:
        return tradeoffs.next_question(count, answers, also=also, skipped=[one for one in skipped if one])
    except TooOpen:
        return None


def _decimal(part: Fraction) -> Decimal:
    return Decimal(part.numerator) / Decimal(part.denominator)
