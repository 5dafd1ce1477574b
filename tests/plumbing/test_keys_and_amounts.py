"""Order, search and amounts as Norwegians write them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from app.plumbing.amounts import exact, millions
from app.plumbing.keys import search_key, sort_key


def test_norwegian_letters_come_last_and_numbers_by_size() -> None:
    shuffled = ["Økonomi", "T10", "Ål", "Zebra", "T9", "Ærlig", "Barn"]

    assert sorted(shuffled, key=sort_key) == ["Barn", "T9", "T10", "Zebra", "Ærlig", "Økonomi", "Ål"]


def test_accents_do_not_change_the_order() -> None:
    assert sorted(["Idé nå", "Ide", "Idéer"], key=sort_key) == ["Ide", "Idé nå", "Idéer"]


def test_okonomi_finds_okonomi_however_it_is_typed() -> None:
    assert search_key("Økonomisk  handlingsrom") == "okonomisk handlingsrom"
    assert search_key("ØKONOMI") == search_key("okonomi") == search_key("økonomi")


def test_amounts_show_every_ore_and_no_more() -> None:
    assert exact(57_383_633_00) == "57\u00a0383\u00a0633"
    assert exact(150) == "1,50"
    assert exact(-5) == "−0,05"


@given(st.integers(-(10**16), 10**16))
def test_an_amount_can_be_read_back_to_the_ore(ore: int) -> None:
    written = exact(ore).replace("\u00a0", "").replace("−", "-")
    whole, _, rest = written.partition(",")
    sign = -1 if written.startswith("-") else 1

    assert sign * (abs(int(whole)) * 100 + int(rest or 0)) == ore


def test_millions_are_rounded_openly() -> None:
    assert millions(57_383_633_00) == "57,4"
    assert millions(833_000_000_00, places=0) == "833"
