"""Small random problems with every kind of constraint, and the plain truth about them by trying every portfolio."""

from __future__ import annotations

import random
from collections.abc import Iterator
from fractions import Fraction
from itertools import chain, combinations

from app.analysis.selection.problem import (
    Cover,
    Exclusive,
    Funding,
    Limit,
    Portfolio,
    Problem,
    Requires,
    Source,
    Synergy,
    cost,
    value,
    violations,
)


def a_problem(seed: int, *, funding: bool = False) -> Problem:
    """4–8 items, 1–3 objectives, and each kind of constraint now and then."""
    rng = random.Random(seed)
    n, p = rng.randint(4, 8), rng.randint(1, 3)
    items = range(n)
    limits = tuple(
        Limit(f"limit:{name}", uses := {i: rng.randint(0, 9) for i in items}, rng.randint(0, sum(uses.values())))
        for name in range(rng.randint(0, 2))
    )

    def some(least: int) -> frozenset[int]:
        return frozenset(rng.sample(items, rng.randint(least, min(n, least + 2))))

    must, must_not = (some(1) if rng.random() < 0.2 else frozenset() for _ in range(2))
    return Problem(
        values=tuple(tuple(rng.randint(0, 6) for _ in range(p)) for _ in items),
        costs=tuple(rng.randint(0, 4) for _ in items),
        limits=limits,
        covers=tuple(Cover(f"cover:{c}", some(2), rng.randint(0, 2)) for c in range(rng.randint(0, 2))),
        requires=tuple(Requires(*rng.sample(items, 2)) for _ in range(rng.randint(0, 2))),
        exclusives=tuple(Exclusive(f"either:{e}", some(2)) for e in range(rng.randint(0, 2))),
        synergies=tuple(
            Synergy(
                some(2),
                tuple(rng.randint(-2, 5) for _ in range(p)),
                {limit.name: rng.randint(0, 3) for limit in limits if rng.random() < 0.5},
            )
            for _ in range(rng.randint(0, 2))
        ),
        must=must,
        must_not=must_not - must if rng.random() < 0.9 else must_not,
        funding=a_funding(rng, n) if funding else None,
    )


def a_funding(rng: random.Random, n: int) -> Funding:
    """Two years, two kinds of money, one to three sources with a scheme's rules now and then."""
    slots = [(year, kind) for year in (2026, 2027) for kind in ("build", "run")]
    needs = {item: {slot: rng.randint(0, 5) for slot in slots if rng.random() < 0.6} for item in range(n)}
    sources = tuple(
        Source(
            f"source:{name}",
            {year: rng.randint(0, 12) for year in (2026, 2027)},
            frozenset(rng.sample(["build", "run"], rng.randint(1, 2))),
            ceiling=rng.randint(2, 8) if rng.random() < 0.4 else None,
            share=Fraction(1, 2) if rng.random() < 0.3 else None,
            eligible=frozenset(rng.sample(range(n), n // 2)) if rng.random() < 0.3 else None,
        )
        for name in range(rng.randint(1, 3))
    )
    return Funding(needs, sources)


def portfolios(problem: Problem) -> Iterator[Portfolio]:
    """Every portfolio that keeps the constraints (funding apart)."""
    everything = chain.from_iterable(combinations(problem.items, size) for size in range(len(problem.items) + 1))
    return (chosen for items in everything if not violations(problem, chosen := frozenset(items)))


def by_criteria(seed: int) -> Problem:
    """A problem whose three objectives are criteria, with something to lose on each."""
    while len((problem := a_problem(seed)).objectives) < 3 or len(list(portfolios(problem))) < 8:
        seed += 1000
    return problem


def truly_non_dominated(problem: Problem, feasible: list[Portfolio]) -> set[Portfolio]:
    """By comparing all pairs; of equals the cheapest, then the one whose items come first."""
    worth = {chosen: value(problem, chosen) for chosen in feasible}
    points = set(worth.values())
    top = {
        point for point in points if not any(other != point and all(map(int.__ge__, other, point)) for other in points)
    }
    return {
        min(
            (chosen for chosen in feasible if worth[chosen] == point),
            key=lambda chosen: (cost(problem, chosen), [item not in chosen for item in problem.items]),
        )
        for point in top
    }
