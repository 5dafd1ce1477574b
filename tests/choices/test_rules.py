"""What a score and a set of weights may be."""

from __future__ import annotations

from decimal import Decimal

import pytest

from app.choices.rules.scoring import score_of
from app.choices.rules.weighing import check_weights
from app.plumbing.refusals import Refusal

D = Decimal


def test_a_likely_score_alone_is_a_score_without_spread() -> None:
    score = score_of("NYTTE", None, D(60), None)
    assert score is not None
    assert (score.low, score.likely, score.high) == (D(60), D(60), D(60))


def test_no_numbers_are_no_score() -> None:
    assert score_of("NYTTE", None, None, None, reason="vet ikke") is None


@pytest.mark.parametrize(
    ("low", "likely", "high", "blamed"),
    [
        (D(10), None, None, "likely_NYTTE"),
        (D(70), D(60), D(80), "low_NYTTE"),
        (D(50), D(60), D(55), "high_NYTTE"),
        (D(50), D(60), D(101), "high_NYTTE"),
        (D(-1), D(60), D(70), "low_NYTTE"),
    ],
)
def test_numbers_out_of_order_blame_the_one_that_is_wrong(
    low: D | None, likely: D | None, high: D | None, blamed: str
) -> None:
    with pytest.raises(Refusal) as refused:
        score_of("NYTTE", low, likely, high)
    assert refused.value.field == blamed


def test_weights_must_rank_something() -> None:
    check_weights({1: D(0), 2: D(1)})
    with pytest.raises(Refusal):
        check_weights({1: D(0), 2: D(0)})
