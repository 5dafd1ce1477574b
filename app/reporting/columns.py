"""What reporting adds to the register of initiatives: the latest light, its round and whether it is still fresh."""

from __future__ import annotations

from collections.abc import Sequence

from flask import g
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from sqlalchemy import ColumnElement, Subquery, case, select

from app.plumbing.formats import short_date
from app.plumbing.record import At
from app.portfolio.columns import RegisterColumn
from app.portfolio.queries import Cell, Joined, Offered
from app.reporting import queries

# The code of «not reported» in the filter; no scale has a reportable word of that code.
NOT_REPORTED = "none"


# The values a cell is drawn from.
DRAWN = ("code", "light", "word", "cut_off", "stale")
# What is shown of an initiative that nobody has rated.
UNRATED: Cell = dict.fromkeys(queries.RATING)


def _latest_light(at: At, mission_id: int) -> Offered:
    """Each initiative's latest given report. It is stale when a later round has been closed without one."""
    return Offered(
        cells=lambda ids: queries.light_cells(mission_id, ids, at=at),
        empty=UNRATED,
        joined=lambda: _joined(queries.latest_lights(mission_id, at=at)),
        matches=lambda value, initiative: _is(value, initiative, queries.fresh_lights(mission_id, at=at)),
    )


def _latest_rating(at: At, mission_id: int) -> Offered:
    """The office's latest rating of each initiative."""
    return Offered(
        cells=lambda ids: queries.assessment_cells(mission_id, ids, at=at),
        empty=UNRATED,
        joined=lambda: _joined(queries.latest_assessments(mission_id, at=at)),
        matches=lambda value, initiative: _is(value, initiative, queries.fresh_assessments(mission_id, at=at)),
    )


def _joined(latest: Subquery) -> Joined:
    # Best first; what is not reported has no place.
    order = case((latest.c.stale == 0, latest.c.position))
    return Joined(table=latest, initiative_id=latest.c.initiative_id, order=(order,))


def _is(value: str, initiative: ColumnElement[int], fresh: Subquery) -> ColumnElement[bool]:
    if value == NOT_REPORTED:
        return initiative.not_in(select(fresh.c.initiative_id))
    return initiative.in_(select(fresh.c.initiative_id).where(fresh.c.code == value))


def _light_options(at: At, mission_id: int) -> Sequence[tuple[str, str]]:
    """The words of the mission's scale, best first, and «not reported»."""
    return [*_scale(at, mission_id), (NOT_REPORTED, gettext("Not reported"))]


def _scale(at: At, mission_id: int) -> Sequence[tuple[str, str]]:
    """Asked for once in a request: two columns are filtered by the same words."""
    known: dict[tuple[At, int], Sequence[tuple[str, str]]] = g.setdefault("reporting_scale", {})
    if (at, mission_id) not in known:
        known[at, mission_id] = queries.scale_words(mission_id, at=at)
    return known[at, mission_id]


def _rating_options(at: At, mission_id: int) -> Sequence[tuple[str, str]]:
    """The words the office has used, and none."""
    return [*_scale(at, mission_id), (NOT_REPORTED, gettext("None"))]


def _rating_text(cell: Cell) -> str:
    """The office's own word where it was mapped, as it stands in the file it came with."""
    return "" if cell["code"] is None else str(cell["own_word"] or cell["word"])


def _light_text(cell: Cell) -> str:
    if cell["code"] is None:
        return gettext("Not reported")
    if cell["stale"]:
        return gettext("Not reported since %(date)s", date=short_date(cell["cut_off"]))
    return str(cell["word"])


LIGHT = RegisterColumn(
    key="light",
    label=_("Status"),
    offer=_latest_light,
    template="reporting/light_cell.html",
    takes=DRAWN,
    text=_light_text,
    options=_light_options,
)

RATING = RegisterColumn(
    key="office",
    label=_("The office says"),
    offer=_latest_rating,
    template="reporting/rating_cell.html",
    takes=DRAWN,
    text=_rating_text,
    options=_rating_options,
    unasked=lambda at, mission_id: queries.only_the_office_speaks(mission_id, at=at),
)
