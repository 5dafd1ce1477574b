"""Words and rules of people and organisations. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from stdnum.no import orgnr

from app.plumbing import keys
from app.plumbing.policy import Actor, Predicate, Subject
from app.plumbing.refusals import N_, Refusal


class Role(StrEnum):
    PROGRAMME_MANAGER = "programme_manager"
    INITIATIVE_OWNER = "initiative_owner"
    STEERING_GROUP = "steering_group"
    ADMINISTRATOR = "administrator"


class OrganisationKind(StrEnum):
    MINISTRY = "ministry"
    STATE_AGENCY = "state_agency"
    HEALTH_TRUST = "health_trust"
    MUNICIPALITY = "municipality"
    COUNTY = "county"
    OWN_LEGAL_PERSON = "own_legal_person"
    ASSOCIATION = "association"
    SUPPLIER = "supplier"
    OTHER = "other"


class Scope(StrEnum):
    """What a token may do, never more than its person. Writing comes with the writing half of the API."""

    READ = "read"
    # Reading, and asking for alternatives to be solved: work for the machine, no change of what anybody entered.
    SOLVE = "solve"


class Act(StrEnum):
    """The names of this chapter's deeds in the record."""

    PUBLICATION_ADD = "publication:facts:add"
    PUBLICATION_EDIT = "publication:facts:edit"
    ORGANISATION_ADD = "organisation:facts:add"
    ORGANISATION_EDIT = "organisation:facts:edit"
    ORGANISATION_MERGE = "organisation:validity:merge"
    ORGANISATION_MOVE_ON = "organisation:validity:move-on"
    ORGANISATION_UNMERGE = "organisation:validity:unmerge"
    PERSON_ADD = "person:identity:add"
    PERSON_EDIT = "person:identity:edit"
    PERSON_DEACTIVATE = "person:access:deactivate"
    PERSON_ACTIVATE = "person:access:activate"
    PERSON_ERASE = "person:identity:erase"
    PERSON_LANGUAGE = "person:language:edit"
    ROLE_GRANT = "person:role:grant"
    ROLE_REVOKE = "person:role:revoke"
    PASSWORD_SET = "person:password:set"  # noqa: S105 - the name of a deed
    SIGN_INS_END = "person:sign-in:end"
    TOKEN_MAKE = "person:token:make"  # noqa: S105 - the name of a deed
    TOKEN_REVOKE = "person:token:revoke"  # noqa: S105 - the name of a deed
    PERSON_INVITE = "person:access:invite"
    INVITATION_WITHDRAW = "person:access:withdraw-invitation"
    RESET_SEND = "person:password:send-link"
    FACTOR_SET = "person:second-factor:set"
    FACTOR_REMOVE = "person:second-factor:remove"
    RECOVERY_CODES = "person:second-factor:new-codes"
    PROVIDER_LINK = "person:provider:link"
    PROVIDER_UNLINK = "person:provider:unlink"
    ROLE_BY_GROUP = "person:role:grant-by-group"
    ROLE_LEFT_GROUP = "person:role:revoke-by-group"


class Reach(StrEnum):
    """How far a permission reaches for a role: everything in its missions, only what is entrusted, or nothing."""

    ALL = "all"
    OWN = "own"
    NONE = "none"


class Proof(StrEnum):
    """What somebody proved when they signed in."""

    PASSWORD = "password"  # noqa: S105 - the name of a proof
    # A password and a code.
    CODE = "code"
    RECOVERY = "recovery"
    # A sign-in provider said who it is; with two factors of its own where it says so.
    PROVIDER = "provider"
    PROVIDER_STRONG = "provider_strong"
    # A person of the demo: opened without a password, from this machine only.
    DEMO = "demo"


# What counts as two factors.
STRONG = frozenset({Proof.CODE, Proof.RECOVERY, Proof.PROVIDER_STRONG, Proof.DEMO})


class Purpose(StrEnum):
    """What a one-time link is for."""

    INVITATION = "invitation"
    RESET = "reset"


# A clock that is put right by less than this does a link no harm.
CLOCK_MAY_BE_OFF = timedelta(days=1)

# How long a link works.
LINK_LASTS = {Purpose.INVITATION: timedelta(days=7), Purpose.RESET: timedelta(hours=1)}


@dataclass(frozen=True, slots=True)
class Limits:
    """How long a sign-in lasts: so long without a visit, and so long in any case."""

    idle: timedelta
    longest: timedelta


# A token outlives whoever forgot it by a year at most.
TOKEN_DAYS = 90
LONGEST_TOKEN_DAYS = 365
MOST_TOKENS = 20

# How long the rows of what is over are kept, for whoever wonders where they were signed in.
KEPT = timedelta(days=30)

# Between the right password and the code.
HALF_WAY = timedelta(minutes=10)

# A code counts for half a minute; one before and one after are taken too, since clocks differ.
STEP_SECONDS = 30
# Wrong codes that cost nothing; each further one makes the person wait, twice as long as the last, an hour at most.
FREE_TRIES = 5
FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(hours=1)
RECOVERY_CODES = 10

PASSWORD_MINIMUM = 12
# Beyond this a password is an attack on the hash function's time.
PASSWORD_MAXIMUM = 500


