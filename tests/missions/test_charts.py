"""Figures, tested as data."""

from __future__ import annotations

from itertools import combinations

import pytest
from flask import Flask

from app.missions import charts, queries
from app.missions.charts.problem_model import CARD_HEIGHT, CARD_WIDTH
from app.missions.queries import AreaRow, InfluenceRow
from app.missions.rules import Strength
from app.plumbing.committer import unit_of_work
from app.plumbing.provenance import Origin, Origins, Source
from app.plumbing.record import NOW
from tests.missions.factories import a_measurement, a_mission, an_indicator, named

NOWHERE = Origins(Origin(Source.ENTERED), {})


def area(number: int) -> AreaRow:
    return AreaRow(
        number, f"A{number}", number, number, 1, "nb", f"Område {number} med et langt navn", "", "nb", NOWHERE
    )


def influence(source: int, target: int, strength: Strength = Strength.MEDIUM) -> InfluenceRow:
    return InfluenceRow(source * 100 + target, source, target, f"A{source}", f"A{target}", strength, "", NOWHERE)


def points(path: str) -> list[tuple[float, float]]:
    plain = path.replace("M", "").replace("Q", "")
    return [(float(x), float(y)) for x, _, y in (pair.partition(",") for pair in plain.split())]


@pytest.mark.parametrize("count", [1, 2, 3, 6, 7, 8, 12])
def test_cards_lie_inside_the_drawing_and_apart(count: int) -> None:
    drawing = charts.drawn([area(number) for number in range(1, count + 1)], [])
    boxes = drawing.boxes
    assert [box.area.id for box in boxes] == list(range(1, count + 1))
    for box in boxes:
        assert 0 <= box.x <= drawing.width - CARD_WIDTH
        assert 0 <= box.y <= drawing.height - CARD_HEIGHT
    for one, other in combinations(boxes, 2):
        assert abs(one.x - other.x) >= CARD_WIDTH or abs(one.y - other.y) >= CARD_HEIGHT


def test_an_arrow_runs_from_the_edge_of_the_one_card_to_the_edge_of_the_other() -> None:
    drawing = charts.drawn(
        [area(n) for n in range(1, 7)],
        [influence(1, 2, Strength.STRONG), influence(2, 1), influence(3, 6, Strength.WEAK)],
    )
    assert [arrow.weight for arrow in drawing.arrows] == [1, 2, 3]
    boxes = {box.area.id: box for box in drawing.boxes}
    for arrow in drawing.arrows:
        start, tip = points(arrow.path)[0], points(arrow.head)[1]
        for (x, y), box in ((start, boxes[arrow.influence.source_id]), (tip, boxes[arrow.influence.target_id])):
            beside = max(box.x - x, x - box.x - CARD_WIDTH, box.y - y, y - box.y - CARD_HEIGHT)
            assert 0 <= beside < 20
        assert arrow.colour == boxes[arrow.influence.source_id].area.colour
    there, back = (next(a for a in drawing.arrows if a.influence.source_id == n) for n in (1, 2))
    assert points(there.path)[1] != points(back.path)[1]


def test_areas_that_act_strongly_on_each_other_stand_side_by_side() -> None:
    drawing = charts.drawn(
        [area(n) for n in range(1, 6)], [influence(1, 4, Strength.STRONG), influence(4, 1, Strength.STRONG)]
    )
    boxes = {box.area.id: box.centre for box in drawing.boxes}

    def distance(other: int) -> float:
        return abs(boxes[1][0] - boxes[other][0]) + abs(boxes[1][1] - boxes[other][1])

    assert distance(4) == min(distance(n) for n in range(2, 6))


def test_a_series_breaks_where_the_method_changed_and_shows_baseline_interval_and_target(app: Flask) -> None:
    with unit_of_work(None):
        indicator = an_indicator(a_mission(), unit="timer/uke")
        a_measurement(indicator, 2022, "31", "28", "33", baseline=True)
        a_measurement(indicator, 2024, "33")
        a_measurement(indicator, 2026, "41", "38", "44", series=2)
        named("mission:indicator:add", indicator)
        indicator_id = indicator.id
    with app.test_request_context():
        row = queries.existing_indicator(indicator_id, at=NOW)
        figure = charts.series(row, queries.measurements(indicator_id, at=NOW))
    first, second, baseline, target = figure["data"]
    assert (first["y"], second["y"]) == ([31.0, 33.0], [41.0])
    assert first["error_y"]["array"] == [2.0, 0.0]
    assert first["error_y"]["arrayminus"] == [3.0, 0.0]
    assert (baseline["y"], baseline["marker"]["color"]) == ([31.0], "paper")
    assert target["y"] == [70.0, 70.0]
    assert target["x"][-1] == "2032-12-31"
    assert figure["layout"]["yaxis"]["title"]["text"] == "timer/uke"
    assert [shape["x0"] for shape in figure["layout"]["shapes"]] == ["2026-01-01"]
