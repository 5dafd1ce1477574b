"""What happens to organisations."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date

from sqlalchemy import select

from app.people.models import Organisation
from app.people.rules import (
    Act,
    OrganisationKind,
    check_code,
    check_organisation_number,
    check_validity,
    organisation_keys,
)
from app.plumbing import provenance
from app.plumbing.db import db, opened
from app.plumbing.record import current_work
from app.plumbing.refusals import N_, Refusal


@dataclass(frozen=True, slots=True)
class OrganisationFacts:
    """What is said of an organisation. ``number`` is the nine digits, or None for a body without one."""

    name: str
    short_name: str
    kind: OrganisationKind
    number: str | None
    valid_from: date | None
    valid_to: date | None


def add_organisation(code: str, facts: OrganisationFacts) -> None:
    """Refuses a code or a number that another organisation has."""
    check_code(code)
    if db.session.scalar(select(Organisation.id).where(Organisation.code == code)) is not None:
        raise Refusal(N_("Another organisation has this code."), field="code")
    _check(facts, None)
    row = Organisation(code=code, **asdict(facts), **organisation_keys(code, facts.name, facts.short_name))
    db.session.add(row)
    current_work().record(Act.ORGANISATION_ADD, row)


def edit_organisation(organisation_id: int, version: int | None, facts: OrganisationFacts) -> None:
    row = opened(Organisation, organisation_id, version)
    _check(facts, row)
    changed = {name: value for name, value in asdict(facts).items() if getattr(row, name) != value}
    for name, value in {**changed, **organisation_keys(row.code, facts.name, facts.short_name)}.items():
        setattr(row, name, value)
    provenance.entered(row, changed)
    current_work().record(Act.ORGANISATION_EDIT, row)


def _check(facts: OrganisationFacts, row: Organisation | None) -> None:
    check_validity(facts.valid_from, facts.valid_to)
    if facts.valid_to is None and row is not None and row.successor_id is not None:
        raise Refusal(N_("An organisation that was merged into another has a last day."), field="valid_to")
    if facts.number is None:
        return
    check_organisation_number(facts.number)
    other = select(Organisation.id).where(Organisation.number == facts.number)
    if row is not None:
        other = other.where(Organisation.id != row.id)
    if db.session.scalar(other) is not None:
        raise Refusal(N_("Another organisation has this number."), field="number")
