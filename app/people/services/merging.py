"""Organisations that take each other over, and how a mistake in that is mended.

Rows are locked in one order: what moves (initiatives, then persons), then organisations. Of these the first ever
registered comes first: it is the one lock that all mergers share, so that two of them never wait for each other and
none closes a circle with another.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date

from sqlalchemy import func, select

from app.people.models import Organisation, Person
from app.people.rules import Act, check_validity
from app.plumbing import provenance
from app.plumbing.db import db, locked, opened
from app.plumbing.merging import Naming, given, going_on, locked_for_moving
from app.plumbing.record import Deed, DeedChange, current_work
from app.plumbing.refusals import N_, Refusal


def merge(organisation_id: int, version: int | None, *, successor_id: int, last_day: date, on: date) -> int:
    """The organisation ends on ``last_day`` and the successor takes over; how many rows moved to it.

    What is going on moves when the last day has come; before that nothing does, and :func:`move_on` does it then.
    Refuses a circle of successors.
    """
    moves = [one.naming for one in going_on(organisation_id, on=on)] if last_day <= on else []
    locked_for_moving(moves)
    _lock_mergers()
    row = opened(Organisation, organisation_id, version)
    check_validity(row.valid_from, last_day)
    if row.successor_id is not None:
        raise Refusal(N_("This organisation has been merged already. Undo that first."))
    heir: Organisation | None = locked(Organisation, successor_id)
    while heir is not None:
        if heir.id == row.id:
            raise Refusal(
                N_("%(heir)s is itself this organisation, or was merged into it."),
                field="successor_id",
                heir=locked(Organisation, successor_id).name,
            )
        heir = None if heir.successor_id is None else locked(Organisation, heir.successor_id)
    row.successor_id, row.valid_to = successor_id, last_day
    provenance.entered(row, ("successor_id", "valid_to"))
    moved = given(moves, successor_id)
    current_work().record(Act.ORGANISATION_MERGE, row)
    return len(moved)


def move_on(organisation_id: int, version: int | None, *, on: date) -> int:
    """Move to the successor what still names an organisation that has ended; how many rows moved."""
    moves = [one.naming for one in going_on(organisation_id, on=on)]
    locked_for_moving(moves)
    row = opened(Organisation, organisation_id, version)
    if row.successor_id is None or row.valid_to is None or row.valid_to > on:
        raise Refusal(N_("Only what an organisation leaves behind when it has been merged moves on."))
    moved = given(moves, row.successor_id)
    if not moved:
        raise Refusal(N_("There is nothing left to move."))
    current_work().record(Act.ORGANISATION_MOVE_ON, row)
    return len(moved)


def undo_merge(organisation_id: int, version: int | None, *, last_day: date | None) -> int:
    """The organisation was not merged after all: it has no successor, and ends on ``last_day`` or does not end.

    What the merger moved and nobody has changed since moves back; how many rows that were.
    """
    successor_id = db.session.scalar(select(Organisation.successor_id).where(Organisation.id == organisation_id))
    moved = [] if successor_id is None else _moved_by_merger(organisation_id, successor_id)
    locked_for_moving(moved)
    _lock_mergers()
    row = opened(Organisation, organisation_id, version)
    if row.successor_id is None:
        raise Refusal(N_("This organisation has not been merged."))
    check_validity(row.valid_from, last_day)
    row.successor_id, row.valid_to = None, last_day
    provenance.entered(row, ("successor_id", "valid_to"))
    back = given(moved, organisation_id)
    current_work().record(Act.ORGANISATION_UNMERGE, row)
    return len(back)


def give_person(naming: Naming, to: int) -> bool:
    opened(Person, naming.row, None).organisation_id = to
    return True


def lock_persons(namings: Sequence[Naming]) -> None:
    for person_id in sorted({one.row for one in namings}):
        locked(Person, person_id)


def _lock_mergers() -> None:
    first = db.session.scalar(select(func.min(Organisation.id)))
    if first is not None:
        locked(Organisation, first)


def _moved_by_merger(organisation_id: int, successor_id: int) -> list[Naming]:
    """The rows that the merger, and moving on after it, took from the organisation, and that name the successor yet.

    Whether somebody has changed a row since is told by its latest change of the column being the merger's.
    """
    acts = (Act.ORGANISATION_MERGE, Act.ORGANISATION_MOVE_ON)
    about = (Deed.subject_table == Organisation.__tablename__, Deed.subject_id == organisation_id)
    since = db.session.scalar(select(func.max(Deed.number)).where(*about, Deed.act == Act.ORGANISATION_MERGE))
    deeds = select(Deed.number).where(*about, Deed.act.in_(acts), Deed.number >= (since or 0))
    taken: dict[Naming, int] = {}
    for deed, table, row, fields in db.session.execute(
        select(DeedChange.deed, DeedChange.table_name, DeedChange.row_id, DeedChange.fields).where(
            DeedChange.deed.in_(deeds), DeedChange.operation == "update", DeedChange.table_name != "organisation"
        )
    ):
        for column, change in json.loads(fields).items():
            if change == [organisation_id, successor_id]:
                taken[Naming(table, column, row)] = deed
    return [one for one, deed in taken.items() if not _changed_since(one, deed)]


def _changed_since(one: Naming, deed: int) -> bool:
    later = db.session.execute(
        select(DeedChange.operation, DeedChange.fields).where(
            DeedChange.table_name == one.table, DeedChange.row_id == one.row, DeedChange.deed > deed
        )
    )
    return any(operation != "update" or one.column in json.loads(fields) for operation, fields in later)
