"""Columns that chapters above this one add to the register of initiatives.

The register belongs to ``portfolio``; the latest light is known by ``reporting``. ``assembly.REGISTER_COLUMNS`` lists,
in order, the columns on offer, so that the register never imports a higher chapter. To offer one, write
``app/<chapter>/columns.py`` with::

    LIGHT = RegisterColumn(
        key="light",                            # its name in the address: ?columns=light, ?light=red, ?sort=-light
        label=_("Status"),
        joined=_latest_light,                   # (at, mission_id) -> Joined: a subquery with one row per initiative
        template="reporting/light_cell.html",   # included with ``cell``, the mapping of Joined.values
        text=_light_words,                      # the same as plain text, for the downloaded file
        options=_light_options,                 # (at, mission_id) -> [(value, words)] for the filter; None: no filter
    )

``joined`` is part of the register's one statement; ``options`` may cost one statement more.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import current_app
from flask_babel.speaklater import LazyString

from app.plumbing.record import At
from app.portfolio.queries.joined import Joined

Cell = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class RegisterColumn:
    """One column on offer: how it is joined, drawn, written and filtered."""

    key: str
    label: LazyString
    joined: Callable[[At, int], Joined]
    template: str
    text: Callable[[Cell], str]
    options: Callable[[At, int], Sequence[tuple[str, str]]] | None = None
    # Whether the column is shown in a mission without being asked for; None: as the register's own list says.
    unasked: Callable[[At, int], bool] | None = None


def offered() -> Sequence[RegisterColumn]:
    """The columns the chapters offer, in the order of ``assembly``."""
    columns: Sequence[RegisterColumn] = current_app.extensions["floke_register_columns"]
    return columns
