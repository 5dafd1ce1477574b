"""Who somebody is here, whom the provider vouches for, and which roles its groups give them.

Somebody linked before is known by the provider's own identifier alone. A first link is made only on an address that
the provider vouches for, to somebody who is here already; everything else asks the person or the administrator.
"""

from __future__ import annotations

import logging

from flask import current_app

from app.config import ProviderSettings
from app.people.provider import Assertion, Failed, Failure
from app.people.queries import external as questions
from app.people.rules import Role
from app.people.services import external as services
from app.people.services.persons import PersonFacts
from app.plumbing import clock
from app.plumbing.committer import unit_of_work
from app.plumbing.record import NOW
from app.plumbing.refusals import Refusal

log = logging.getLogger(__name__)

Given = frozenset[tuple[Role, int | None]]


def admitted(found: Assertion, settings: ProviderSettings, *, language: str) -> int:
    """The id of the person who may sign in, linked and with the roles of today. Raises :class:`Failed`."""
    given = roles_given(found, settings)
    known = questions.linked(found.issuer, found.subject)
    if known is None and found.email is not None:
        known = questions.with_address(found.email)
    if known is not None and not known.active:
        raise Failed(Failure.CLOSED)
    if known is None:
        person_id = _added(found, settings, given, language)
    else:
        person_id = known.person_id
        if not known.linked:
            _linked(person_id, found)
    follow_groups(person_id, given, issuer=found.issuer)
    return person_id


def roles_given(found: Assertion, settings: ProviderSettings) -> Given:
    """What the person's groups give, by the table ``OIDC_ROLES``. A mission that is not there gives nothing."""
    if not settings.roles:
        return frozenset()
    if found.groups is None:
        raise Failed(Failure.TOO_MANY_GROUPS)
    missions = current_app.extensions["floke_mission_ids"](at=NOW)
    given = set()
    for entry in settings.roles:
        if entry.group not in found.groups:
            continue
        if entry.mission is None:
            given.add((Role(entry.role), None))
        elif entry.mission in missions:
            given.add((Role(entry.role), missions[entry.mission]))
        else:
            log.warning("OIDC_ROLES names a mission that is not there: %s", entry.mission)
    return frozenset(given)


def follow_groups(person_id: int, given: Given, *, issuer: str) -> None:
    """Take back what the groups gave and give no more, then give what they give now; each is a deed of its own.

    What a person gave is not touched. The last administrator keeps the role: somebody must be able to open the door.
    """
    held = questions.grants(person_id)
    for grant in held:
        if grant.issuer == issuer and (grant.role, grant.mission_id) not in given:
            try:
                with unit_of_work(by=None):
                    services.revoke_by_group(grant.id)
            except Refusal:
                log.warning("person %s left the group but is the last administrator", person_id)
    for role, mission_id in sorted(given - {(grant.role, grant.mission_id) for grant in held}, key=str):
        with unit_of_work(by=None):
            services.grant_by_group(person_id, role, mission_id, issuer)


def _added(found: Assertion, settings: ProviderSettings, given: Given, language: str) -> int:
    """Somebody unknown, where the settings let them in: with a role, if it is groups that give roles."""
    if not settings.adds_people or (settings.roles and not given) or not found.name:
        raise Failed(Failure.UNKNOWN)
    facts = PersonFacts(
        name=found.name, function="", email=found.email, phone="", organisation_id=None, language=language
    )
    try:
        with unit_of_work(by=None):
            return services.add_linked(facts, found.issuer, found.subject, now=clock.now())
    except Refusal as refusal:
        raise Failed(Failure.TAKEN) from refusal


def _linked(person_id: int, found: Assertion) -> None:
    """The address is the person's. Whoever had it before may be linked already: then nobody is let in by it."""
    try:
        with unit_of_work(by=person_id):
            services.link(person_id, found.issuer, found.subject, now=clock.now())
    except Refusal as refusal:
        raise Failed(Failure.TAKEN) from refusal
