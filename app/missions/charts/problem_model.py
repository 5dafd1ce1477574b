"""The problem model drawn on the server: areas as cards on an ellipse, influences as arrows between them.

Lengths are in the drawing's own units. Nothing here knows colours; the page's styles do.
"""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import permutations
from math import cos, hypot, pi, sin

from app.missions.queries import AreaRow, InfluenceRow
from app.missions.rules import Strength

# The size for up to six areas; more areas take a larger sheet.
WIDTH, HEIGHT, ROOMY = 1200.0, 760.0, 6
CARD_WIDTH, CARD_HEIGHT = 312.0, 118.0
LINE_LENGTH, MOST_LINES = 34, 3
# How far an arrow bends aside, so that two areas that act on each other have an arrow each.
BEND = 0.13
GAP = 7.0
# Arranging more areas than this by trying all orders would take too long; they keep their own order.
MOST_ARRANGED = 7

WEIGHT: Mapping[Strength, int] = {Strength.WEAK: 1, Strength.MEDIUM: 2, Strength.STRONG: 3}

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Box:
    """An area's card: its upper left corner, and its title in lines that fit."""

    area: AreaRow
    x: float
    y: float
    lines: tuple[str, ...]

    @property
    def centre(self) -> Point:
        return self.x + CARD_WIDTH / 2, self.y + CARD_HEIGHT / 2


@dataclass(frozen=True, slots=True)
class Arrow:
    """An influence: the path of its line, the points of its head, and its weight (1–3)."""

    influence: InfluenceRow
    colour: int
    weight: int
    path: str
    head: str


@dataclass(frozen=True, slots=True)
class Drawing:
    width: float
    height: float
    card_width: float
    card_height: float
    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]


def drawn(areas: Sequence[AreaRow], influences: Sequence[InfluenceRow]) -> Drawing:
    """The areas around an ellipse, those that act strongly on each other side by side; weak arrows lie undermost."""
    order = _arranged(areas, influences)
    boxes = {area.id: _card(area, number, len(order)) for number, area in enumerate(order)}
    arrows = [_arrow(row, boxes[row.source_id], boxes[row.target_id]) for row in influences]
    width, height = _sheet(len(areas))
    return Drawing(
        width,
        height,
        CARD_WIDTH,
        CARD_HEIGHT,
        boxes=tuple(boxes[area.id] for area in areas),
        arrows=tuple(sorted(arrows, key=lambda arrow: arrow.weight)),
    )


def _arranged(areas: Sequence[AreaRow], influences: Sequence[InfluenceRow]) -> Sequence[AreaRow]:
    """The order around the ellipse with the least weight times distance; the first area stays on top."""
    if not 3 < len(areas) <= MOST_ARRANGED:
        return areas
    pairs = [(row.source_id, row.target_id, WEIGHT[row.strength]) for row in influences]
    size = len(areas)

    def strain(order: Sequence[AreaRow]) -> int:
        place = {area.id: number for number, area in enumerate(order)}
        apart = [(abs(place[source] - place[target]), weight) for source, target, weight in pairs]
        return sum(weight * min(steps, size - steps) ** 2 for steps, weight in apart)

    return min(([areas[0], *rest] for rest in permutations(areas[1:])), key=strain)


def _sheet(count: int) -> Point:
    grown = max(1.0, count / ROOMY)
    return round(WIDTH * grown), round(HEIGHT * grown)


def _card(area: AreaRow, number: int, count: int) -> Box:
    angle = 2 * pi * number / count - pi / 2
    width, height = _sheet(count)
    x = width / 2 + (width - CARD_WIDTH - 8) / 2 * cos(angle) - CARD_WIDTH / 2
    y = height / 2 + (height - CARD_HEIGHT - 8) / 2 * sin(angle) - CARD_HEIGHT / 2
    lines = textwrap.wrap(area.title, LINE_LENGTH, max_lines=MOST_LINES, placeholder=" …")
    return Box(area, round(x, 1), round(y, 1), tuple(lines))


def _arrow(row: InfluenceRow, source: Box, target: Box) -> Arrow:
    (x0, y0), (x2, y2) = source.centre, target.centre
    middle = ((x0 + x2) / 2 - (y2 - y0) * BEND, (y0 + y2) / 2 + (x2 - x0) * BEND)
    weight = WEIGHT[row.strength]
    length = 9.0 + 4.0 * weight
    curve = (source.centre, middle, target.centre)
    start = _leaves(curve, source, GAP)
    tip = _enters(curve, target, GAP)
    neck = _before(curve, tip, length)
    line = _cut(curve, start, neck)
    return Arrow(
        influence=row,
        colour=source.area.colour,
        weight=weight,
        path=f"M{_p(line[0])} Q{_p(line[1])} {_p(line[2])}",
        head=_head(_at(curve, neck), _at(curve, tip), 3.5 + 2.2 * weight),
    )


Curve = tuple[Point, Point, Point]
STEPS = 200


def _at(curve: Curve, t: float) -> Point:
    a, b, c = curve
    return (
        (1 - t) ** 2 * a[0] + 2 * t * (1 - t) * b[0] + t**2 * c[0],
        (1 - t) ** 2 * a[1] + 2 * t * (1 - t) * b[1] + t**2 * c[1],
    )


def _inside(point: Point, box: Box, gap: float) -> bool:
    return box.x - gap < point[0] < box.x + CARD_WIDTH + gap and box.y - gap < point[1] < box.y + CARD_HEIGHT + gap


def _leaves(curve: Curve, box: Box, gap: float) -> float:
    return next(t / STEPS for t in range(STEPS + 1) if not _inside(_at(curve, t / STEPS), box, gap))


def _enters(curve: Curve, box: Box, gap: float) -> float:
    return next(t / STEPS for t in range(STEPS, -1, -1) if not _inside(_at(curve, t / STEPS), box, gap))


def _before(curve: Curve, tip: float, length: float) -> float:
    """The place on the curve so far before the tip, where the arrow's head begins."""
    end = _at(curve, tip)
    for step in range(int(tip * STEPS), -1, -1):
        x, y = _at(curve, step / STEPS)
        if hypot(end[0] - x, end[1] - y) >= length:
            return step / STEPS
    return 0.0


def _cut(curve: Curve, start: float, end: float) -> Curve:
    """The part of the curve between two places on it, as a curve of its own."""
    a, b, c = curve

    def blossom(s: float, t: float) -> Point:
        return (
            (1 - s) * (1 - t) * a[0] + ((1 - s) * t + s * (1 - t)) * b[0] + s * t * c[0],
            (1 - s) * (1 - t) * a[1] + ((1 - s) * t + s * (1 - t)) * b[1] + s * t * c[1],
        )

    return blossom(start, start), blossom(start, end), blossom(end, end)


def _head(neck: Point, tip: Point, half: float) -> str:
    dx, dy = tip[0] - neck[0], tip[1] - neck[1]
    length = hypot(dx, dy) or 1.0
    across = (-dy / length * half, dx / length * half)
    corners = ((neck[0] + across[0], neck[1] + across[1]), tip, (neck[0] - across[0], neck[1] - across[1]))
    return " ".join(_p(corner) for corner in corners)


def _p(point: Point) -> str:
    return f"{point[0]:.1f},{point[1]:.1f}"
