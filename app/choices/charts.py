"""Figures of choosing, as plain data for Plotly, each with its table twin."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _

from app.choices.queries.outcome import Outcome
from app.plumbing.formats import million, number

Figure = dict[str, Any]
MILLION_ORE = 10**8


def frontier_figure(outcome: Outcome) -> Figure | None:
    """Value against money: the best that can be had for each sum. None where there are fewer than two sums."""
    points = outcome.best.said["frontier"]
    if len(points) < 2:
        return None
    spent = [point["cost_ore"] / MILLION_ORE for point in points]
    values = [float(point["value"]) for point in points]
    return {
        "data": [
            {
                "type": "scatter",
                "mode": "lines+markers",
                "x": spent,
                "y": values,
                "line": {"color": "accent", "shape": "hv", "width": 2},
                "marker": {"color": "accent", "size": 8},
                "hovertemplate": _("%(spent)s mill. kr: %(value)s points", spent="%{x:.1f}", value="%{y:.0f}")
                + "<extra></extra>",
            },
            {
                "type": "scatter",
                "mode": "text",
                "x": [spent[-1]],
                "y": [values[-1]],
                "text": [_("all the money")],
                "textposition": "top left",
                "hoverinfo": "skip",
                "cliponaxis": False,
            },
        ],
        "layout": {
            "xaxis": {"title": {"text": _("mill. kr within the years")}, "rangemode": "tozero"},
            "yaxis": {"title": {"text": _("points")}, "rangemode": "tozero"},
            "margin": {"l": 8, "r": 16, "t": 24, "b": 8, "pad": 4},
        },
    }


def frontier_rows(outcome: Outcome) -> list[tuple[str, ...]]:
    """The figure's table twin: what is spent, what it gives, how many initiatives."""
    return [
        (million(point["cost_ore"]), number(float(point["value"]), 0), number(point["size"]))
        for point in outcome.best.said["frontier"]
    ]
