"""Questions about persons. What they hold is as of the day asked of; their names are always today's, or erased."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, false, func, or_, select

from app.people.models import Identity, Organisation, Person, RoleGrant
from app.people.rules import Role
from app.plumbing import keys, provenance
from app.plumbing.db import db
from app.plumbing.policy import Subject
from app.plumbing.provenance import Source
from app.plumbing.record import NOW, At
from app.plumbing.refusals import N_, NotThere

SORTS = ("name", "organisation")


@dataclass(frozen=True, slots=True)
class PersonFilter:
    """``access`` is «open», «closed» or «» for both. ``addresses`` lets the search look in e-mail addresses too."""

    q: str = ""
    organisation: str = ""
    role: Role | None = None
    access: str = "open"
    addresses: bool = False


@dataclass(frozen=True, slots=True)
class Grant:
    """A role somebody holds; ``mission_id`` None is for all missions. ``by_group``: a provider's group gives it."""

    id: int
    role: Role
    mission_id: int | None
    by_group: bool = False


@dataclass(frozen=True, slots=True)
class PersonRow:
    """``name`` is empty when the identity was erased; ``email`` and ``phone`` are shown to few."""

    id: int
    version: int
    code: str
    name: str
    function: str
    email: str | None
    phone: str
    language: str
    active: bool
    is_illustrative: bool
    is_erased: bool
    has_password: bool
    organisation_id: int | None
    organisation_code: str | None
    organisation_name: str | None
    grants: tuple[Grant, ...]


def person_subject(code: str) -> Subject | None:
    """A person as the policy sees them: of no one mission, so that only who administers all may manage them."""
    found = db.session.execute(
        select(Person.id, Person.code, Identity.name)
        .outerjoin(Identity, Identity.person_id == Person.id)
        .where(Person.code == code)
    ).first()
    return None if found is None else Subject(id=found.id, code=found.code, title=found.name or "")


def people(
    chosen: PersonFilter, *, sort: str = "name", offset: int = 0, limit: int = 25, at: At
) -> tuple[Sequence[PersonRow], int]:
    """One page of persons and how many there are in all; by name, unless ``sort`` says otherwise."""
    query, x, organisation = _rows(at)
    query = query.where(*_conditions(x, organisation, chosen, at))
    total = db.session.scalar(select(func.count()).select_from(query.order_by(None).subquery())) or 0
    column: Any = organisation.sort_key if sort.removeprefix("-") == "organisation" else Identity.sort_key
    order = (column.desc() if sort.startswith("-") else column.asc()).nulls_last()
    found = db.session.execute(query.order_by(order, Identity.sort_key, x.code).offset(offset).limit(limit)).all()
    return _shaped(found, at), total


def person(code: str, *, at: At) -> PersonRow:
    """One person. Raises :class:`NotThere`."""
    query, x, _ = _rows(at)
    found = _shaped(db.session.execute(query.where(x.code == code)).all(), at)
    if not found:
        raise NotThere(N_("There is no such person."))
    return found[0]


def own(person_id: int, *, at: At) -> PersonRow:
    """One person by id. Raises :class:`NotThere`."""
    query, x, _ = _rows(at)
    found = _shaped(db.session.execute(query.where(x.id == person_id)).all(), at)
    if not found:
        raise NotThere(N_("There is no such person."))
    return found[0]


def person_with(email: str) -> PersonRow:
    """The person with this address, today. Raises :class:`NotThere`."""
    query, _, _ = _rows(NOW)
    found = _shaped(db.session.execute(query.where(Identity.email == email.strip().lower())).all(), NOW)
    if not found:
        raise NotThere(N_("Nobody has that address."))
    return found[0]


def people_of(organisation_id: int, *, at: At) -> Sequence[PersonRow]:
    """Those with open access who work in the organisation, by name."""
    query, x, _ = _rows(at)
    query = query.where(x.organisation_id == organisation_id, x.active).order_by(Identity.sort_key.nulls_last(), x.code)
    return _shaped(db.session.execute(query).all(), at)


