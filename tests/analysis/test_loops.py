"""Loops of a problem model, against every ordering tried by force."""

from __future__ import annotations

from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from app.analysis.loops import Loop, leverage, loops


def test_two_areas_that_act_on_each_other_are_a_loop_as_strong_as_its_weaker_link() -> None:
    assert loops({("A", "B"): 3, ("B", "A"): 1, ("B", "C"): 2}) == [Loop(("A", "B"), weakest=1, total=4)]


def test_the_strongest_loop_comes_first_and_then_the_shortest() -> None:
    found = loops({("A", "B"): 2, ("B", "A"): 2, ("B", "C"): 3, ("C", "A"): 2, ("C", "D"): 3, ("D", "C"): 3})
    assert [loop.nodes for loop in found] == [("C", "D"), ("A", "B"), ("A", "B", "C")]


def test_leverage_adds_what_goes_out_and_what_comes_in() -> None:
    assert leverage({("A", "B"): 3, ("C", "B"): 1, ("B", "A"): 2}) == {"A": (3, 2), "B": (2, 4), "C": (1, 0)}


pairs = st.tuples(st.sampled_from("ABCDE"), st.sampled_from("ABCDE")).filter(lambda pair: pair[0] != pair[1])


@given(st.dictionaries(pairs, st.integers(1, 3), max_size=14))
def test_every_loop_is_found_once(edges: dict[tuple[str, str], int]) -> None:
    by_force = {
        frozenset(links)
        for size in range(2, 6)
        for order in permutations("ABCDE", size)
        if set(links := list(zip(order, (*order[1:], order[0]), strict=True))) <= edges.keys()
    }
    found = [frozenset(zip(loop.nodes, (*loop.nodes[1:], loop.nodes[0]), strict=True)) for loop in loops(edges)]
    assert set(found) == by_force
    assert len(found) == len(by_force)
