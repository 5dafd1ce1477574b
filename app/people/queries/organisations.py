"""Questions about organisations, as they were on the day asked of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import aliased

from app.people.models import Organisation, Person
from app.people.rules import OrganisationKind, is_valid
from app.plumbing import keys, provenance
from app.plumbing.db import db
from app.plumbing.policy import Subject
from app.plumbing.provenance import Origins
from app.plumbing.record import At
from app.plumbing.refusals import N_, NotThere

SORTS = ("name", "code", "people")


@dataclass(frozen=True, slots=True)
class OrganisationFilter:
    """``validity`` is «current», «past» or «» for both, judged on the day ``on``."""

    on: date
    q: str = ""
    validity: str = ""
    kind: OrganisationKind | None = None


@dataclass(frozen=True, slots=True)
class OrganisationRow:
    id: int
    version: int
    code: str
    name: str
    short_name: str
    kind: OrganisationKind
    number: str | None
    valid_from: date | None
    valid_to: date | None
    successor_id: int | None
    successor_code: str | None
    successor_name: str | None
    people: int
    is_valid: bool
    origins: Origins


def organisations(
    chosen: OrganisationFilter, *, sort: str = "name", offset: int = 0, limit: int = 25, at: At
) -> tuple[Sequence[OrganisationRow], int]:
    """One page of organisations and how many there are in all; by name, then code, unless ``sort`` says otherwise."""
    query, columns, x = _rows(at)
    query = query.where(*_conditions(x, chosen))
    total = db.session.scalar(select(func.count()).select_from(query.order_by(None).subquery())) or 0
    column = columns.get(sort.removeprefix("-"), x.sort_key)
    order = column.desc() if sort.startswith("-") else column.asc()
    found = db.session.execute(query.order_by(order, x.sort_key, x.code).offset(offset).limit(limit)).all()
    return _shaped(found, chosen.on, at), total


def organisation(code: str, *, on: date, at: At) -> OrganisationRow:
    """One organisation. Raises :class:`NotThere`."""
    query, _, x = _rows(at)
    found = _shaped(db.session.execute(query.where(x.code == code)).all(), on, at)
    if not found:
        raise NotThere(N_("There is no such organisation."))
    return found[0]


def organisation_subject(code: str) -> Subject | None:
    """An organisation as the policy sees it: shared by all missions, so that only who keeps all of them changes it."""
    found = db.session.execute(
        select(Organisation.id, Organisation.code, Organisation.name).where(Organisation.code == code)
    ).first()
    return None if found is None else Subject(id=found.id, code=found.code, title=found.name)


def merged_into(organisation_id: int, *, at: At) -> Sequence[tuple[str, str, date | None]]:
    """Code, name and last day of the organisations that this one took over, by name."""
    x = at.of(Organisation)
    query = select(x.code, x.name, x.valid_to).where(x.successor_id == organisation_id).order_by(x.sort_key)
    return list(db.session.execute(query))


def organisation_choices(*, at: At, on: date | None = None, but: int | None = None) -> Sequence[tuple[int, str]]:
    """Id and name of every organisation, or of those that exist ``on`` a day, by name."""
    x = at.of(Organisation)
    query = select(x.id, x.name).order_by(x.sort_key, x.code)
    if on is not None:
        query = query.where(*_exists(x, on))
    if but is not None:
        query = query.where(x.id != but)
    return list(db.session.execute(query))


def _exists(x: type[Organisation], on: date) -> tuple[ColumnElement[bool], ...]:
    return or_(x.valid_from.is_(None), x.valid_from <= on), or_(x.valid_to.is_(None), x.valid_to >= on)


def _conditions(x: type[Organisation], chosen: OrganisationFilter) -> list[ColumnElement[bool]]:
    found = [x.search_key.contains(word, autoescape=True) for word in keys.search_key(chosen.q).split()]
    if chosen.kind is not None:
        found.append(x.kind == chosen.kind)
    if chosen.validity == "current":
        found.extend(_exists(x, chosen.on))
    elif chosen.validity == "past":
        found.append(x.valid_to < chosen.on)
    return found


def _rows(at: At) -> tuple[Select[*tuple[Any, ...]], dict[str, Any], type[Organisation]]:
    x, person = at.of(Organisation), at.of(Person)
    heir: Any = at.of(Organisation)
    if heir is Organisation:
        heir = aliased(Organisation)
    staff = (
        select(person.organisation_id, func.count().label("number"))
        .where(person.active)
        .group_by(person.organisation_id)
        .subquery()
    )
    people = func.coalesce(staff.c.number, 0)
    query = (
        select(
            x.id, x.version, x.code, x.name, x.short_name, x.kind, x.number, x.valid_from, x.valid_to, x.source,
            x.successor_id,
            heir.code.label("successor_code"), heir.name.label("successor_name"), people.label("people"),
        )
        .outerjoin(heir, heir.id == x.successor_id)
        .outerjoin(staff, staff.c.organisation_id == x.id)
    )  # fmt: skip
    return query, {"name": x.sort_key, "code": x.code, "people": people}, x


def _shaped(found: Sequence[Any], on: date, at: At) -> Sequence[OrganisationRow]:
    origins = provenance.origins("organisation", [(row.id, row.source) for row in found], at=at)
    return [
        OrganisationRow(
            id=row.id,
            version=row.version,
            code=row.code,
            name=row.name,
            short_name=row.short_name,
            kind=row.kind,
            number=row.number,
            valid_from=row.valid_from,
            valid_to=row.valid_to,
            successor_id=row.successor_id,
            successor_code=row.successor_code,
            successor_name=row.successor_name,
            people=row.people,
            is_valid=is_valid(row.valid_from, row.valid_to, on=on),
            origins=origins[row.id],
        )
        for row in found
    ]
