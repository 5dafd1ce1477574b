"""Cells, files and the shape of a collection, without a database."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.operations.collections import REGISTRY
from app.plumbing.periods import Period, Precision
from app.plumbing.refusals import Refusal
from app.plumbing.sheets import cells, files
from app.plumbing.sheets.cells import Cell
from app.plumbing.sheets.faults import Fault, Unreadable
from app.portfolio.rules.words import Kind

START = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("cell", "text", "value"),
    [
        (cells.Text(), "Å  b", "Å  b"),
        (cells.Whole(), "-12", -12),
        (cells.Number(4), "16.5", Decimal("16.5")),
        (cells.Money(), "57383633", 5_738_363_300),
        (cells.Money(), "57383633.50", 5_738_363_350),
        (cells.Money(), "-0.05", -5),
        (cells.YesNo(), "yes", True),
        (cells.Day(), "2024-02-29", date(2024, 2, 29)),
        (cells.PeriodText(), "2022-H2", Period(date(2022, 7, 1), Precision.HALF_YEAR)),
        (cells.Moment(), "2024-05-02", datetime(2024, 5, 2, 10, tzinfo=UTC)),
        (cells.Moment(), "2024-05-02T14:30:00+00:00", datetime(2024, 5, 2, 14, 30, tzinfo=UTC)),
        (cells.Chosen(Kind), "law", Kind.LAW),
        (cells.Codes(), "1A 2 10", ("1A", "2", "10")),
        (cells.FieldSources(), "*=A; title=B", (("*", "A"), ("title", "B"))),
    ],
)
def test_a_cell_is_read_and_written_back_as_it_stood(cell: Cell, text: str, value: Any) -> None:
    assert cell.read(text, None) == value
    assert cell.write(value) == text


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (cells.Text(3), "four"),
        (cells.Text(), "a\x00b"),
        (cells.Whole(), "1.5"),
        (cells.Whole(), "9" * 19),
        (cells.Number(2), "1.234"),
        (cells.Number(2), "1e3"),
        (cells.Number(2), "NaN"),
        (cells.Money(), "57 383 633"),
        (cells.Money(), "1.005"),
        (cells.YesNo(), "1"),
        (cells.Day(), "31.12.2024"),
        (cells.Day(), "2023-02-29"),
        (cells.Day(), "start+3d"),
        (cells.PeriodText(), "snart"),
        (cells.Moment(), "i går"),
        (cells.Chosen(Kind), "LAW"),
        (cells.Codes(), "1A 1A"),
        (cells.FieldSources(), "title"),
        (cells.FieldSources(), "title=A; title=B"),
    ],
)
def test_a_cell_that_is_something_else_is_refused(cell: Cell, text: str) -> None:
    with pytest.raises(Refusal):
        cell.read(text, None)


def test_days_count_from_the_first_start_only_where_there_is_one() -> None:
    assert cells.Day().read("start-11d", START) == date(2026, 11, 11)
    assert cells.PeriodText().read("start+3d", START) == Period(date(2026, 11, 25))


def test_the_order_of_a_list_says_nothing_but_for_its_main_code() -> None:
    assert cells.Codes().read("T10 T9", None) == ("T9", "T10")
    assert cells.Codes(main_first=True).read("T10 T9 T1", None) == ("T10", "T1", "T9")


@given(st.integers(min_value=-(2**53), max_value=2**53))
def test_every_amount_survives_the_file(ore: int) -> None:
    assert cells.Money().read(cells.Money().write(ore), None) == ore


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=4))
def test_every_decimal_survives_the_file(value: Decimal) -> None:
    assert cells.Number(4).read(cells.Number(4).write(value), None) == value


@given(st.lists(st.text(alphabet=st.characters(exclude_categories=("Cs", "Cc"))), min_size=2, max_size=2))
def test_every_text_survives_the_file(words: list[str]) -> None:
    text = files.write(("a", "b"), [words])

    lines = files.parse("x.csv", text).lines

    assert [tuple(line.cells.values()) for line in lines] == ([tuple(words)] if any(map(str.strip, words)) else [])


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "x.csv: is empty: a header row is needed"),
        ("a,a\n", "x.csv, row 1: the header names 'a' twice"),
        ("a,b\n1,2\n\n3\n", "x.csv, row 4: has 1 cells where the header has 2"),
        ('a,b\n1,"2\n', "x.csv, row 2: is not well-formed CSV (unexpected end of data)"),
    ],
)
def test_a_damaged_file_is_refused_with_its_row(text: str, fault: str) -> None:
    with pytest.raises(Unreadable) as refusal:
        files.parse("x.csv", text)

    assert [str(one) for one in refusal.value.faults] == [fault]


def test_a_file_in_another_encoding_is_refused_and_one_with_a_mark_is_read(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_bytes("a\nblåbær\n".encode("latin-1"))
    with pytest.raises(Unreadable, match="is not utf-8-sig text"):
        files.read(path)

    path.write_bytes("\ufeffa\nblåbær\n".encode())
    assert files.read(path).lines[0].cells == {"a": "blåbær"}


def test_a_long_list_of_faults_is_cut_and_counted() -> None:
    refusal = Unreadable([Fault("x.csv", row, "a", "is wrong") for row in range(2, 102)])

    lines = str(refusal).splitlines()
    assert lines[:2] == ["Nothing was taken; 100 cells or rows cannot be read:", "x.csv, row 2, column a: is wrong"]
    assert lines[-1] == "… and 40 more"


def test_the_rule_gives_files_the_columns_they_are_promised() -> None:
    columns = {collection.name: list(collection.columns) for collection in REGISTRY}

    assert columns["influences"] == [
        "mission", "source_area", "target_area", "strength", "mechanism", "source", "published_fields",
    ]  # fmt: skip
    assert columns["funding-lines"][:5] == ["initiative", "funding_source", "use", "state", "year"]
    assert {"planned_start", "build_likely", "lead", "goals", "assignments", "wave"} <= set(columns["initiatives"])
    assert columns["measurements"][:4] == ["mission", "indicator", "period", "series"]


def test_no_file_shows_what_is_computed_or_secret() -> None:
    for collection in REGISTRY:
        shown = set(collection.columns)
        assert shown.isdisjoint({"id", "version", "sort_key", "search_key", "code_key", "password_hash"})
        assert not [name for name in shown if name.endswith(("_id", "_ore", "_precision"))]


def test_no_collection_comes_before_one_it_points_at() -> None:
    for collection in REGISTRY:
        for field in collection.columns.values():
            if field.target is not None and not field.late:
                target = REGISTRY.target(field)
                assert REGISTRY.order[target.name] < REGISTRY.order[collection.name], (collection.name, field.name)
