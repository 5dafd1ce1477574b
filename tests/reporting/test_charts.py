"""The distribution of lights, as data."""

from __future__ import annotations

from flask import Flask

from app.missions.rules import Light
from app.reporting import charts

WORDS = {Light.GREEN: "etter plan", Light.RED: "vesentlige avvik", Light.NONE: "ikke rapportert"}


def test_the_distribution_counts_from_zero_and_marks_last_round(app: Flask) -> None:
    rows = charts.counts({Light.GREEN: 14, Light.RED: 4}, {Light.GREEN: 16, Light.NONE: 2}, WORDS)
    figure = charts.distribution(rows)
    bars, marks = figure["data"]
    assert bars["y"] == ["vesentlige avvik", "etter plan", "ikke rapportert"] == marks["y"]
    assert (bars["x"], marks["x"]) == ([4, 14, 0], [0, 16, 2])
    assert bars["text"] == ["4 (+4)", "14 (−2)", "0 (−2)"]
    assert bars["marker"]["color"] == ["status-red", "status-green", "status-grey"]
    assert figure["layout"]["xaxis"]["range"][0] == 0
    assert charts.table_rows(rows)[1] == ["etter plan", 14, 16, "−2"]


def test_an_unfinished_round_writes_no_change_and_a_first_round_has_no_marks(app: Flask) -> None:
    rows = charts.counts({Light.GREEN: 3}, {Light.GREEN: 16}, WORDS)
    assert charts.distribution(rows, final=False)["data"][0]["text"] == ["3"]
    first = charts.counts({Light.GREEN: 3}, None, WORDS)
    assert len(charts.distribution(first)["data"]) == 1
    assert charts.table_rows(first) == [["etter plan", 3]]