def reach(predicate: Predicate, role: Role | None) -> Reach:
    """How far the permission reaches for somebody who holds ``role`` everywhere; None is not signed in."""
    somebody = Actor() if role is None else Actor(person_id=1, roles=frozenset({(role.value, None)}))
    others = Subject(id=1, missions=frozenset({1}))
    if predicate.holds(somebody, others):
        return Reach.ALL
    own = Subject(id=1, missions=frozenset({1}), entrusted_to=frozenset({1}))
    return Reach.OWN if predicate.holds(somebody, own) else Reach.NONE


def is_open(
    began_at: datetime,
    seen_at: datetime,
    ended_at: datetime | None,
    *,
    now: datetime,
    limits: Limits,
) -> bool:
    """Whether a sign-in still counts.

    Distances count both ways: after a clock that ran ahead was put right, a visit «in a year» must not keep it open.
    """
    return ended_at is None and abs(now - seen_at) < limits.idle and abs(now - began_at) < limits.longest


def is_valid_token(expires_at: datetime, revoked_at: datetime | None, *, now: datetime) -> bool:
    """Whether a token still counts; its person's access is another question."""
    return revoked_at is None and now < expires_at


def check_token(name: str, days: int) -> None:
    """A token says what it is for and when it ends."""
    if not name.strip():
        raise Refusal(N_("Say what the token is for."), field="name")
    if len(name) > 80:
        raise Refusal(N_("At most 80 characters."), field="name")
    if not 1 <= days <= LONGEST_TOKEN_DAYS:
        raise Refusal(N_("A token lasts from one day to %(days)s."), field="days", days=LONGEST_TOKEN_DAYS)


def narrowed(roles: Iterable[tuple[str, int | None]], mission_id: int | None) -> frozenset[tuple[str, int | None]]:
    """The roles that are left where a token is for one mission only."""
    if mission_id is None:
        return frozenset(roles)
    return frozenset((role, mission_id) for role, mission in roles if mission in (None, mission_id))


def must_wait_until(failures: int, failed_at: datetime | None) -> datetime | None:
    """When a code may be tried again after so many wrong ones; None where at once.

    Only who knows the password comes so far, and a recovery code is taken at any time: nobody is locked out by others.
    At this pace a year of guessing finds one of three right codes in a million with a chance of three in a hundred.
    """
    if failures < FREE_TRIES or failed_at is None:
        return None
    doublings = min(failures - FREE_TRIES, 10)
    return failed_at + min(FIRST_WAIT * 2**doublings, LONGEST_WAIT)


def needs_factor(roles: Iterable[tuple[str, int | None]], required: Collection[str]) -> bool:
    """Whether somebody with these roles signs in with two factors."""
    return any(role in required for role, _ in roles)


def is_link_open(ends_at: datetime, used_at: datetime | None, withdrawn_at: datetime | None, *, now: datetime) -> bool:
    """Whether a one-time link still works.

    One that was made while the machine's clock ran ahead must not work until then.
    """
    made_ahead = ends_at - now > max(LINK_LASTS.values()) + CLOCK_MAY_BE_OFF
    return used_at is None and withdrawn_at is None and now < ends_at and not made_ahead


def check_password(password: str) -> None:
    """Refuse a password that is too short; length is what counts (NIST SP 800-63B), not its kinds of characters."""
    if len(password) < PASSWORD_MINIMUM:
        raise Refusal(
            N_("Use at least %(minimum)s characters; three or four words make a good password."),
            field="password",
            minimum=PASSWORD_MINIMUM,
        )
    if len(password) > PASSWORD_MAXIMUM:
        raise Refusal(N_("Use at most %(maximum)s characters."), field="password", maximum=PASSWORD_MAXIMUM)


def check_code(code: str) -> None:
    """A code appears in addresses: letters, digits and hyphens, and not the address where one adds another."""
    if code == "new" or not re.fullmatch(r"[A-Za-zÆØÅæøå0-9][A-Za-zÆØÅæøå0-9-]{0,39}", code):
        raise Refusal(N_("A code is at most 40 letters, digits and hyphens."), field="code")


def check_organisation_number(number: str) -> None:
    """Nine digits with a mod-11 check; eleven are a person's number, which has no business here."""
    if len(number) == 11 and number.isdigit():
        raise Refusal(N_("This looks like a national identity number. Never enter one here."), field="number")
    if not orgnr.is_valid(number):
        raise Refusal(N_("This is not a Norwegian organisation number: nine digits, the last a check."), field="number")


def check_email(email: str) -> None:
    """An address needs something on each side of the @; whether it exists only a letter could tell."""
    name, at, domain = email.rpartition("@")
    if not (at and name and "." in domain.strip(".")) or any(c.isspace() for c in email):
        raise Refusal(N_("This is not an e-mail address. Write for example kari.nordmann@example.no."), field="email")


def check_validity(valid_from: date | None, valid_to: date | None) -> None:
    if valid_from and valid_to and valid_to < valid_from:
        raise Refusal(N_("The last day is before the first."), field="valid_to")


def is_valid(valid_from: date | None, valid_to: date | None, *, on: date) -> bool:
    """Whether the organisation existed on that day; no date is no bound."""
    return (valid_from is None or valid_from <= on) and (valid_to is None or on <= valid_to)


def organisation_keys(code: str, name: str, short_name: str) -> dict[str, str]:
    """The stored sort and search keys of an organisation."""
    return {"sort_key": keys.sort_key(name), "search_key": keys.search_key(name, short_name, code)}


def identity_keys(name: str, function: str) -> dict[str, str]:
    """The stored sort and search keys of a person. Not the address: not everybody who searches may see it."""
    return {"sort_key": keys.sort_key(name), "search_key": keys.search_key(name, function)}
