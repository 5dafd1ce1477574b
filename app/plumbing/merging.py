"""When one organisation takes over another: what that is going on moves, and what stays under the name of its day.

The organisation belongs to the lowest chapter, most of what names one does not. ``assembly`` lists what each chapter
moves, and which columns stay, with the reason. A test holds both against every foreign key to an organisation.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from flask import current_app


@dataclass(frozen=True, slots=True)
class Naming:
    """A row that names an organisation in one of its columns."""

    table: str
    column: str
    row: int


@dataclass(frozen=True, slots=True)
class Moving:
    """Such a row that would move, in words for the page: what it is to the organisation, what it is called, where."""

    naming: Naming
    kind: str
    what: str
    address: Callable[[], str]


@dataclass(frozen=True, slots=True)
class Succession:
    """What of a chapter moves when an organisation is merged into another.

    ``columns`` are «table.column». ``going_on`` asks what names the organisation on the day, is not over, and could
    move to the second organisation where that is known. ``lock`` locks the heads of these rows in the order in which
    other deeds lock them. ``give`` makes one row name another organisation, and says whether it did: a row that would
    say what another says already stays.
    """

    columns: tuple[str, ...]
    going_on: Callable[[int, int | None, date], Sequence[Moving]]
    lock: Callable[[Sequence[Naming]], None]
    give: Callable[[Naming, int], bool]


@dataclass(frozen=True, slots=True)
class Merging:
    """The lists of ``assembly``. ``stays`` gives, for a column that nothing is done to, the reason."""

    successions: Sequence[Succession]
    stays: Mapping[str, str]


def merging() -> Merging:
    found: Merging = current_app.extensions["floke_merging"]
    return found


def going_on(organisation_id: int, *, to: int | None = None, on: date) -> list[Moving]:
    """Everything that would move, in the order of ``assembly``."""
    return [one for succession in merging().successions for one in succession.going_on(organisation_id, to, on)]


def locked_for_moving(namings: Sequence[Naming]) -> None:
    for succession in merging().successions:
        mine = [one for one in namings if f"{one.table}.{one.column}" in succession.columns]
        if mine:
            succession.lock(mine)


def given(namings: Sequence[Naming], to: int) -> list[Naming]:
    """Make these rows name ``to``; those that now do."""
    return [
        one
        for succession in merging().successions
        for one in namings
        if f"{one.table}.{one.column}" in succession.columns and succession.give(one, to)
    ]
