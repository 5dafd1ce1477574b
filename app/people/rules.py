"""Words and rules of people and organisations. Pure."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

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


class Act(StrEnum):
    """The names of this chapter's deeds in the record."""

    ORGANISATION_ADD = "organisation:facts:add"
    ORGANISATION_EDIT = "organisation:facts:edit"
    ORGANISATION_MERGE = "organisation:validity:merge"
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


PASSWORD_MINIMUM = 12


def check_password(password: str) -> None:
    """Refuse a password that is too short; length is what counts (NIST SP 800-63B), not its kinds of characters."""
    if len(password) < PASSWORD_MINIMUM:
        raise Refusal(
            N_("Use at least %(minimum)s characters; three or four words make a good password."),
            field="password",
            minimum=PASSWORD_MINIMUM,
        )


def check_validity(valid_from: date | None, valid_to: date | None) -> None:
    if valid_from and valid_to and valid_to < valid_from:
        raise Refusal(N_("The last day is before the first."), field="valid_to")


def is_valid(valid_from: date | None, valid_to: date | None, *, on: date) -> bool:
    """Whether the organisation existed on that day; no date is no bound."""
    return (valid_from is None or valid_from <= on) and (valid_to is None or on <= valid_to)
