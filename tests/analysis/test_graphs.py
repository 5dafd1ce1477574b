"""Graphs of waiting, held against trying everything."""

from __future__ import annotations

from itertools import pairwise, permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.analysis import graphs

NODES = "ABCDEF"
edges = st.sets(st.tuples(st.sampled_from(NODES), st.sampled_from(NODES)).filter(lambda e: e[0] != e[1]), max_size=12)


def graph(pairs: set[tuple[str, str]]) -> dict[str, list[str]]:
    waits: dict[str, list[str]] = {}
    for one, other in sorted(pairs):
        waits.setdefault(one, []).append(other)
    return waits


def every_chain(pairs: set[tuple[str, str]]) -> list[tuple[str, ...]]:
    """All simple paths, by trying every order of every subset."""
    return [
        chain
        for size in range(1, len(NODES) + 1)
        for chain in permutations(NODES, size)
        if all((a, b) in pairs for a, b in pairwise(chain))
    ]


def test_a_circle_is_written_out_from_where_one_stands() -> None:
    waits = graph({("A", "C"), ("C", "F"), ("F", "A"), ("C", "B")})
    assert graphs.circle_through(waits, "A") == ["A", "C", "F", "A"]
    assert graphs.circle_through(waits, "B") is None


def test_of_several_circles_the_shortest_is_told() -> None:
    waits = graph({("A", "B"), ("B", "C"), ("C", "D"), ("D", "A"), ("A", "E"), ("E", "A")})
    assert graphs.circle_through(waits, "A") == ["A", "E", "A"]


def test_who_waits_for_itself_is_a_circle() -> None:
    assert graphs.circle_through({"A": ["A"]}, "A") == ["A", "A"]
    assert graphs.find_circle({"A": ["A"]}) == ["A", "A"]


def test_a_chain_of_fifty_thousand_needs_no_recursion() -> None:
    waits = {n: [n + 1] for n in range(50_000)}
    assert graphs.find_circle(waits) is None
    assert graphs.circle_through({**waits, 50_000: [0]}, 7) is not None
    assert graphs.longest_path(waits, dict.fromkeys(range(50_001), 1))[1] == 50_001


def test_a_graph_with_a_circle_has_no_order() -> None:
    with pytest.raises(ValueError, match="circle"):
        graphs.in_order({"A": ["B"], "B": ["A"]})


def test_nothing_has_no_longest_chain() -> None:
    assert graphs.longest_path({}, {}) == ([], 0)


@settings(max_examples=60, deadline=None)
@given(edges)
def test_circles_are_found_exactly_where_trying_everything_finds_one(pairs: set[tuple[str, str]]) -> None:
    waits = graph(pairs)
    closing = [chain for chain in every_chain(pairs) if (chain[-1], chain[0]) in pairs]
    found = graphs.find_circle(waits)
    assert (found is not None) == bool(closing)
    if found:
        assert found[0] == found[-1]
        assert all(step in pairs for step in pairwise(found))
    for node in NODES:
        through = [len(chain) + 1 for chain in closing if chain[0] == node]
        circle = graphs.circle_through(waits, node)
        assert (len(circle) if circle else None) == min(through, default=None)


@settings(max_examples=60, deadline=None)
@given(edges, st.dictionaries(st.sampled_from(NODES), st.integers(0, 9), max_size=6))
def test_the_longest_chain_is_as_long_as_trying_everything_says(
    pairs: set[tuple[str, str]], length: dict[str, int]
) -> None:
    waits = graph(pairs)
    if graphs.find_circle(waits):
        with pytest.raises(ValueError, match="circle"):
            graphs.longest_path(waits, length)
        return
    order = graphs.in_order(waits)
    assert all(order.index(needed) < order.index(node) for node, needed in pairs)
    chain, total = graphs.longest_path(waits, length)
    met = set(graphs.nodes_of(waits))
    sums = [sum(length.get(n, 0) for n in c) for c in every_chain(pairs) if set(c) <= met]
    assert total == max(sums, default=0) == sum(length.get(n, 0) for n in chain)
    assert all((later, sooner) in pairs for sooner, later in pairwise(chain))
