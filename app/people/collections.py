"""What this chapter keeps, as files show it."""

from __future__ import annotations

from typing import Any

from app.people.models import Identity, Organisation, Person, RoleGrant
from app.people.rules import Act, identity_keys, organisation_keys
from app.plumbing.provenance import Publication, Source
from app.plumbing.sheets.collections import described
from app.plumbing.sheets.parts import Beside


def _organisation(values: dict[str, Any]) -> dict[str, str]:
    return organisation_keys(values["code"], values["name"], values["short_name"])


def _identity(values: dict[str, Any]) -> dict[str, str]:
    return identity_keys(values["name"], values["function"])


PUBLICATIONS = described(
    "publications",
    Publication,
    "code",
    add=Act.PUBLICATION_ADD,
    edit=Act.PUBLICATION_EDIT,
    always=Source.PUBLISHED,
)
ORGANISATIONS = described(
    "organisations",
    Organisation,
    "code",
    add=Act.ORGANISATION_ADD,
    edit=Act.ORGANISATION_EDIT,
    acts={"successor": Act.ORGANISATION_MERGE},
    derived=_organisation,
)
PEOPLE = described(
    "people",
    Person,
    "code",
    add=Act.PERSON_ADD,
    edit=Act.PERSON_EDIT,
    parts=(Beside(Identity, "person_id", without=("password_hash",), derived=_identity),),
)
ROLE_GRANTS = described("role-grants", RoleGrant, "person", "role", "mission", add=Act.ROLE_GRANT, edit=Act.ROLE_GRANT)
