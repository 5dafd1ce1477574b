"""Directed graphs of who waits for whom: circles, order and the longest chain. Pure: any hashable node.

A graph is a mapping from each node to the nodes it waits for; a node that only stands as a neighbour counts too.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Hashable, Iterable, Mapping
from typing import TypeVar

N = TypeVar("N", bound=Hashable)


def nodes_of(waits: Mapping[N, Iterable[N]]) -> list[N]:
    """Every node, each once, in the order met."""
    found: dict[N, None] = {}
    for node, others in waits.items():
        found[node] = None
        found.update(dict.fromkeys(others))
    return list(found)


def shortest_path(waits: Mapping[N, Iterable[N]], start: N, goal: N) -> list[N] | None:
    """The nodes from ``start`` to ``goal`` both included, fewest first; [start] when they are one; None if none."""
    came_from: dict[N, N] = {}
    ahead = deque([start])
    while ahead:
        node = ahead.popleft()
        if node == goal:
            trail = [node]
            while trail[-1] != start:
                trail.append(came_from[trail[-1]])
            return trail[::-1]
        for following in waits.get(node, ()):
            if following != start and following not in came_from:
                came_from[following] = node
                ahead.append(following)
    return None


def circle_through(waits: Mapping[N, Iterable[N]], node: N) -> list[N] | None:
    """The shortest circle through ``node``: [A, C, F, A] where A waits for C, C for F and F for A. None if none."""
    circles = [
        [node, *back] for first in waits.get(node, ()) if (back := shortest_path(waits, first, node)) is not None
    ]
    return min(circles, key=len) if circles else None


def find_circle(waits: Mapping[N, Iterable[N]]) -> list[N] | None:
    """Some circle of the graph, or None where there is none. Linear in nodes and edges; no recursion."""
    done: set[N] = set()
    for root in nodes_of(waits):
        if root in done:
            continue
        trail, place = [root], {root: 0}
        branches = [iter(waits.get(root, ()))]
        while branches:
            following = next(branches[-1], None)
            if following is None:
                branches.pop()
                node = trail.pop()
                del place[node]
                done.add(node)
            elif following in place:
                return [*trail[place[following] :], following]
            elif following not in done:
                place[following] = len(trail)
                trail.append(following)
                branches.append(iter(waits.get(following, ())))
    return None


def in_order(waits: Mapping[N, Iterable[N]]) -> list[N]:
    """The nodes so that each stands after all it waits for (Kahn). Raises ValueError where there is a circle."""
    needs = {node: set(waits.get(node, ())) for node in nodes_of(waits)}
    needed_by: dict[N, list[N]] = {node: [] for node in needs}
    for node, others in needs.items():
        for other in others:
            needed_by[other].append(node)
    ready = deque(node for node, others in needs.items() if not others)
    left = {node: len(others) for node, others in needs.items()}
    order: list[N] = []
    while ready:
        node = ready.popleft()
        order.append(node)
        for follower in needed_by[node]:
            left[follower] -= 1
            if not left[follower]:
                ready.append(follower)
    if len(order) < len(needs):
        raise ValueError("the graph has a circle")
    return order


def longest_path(waits: Mapping[N, Iterable[N]], length: Mapping[N, float]) -> tuple[list[N], float]:
    """The chain with the largest sum of lengths, first to begin first, and that sum.

    ``length`` is each node's own (months, say); a node that is missing has none. Lengths are not negative. Ties go to
    the chain met first. An empty graph gives ([], 0). Raises ValueError where there is a circle.
    """
    best: dict[N, float] = {}
    before: dict[N, N | None] = {}
    for node in in_order(waits):
        # A dict keeps the given order of neighbours and takes a doubled edge once.
        heaviest = max(dict.fromkeys(waits.get(node, ())), key=lambda other: best[other], default=None)
        before[node] = heaviest
        best[node] = length.get(node, 0) + (best[heaviest] if heaviest is not None else 0)
    if not best:
        return [], 0
    end: N | None = max(best, key=lambda node: best[node])
    total = best[end] if end is not None else 0
    chain: list[N] = []
    while end is not None:
        chain.append(end)
        end = before[end]
    return chain[::-1], total


def downstream(waits: Mapping[N, Iterable[N]]) -> dict[N, int]:
    """For each node, how many others wait for it, directly or through others. Raises ValueError at a circle.

    The others are kept as the bits of one number for each node: quick where a set for each would not fit.
    """
    order = in_order(waits)
    place = {node: number for number, node in enumerate(order)}
    behind = dict.fromkeys(order, 0)
    for node in reversed(order):
        mine = behind[node] | 1 << place[node]
        for other in waits.get(node, ()):
            behind[other] |= mine
    return {node: others.bit_count() for node, others in behind.items()}


def reached(ties: Mapping[N, Iterable[N]], start: N) -> dict[N, int]:
    """Every node that can be come to from ``start``, nearest first, with the fewest steps to it; ``start`` is 0."""
    steps = {start: 0}
    ahead = deque([start])
    while ahead:
        node = ahead.popleft()
        for following in ties.get(node, ()):
            if following not in steps:
                steps[following] = steps[node] + 1
                ahead.append(following)
    return steps
