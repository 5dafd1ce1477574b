"""Questions about what has been said of the weights."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from sqlalchemy import Select, select

from app.analysis import weights
from app.analysis.tradeoffs import Answered, Choice, Question, Said, Stated
from app.choices.models import WeightStatement
from app.choices.queries.criteria import CriterionRow
from app.choices.rules.weighing import Answer, StatementKind
from app.plumbing import questions
from app.plumbing.provenance import Source
from app.plumbing.questions import given
from app.plumbing.record import At

# What an answer says of the weights; one that was skipped says nothing.
CHOICES = {Answer.FIRST: Choice.FIRST, Answer.SECOND: Choice.SECOND, Answer.EQUAL: Choice.EQUAL}


@dataclass(frozen=True, slots=True)
class StatementRow:
    """Something said about the weights; which fields are there hangs on its kind, see ``models.WeightStatement``."""

    id: int
    position: int
    kind: StatementKind
    first: CriterionRow
    first_part: Decimal | None
    second: CriterionRow | None
    second_part: Decimal | None
    answer: Answer | None
    share: Decimal | None
    said_by_id: int | None
    withdrawn: bool
    source: Source

    @classmethod
    def of_order(cls, first: CriterionRow, second: CriterionRow) -> StatementRow:
        """«The first is worth at least as much», as the order of points says it; nobody did."""
        return cls(
            id=0, position=0, kind=StatementKind.ORDER, first=first, first_part=None, second=second, second_part=None,
            answer=None, share=None, said_by_id=None, withdrawn=False, source=Source.ENTERED,
        )  # fmt: skip

    def is_about(self, index: Mapping[int, int]) -> bool:
        """All its criteria are among these (place by criterion id), and it says something."""
        return self.answer is not Answer.SKIPPED and self.names(index)

    def names(self, index: Mapping[int, int]) -> bool:
        """All its criteria are among these."""
        named = [self.first.id] if self.second is None else [self.first.id, self.second.id]
        return all(key in index for key in named)

    def question(self, index: Mapping[int, int]) -> Question | None:
        """The question it answers, with criteria by their place; None for what was stated otherwise."""
        if self.second is None or self.first_part is None or self.second_part is None:
            return None
        return Question(
            index[self.first.id], Fraction(self.first_part), index[self.second.id], Fraction(self.second_part)
        )

    def claim(self, index: Mapping[int, int]) -> Said:
        """What it says of weights whose places these are; it must be about them."""
        count, first = len(index), index[self.first.id]
        asked = self.question(index)
        if asked is not None and self.answer in CHOICES:
            return Answered(asked, CHOICES[self.answer])
        if self.second is not None:
            return Stated(weights.at_least_as_important("", first, index[self.second.id], count).parts)
        bound = weights.at_least if self.kind is StatementKind.AT_LEAST else weights.at_most
        return Stated(bound("", first, Fraction(self.share or 0), count).parts)


@questions.Question
def _statements(at: At) -> Select[*tuple[Any, ...]]:
    then = at.of(WeightStatement)
    return (
        select(
            then.id, then.position, then.kind, then.first_id, then.first_part, then.second_id, then.second_part,
            then.answer, then.share, then.said_by_id, then.withdrawn, then.source,
        )
        .where(then.weighing_id == given("weighing"))
        .order_by(then.position)
    )  # fmt: skip


def statements(weighing_id: int, measures: Sequence[CriterionRow], *, at: At) -> list[StatementRow]:
    """All that was said in the weighing, the withdrawn too, in the order it was said. One statement."""
    by_id = {row.id: row for row in measures}
    return [
        StatementRow(
            id=row.id,
            position=row.position,
            kind=row.kind,
            first=by_id[row.first_id],
            first_part=row.first_part,
            second=None if row.second_id is None else by_id[row.second_id],
            second_part=row.second_part,
            answer=row.answer,
            share=row.share,
            said_by_id=row.said_by_id,
            withdrawn=row.withdrawn,
            source=row.source,
        )
        for row in _statements(weighing=weighing_id, at=at)
    ]
