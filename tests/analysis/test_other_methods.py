"""Published worked examples of other methods, and what sets the product's own apart from them."""

from __future__ import annotations

import random
from fractions import Fraction

import pytest

from app.analysis.other_methods import Table, ahp, priorities, promethee, topsis, vikor
from app.analysis.value import interval, ranking

# Papathanasiou and Ploskas, Multiple Criteria Decision Aid (Springer 2018), chapters 2 and 3: one table, six sites.
SITES = ((8, 7, 2, 1), (5, 3, 7, 5), (7, 5, 6, 4), (9, 9, 7, 3), (11, 10, 3, 7), (6, 9, 5, 4))
SITE_WEIGHTS = (0.4, 0.3, 0.1, 0.2)
ALL_UP = (True,) * 4


def rounded(numbers: tuple[float, ...], places: int) -> list[float]:
    return [round(number, places) for number in numbers]


def test_topsis_as_published() -> None:
    """Tzeng and Huang, Multiple Attribute Decision Making (CRC 2011)."""
    found = topsis(((5, 8, 4), (7, 6, 8), (8, 8, 6), (7, 4, 6)), (0.3, 0.4, 0.3), (True,) * 3)

    assert rounded(found, 4) == [0.5037, 0.6581, 0.7482, 0.3340]


def test_topsis_with_costs_as_published() -> None:
    """Ersoy, LogForum 17(3) (2021): mobile phones; the last two criteria are costs."""
    phones = (
        (256, 8, 41, 1.6, 1.77, 7347.16),
        (256, 8, 32, 1.0, 1.8, 6919.99),
        (256, 8, 53, 1.6, 1.9, 8400),
        (256, 8, 41, 1.0, 1.75, 6808.9),
        (512, 8, 35, 1.6, 1.7, 8479.99),
        (256, 4, 35, 1.6, 1.7, 7499.99),
    )
    found = topsis(phones, (0.405, 0.221, 0.134, 0.199, 0.007, 0.034), (True, True, True, True, False, False))

    # The paper rounds on the way: its third digit is off by one.
    assert found == pytest.approx([0.308, 0.254, 0.327, 0.263, 0.857, 0.192], abs=0.001)


def test_vikor_as_published() -> None:
    found = vikor(SITES, SITE_WEIGHTS, ALL_UP, 0.625)

    assert rounded(found.together, 3) == [0.640, 1.000, 0.693, 0.271, 0.000, 0.694]


def test_vikor_of_its_authors() -> None:
    """Opricovic and Tzeng, EJOR 156 (2004) 445–455, and EJOR 178 (2007) 514–529."""
    mountain = vikor(((1, 3000), (2, 3750), (5, 4500)), (0.5, 0.5), (False, True))
    river = vikor(
        (
            (4184.3, 2914.0, 407.2, 251.0, 195, 244, 15, 2.41),
            (5211.9, 3630.0, 501.7, 308.3, 282, 346, 21, 1.41),
            (5021.3, 3920.5, 504.0, 278.6, 12, 56, 3, 4.42),
            (5566.1, 3957.9, 559.5, 335.3, 167, 268, 16, 3.36),
            (5060.5, 3293.5, 514.1, 284.2, 69, 90, 7, 4.04),
            (4317.9, 2925.9, 432.8, 239.3, 12, 55, 3, 4.36),
        ),
        (1,) * 8,
        (True, False, True, True, False, False, False, True),
    )

    assert (mountain.together, mountain.majority, mountain.regret) == ((1, 0, 1), (0.5, 0.375, 0.5), (0.5, 0.25, 0.5))
    assert rounded(river.together, 3) == [0.991, 1.0, 0.473, 0.670, 0.0, 0.578]


def test_promethee_as_published() -> None:
    found = promethee(SITES, SITE_WEIGHTS, ALL_UP, indifferent=1, preferred=2)

    assert rounded(found, 2) == [-0.26, -0.52, -0.22, 0.36, 0.70, -0.06]
    assert sum(found) == pytest.approx(0)


def square(*above: tuple[float, ...]) -> Table:
    """A matrix of comparisons from what stands above its diagonal."""
    count = len(above) + 1
    return [
        [1.0 if i == j else above[i][j - i - 1] if i < j else 1 / above[j][i - j - 1] for j in range(count)]
        for i in range(count)
    ]


def test_ahp_as_published() -> None:
    """Papathanasiou and Ploskas 2018, chapter 5: four criteria, six sites."""
    third = 1 / 3
    criteria = square((1, 5, 3), (5, 3), (third,))
    sites = [
        square((5, 1, 1, third, 3), (third, 1 / 5, 1 / 7, 1), (third, 1 / 5, 1), (third, 3), (7,)),
        square((7, 3, third, third, third), (third, 1 / 7, 1 / 9, 1 / 7), (1 / 5, 1 / 5, 1 / 5), (1, 1), (1,)),
        square((1 / 9, 1 / 7, 1 / 9, 1, 1 / 5), (1, 1, 5, 3), (1, 5, 1), (7, 3), (third,)),
        square((1 / 5, 1 / 5, third, 1 / 7, 1 / 5), (1, 3, third, 1), (1, third, 1), (1 / 7, 1), (5,)),
    ]

    assert rounded(ahp(criteria, sites), 3) == [0.117, 0.071, 0.095, 0.212, 0.350, 0.155]
    assert sum(priorities(criteria)) == pytest.approx(1)


def test_one_alternative_more_turns_others_around_in_topsis_and_never_here() -> None:
    rng = random.Random(11)
    turned = ours = 0
    for _ in range(400):
        table = [[rng.randint(1, 100) for _ in range(4)] for _ in range(6)]
        weights = [rng.randint(1, 10) for _ in range(4)]
        before, after = topsis(table[:5], weights, ALL_UP), topsis(table, weights, ALL_UP)
        turned += _order(before) != _order(after[:5])
        ours += _ours(table[:5], weights) != [a for a in _ours(table, weights) if a < 5]

    assert turned > 10
    assert ours == 0


def _order(numbers: tuple[float, ...]) -> list[int]:
    return sorted(range(len(numbers)), key=lambda place: -numbers[place])


def _ours(table: list[list[int]], weights: list[int]) -> list[int]:
    scores = {a: {k: interval(part, part, part) for k, part in enumerate(row)} for a, row in enumerate(table)}
    return [row.alternative for row in ranking(scores, {k: Fraction(weight) for k, weight in enumerate(weights)})]


@pytest.mark.parametrize(
    ("table", "weights", "said"),
    [
        ((), (1.0,), "a number on each criterion"),
        (((1.0, 2.0),), (1.0,), "a number on each criterion"),
        (((float("nan"),),), (1.0,), "without end"),
        (((1.0,),), (0.0,), "some weigh something"),
        (((1.0,),), (-1.0,), "not negative"),
    ],
)
def test_what_makes_no_sense_is_refused(table: Table, weights: tuple[float, ...], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        topsis(table, weights, (True,) * len(weights))
