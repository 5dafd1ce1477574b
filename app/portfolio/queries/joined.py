"""What a higher chapter knows of each initiative, for the register to show, to sort by and to narrow itself by."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, FromClause

Cell = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Joined:
    """One row of ``table`` at most for each initiative (``initiative_id``); initiatives without one have nulls.

    ``order`` sorts ascending and must do with nulls.
    """

    table: FromClause
    initiative_id: ColumnElement[int]
    order: Sequence[ColumnElement[Any]] = ()


@dataclass(frozen=True, slots=True)
class Offered:
    """One offered column at one moment in one mission.

    ``cells`` are what it shows of these initiatives, or of all (None), by initiative; ``empty`` is shown of the others.
    A value called ``source`` says where the others are from. ``joined`` is asked for only where the list is sorted by
    the column, and ``matches`` where it is narrowed by it (to one value of its filter; given the initiative's id):
    both must know every initiative, ``cells`` only those on the page.
    """

    cells: Callable[[Sequence[int] | None], Mapping[int, Cell]]
    empty: Cell
    joined: Callable[[], Joined]
    matches: Callable[[str, ColumnElement[int]], ColumnElement[bool]]