def holders(*, at: At) -> Sequence[PersonRow]:
    """Everybody with open access who holds a role, by name."""
    query, x, _ = _rows(at)
    grant = at.of(RoleGrant)
    query = query.where(x.active, x.id.in_(select(grant.person_id)))
    return _shaped(db.session.execute(query.order_by(Identity.sort_key.nulls_last(), x.code)).all(), at)


def grant_of(grant_id: int) -> tuple[int, Grant]:
    """Whose grant it is, and what it gives. Raises :class:`NotThere`."""
    columns = (RoleGrant.person_id, RoleGrant.id, RoleGrant.role, RoleGrant.mission_id, RoleGrant.from_issuer)
    row = db.session.execute(select(*columns).where(RoleGrant.id == grant_id)).first()
    if row is None:
        raise NotThere(N_("This no longer exists."))
    return row.person_id, Grant(row.id, row.role, row.mission_id, row.from_issuer is not None)


def grants_of(person_ids: Iterable[int], *, at: At) -> dict[int, tuple[Grant, ...]]:
    """The roles each person holds, in the order of :class:`Role`."""
    ids = set(person_ids)
    held: defaultdict[int, list[Grant]] = defaultdict(list)
    if ids:
        x = at.of(RoleGrant)
        columns = (x.person_id, x.id, x.role, x.mission_id, x.from_issuer.is_not(None))
        query = select(*columns).where(x.person_id.in_(ids)).order_by(x.id)
        for person_id, grant_id, role, mission_id, by_group in db.session.execute(query):
            held[person_id].append(Grant(grant_id, role, mission_id, by_group))
    order = list(Role)
    return {
        person_id: tuple(sorted(grants, key=lambda grant: (order.index(grant.role), grant.mission_id or 0)))
        for person_id, grants in held.items()
    }


def _conditions(
    x: type[Person], organisation: type[Organisation], chosen: PersonFilter, at: At
) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    for word in keys.search_key(chosen.q).split():
        address = Identity.email.contains(word, autoescape=True) if chosen.addresses else false()
        found.append(or_(Identity.search_key.contains(word, autoescape=True), address))
    if chosen.organisation:
        found.append(organisation.code == chosen.organisation)
    if chosen.role is not None:
        grant = at.of(RoleGrant)
        found.append(x.id.in_(select(grant.person_id).where(grant.role == chosen.role)))
    if chosen.access:
        found.append(x.active.is_(chosen.access == "open"))
    return found


def _rows(at: At) -> tuple[Select[*tuple[Any, ...]], type[Person], type[Organisation]]:
    x, organisation = at.of(Person), at.of(Organisation)
    query = (
        select(
            x.id, x.version, x.code, x.active, x.language, x.organisation_id,
            Identity.person_id.label("identity"), Identity.name, Identity.function, Identity.email, Identity.phone,
            Identity.password_hash.is_not(None).label("has_password"),
            organisation.code.label("organisation_code"), organisation.name.label("organisation_name"),
        )
        .outerjoin(Identity, Identity.person_id == x.id)
        .outerjoin(organisation, organisation.id == x.organisation_id)
    )  # fmt: skip
    return query, x, organisation


def _shaped(found: Sequence[Any], at: At) -> Sequence[PersonRow]:
    grants = grants_of((row.id for row in found), at=at)
    origins = provenance.origins("person", [(row.id, Source.ENTERED) for row in found], at=at)
    return [
        PersonRow(
            id=row.id,
            version=row.version,
            code=row.code,
            name=row.name or "",
            function=row.function or "",
            email=row.email,
            phone=row.phone or "",
            language=row.language,
            active=row.active,
            is_illustrative=origins[row.id].of("*").source is Source.ILLUSTRATIVE,
            is_erased=row.identity is None,
            has_password=bool(row.has_password),
            organisation_id=row.organisation_id,
            organisation_code=row.organisation_code,
            organisation_name=row.organisation_name,
            grants=grants.get(row.id, ()),
        )
        for row in found
    ]
