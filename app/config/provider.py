"""The settings of sign-in through an OpenID provider: ``OIDC_*``. Without ``OIDC_ISSUER`` there is none."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from app.config.faults import SettingsError
from app.config.roles import ROLES

LOOPBACK_HOSTS = frozenset({"127.0.0.1", "::1", "localhost"})

# What a person may be known by. Never an address, which changes hands, nor a national identity number.
SUBJECT_CLAIMS = ("sub", "oid")
VERIFIED_CLAIMS = ("email_verified", "xms_edov")

ALWAYS = "always"


@dataclass(frozen=True, slots=True)
class GroupRole:
    """Whoever is in the group holds the role: for one mission by its slug, or for all with None."""

    group: str
    role: str
    mission: str | None


@dataclass(frozen=True, slots=True)
class ProviderSettings:
    """One provider. ``acr_values`` is asked for; one of ``acr_accepted`` must be answered if any is named.

    A sign-in is as good as one with a second factor when its level is one of ``strong``, or ``strong`` is
    :data:`ALWAYS`. ``authorization_details`` is JSON (RFC 9396), sent as it stands.
    """

    issuer: str
    client_id: str
    client_secret: str = field(repr=False)
    name: str
    scopes: tuple[str, ...] = ("openid", "profile", "email")
    acr_values: tuple[str, ...] = ()
    acr_accepted: tuple[str, ...] = ()
    strong: tuple[str, ...] = ()
    authorization_details: str = ""
    subject_claim: str = "sub"
    verified_claim: str = "email_verified"
    groups_claim: str = "groups"
    roles: tuple[GroupRole, ...] = ()
    # Whoever is unknown here is added at the first sign-in: if groups give roles, only those to whom they give one.
    adds_people: bool = False
    # Address and password open too.
    passwords: bool = True

    def is_strong(self, level: str | None) -> bool:
        """Whether a sign-in at this level (``acr``) is as good as one with a second factor."""
        return self.strong == (ALWAYS,) or (level is not None and level in self.strong)


def provider_settings(env: Mapping[str, str]) -> ProviderSettings | None:
    """The provider of the environment; None when there is none. Raises :class:`SettingsError`."""
    issuer = env.get("OIDC_ISSUER", "").strip()
    if not issuer:
        lost = sorted(name for name, value in env.items() if name.startswith("OIDC_") and value)
        if lost:
            raise SettingsError(f"{', '.join(lost)} without OIDC_ISSUER: name the provider, or leave them out.")
        return None
    missing = [name for name in ("OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET") if not env.get(name)]
    if missing:
        raise SettingsError(f"Missing setting: {', '.join(missing)}. OIDC_ISSUER needs them.")
    if not is_safe(issuer) or urlsplit(issuer).query or urlsplit(issuer).fragment:
        raise SettingsError("OIDC_ISSUER must be an https address without query (http on loopback only).")
    scopes = tuple(env.get("OIDC_SCOPES", "openid profile email").split())
    if "openid" not in scopes:
        raise SettingsError("OIDC_SCOPES must have openid among them.")
    asked = tuple(env.get("OIDC_ACR_VALUES", "").split())
    return ProviderSettings(
        issuer=issuer,
        client_id=env["OIDC_CLIENT_ID"],
        client_secret=env["OIDC_CLIENT_SECRET"],
        name=env.get("OIDC_NAME", "").strip() or urlsplit(issuer).hostname or issuer,
        scopes=scopes,
        acr_values=asked,
        acr_accepted=tuple(env.get("OIDC_ACR_ACCEPTED", "").split()) or asked,
        strong=tuple(env.get("OIDC_STRONG", "").split()),
        authorization_details=_details(env.get("OIDC_AUTHORIZATION_DETAILS", "")),
        subject_claim=_one_of(env, "OIDC_SUBJECT_CLAIM", SUBJECT_CLAIMS),
        verified_claim=_one_of(env, "OIDC_EMAIL_VERIFIED_CLAIM", VERIFIED_CLAIMS),
        groups_claim=env.get("OIDC_GROUPS_CLAIM", "").strip() or "groups",
        roles=_roles(env.get("OIDC_ROLES", "")),
        adds_people=_one_of(env, "OIDC_NEW_PEOPLE", ("no", "yes")) == "yes",
        passwords=_one_of(env, "OIDC_PASSWORDS", ("yes", "no")) == "yes",
    )


def is_safe(address: str) -> bool:
    """Whether what is sent there cannot be read on the way: https, or http that never leaves the machine."""
    try:
        parts = urlsplit(address)
        host = parts.hostname
    except ValueError:
        return False
    return bool(host) and (parts.scheme == "https" or (parts.scheme == "http" and host in LOOPBACK_HOSTS))


def _one_of(env: Mapping[str, str], name: str, words: tuple[str, ...]) -> str:
    """The word set, the first when none is. Raises :class:`SettingsError`."""
    word = env.get(name, "").strip() or words[0]
    if word not in words:
        raise SettingsError(f"{name} is {word}; it may be {' or '.join(words)}.")
    return word


def _details(text: str) -> str:
    if not text.strip():
        return ""
    try:
        found = json.loads(text)
    except ValueError:
        found = None
    if not isinstance(found, list) or not all(isinstance(item, dict) and "type" in item for item in found):
        raise SettingsError("OIDC_AUTHORIZATION_DETAILS must be a JSON list of objects with a type (RFC 9396).")
    return json.dumps(found, separators=(",", ":"))


def _roles(text: str) -> tuple[GroupRole, ...]:
    """«group=role; other group=role@mission». Raises :class:`SettingsError`."""
    found = []
    for entry in (part.strip() for part in text.replace("\n", ";").split(";")):
        if not entry:
            continue
        group, equals, given = entry.rpartition("=")
        role, _, mission = given.strip().partition("@")
        if not equals or not group.strip() or role not in ROLES:
            raise SettingsError(
                f"OIDC_ROLES: «{entry}» is not read as group=role or group=role@mission; roles are {', '.join(ROLES)}."
            )
        found.append(GroupRole(group.strip(), role.replace("-", "_"), mission or None))
    return tuple(found)
