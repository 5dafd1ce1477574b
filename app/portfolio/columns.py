"""Columns that chapters above this one add to the register of initiatives.

The register belongs to ``portfolio``; the latest light is known by ``reporting``. ``assembly.REGISTER_COLUMNS`` lists,
in order, the columns on offer, so that the register never imports a higher chapter. To offer one, write
``app/<chapter>/columns.py`` with::

    LIGHT = RegisterColumn(
        key="light",                            # its name in the address: ?columns=light, ?light=red, ?sort=-light
        label=_("Status"),
        offer=_latest_light,                    # (at, mission_id) -> Offered: its cells, and what sorts and filters
        template="reporting/light_cell.html",   # its macro ``cell`` is called with each cell
        takes=("light", "word"),                # … and given these values of it, in this order
        text=_light_words,                      # the same as plain text, for the downloaded file
        options=_light_options,                 # (at, mission_id) -> [(value, words)] for the filter; None: no filter
    )

The cells of a page cost one statement, ``options`` one more.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from flask import current_app
from flask_babel.speaklater import LazyString

from app.plumbing.record import At
from app.portfolio.queries.joined import Cell, Offered


@dataclass(frozen=True, slots=True)
class RegisterColumn:
    """One column on offer: how it is joined, drawn, written and filtered."""

    key: str
    label: LazyString
    offer: Callable[[At, int], Offered]
    template: str
    takes: Sequence[str]
    text: Callable[[Cell], str]
    options: Callable[[At, int], Sequence[tuple[str, str]]] | None = None
    # Whether the column is shown in a mission without being asked for; None: as the register's own list says.
    unasked: Callable[[At, int], bool] | None = None


def offered() -> Sequence[RegisterColumn]:
    """The columns the chapters offer, in the order of ``assembly``."""
    columns: Sequence[RegisterColumn] = current_app.extensions["floke_register_columns"]
    return columns
