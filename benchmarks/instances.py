"""Published and made instances as problems. The files lie outside the project; only the benchmarks read them."""

from __future__ import annotations

import csv
import json
import random
from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path
from typing import Any

from app.analysis.selection.problem import Cover, Exclusive, Limit, Problem, Requires, Synergy


def robust(path: Path) -> Problem:
    """A case of ``robust45``: criteria whose weights are known in order only, so that the objectives are sums from the
    first criterion on (the extreme points of such weights, without dividing).
    """
    read: dict[str, Any] = json.loads(path.read_text())
    scores, costs = read["scores"], read["cost_by_year"]
    items = range(len(scores))

    def owned(owner: int) -> dict[int, int]:
        return {item: read["effort"][item] for item in items if read["owner"][item] == owner}

    return Problem(
        values=tuple(tuple(accumulate(row)) for row in scores),
        costs=tuple(sum(row) for row in costs),
        limits=(
            *(
                Limit(f"year:{year}", {item: costs[item][year] for item in items}, most)
                for year, most in enumerate(read["budget_by_year"])
            ),
            *(Limit(f"owner:{owner}", owned(owner), most) for owner, most in enumerate(read["owner_capacity"])),
        ),
        covers=tuple(
            Cover(f"area:{area}", frozenset(item for item in items if read["area"][item] == area), least)
            for area, least in enumerate(read["min_per_area"])
        ),
        requires=tuple(Requires(item, needed) for item, needed in read["requires"]),
        exclusives=tuple(Exclusive(f"either:{a}:{b}", frozenset((a, b))) for a, b in read["exclusive"]),
        synergies=tuple(
            Synergy(frozenset(each["pair"]), tuple(accumulate(each["extra_score"]))) for each in read["synergies"]
        ),
    )


def knapsack(path: Path) -> Problem:
    """A multi-objective knapsack (``.fgt``, MOrepo-Kirlik14): items, limits, objectives; then gains, uses, rooms."""
    words = path.read_text().split()
    items, limits, objectives = (int(word) for word in words[:3])
    numbers = iter(words[3 + objectives :])

    def row() -> list[int]:
        return [int(float(next(numbers))) for _ in range(items)]

    gains = [row() for _ in range(objectives)]
    uses = [row() for _ in range(limits)]
    # Before each limit stands its kind.
    rooms = [(next(numbers), int(float(next(numbers))))[1] for _ in range(limits)]
    return Problem(
        values=tuple(zip(*gains, strict=True)),
        costs=tuple(map(sum, zip(*uses, strict=True))),
        limits=tuple(
            Limit(f"limit:{number}", dict(enumerate(use)), room)
            for number, (use, room) in enumerate(zip(uses, rooms, strict=True))
        ),
    )


def packings(path: Path) -> Iterator[tuple[str, Problem]]:
    """The problems of one Chu–Beasley file (OR-Library): how many; then items, limits, a value; gains, uses, rooms.

    Named as the literature does: limits, items, and the place in the file, ``10.100-00``.
    """
    numbers = (int(float(word)) for word in path.read_text().split())
    for index in range(next(numbers)):
        items, limits, _known = next(numbers), next(numbers), next(numbers)
        gains = [next(numbers) for _ in range(items)]
        uses = [[next(numbers) for _ in range(items)] for _ in range(limits)]
        rooms = [next(numbers) for _ in range(limits)]
        yield (
            f"{limits}.{items}-{index:02}",
            Problem(
                values=tuple((gain,) for gain in gains),
                costs=(0,) * items,
                limits=tuple(
                    Limit(f"limit:{number}", dict(enumerate(use)), room)
                    for number, (use, room) in enumerate(zip(uses, rooms, strict=True))
                ),
            ),
        )


def best_known(path: Path) -> dict[str, int]:
    """By name; the columns name and best_known."""
    with path.open(newline="") as file:
        return {row["name"]: int(row["best_known"]) for row in csv.DictReader(file)}


def one_budget(items: int, criteria: int, seed: int) -> Problem:
    """Made: scores of 1–100 with weights known in order, costs of 5–100, half the money. One seed, one case."""
    rng = random.Random(seed)
    costs = [rng.randint(5, 100) for _ in range(items)]
    return Problem(
        values=tuple(tuple(accumulate(rng.randint(1, 100) for _ in range(criteria))) for _ in range(items)),
        costs=tuple(costs),
        limits=(Limit("money", dict(enumerate(costs)), sum(costs) // 2),),
    )


def everything(seed: int) -> Problem:
    """Made, as ``robust45``: 45 initiatives, four years' money, eight owners, needs, either–or, synergy and cover."""
    rng = random.Random(seed)
    items, owners, areas = range(45), range(8), range(6)
    costs = [_split(rng.randint(5, 100), rng) for _ in items]
    owner = [rng.choice(owners) for _ in items]
    effort = [rng.randint(1, 10) for _ in items]
    area = [rng.choice(areas) for _ in items]

    def owned(who: int) -> dict[int, int]:
        return {item: effort[item] for item in items if owner[item] == who}

    def pairs(many: int) -> list[tuple[int, int]]:
        found: set[tuple[int, int]] = set()
        while len(found) < many:
            a, b = sorted(rng.sample(items, 2))
            found.add((a, b))
        return sorted(found)

    return Problem(
        values=tuple(tuple(accumulate(rng.randint(1, 100) for _ in range(6))) for _ in items),
        costs=tuple(map(sum, costs)),
        limits=(
            *(
                Limit(f"year:{year}", {i: costs[i][year] for i in items}, sum(row[year] for row in costs) // 2)
                for year in range(4)
            ),
            *(Limit(f"owner:{who}", owned(who), sum(owned(who).values()) * 7 // 10) for who in owners),
        ),
        covers=tuple(
            Cover(f"area:{a}", mine, 1) for a in areas if (mine := frozenset(i for i in items if area[i] == a))
        ),
        requires=tuple(Requires(a, b) for a, b in pairs(22)),
        exclusives=tuple(Exclusive(f"either:{a}:{b}", frozenset((a, b))) for a, b in pairs(4)),
        synergies=tuple(
            Synergy(frozenset(pair), tuple(accumulate(rng.randint(0, 30) for _ in range(6)))) for pair in pairs(8)
        ),
    )


def _split(total: int, rng: random.Random) -> list[int]:
    parts = [rng.random() for _ in range(4)]
    return [round(total * part / sum(parts)) for part in parts]
