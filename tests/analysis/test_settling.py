"""Which order of two criteria settles a borderline item."""

from __future__ import annotations

from app.analysis.robustness.settling import Settling, settling

ALL = ((1, 0), (0, 1))


def test_an_order_that_decides_either_way_is_the_one_to_ask_for() -> None:
    # 10 against 8 at equal weights: more weight on the first decides, more on the second leaves it open.
    assert settling(ALL, [(9, 1), (0, 8)], [True, False]) == Settling(0, 1, core=True, either_way=False)
    # 10 against 10 at equal weights: whichever weighs more decides.
    assert settling(ALL, [(9, 1), (1, 9)], [True, False]) == Settling(0, 1, core=True, either_way=True)


def test_where_no_order_decides_nothing_is_told() -> None:
    sums = [(10, 0), (7, 6), (6, 7), (0, 10)]
    assert settling(ALL, sums, [True, False, True, False]) is None


def test_an_order_that_is_stated_already_tells_nothing() -> None:
    assert settling(((1, 0), (1, 1)), [(9, 1), (1, 10)], [True, False]) is None
