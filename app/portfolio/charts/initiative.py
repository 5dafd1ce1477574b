"""Figures of one initiative: its plan against the original one, and its money by year. Plain data for Plotly.

Colours are named; the page turns them into those of the scheme in use (light, dark, print).
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from flask_babel import gettext as _

from app.plumbing.formats import money, period
from app.plumbing.periods import Period
from app.portfolio.queries.facts import Facts, Span
from app.portfolio.rules.sums import Sums, YearSums
from app.portfolio.rules.words import LineState, Use

Figure = dict[str, Any]
MILLION_ORE = 10**8


def spans(facts: Facts) -> list[tuple[str, str, Span]]:
    """The plans that are known, in the order one compares them: field, name, dates; the original first."""
    named = (
        ("original", _("Original plan"), facts.original),
        ("planned", _("Plan in force"), facts.planned),
        ("forecast", _("Forecast"), facts.forecast),
        ("actual", _("Actual"), facts.actual),
    )
    return [(field, name, span) for field, name, span in named if span.known]


def plan_figure(facts: Facts, *, target: date, today: date) -> Figure | None:
    """One bar for each plan that has a start and a finish; as faint as the dates are inexact. None without any.

    An actual start without a finish is drawn until ``today``. ``target`` is the mission's own date, as a line.
    """
    data: list[dict[str, Any]] = []
    names = []
    for field, name, span in spans(facts):
        start = span.start or facts.actual.start or facts.planned.start or facts.original.start
        finish = span.finish or (Period(max(today, start.first)) if start and field == "actual" else None)
        if start is None or finish is None:
            continue
        names.append(name)
        colour = "ink-soft" if field == "original" else "accent"
        until = period(span.finish) if span.finish else _("under way")
        data += _bar(name, start, finish, colour, f"{name}: {period(start)} – {until}")
        data.append(
            {
                "type": "scatter",
                "mode": "text",
                "x": [_iso(finish.last + timedelta(days=20))],
                "y": [name],
                "text": [until],
                "textposition": "middle right",
                "hoverinfo": "skip",
                "cliponaxis": False,
            }
        )
    if not names:
        return None
    marks = [(today, _("today"), "dot"), (target, _("the mission's date"), "solid")]
    ends = [date.fromisoformat(value) for trace in data for value in trace["x"]] + [target]
    length = (max(ends) - min(ends)).days
    room = timedelta(days=max(120, length // 8))
    return {
        "data": data,
        "layout": {
            "xaxis": {"type": "date", "range": [_iso(min(ends) - timedelta(days=30)), _iso(max(ends) + room)],
                      "tickformat": "%Y", "tickangle": 0, "dtick": "M12" if length < 6 * 365 else "M24"},
            "yaxis": {"type": "category", "categoryorder": "array", "categoryarray": names[::-1], "showgrid": False,
                      "range": [-0.7, len(names) - 0.3]},
            "shapes": [
                {
                    "type": "line", "x0": _iso(day), "x1": _iso(day), "y0": 0, "y1": 1, "yref": "paper",
                    "line": {"color": "ink", "width": 1, "dash": dash},
                }
                for day, _words, dash in marks
            ],
            # One line of words for each mark, so that they do not meet on a phone.
            "annotations": [
                {
                    "x": _iso(day), "y": 1, "yref": "paper", "yanchor": "bottom", "yshift": 19 * number,
                    "xanchor": "right" if number else "center", "showarrow": False, "text": words,
                    "font": {"color": "ink-soft"},
                }
                for number, (day, words, _dash) in enumerate(marks)
            ],
            "margin": {"l": 8, "r": 8, "t": 46, "b": 8, "pad": 4},
        },
    }  # fmt: skip


def _bar(name: str, start: Period, finish: Period, colour: str, said: str) -> list[dict[str, Any]]:
    """Solid from the latest start to the earliest finish, faint where the dates leave it open."""
    line = {"type": "scatter", "mode": "lines", "y": [name, name], "hovertext": said, "hoverinfo": "text"}
    return [
        {**line, "x": [_iso(start.first), _iso(finish.last)], "opacity": 0.35, "line": {"color": colour, "width": 14}},
        {
            **line,
            "x": [_iso(min(start.last, finish.first)), _iso(max(start.last, finish.first))],
            "line": {"color": colour, "width": 14},
        },
    ]


def money_figure(sums: Sums, *, unit: str) -> Figure | None:
    """Needed (faint) beside granted (full), build under run, by budget year; None where no year is known.

    Granted money whose year is not known stands apart on the right: it is never spread over years.
    """
    years: list[tuple[str, YearSums]] = [(str(year.year), year) for year in sums.years]
    if not years:
        return None
    if any(sums.undated.line(use, LineState.GRANTED) for use in Use):
        years.append((_("no year"), sums.undated))
    names = [name for name, _year in years]
    data = []
    for use, words, colour in ((Use.BUILD, _("build"), "data-1"), (Use.RUN, _("run"), "data-2")):
        needed = [year.need(use) / MILLION_ORE for _name, year in years]
        granted = [year.line(use, LineState.GRANTED) / MILLION_ORE for _name, year in years]
        for amounts, group, said, opacity in (
            (needed, "needed", _("Needed to %(use)s", use=words), 0.4),
            (granted, "granted", _("Granted to %(use)s", use=words), 1),
        ):
            if any(amounts):
                data.append(
                    {
                        "type": "bar",
                        "name": said,
                        "x": names,
                        "y": amounts,
                        "offsetgroup": group,
                        "opacity": opacity,
                        "marker": {"color": colour},
                        "hovertemplate": f"{said}, %{{x}}: %{{y:.1f}} {unit}<extra></extra>",
                    }
                )
    if not data:
        return None
    return {
        "data": data,
        "layout": {
            "barmode": "stack",
            "xaxis": {"type": "category"},
            "yaxis": {"title": {"text": unit}, "rangemode": "tozero"},
            "showlegend": True,
            "legend": {"orientation": "h", "traceorder": "normal", "x": 0, "y": 1.02, "yanchor": "bottom"},
            "margin": {"l": 8, "r": 8, "t": 40, "b": 8, "pad": 4},
        },
    }


def money_rows(sums: Sums, *, currency: str) -> list[tuple[str, ...]]:
    """The figure's table twin: year, needed and granted to build and to run, missing to run, spent."""
    rows: list[tuple[str, YearSums]] = [(str(year.year), year) for year in sums.years]
    if sums.undated.lines:
        rows.append((_("no year"), sums.undated))
    return [
        (
            name,
            *(
                money(amount, currency)
                for amount in (
                    year.need(Use.BUILD),
                    year.line(Use.BUILD, LineState.GRANTED),
                    year.need(Use.RUN),
                    year.line(Use.RUN, LineState.GRANTED),
                    year.gap(Use.RUN),
                    sum(year.line(use, LineState.SPENT) for use in Use),
                )
            ),
        )
        for name, year in rows
    ]


def _iso(day: date) -> str:
    return day.isoformat()
