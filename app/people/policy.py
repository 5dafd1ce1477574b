"""Who may do what with people, organisations, roles and the record. Pure."""

from __future__ import annotations

from enum import StrEnum

from app.people.rules import Role
from app.plumbing.policy import Anyone, Entrusted, HasRole, Policy, SignedIn, both, either

administrator = HasRole(Role.ADMINISTRATOR)
programme_manager = HasRole(Role.PROGRAMME_MANAGER)
steering_group = HasRole(Role.STEERING_GROUP)
initiative_owner = HasRole(Role.INITIATIVE_OWNER)

# Whoever has any role in the mission reads all of it: coherence needs that agencies see each other's initiatives.
reader = either(programme_manager, initiative_owner, steering_group, administrator)
office = either(programme_manager, administrator)

# Being owner or deputy gives nothing to somebody whose roles were taken away.
entrusted_reader = both(Entrusted(), reader)


class PeoplePermission(StrEnum):
    SIGN_IN = "people:sign-in"
    OWN_ACCOUNT = "people:own-account"
    SEE_DIRECTORY = "people:see-directory"
    SEE_ADDRESSES = "people:see-addresses"
    MANAGE_PEOPLE = "people:manage-people"
    MANAGE_ORGANISATIONS = "people:manage-organisations"
    SEE_ROLES = "people:see-roles"
    READ_RECORD = "people:read-record"
    MANAGE_TOKENS = "people:manage-tokens"
    SEE_HELP = "people:see-help"
    SEE_JOBS = "people:see-jobs"


POLICY: Policy = {
    PeoplePermission.SIGN_IN: Anyone(),
    PeoplePermission.SEE_HELP: Anyone(),
    PeoplePermission.OWN_ACCOUNT: SignedIn(),
    PeoplePermission.SEE_DIRECTORY: reader,
    PeoplePermission.SEE_ADDRESSES: office,
    PeoplePermission.MANAGE_PEOPLE: administrator,
    PeoplePermission.MANAGE_TOKENS: administrator,
    PeoplePermission.MANAGE_ORGANISATIONS: office,
    PeoplePermission.SEE_ROLES: reader,
    PeoplePermission.READ_RECORD: office,
    # Whoever asked for the work, and whoever keeps the house.
    PeoplePermission.SEE_JOBS: either(Entrusted(), administrator),
}
