"""Who owns an initiative, who stands in, whom to call."""

from __future__ import annotations

from sqlalchemy import select

from app.plumbing import provenance
from app.plumbing.db import db
from app.plumbing.refusals import N_, Refusal
from app.portfolio.models import Initiative, InitiativePerson
from app.portfolio.rules.taking_part import Appointment, last_day_of_former
from app.portfolio.rules.words import PersonPart


def settle(initiative: Initiative, row: InitiativePerson, decision: Appointment) -> Appointment:
    """A new owner takes over from the old one, whose last day is the one before the new one's first."""
    if decision.part is PersonPart.OWNER and decision.to_date is None:
        former = _owner(initiative.id, besides=row.id)
        if former is not None:
            former.to_date = last_day_of_former(former.from_date, decision.from_date)
            provenance.entered(former, ["to_date"])
            db.session.flush()
    if _is_owner(row) and decision.part is not PersonPart.OWNER and _owner(initiative.id, besides=row.id) is None:
        raise Refusal(N_("An initiative has an owner. Appoint the new owner first."), field="part")
    return decision


def release(initiative: Initiative, row: InitiativePerson, decision: None) -> None:
    if _is_owner(row):
        raise Refusal(N_("An initiative has an owner. Appoint the new owner first; the old one is closed then."))


def _is_owner(row: InitiativePerson) -> bool:
    return row.id is not None and row.part is PersonPart.OWNER and row.to_date is None


def _owner(initiative_id: int, *, besides: int | None) -> InitiativePerson | None:
    return db.session.scalars(
        select(InitiativePerson).where(
            InitiativePerson.initiative_id == initiative_id,
            InitiativePerson.part == PersonPart.OWNER,
            InitiativePerson.to_date.is_(None),
            InitiativePerson.id != (besides or 0),
        )
    ).one_or_none()
