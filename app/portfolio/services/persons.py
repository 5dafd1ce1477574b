"""Who owns an initiative, who stands in and when, whom to call."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from app.people.models import Person
from app.plumbing import provenance
from app.plumbing.db import db
from app.plumbing.refusals import N_, Refusal
from app.portfolio.models import Initiative, InitiativePerson
from app.portfolio.rules.benefits import BenefitFacts
from app.portfolio.rules.delivery import RiskFacts
from app.portfolio.rules.taking_part import Appointment, last_day_of_former, overlap
from app.portfolio.rules.words import PersonPart


def settle(initiative: Initiative, row: InitiativePerson, decision: Appointment) -> Appointment:
    """A new owner takes over from the old one, whose last day is the one before the new one's first.

    Nobody has the same part twice on one day, and there is one owner at a time: who stands in for a while is a deputy.
    """
    if _is_owner(row) and (decision.part is not PersonPart.OWNER or decision.to_date is not None):
        field = "part" if decision.part is not PersonPart.OWNER else "to_date"
        if _owner(initiative.id, besides=row.id) is None:
            raise Refusal(N_("An initiative has an owner. Appoint the new owner first."), field=field)
    if row.person_id != decision.person_id:
        still_here(decision.person_id, field="person_id")
    if decision.part is PersonPart.OWNER and decision.to_date is None:
        former = _owner(initiative.id, besides=row.id)
        if former is not None:
            former.to_date = last_day_of_former(former.from_date, decision.from_date)
            provenance.entered(former, ["to_date"])
            db.session.flush()
    _one_at_a_time(initiative, row, decision)
    return decision


def settle_risk(initiative: Initiative, row: Any, decision: RiskFacts) -> RiskFacts:
    if decision.owner_id is not None and decision.owner_id != row.owner_id:
        still_here(decision.owner_id, field="owner_id")
    return decision


def settle_benefit(initiative: Initiative, row: Any, decision: BenefitFacts) -> BenefitFacts:
    if decision.responsible_id is not None and decision.responsible_id != row.responsible_id:
        still_here(decision.responsible_id, field="responsible_id")
    return decision


def still_here(person_id: int, *, field: str) -> None:
    """Refuse to give anything to somebody who left while the form lay open; they stay until this deed is done."""
    active = db.session.scalar(select(Person.active).where(Person.id == person_id).with_for_update(read=True))
    if not active:
        raise Refusal(N_("The access of this person has been closed. Choose somebody else."), field=field)


def release(initiative: Initiative, row: InitiativePerson, decision: None) -> None:
    if _is_owner(row):
        raise Refusal(N_("An initiative has an owner. Appoint the new owner first; the old one is closed then."))


def _one_at_a_time(initiative: Initiative, row: InitiativePerson, decision: Appointment) -> None:
    x = InitiativePerson
    others = db.session.execute(
        select(x.person_id, x.from_date, x.to_date).where(
            x.initiative_id == initiative.id, x.part == decision.part, x.id != (row.id or 0)
        )
    ).all()
    for person_id, first, last in others:
        if not overlap((decision.from_date, decision.to_date), (first, last)):
            continue
        if person_id == decision.person_id:
            raise Refusal(N_("The person has this part on some of these days already."), field="from_date")
        if decision.part is PersonPart.OWNER:
            raise Refusal(
                N_("Somebody else is the owner on some of these days. Who stands in for a while is a deputy."),
                field="from_date",
            )


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
