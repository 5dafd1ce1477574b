"""Figures of reporting. A figure is plain data; colours are named and follow light and dark."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from flask_babel import gettext as _

from app.missions.rules import Light
from app.reporting.queries import Line

COLOURS = {
    Light.GREEN: "status-green",
    Light.DONE: "status-green",
    Light.YELLOW: "status-yellow",
    Light.RED: "status-red",
}

# Worst on top, as a reader looks for it; silence comes last.
ORDER = (
    Light.RED,
    Light.YELLOW,
    Light.GREEN,
    Light.DONE,
    Light.ON_HOLD,
    Light.STOPPED,
    Light.NOT_STARTED,
    Light.NONE,
)

Count = tuple[Light, str, int, int | None]


def counted(lines: Iterable[Line]) -> Counter[Light]:
    """How many initiatives have each light; «none» counts those that have not reported."""
    return Counter(line.light for line in lines)


def counts(now: Mapping[Light, int], before: Mapping[Light, int] | None, words: Mapping[Light, str]) -> list[Count]:
    """Each light that occurs: its word, how many now, how many last round (None without one)."""
    return [
        (light, words.get(light, light.value), now.get(light, 0), None if before is None else before.get(light, 0))
        for light in ORDER
        if now.get(light) or (before and before.get(light))
    ]


def table_rows(rows: Sequence[Count]) -> list[list[str | int]]:
    """The figure's table twin: status, now and, where there was a round before, then and the change."""
    return [
        [word, now] if before is None else [word, now, before, _signed(now - before)]
        for _light, word, now, before in rows
    ]


def distribution(rows: Sequence[Count], *, final: bool = True) -> dict[str, Any]:
    """Bars of how many initiatives have each light, with last round as a hollow mark on each.

    The change is written out only when all have had their say (``final``); before that it would mislead.
    """
    names = [word for _light, word, _now, _before in rows]
    bars = {
        "type": "bar",
        "orientation": "h",
        "y": names,
        "x": [now for _light, _word, now, _before in rows],
        "text": [_label(now, before if final else None) for _light, _word, now, before in rows],
        "textposition": "outside",
        "cliponaxis": False,
        "marker": {"color": [COLOURS.get(light, "status-grey") for light, *_rest in rows]},
        "hovertemplate": "%{y}: %{x}<extra></extra>",
        "name": _("This round"),
    }
    marks = {
        "type": "scatter",
        "mode": "markers",
        "y": names,
        "x": [before for *_rest, before in rows],
        "marker": {"symbol": "circle", "size": 11, "color": "paper", "line": {"color": "ink", "width": 2}},
        "hovertemplate": "%{y}: %{x}<extra></extra>",
        "name": _("Last round"),
    }
    largest = max((max(now, before or 0) for _light, _word, now, before in rows), default=1)
    return {
        "data": [bars] if all(before is None for *_rest, before in rows) else [bars, marks],
        "layout": {
            "showlegend": False,
            "xaxis": {"title": {"text": _("initiatives")}, "range": [0, largest * 1.25], "dtick": max(1, largest // 5)},
            "yaxis": {"type": "category", "autorange": "reversed"},
            "bargap": 0.45,
        },
    }


def _label(now: int, before: int | None) -> str:
    """«14 (+2)»: the number, and the change since last round if there is one."""
    return str(now) if before is None or now == before else f"{now} ({_signed(now - before)})"


def _signed(change: int) -> str:
    return "0" if change == 0 else f"{'+' if change > 0 else '−'}{abs(change)}"
