"""Figures of the roll-up: shapes in, a Plotly figure as plain data out. Colours are named; the page resolves them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _

from app.steering.rules import YearMoney

Figure = dict[str, Any]

_MILLION = 10**8  # øre in a million kroner


def money_figure(years: Sequence[YearMoney], *, use: str, currency: str) -> Figure:
    """Needed beside granted (and, for building, spent) by budget year, in millions. ``use`` is build or run.

    Money without a year has no place on the axis; the table twin has it.
    """
    dated = [year for year in years if year.year is not None]
    labels = [str(year.year) for year in dated]

    def bars(name: str, values: list[int], colour: str, *, hollow: bool = False) -> dict[str, Any]:
        return {
            "type": "bar",
            "name": name,
            "x": labels,
            # Nothing is no bar: a line along the axis would read as a small amount.
            "y": [round(value / _MILLION, 1) if value else None for value in values],
            "marker": {"color": "rgba(0,0,0,0)" if hollow else colour, "line": {"color": colour, "width": 2}},
            "hovertemplate": f"{name}: %{{y:.1f}}<extra>%{{x}}</extra>",
        }

    series = [
        bars(_("Needed"), [getattr(year, f"needed_{use}") for year in dated], "ink-soft", hollow=True),
        bars(_("Granted"), [getattr(year, f"granted_{use}") for year in dated], "accent"),
    ]
    if use == "build":
        series.append(bars(_("Spent"), [year.spent for year in dated], "data-3"))
    return {
        "data": series,
        "layout": {
            "barmode": "group",
            "bargap": 0.3,
            "xaxis": {"type": "category", "title": {"text": _("Budget year")}},
            "yaxis": {
                "title": {"text": _("million %(currency)s", currency=currency)},
                "rangemode": "tozero",
                "tickformat": ",d",
            },
            "showlegend": True,
            "legend": {"orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 0},
        },
    }
