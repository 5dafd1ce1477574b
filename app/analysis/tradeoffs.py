"""Weights from pairwise trade-off questions that adapt: «which of these two improvements is worth more?»

Each question compares a part of one criterion's swing with a part of another's, all else equal, as in 1000minds'
PAPRIKA (Hansen and Ombler, Journal of Multi-Criteria Decision Analysis 15 (2008) 87–107), but on fixed scales: an
answer is a statement on weights (``app.analysis.weights``). The next question is the one whose answer is least known
from the answers so far, so that each halves what is left; one may stop at any time and what was said stays true.
"""

from __future__ import annotations

import random
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from itertools import combinations
from math import lcm
from typing import Protocol

from app.analysis.weights import Clashing, Ray, Statement, TooOpen, as_shares, extreme_points, worth_at_least

# The improvements that are compared, as parts of the whole swing from the worst level to the best.
PARTS = (Fraction(1), Fraction(1, 2), Fraction(1, 4), Fraction(3, 4))
SAMPLES = 400
# Every part is a whole number of these.
_QUARTERS = lcm(*(part.denominator for part in PARTS))


class Said(Protocol):
    """Whatever says something of weights. ``strict``: it was meant as more, not as at least."""

    @property
    def strict(self) -> bool: ...

    def statements(self, name: str, count: int) -> list[Statement]:
        """What it says of the weights of ``count`` criteria, under this name."""
        ...


@dataclass(frozen=True, slots=True)
class Stated:
    """An order or a bound, said outright: ``sum(parts[k] * w[k]) >= 0``."""

    parts: tuple[Fraction, ...]

    @property
    def strict(self) -> bool:
        return False

    def statements(self, name: str, count: int) -> list[Statement]:
        return [Statement(name, self.parts)]


class Choice(StrEnum):
    """What one may answer."""

    FIRST = "first"
    SECOND = "second"
    EQUAL = "equal"


@dataclass(frozen=True, slots=True)
class Question:
    """Is ``first_part`` of criterion ``first``'s swing worth more than ``second_part`` of ``second``'s?"""

    first: int
    first_part: Fraction
    second: int
    second_part: Fraction

    def __post_init__(self) -> None:
        if self.first == self.second:
            raise ValueError("a trade-off is between two criteria")
        if not (0 < self.first_part <= 1 and 0 < self.second_part <= 1):
            raise ValueError("an improvement is a part of a swing")

    def lead(self, shares: Sequence[Fraction]) -> Fraction:
        """By how much the first is worth more with these weights."""
        return self.first_part * shares[self.first] - self.second_part * shares[self.second]


@dataclass(frozen=True, slots=True)
class Answered:
    """A question and what was chosen."""

    question: Question
    choice: Choice

    @property
    def strict(self) -> bool:
        return self.choice is not Choice.EQUAL

    def statements(self, name: str, count: int) -> list[Statement]:
        """What the answer says of the weights; an «equal» says two things under one name."""
        asked = self.question
        first, second = {asked.first: asked.first_part}, {asked.second: asked.second_part}
        said = []
        if self.choice is not Choice.SECOND:
            said.append(worth_at_least(name, first, second, count))
        if self.choice is not Choice.FIRST:
            said.append(worth_at_least(name, second, first, count))
        return said


@dataclass(frozen=True, slots=True)
class Learnt:
    """What was said leaves: extreme points of the weights, and their centre as the representative weights.

    ``spread`` is each criterion's least and largest share. ``clash`` holds the places (0 …) of what cannot all hold: a
    minimal set, the newest as late as possible; while there is one, ``points`` are those of the rest without the newest
    of it.
    """

    points: tuple[Ray, ...]
    centre: tuple[Fraction, ...]
    clash: tuple[int, ...]

    @property
    def spread(self) -> tuple[tuple[Fraction, Fraction], ...]:
        shares = [as_shares(point) for point in self.points]
        return tuple((min(column), max(column)) for column in zip(*shares, strict=True))


def learnt(count: int, said: Sequence[Said]) -> Learnt:
    """What answers, orders and bounds, in the order they were said, tell of the weights of ``count`` criteria."""
    left = dict(enumerate(said))
    clash: tuple[int, ...] = ()
    while not _agree(count, left.values()):
        core = dict(left)
        for place in left:
            fewer = {other: one for other, one in core.items() if other != place}
            if not _agree(count, fewer.values()):
                core = fewer
        clash = clash or tuple(core)
        del left[max(core)]
    points = extreme_points(count, [claim for one in left.values() for claim in one.statements("", count)])
    shares = [as_shares(point) for point in points]
    centre = tuple(sum(column, Fraction(0)) / len(shares) for column in zip(*shares, strict=True))
    return Learnt(points, centre, clash)


def _agree(count: int, said: Iterable[Said]) -> bool:
    """Whether all can hold as it was meant: «worth more» is more, not the same."""
    claims = [(one, statement) for one in said for statement in one.statements("", count)]
    try:
        points = extreme_points(count, [statement for _, statement in claims])
    except Clashing:
        return False
    except TooOpen:
        return True  # so much is left that the few that clash are elsewhere
    return all(
        not one.strict or any(sum(a * b for a, b in zip(statement.parts, point, strict=True)) > 0 for point in points)
        for one, statement in claims
    )


def next_question(
    count: int,
    answers: Sequence[Answered],
    *,
    also: Sequence[Said] = (),
    skipped: Collection[Question] = (),
    seed: int = 1,
) -> Question | None:
    """The question whose answer is most open; None when every question's answer follows from what is known.

    ``also`` is what was said otherwise; what was ``skipped`` is not asked again. The same answers are followed by the
    same question. How open it is, is counted over weights drawn from those that are left. Of equally open ones whole
    swings are asked about first: they are the easiest to think of.
    """
    weights = list(_drawn(learnt(count, [*also, *answers]).points, seed))
    asked = {*(answer.question for answer in answers), *skipped}
    best, most_open = None, Fraction(0)
    for question in _questions(count):
        if question in asked:
            continue
        more, less = question.first_part * _QUARTERS, question.second_part * _QUARTERS
        leads = [int(more) * drawn[question.first] - int(less) * drawn[question.second] for drawn in weights]
        first, second = sum(lead > 0 for lead in leads), sum(lead < 0 for lead in leads)
        how_open = Fraction(min(first, second), len(weights))
        # Only what is a good deal more open is worth a harder question.
        if how_open > most_open + (Fraction(1, 20) if best else 0):
            best, most_open = question, how_open
    return best


def _questions(count: int) -> Iterator[Question]:
    """All questions, the easiest to think of first."""
    pairs = list(combinations(range(count), 2))
    for part in PARTS:
        for first, second in pairs:
            yield Question(first, Fraction(1), second, part)
            if part != 1:
                yield Question(second, Fraction(1), first, part)


def _drawn(points: Sequence[Ray], seed: int) -> Iterator[Ray]:
    """Weights drawn from the hull of the points, in proportion: random mixtures, the same each time."""
    rng = random.Random(seed)
    totals = [sum(point) for point in points]
    scale = lcm(*totals)
    scaled = [[part * (scale // total) for part in point] for point, total in zip(points, totals, strict=True)]
    columns = list(zip(*scaled, strict=True))
    for _ in range(SAMPLES):
        mixture = [round(rng.expovariate(1.0) * 1_000_000) + 1 for _ in points]
        yield tuple(sum(part * share for part, share in zip(mixture, column, strict=True)) for column in columns)
