"""What a higher chapter knows of each initiative, as a table the register can be joined with."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, FromClause


@dataclass(frozen=True, slots=True)
class Joined:
    """One row of ``table`` at most for each initiative (``initiative_id``); initiatives without one have nulls.

    ``values`` are selected and reach the page by these names; one called ``source`` says where the others are from.
    ``order`` sorts ascending, ``matches`` keeps the rows for one value of the column's filter; both must do with nulls.
    """

    table: FromClause
    initiative_id: ColumnElement[int]
    values: Mapping[str, ColumnElement[Any]]
    order: Sequence[ColumnElement[Any]] = ()
    matches: Callable[[str], ColumnElement[bool]] | None = None
