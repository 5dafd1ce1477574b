"""Loops in a small weighted graph of what makes what worse: where a tangle keeps itself going."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

N = TypeVar("N", bound=Hashable)

Edges = Mapping[tuple[N, N], int]


@dataclass(frozen=True, slots=True)
class Loop(Generic[N]):
    """Nodes in the order they act on each other, each once; the last acts on the first.

    A loop is as strong as its weakest link; ``total`` adds up all its links.
    """

    nodes: tuple[N, ...]
    weakest: int
    total: int


def loops(edges: Edges[N]) -> list[Loop[N]]:
    """Every loop once, starting at its first node in the order met; the strongest first, then the shortest.

    Meant for models that a person can read: the number of loops grows without bounds in large dense graphs.
    """
    place: dict[N, int] = {}
    for pair in edges:
        for node in pair:
            place.setdefault(node, len(place))
    following: dict[N, list[N]] = {node: [] for node in place}
    for source, target in edges:
        following[source].append(target)

    found: list[tuple[N, ...]] = []

    def walk(start: N, trail: tuple[N, ...]) -> None:
        for node in following[trail[-1]]:
            if node == start:
                found.append(trail)
            elif place[node] > place[start] and node not in trail:
                walk(start, (*trail, node))

    for start in place:
        walk(start, (start,))
    return sorted((_weighed(nodes, edges) for nodes in found), key=lambda loop: (-loop.weakest, len(loop.nodes)))


def _weighed(nodes: Sequence[N], edges: Edges[N]) -> Loop[N]:
    links = [edges[pair] for pair in zip(nodes, (*nodes[1:], nodes[0]), strict=True)]
    return Loop(nodes=tuple(nodes), weakest=min(links), total=sum(links))


def leverage(edges: Edges[N]) -> dict[N, tuple[int, int]]:
    """For each node how strongly it acts on others and how strongly they act on it, added up."""
    found: dict[N, tuple[int, int]] = {}
    for (source, target), strength in edges.items():
        gives, takes = found.get(source, (0, 0))
        found[source] = (gives + strength, takes)
        gives, takes = found.get(target, (0, 0))
        found[target] = (gives, takes + strength)
    return found
