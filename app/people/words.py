"""What this chapter's closed lists are called in the interface."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from app.people.policy import PeoplePermission
from app.people.rules import Act, OrganisationKind, Proof, Purpose, Reach, Role, Scope
from app.plumbing.access import PlumbingPermission
from app.plumbing.queue.rules import JobState
from app.plumbing.words import Words

WORDS: Words = {
    Role: {
        Role.PROGRAMME_MANAGER: _("Programme manager"),
        Role.INITIATIVE_OWNER: _("Initiative owner"),
        Role.STEERING_GROUP: _("Steering group"),
        Role.ADMINISTRATOR: _("Administrator"),
    },
    OrganisationKind: {
        OrganisationKind.MINISTRY: _("Ministry"),
        OrganisationKind.STATE_AGENCY: _("State agency"),
        OrganisationKind.HEALTH_TRUST: _("Health trust"),
        OrganisationKind.MUNICIPALITY: _("Municipality"),
        OrganisationKind.COUNTY: _("County"),
        OrganisationKind.OWN_LEGAL_PERSON: _("Legal person of its own"),
        OrganisationKind.ASSOCIATION: _("Association"),
        OrganisationKind.SUPPLIER: _("Supplier"),
        OrganisationKind.OTHER: _("Other"),
    },
    Scope: {
        Scope.READ: _("Read"),
        Scope.SOLVE: _("Read, and have alternatives solved"),
    },
    Proof: {
        Proof.PASSWORD: _("Password"),
        Proof.CODE: _("Password and code"),
        Proof.RECOVERY: _("Password and recovery code"),
        Proof.PROVIDER: _("Sign-in provider"),
        Proof.PROVIDER_STRONG: _("Sign-in provider, two factors"),
        Proof.DEMO: _("Demo"),
    },
    Purpose: {
        Purpose.INVITATION: _("Invitation"),
        Purpose.RESET: _("New password"),
    },
    Reach: {
        Reach.ALL: _("Yes"),
        Reach.OWN: _("Own"),
        Reach.NONE: _("No"),
    },
    JobState: {
        JobState.QUEUED: _("Waiting"),
        JobState.RUNNING: _("Running"),
        JobState.DONE: _("Done"),
        JobState.FAILED: _("Failed"),
        JobState.STOPPED: _("Stopped"),
    },
}

# What its tables are called where the record speaks of a row.
TABLES: Mapping[str, LazyString] = {
    "organisation": _("organisation"),
    "person": _("person"),
    "role_grant": _("role"),
    "publication": _("publication"),
    "provenance": _("source of a field"),
}

# What one may do, as the page of roles says it.
PERMISSIONS: Mapping[StrEnum, LazyString] = {
    PlumbingPermission.PROBE: _("Ask whether the service is up (for machines)"),
    PlumbingPermission.DESCRIBE: _("Read the description of the API"),
    PeoplePermission.SIGN_IN: _("See the sign-in page"),
    PeoplePermission.SEE_HELP: _("Read the help and choose a language"),
    PeoplePermission.OWN_ACCOUNT: _("See and change one's own account"),
    PeoplePermission.SEE_DIRECTORY: _("See organisations and people"),
    PeoplePermission.SEE_ADDRESSES: _("See e-mail addresses and telephone numbers"),
    PeoplePermission.MANAGE_PEOPLE: _("Add and edit people, give and take roles"),
    PeoplePermission.MANAGE_TOKENS: _("See and revoke everybody's tokens"),
    PeoplePermission.MANAGE_ORGANISATIONS: _("Add, edit and merge organisations"),
    PeoplePermission.SEE_ROLES: _("See who has which role"),
    PeoplePermission.READ_RECORD: _("Read and verify the record"),
    PeoplePermission.SEE_JOBS: _("See, stop and retry long-running work"),
}

# What was done, as the record says it.
ACTS: Mapping[StrEnum, LazyString] = {
    Act.PUBLICATION_ADD: _("Added a publication"),
    Act.PUBLICATION_EDIT: _("Edited a publication"),
    Act.ORGANISATION_ADD: _("Added an organisation"),
    Act.ORGANISATION_EDIT: _("Edited an organisation"),
    Act.ORGANISATION_MERGE: _("Merged an organisation into another"),
    Act.ORGANISATION_MOVE_ON: _("Moved what was an organisation's to its successor"),
    Act.ORGANISATION_UNMERGE: _("Undid a merger of organisations"),
    Act.PERSON_ADD: _("Added a person"),
    Act.PERSON_EDIT: _("Edited a person"),
    Act.PERSON_DEACTIVATE: _("Closed a person's access"),
    Act.PERSON_ACTIVATE: _("Opened a person's access"),
    Act.PERSON_ERASE: _("Erased a person's identity"),
    Act.PERSON_LANGUAGE: _("Chose a language"),
    Act.ROLE_GRANT: _("Gave a role"),
    Act.ROLE_REVOKE: _("Took back a role"),
    Act.PASSWORD_SET: _("Set a password"),
    Act.SIGN_INS_END: _("Ended sign-ins"),
    Act.TOKEN_MAKE: _("Made a token"),
    Act.TOKEN_REVOKE: _("Revoked a token"),
    Act.PERSON_INVITE: _("Invited a person"),
    Act.INVITATION_WITHDRAW: _("Withdrew an invitation"),
    Act.RESET_SEND: _("Sent a link for a new password"),
    Act.FACTOR_SET: _("Set up a second factor"),
    Act.FACTOR_REMOVE: _("Removed a second factor"),
    Act.RECOVERY_CODES: _("Made new recovery codes"),
    Act.PROVIDER_LINK: _("Linked an account to the sign-in provider"),
    Act.PROVIDER_UNLINK: _("Removed the link to the sign-in provider"),
    Act.ROLE_BY_GROUP: _("Gave a role because of a group"),
    Act.ROLE_LEFT_GROUP: _("Took back a role: no longer in the group"),
}

# What long-running work is called.
JOBS: Mapping[str, LazyString] = {
    "record.verify": _("Verification of the record"),
    "people.send_link": _("Letter with a link"),
    "people.tidy": _("Tidying up sign-ins and links"),
}

# The first part of a permission's name, as a heading.
CHAPTERS: Mapping[str, LazyString] = {
    "people": _("People, organisations and the record"),
    "mission": _("Missions"),
    "initiative": _("Initiatives"),
    "choice": _("Choosing"),
    "reporting": _("Reporting"),
    "steering": _("Steering"),
    "plumbing": _("Machines"),
}
