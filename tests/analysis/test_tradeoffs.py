"""Adaptive trade-off questions: somebody with weights in mind answers, and we come to know them."""

from __future__ import annotations

import random
from fractions import Fraction

import pytest

from app.analysis.tradeoffs import Answered, Choice, Question, Stated, learnt, next_question
from app.analysis.weights import at_least, at_most, extreme_points, in_order


def answer_as(weights: list[Fraction], question: Question) -> Answered:
    lead = question.lead(weights)
    return Answered(question, Choice.FIRST if lead > 0 else Choice.SECOND if lead < 0 else Choice.EQUAL)


def somebody(seed: int, count: int) -> list[Fraction]:
    rng = random.Random(seed)
    points = [Fraction(rng.randint(1, 100)) for _ in range(count)]
    return [point / sum(points) for point in points]


def test_eight_questions_tell_two_thirds_of_what_there_is_to_know() -> None:
    widths = []
    for seed in range(8):
        weights = somebody(seed, 5)
        answers: list[Answered] = []
        while len(answers) < 8 and (question := next_question(5, answers)):
            answers.append(answer_as(weights, question))

        known = learnt(5, answers)

        assert not known.clash
        for weight, (low, high) in zip(weights, known.spread, strict=True):
            assert low <= weight <= high
            widths.append(high - low)
    assert sum(widths) / len(widths) < Fraction(2, 5)


def test_no_question_is_asked_whose_answer_is_known() -> None:
    weights = somebody(3, 3)
    answers: list[Answered] = []
    while question := next_question(3, answers):
        before = learnt(3, answers).points
        answers.append(answer_as(weights, question))
        assert learnt(3, answers).points != before
        assert len(answers) < 30

    low_high = learnt(3, answers).spread
    assert all(low <= weight <= high for weight, (low, high) in zip(weights, low_high, strict=True))


def test_the_same_answers_are_followed_by_the_same_question() -> None:
    answers = [answer_as(somebody(1, 4), Question(0, Fraction(1), 1, Fraction(1)))]

    assert next_question(4, answers) == next_question(4, answers)


def test_answers_that_clash_are_named_and_the_newest_of_them_is_left_out() -> None:
    whole = Fraction(1)
    answers = [
        Answered(Question(0, whole, 1, whole), Choice.FIRST),
        Answered(Question(2, whole, 3, whole), Choice.EQUAL),
        Answered(Question(1, whole, 2, whole), Choice.FIRST),
        Answered(Question(2, Fraction(1, 2), 0, whole), Choice.FIRST),
    ]

    known = learnt(4, answers)

    assert known.clash == (0, 2, 3)
    assert known.points == learnt(4, answers[:3]).points


def test_without_answers_nothing_is_known() -> None:
    known = learnt(3, [])

    assert known.points == extreme_points(3)
    assert known.centre == (Fraction(1, 3),) * 3
    assert known.spread == ((Fraction(0), Fraction(1)),) * 3


def test_a_question_compares_two_criteria() -> None:
    with pytest.raises(ValueError, match="two criteria"):
        Question(1, Fraction(1), 1, Fraction(1, 2))


def test_an_order_and_bounds_are_known_before_the_first_question() -> None:
    order = [Stated(statement.parts) for statement in in_order([1, 0, 2], 3)]
    whole = Fraction(1)

    question = next_question(3, [], also=order)

    assert question is not None
    assert {question.first_part, question.second_part} != {whole}, "which whole swing is worth more is known"
    assert next_question(3, [], also=order, skipped=[question]) not in (question, None)


def test_a_bound_may_hold_with_equality_and_clashes_are_found_among_all_that_is_said() -> None:
    low = Stated(at_least("", 0, Fraction(1, 2), 2).parts)
    high = Stated(at_most("", 0, Fraction(1, 2), 2).parts)
    whole = Fraction(1)

    assert learnt(2, [low, high]).centre == (Fraction(1, 2), Fraction(1, 2))
    clashing = learnt(2, [low, high, Answered(Question(1, whole, 0, whole), Choice.FIRST)])
    assert clashing.clash == (0, 2)
    assert clashing.centre == (Fraction(1, 2), Fraction(1, 2))
