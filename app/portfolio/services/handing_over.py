"""A person's parts, risks and benefits given to somebody else. Part of a deed of its own: nothing here names one."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta

from sqlalchemy import or_, select

from app.plumbing import provenance
from app.plumbing.db import db, locked
from app.plumbing.refusals import N_, Refusal
from app.portfolio.models import Benefit, InitiativePerson, Risk
from app.portfolio.rules.words import PersonPart
from app.portfolio.services.aggregate import open_initiative
from app.portfolio.services.writing import remove


def lock_initiatives(ids: Collection[int]) -> None:
    """Open each initiative, in the order of their ids: whoever edits one of them now finds out."""
    for initiative_id in sorted(set(ids)):
        open_initiative(initiative_id, None)


def hand_over_part(row_id: int, heir: int | None, *, on: date) -> None:
    """The part is the heir's from ``on``, for as long as it was promised; the day before is the former's last.

    Somebody who has the part already keeps it as it is. A deputy who becomes the owner stands in for nobody any more.
    """
    row = locked(InitiativePerson, row_id)
    initiative_id, part, began, until = row.initiative_id, row.part, row.from_date, row.to_date
    first = max(on, began) if began else on
    _end(row, on)
    db.session.flush()
    if heir is None:
        return
    if part is PersonPart.OWNER:
        for deputy in _held(initiative_id, heir, PersonPart.DEPUTY, first, until):
            _end(deputy, first)
    elif part is PersonPart.DEPUTY and _held(initiative_id, heir, PersonPart.OWNER, first, until):
        raise Refusal(N_("The owner does not stand in for themselves. Choose somebody else as deputy, or nobody."))
    db.session.flush()
    if _held(initiative_id, heir, part, first, until):
        return
    db.session.add(
        InitiativePerson(initiative_id=initiative_id, person_id=heir, part=part, from_date=first, to_date=until)
    )
    db.session.flush()


def hand_over_risk(row_id: int, heir: int | None) -> None:
    row = locked(Risk, row_id)
    row.owner_id = heir
    provenance.entered(row, ["owner_id"])


def hand_over_benefit(row_id: int, heir: int | None) -> None:
    row = locked(Benefit, row_id)
    row.responsible_id = heir
    provenance.entered(row, ["responsible_id"])


def _end(row: InitiativePerson, first_without: date) -> None:
    """The day before is the last; what would have begun then or later never was."""
    if row.from_date is not None and row.from_date >= first_without:
        remove(row)
        return
    row.to_date = first_without - timedelta(days=1)
    provenance.entered(row, ["to_date"])


def _held(
    initiative_id: int, person_id: int, part: PersonPart, first: date, last: date | None
) -> list[InitiativePerson]:
    """The person's own rows of this part that hold on one of these days."""
    x = InitiativePerson
    overlaps = or_(x.to_date.is_(None), x.to_date >= first)
    if last is not None:
        overlaps = overlaps & or_(x.from_date.is_(None), x.from_date <= last)
    query = select(x).where(x.initiative_id == initiative_id, x.person_id == person_id, x.part == part, overlaps)
    return list(db.session.scalars(query.order_by(x.id)))
