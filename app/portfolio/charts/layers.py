"""Who waits for whom, drawn in layers from left to right (Sugiyama, Tagawa and Toda 1981): each stands to the right of
all it waits for, and the order within a layer keeps lines short.

Lengths are in the drawing's own units. Nothing here knows colours; the page's styles do.
"""

from __future__ import annotations

import textwrap
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from app.analysis.graphs import in_order
from app.portfolio.queries.network import NodeRow

CARD_WIDTH, CARD_HEIGHT = 206.0, 74.0
ACROSS, DOWN = 78.0, 16.0
# A line that passes a layer takes so much room in it.
LANE = 16.0
LINE_LENGTH, MOST_LINES = 25, 2
SWEEPS = 12

# A place in a layer: a card's key, or a line passing through (its two ends and the layer).
Place = str | tuple[str, str, int]


@dataclass(frozen=True, slots=True)
class Card:
    node: NodeRow
    x: float
    y: float
    lines: tuple[str, ...]
    critical: bool


@dataclass(frozen=True, slots=True)
class Line:
    """From what is waited for to who waits; ``path`` of the line, ``head`` of its arrow."""

    needed: NodeRow
    waiting: NodeRow
    path: str
    head: str
    critical: bool


@dataclass(frozen=True, slots=True)
class Drawing:
    width: float
    height: float
    card_width: float
    card_height: float
    cards: tuple[Card, ...]
    lines: tuple[Line, ...]


def drawn(
    nodes: Mapping[str, NodeRow],
    shown: Collection[str],
    ties: Sequence[tuple[str, str]],
    critical: Sequence[str] = (),
) -> Drawing | None:
    """``shown`` are the keys drawn and ``ties`` pairs (who waits, what for); None when there is nothing to draw."""
    if not shown:
        return None
    here = dict.fromkeys(shown)
    pairs = [pair for pair in dict.fromkeys(ties) if pair[0] in here and pair[1] in here]
    layer = _layers(here, pairs)
    columns, routes = _columns(layer, pairs)
    _sweep(columns, routes)
    middle, height = _heights(columns)
    links = set(pairwise(critical))
    cards = tuple(
        Card(
            nodes[key],
            layer[key] * (CARD_WIDTH + ACROSS) + 2,
            middle[key] - CARD_HEIGHT / 2,
            tuple(textwrap.wrap(nodes[key].title, LINE_LENGTH, max_lines=MOST_LINES, placeholder=" …")),
            key in critical,
        )
        for key in sorted(here, key=lambda key: (layer[key], middle[key]))
    )
    lines = [
        _line(nodes[needed], nodes[waiting], routes[waiting, needed], layer, middle, (needed, waiting) in links)
        for waiting, needed in pairs
    ]
    width = (max(layer.values()) + 1) * (CARD_WIDTH + ACROSS) - ACROSS + 4
    ordered = tuple(sorted(lines, key=lambda line: line.critical))
    return Drawing(width, height, CARD_WIDTH, CARD_HEIGHT, cards, ordered)


def _layers(shown: Mapping[str, None], pairs: Sequence[tuple[str, str]]) -> dict[str, int]:
    """As far left as what they wait for allows; what waits for nothing stands close to who waits for it."""
    needs: dict[str, list[str]] = {key: [] for key in shown}
    needed_by: dict[str, list[str]] = {key: [] for key in shown}
    for waiting, needed in pairs:
        needs[waiting].append(needed)
        needed_by[needed].append(waiting)
    layer: dict[str, int] = {}
    for key in in_order(needs):
        layer[key] = max((layer[other] + 1 for other in needs[key]), default=0)
    for key in shown:
        if not needs[key] and needed_by[key]:
            layer[key] = min(layer[other] for other in needed_by[key]) - 1
    return layer


Routes = dict[tuple[str, str], list[Place]]


def _columns(layer: Mapping[str, int], pairs: Sequence[tuple[str, str]]) -> tuple[list[list[Place]], Routes]:
    """The places of each layer, and the places each line goes through, from what is waited for to who waits."""
    columns: list[list[Place]] = [[] for _ in range(max(layer.values()) + 1)]
    for key, number in layer.items():
        columns[number].append(key)
    routes: Routes = {}
    for waiting, needed in pairs:
        route: list[Place] = [needed]
        for number in range(layer[needed] + 1, layer[waiting]):
            route.append((needed, waiting, number))
            columns[number].append(route[-1])
        routes[waiting, needed] = [*route, waiting]
    return columns, routes


def _sweep(columns: list[list[Place]], routes: Routes) -> None:
    """Order each layer by where its neighbours stand, to the right and back again, some times over."""
    left: defaultdict[Place, list[Place]] = defaultdict(list)
    right: defaultdict[Place, list[Place]] = defaultdict(list)
    for route in routes.values():
        for one, other in pairwise(route):
            right[one].append(other)
            left[other].append(one)
    for turn in range(SWEEPS):
        forward = turn % 2 == 0
        numbers = range(1, len(columns)) if forward else range(len(columns) - 2, -1, -1)
        for number in numbers:
            beside = columns[number - 1] if forward else columns[number + 1]
            ties = left if forward else right
            # Measured from the middle, because the layers are centred on each other.
            stand = {place: at - len(beside) / 2 for at, place in enumerate(beside)}
            column = columns[number]
            now = {place: at - len(column) / 2 for at, place in enumerate(column)}

            def weight(
                place: Place, ties: Mapping[Place, list[Place]] = ties,
                stand: Mapping[Place, float] = stand, now: Mapping[Place, float] = now,
            ) -> float:  # fmt: skip
                near = ties.get(place)
                return sum(stand[other] for other in near) / len(near) if near else now[place]

            column.sort(key=weight)


def _heights(columns: Sequence[Sequence[Place]]) -> tuple[dict[Place, float], float]:
    """The middle of each place, the layers centred on each other; and the height of the sheet."""
    tall = [sum(_room(place) for place in column) + DOWN * (len(column) - 1) for column in columns]
    height = max(tall) + 4
    middle: dict[Place, float] = {}
    for column, own in zip(columns, tall, strict=True):
        top = (height - own) / 2
        for place in column:
            middle[place] = top + _room(place) / 2
            top += _room(place) + DOWN
    return middle, height


def _room(place: Place) -> float:
    return CARD_HEIGHT if isinstance(place, str) else LANE


def _line(
    needed: NodeRow,
    waiting: NodeRow,
    route: Sequence[Place],
    layer: Mapping[str, int],
    middle: Mapping[Place, float],
    critical: bool,
) -> Line:
    step = CARD_WIDTH + ACROSS
    x, y = layer[needed.key] * step + CARD_WIDTH + 2, middle[route[0]]
    parts = [f"M{x:.0f},{y:.0f}"]
    for number, place in enumerate(route[1:], start=layer[needed.key] + 1):
        begins, level = number * step + 2, middle[place]
        last = place == route[-1]
        tip = begins - 9 if last else begins
        half = (x + tip) / 2
        parts.append(f"C{half:.0f},{y:.0f} {half:.0f},{level:.0f} {tip:.0f},{level:.0f}")
        x, y = tip, level
        if not last:
            x = begins + CARD_WIDTH
            parts.append(f"L{x:.0f},{y:.0f}")
    head = f"{x + 8:.0f},{y:.0f} {x - 3:.0f},{y - 5.5:.1f} {x - 3:.0f},{y + 5.5:.1f}"
    return Line(needed, waiting, " ".join(parts), head, critical)
