"""People go and come back: access closed with what was theirs handed over, opened again, or the identity erased.

Rows are locked in one order: what is handed over, then roles, then persons by id. Appointing somebody locks the
initiative before the person, so the two never wait for each other.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, datetime

from sqlalchemy import delete, select

from app.people.models import ExternalIdentity, Identity, Person, RoleGrant, SavedView, SignIn
from app.people.rules import Act
from app.people.services.persons import identity_of
from app.people.services.roles import keep_an_administrator
from app.plumbing.db import db, locked, opened
from app.plumbing.leaving import Belonging, Estate, belongings_of, end_access
from app.plumbing.record import current_work
from app.plumbing.refusals import N_, Refusal

# By person: whom each thing goes to, by its key; None is nobody.
Heirs = Mapping[str, int | None]


def leave(person_id: int, version: int | None, heirs: Heirs, *, on: date, now: datetime) -> int:
    """Close the person's access and hand over what is theirs, all of it in one deed; how many things were handed over.

    Roles are taken back, sign-ins end, tokens are revoked. Refuses when ``heirs`` leaves something out that is the
    person's by now, when something that needs somebody would be nobody's, and when somebody who shall take over could
    not see it or is leaving too.
    """
    found = belongings_of(person_id, on=on)
    _same(found, heirs)
    for estate in dict.fromkeys(estate for estate, _ in found):
        estate.lock({one.head for of, one in found if of is estate})
    # What was somebody's a moment ago may be somebody else's now that it is locked.
    found = belongings_of(person_id, on=on)
    _same(found, heirs)
    keep_an_administrator(without_person=person_id)
    grants = _locked_grants(person_id)
    person = _opened_with(person_id, version, {heir for heir in heirs.values() if heir is not None})
    if not person.active and not found:
        raise Refusal(N_("The access of this person is closed already."))
    for estate, one in found:
        heir = heirs[one.key]
        _check(one, person_id, heir)
        estate.hand_over(one, heir, on)
    person.active = False
    for grant in grants:
        db.session.delete(grant)
    end_access(person_id, now=now)
    current_work().record(Act.PERSON_DEACTIVATE, person)
    return len(found)


def come_back(person_id: int, version: int | None) -> None:
    """Open the access again. Roles were taken back and things handed over; both are given anew by whoever decides."""
    person = opened(Person, person_id, version)
    identity_of(person_id)
    if person.active:
        raise Refusal(N_("The access of this person is open already."))
    person.active = True
    current_work().record(Act.PERSON_ACTIVATE, person)


def erase(person_id: int, *, on: date, now: datetime) -> None:
    """Erase name, addresses, password, sign-ins and views, and take back every role. The id stays in the record.

    Refuses while something is still the person's: it would be nobody's, and nobody would know.
    """
    keep_an_administrator(without_person=person_id)
    grants = _locked_grants(person_id)
    person = opened(Person, person_id, None)
    if belongings_of(person_id, on=on):
        raise Refusal(N_("Something is still this person's. Close the access and hand it over first."))
    identity = identity_of(person_id)
    person.active, person.demo_role = False, None
    for grant in grants:
        db.session.delete(grant)
    end_access(person_id, now=now, for_good=True)
    db.session.delete(identity)
    current_work().record(Act.PERSON_ERASE, person)


def end_sign_ins(person_id: int, now: datetime, for_good: bool) -> None:
    db.session.execute(delete(SignIn).where(SignIn.person_id == person_id))


def end_links(person_id: int, now: datetime, for_good: bool) -> None:
    """Links to a provider wait for whoever comes back: a closed access opens through none. Erasing takes them."""
    if for_good:
        db.session.execute(delete(ExternalIdentity).where(ExternalIdentity.person_id == person_id))


def end_views(person_id: int, now: datetime, for_good: bool) -> None:
    """Saved views wait for whoever comes back; they may say what somebody was looking for, so erasing takes them."""
    if for_good:
        db.session.execute(delete(SavedView).where(SavedView.person_id == person_id))


def _same(found: Collection[tuple[Estate, Belonging]], heirs: Heirs) -> None:
    if {one.key for _, one in found} != set(heirs):
        raise Refusal(N_("What is this person's has changed meanwhile. Look through the list once more."))


def _locked_grants(person_id: int) -> list[RoleGrant]:
    query = select(RoleGrant).where(RoleGrant.person_id == person_id).order_by(RoleGrant.id).with_for_update()
    return list(db.session.scalars(query.execution_options(populate_existing=True)))


def _opened_with(person_id: int, version: int | None, heirs: Collection[int]) -> Person:
    """The person opened, and those who take over locked, all in the order of their ids: heirs may be leaving too."""
    for each in sorted({person_id, *heirs}):
        locked(Person, each)
    return opened(Person, person_id, version)


def _check(one: Belonging, person_id: int, heir: int | None) -> None:
    if heir is None:
        if one.needs_somebody:
            raise Refusal(N_("%(what)s must have somebody. Choose who takes over."), field=one.key, what=one.what)
        return
    if heir == person_id:
        raise Refusal(N_("This is the person who leaves. Choose somebody else."), field=one.key)
    name = db.session.scalar(select(Identity.name).where(Identity.person_id == heir)) or ""
    if not db.session.get_one(Person, heir).active:
        raise Refusal(N_("The access of %(name)s is closed. Choose somebody else."), field=one.key, name=name)
    if one.missions and not _reads_one_of(heir, one.missions):
        raise Refusal(
            N_("%(name)s has no role in the mission and could not see %(what)s. Give a role first."),
            field=one.key,
            name=name,
            what=one.what,
        )


def _reads_one_of(person_id: int, missions: frozenset[int]) -> bool:
    held = select(RoleGrant.id).where(
        RoleGrant.person_id == person_id, RoleGrant.mission_id.is_(None) | RoleGrant.mission_id.in_(missions)
    )
    return db.session.scalar(held.limit(1)) is not None
