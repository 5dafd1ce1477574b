"""What a provider says of a person, read out of a verified ID token. Pure."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from stdnum.no import fodselsnummer

from app.config import ProviderSettings
from app.people.provider.failures import Failed, Failure

# One length for the column of issuers and of subjects (OpenID Connect Core 1.0, section 2: at most 255 letters).
LONGEST = 255
LONGEST_NAME = 200

ORGANISATIONS = "authorization_details"
# ISO 6523's mark of the Norwegian register of entities, before an organisation number.
_ENTITY = re.compile(r"0192:([0-9]{9})")


@dataclass(frozen=True, slots=True)
class Assertion:
    """A person as the provider knows them.

    ``email`` is None unless the provider vouches that it is the person's; ``groups`` None means that it did not say.
    Of a national identity number (``pid``) nothing is taken.
    """

    issuer: str
    subject: str
    name: str
    email: str | None
    level: str | None
    groups: frozenset[str] | None


def assertion(claims: Mapping[str, Any], settings: ProviderSettings) -> Assertion:
    """Read the claims of a token that was verified. Raises :class:`Failed`."""
    subject = claims.get(settings.subject_claim)
    if not isinstance(subject, str) or not subject.strip() or len(subject) > LONGEST:
        raise Failed(Failure.NOT_GENUINE, f"no usable {settings.subject_claim}")
    if is_national_number(subject):
        raise Failed(Failure.NATIONAL_NUMBER)
    level = claims.get("acr")
    if settings.acr_accepted and level not in settings.acr_accepted:
        raise Failed(Failure.TOO_WEAK)
    return Assertion(
        issuer=settings.issuer,
        subject=subject,
        name=_text(claims.get("name"))[:LONGEST_NAME],
        email=_email(claims, settings.verified_claim),
        level=level if isinstance(level, str) else None,
        groups=_groups(claims, settings),
    )


def is_national_number(subject: str) -> bool:
    """Eleven digits with the checks of a Norwegian national identity number (D numbers too)."""
    return bool(re.fullmatch(r"[0-9]{11}", subject)) and fodselsnummer.is_valid(subject)


def _text(value: object) -> str:
    return " ".join(value.split()) if isinstance(value, str) else ""


def _email(claims: Mapping[str, Any], vouched_by: str) -> str | None:
    """Some providers say yes in letters or as a number; whatever else they say is no."""
    address = _text(claims.get("email")).lower()
    yes = claims.get(vouched_by)
    vouched = yes is True or (isinstance(yes, str) and yes.lower() in ("true", "1")) or (type(yes) is int and yes == 1)
    return address if address and vouched else None


def _groups(claims: Mapping[str, Any], settings: ProviderSettings) -> frozenset[str] | None:
    """Groups or app roles; organisation numbers where the person chose an organisation to act for.

    Entra ID leaves the groups out of the token where they are too many, and says so by other claims.
    """
    if settings.groups_claim == ORGANISATIONS:
        return _organisations(claims.get(ORGANISATIONS), settings.authorization_details)
    elsewhere = claims.get("_claim_names")
    if (isinstance(elsewhere, Mapping) and settings.groups_claim in elsewhere) or (
        settings.groups_claim == "groups" and claims.get("hasgroups")
    ):
        return None
    found = claims.get(settings.groups_claim, ())
    if isinstance(found, str):
        found = (found,)
    return frozenset(str(group) for group in found) if isinstance(found, Iterable) else frozenset()


def _organisations(found: object, asked: str) -> frozenset[str]:
    """The organisation numbers of those parts of the answer that were asked for, by type and resource."""
    wanted = {(item.get("type"), item.get("resource")) for item in json.loads(asked or "[]")}
    if not isinstance(found, list):
        return frozenset()
    parties = [
        party
        for item in found
        if isinstance(item, Mapping) and (item.get("type"), item.get("resource")) in wanted
        for party in item.get("authorized_parties") or ()
        if isinstance(party, Mapping)
    ]
    numbers = [orgno.get("ID") for party in parties if isinstance(orgno := party.get("orgno"), Mapping)]
    read = (_ENTITY.fullmatch(number) for number in numbers if isinstance(number, str))
    return frozenset(match.group(1) for match in read if match)
