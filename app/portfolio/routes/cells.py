"""The register's rows as the page shows them: which macro draws which column, and of what."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence

from markupsafe import Markup

from app.plumbing.drawing import drawing
from app.portfolio.columns import RegisterColumn
from app.portfolio.queries import Row
from app.portfolio.routes.address import Column
from app.portfolio.rules.words import Phase

TEMPLATE = "portfolio/register/cells.html"

PHASES = tuple(Phase)

Values = Callable[[Row], tuple[Hashable, ...]]

# A column's macro, and the values of a row that it is drawn from.
OWN: Mapping[str, tuple[str, Values]] = {
    "phase": ("phase", lambda row: (row.phase, PHASES.index(row.phase) + 1 if row.phase else 0, len(PHASES))),
    "state": ("worded", lambda row: (row.state,)),
    "kind": ("worded", lambda row: (row.kind,)),
    "lead": ("lead", lambda row: (row.lead, row.lead_short)),
    "owner": ("text", lambda row: (row.owner,)),
    "area": ("areas", lambda row: (row.areas,)),
    "segment": ("worded", lambda row: (row.segment,)),
    "moscow": ("worded", lambda row: (row.moscow,)),
    "adoption": ("worded", lambda row: (row.adoption,)),
    "finish": ("finish", lambda row: (row.finish, row.original)),
    "original": ("day", lambda row: (row.original,)),
    "build": ("millions", lambda row: (row.build_ore,)),
    "run": ("millions", lambda row: (row.run_ore,)),
    "assignment": ("assignment", lambda row: (row.has_assignment,)),
}


def cells_of(columns: Sequence[Column]) -> Callable[[Row], Markup]:
    """A function that draws the cells of a row, one for each of these columns."""
    draw = drawing()
    drawers = [
        (
            draw(TEMPLATE, "headed", column.label, column.unit, column.numeric),
            *(_offered(column.key, column.offer) if column.offer else (TEMPLATE, *OWN[column.key])),
        )
        for column in columns
    ]

    def cells(row: Row) -> Markup:
        drawn = [f"<td {tag}>{draw(template, macro, *values(row))}</td>" for tag, template, macro, values in drawers]
        return Markup("".join(drawn))  # noqa: S704 - each piece has been drawn by a template

    return cells


def _offered(key: str, column: RegisterColumn) -> tuple[str, str, Values]:
    def values(row: Row) -> tuple[Hashable, ...]:
        cell = row.offered[key]
        return tuple(cell[name] for name in column.takes)

    return column.template, "cell", values
