"""An indicator over time, as a Plotly figure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any

from flask_babel import gettext as _

from app.missions.queries import IndicatorRow, MeasurementRow
from app.plumbing.formats import number, period
from app.plumbing.periods import Period


def middle(value: Period) -> date:
    """Where on the time axis a period stands."""
    return value.first + (value.last - value.first) / 2


def series(indicator: IndicatorRow, values: Sequence[MeasurementRow]) -> dict[str, Any]:
    """One line for each method, so that the line breaks and does not bend where the method changed.

    Intervals are bars through the mark, the baseline is a hollow mark, the target a dashed line. The value axis is in
    the indicator's unit.
    """
    lines: defaultdict[int, list[MeasurementRow]] = defaultdict(list)
    for value in values:
        lines[value.series].append(value)
    data = [_line(indicator, line) for line in lines.values()]
    if indicator.baseline is not None:
        data.append(_baseline(indicator.baseline))
    notes = [_break_note(line[0]) for line in list(lines.values())[1:]]
    if indicator.target_value is not None and values:
        data.append(_target(indicator, values))
        notes.append(_target_note(indicator, data[-1]))
    return {
        "data": data,
        "layout": {
            "xaxis": {"type": "date", "showgrid": False, "tickformat": "%Y", "dtick": "M12"},
            "yaxis": {"title": {"text": indicator.unit}, "rangemode": "tozero"},
            "hovermode": "closest",
            "shapes": [_break(line[0]) for line in list(lines.values())[1:]],
            "annotations": notes,
        },
    }


def _line(indicator: IndicatorRow, line: Sequence[MeasurementRow]) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "x": [middle(value.period).isoformat() for value in line],
        "y": [float(value.value) for value in line],
        "error_y": {
            "type": "data",
            "symmetric": False,
            "array": [float(value.high - value.value) if value.high is not None else 0.0 for value in line],
            "arrayminus": [float(value.value - value.low) if value.low is not None else 0.0 for value in line],
            "color": "data-1",
            "thickness": 2,
            "width": 7,
        },
        "line": {"color": "data-1", "width": 2},
        "marker": {"color": "data-1", "size": 9},
        "text": [f"{period(value.period)}: {number(value.value)} {indicator.unit}" for value in line],
        "hoverinfo": "text",
    }


def _baseline(value: MeasurementRow) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "markers+text",
        "x": [middle(value.period).isoformat()],
        "y": [float(value.value)],
        "marker": {"color": "paper", "size": 13, "line": {"color": "ink", "width": 2}},
        "text": [_("Baseline")],
        "textposition": "top right",
        "hoverinfo": "skip",
        "cliponaxis": False,
    }


def _target(indicator: IndicatorRow, values: Sequence[MeasurementRow]) -> dict[str, Any]:
    last = middle(values[-1].period)
    until = max(indicator.target_date or last, last)
    goal = float(indicator.target_value or 0)
    return {
        "type": "scatter",
        "mode": "lines",
        "x": [middle(values[0].period).isoformat(), until.isoformat()],
        "y": [goal, goal],
        "line": {"color": "ink", "width": 1.5, "dash": "dash"},
        "hoverinfo": "skip",
    }


def _target_note(indicator: IndicatorRow, line: dict[str, Any]) -> dict[str, Any]:
    return {
        "x": line["x"][-1], "y": line["y"][-1], "xanchor": "right", "yanchor": "bottom", "showarrow": False,
        "text": _("Target %(value)s", value=number(indicator.target_value)),
    }  # fmt: skip


def _break(first: MeasurementRow) -> dict[str, Any]:
    day = first.period.first.isoformat()
    return {
        "type": "line", "xref": "x", "yref": "paper", "x0": day, "x1": day, "y0": 0, "y1": 1,
        "line": {"color": "ink-soft", "width": 1, "dash": "dot"},
    }  # fmt: skip


def _break_note(first: MeasurementRow) -> dict[str, Any]:
    return {
        "xref": "x", "yref": "paper", "x": first.period.first.isoformat(), "y": 0.02, "xanchor": "left",
        "yanchor": "bottom", "showarrow": False, "text": _("New method"), "font": {"color": "ink-soft"},
    }  # fmt: skip
