"""Figures of choosing, as plain data for Plotly, each with its table twin."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _

from app.choices.queries.frontier import MILLION_ORE, Step, ValueForMoney
from app.choices.queries.outcome import Outcome
from app.choices.rules.scenarios import points_of
from app.plumbing.formats import million, number

Figure = dict[str, Any]


def frontier_figure(found: ValueForMoney, outcome: Outcome) -> Figure:
    """Value against money: the most that can be had for each sum, what is chosen, and all the money there is."""
    spent = [point.cost_ore / MILLION_ORE for point in found.points]
    values = [float(point.value) for point in found.points]
    said = outcome.best.said
    here = said["cost_ore"] / MILLION_ORE, float(points_of(said["sums"], said["weights"]))
    budget = sum(source.budget_ore for source in outcome.sources) / MILLION_ORE
    hover = _("%(spent)s mill. kr: %(value)s points", spent="%{x:.1f}", value="%{y:.0f}") + "<extra></extra>"
    best_value = [place for place, point in enumerate(found.points) if point.efficient]
    return {
        "data": [
            {
                "type": "scatter",
                "mode": "lines+markers",
                "x": spent,
                "y": values,
                "line": {"color": "accent", "shape": "hv", "width": 2},
                "marker": {"color": "accent", "size": 5},
                "hovertemplate": hover,
            },
            {
                "type": "scatter",
                "mode": "markers",
                "x": [spent[place] for place in best_value],
                "y": [values[place] for place in best_value],
                "marker": {"color": "accent", "size": 10},
                "hovertemplate": hover,
            },
            {
                "type": "scatter",
                "mode": "markers+text",
                "x": [here[0]],
                "y": [here[1]],
                "marker": {"color": "ink", "size": 14, "symbol": "diamond"},
                "text": [_("chosen")],
                "textposition": "bottom center",
                "hovertemplate": hover,
                "cliponaxis": False,
            },
            {
                "type": "scatter",
                "mode": "lines+text",
                "x": [budget, budget],
                "y": [0, max(*values, here[1])],
                "line": {"color": "ink-soft", "width": 1, "dash": "dash"},
                "text": [_("all the money"), ""],
                "textposition": "top left",
                "hoverinfo": "skip",
                "cliponaxis": False,
            },
        ],
        "layout": {
            "showlegend": False,
            "xaxis": {"title": {"text": _("mill. kr within the years")}, "rangemode": "tozero"},
            "yaxis": {"title": {"text": _("points")}, "rangemode": "tozero"},
            "margin": {"l": 8, "r": 16, "t": 24, "b": 8, "pad": 4},
        },
    }


def frontier_rows(steps: Sequence[Step]) -> list[tuple[str, ...]]:
    """The figure's table twin: a sum, what it gives, and what it buys more than the row before."""
    return [
        (
            million(step.point.cost_ore),
            number(step.point.value, 0),
            number(step.point.size),
            "–" if step.more_ore is None else million(step.more_ore),
            "–" if step.more_value is None else number(step.more_value, 1),
            "–" if step.per_million is None else number(float(step.per_million), 1),
            ", ".join(step.comes_in) or "–",
            ", ".join(step.goes_out) or "–",
        )
        for step in steps
    ]
