"""What this chapter's closed lists are called in the interface."""

from __future__ import annotations

from flask_babel import lazy_gettext as _

from app.people.rules import OrganisationKind, Role
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
}
