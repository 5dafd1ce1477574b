"""Waiting in a circle: nothing in it can ever begin. Pure."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from typing import TypeVar

N = TypeVar("N", bound=Hashable)


def circle(waits: Mapping[N, Iterable[N]], start: N) -> list[N] | None:
    """The circle through ``start`` («A waits for C, C for F, F for A» is [A, C, F, A]), or None.

    ``waits`` says whom each one waits for. Of several circles the one found first, neighbours in their given order;
    the search is depth first and keeps its own stack, so that a long chain is no harm.
    """
    trail: list[N] = [start]
    seen: set[N] = set()
    branches = [iter(waits.get(start, ()))]
    while branches:
        following = next(branches[-1], None)
        if following is None:
            branches.pop()
            trail.pop()
        elif following == start:
            return [*trail, start]
        elif following not in seen:
            seen.add(following)
            trail.append(following)
            branches.append(iter(waits.get(following, ())))
    return None
