"""Settings, frozen at start.

A default stands here only if it is right in production and safe to publish; everything else must be given.
Demo mode is not a setting: it is a property of the database, set when ``floke run`` creates it.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from email.utils import parseaddr
from enum import StrEnum
from pathlib import Path
from urllib.parse import urlsplit

from app.config.faults import SettingsError
from app.config.provider import ProviderSettings, provider_settings
from app.config.roles import ROLES

__all__ = [
    "LANGUAGES",
    "ROLES",
    "MailSettings",
    "MailTls",
    "ProviderSettings",
    "Settings",
    "SettingsError",
    "embedded_database_url",
]

LANGUAGES = ("nb", "nn", "en")

IDLE_MINUTES = 12 * 60
LONGEST_MINUTES = 7 * 24 * 60

_LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})


class MailTls(StrEnum):
    """How the way to the mail server is closed: after a plain greeting, from the first byte, or not at all."""

    STARTTLS = "starttls"
    TLS = "tls"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class MailSettings:
    """The mail server, and who letters are from. ``seconds`` is how long one step of the talk with it may take."""

    host: str
    sender: str
    port: int = 587
    username: str = ""
    password: str = field(default="", repr=False)
    tls: MailTls = MailTls.STARTTLS
    # Certificates that this machine would not trust by itself; a file in PEM form.
    ca_file: str | None = None
    seconds: float = 15.0


@dataclass(frozen=True, slots=True)
class Settings:
    instance: Path
    database_url: str
    queue_url: str
    secret_key: str = field(repr=False)
    trusted_hosts: tuple[str, ...]
    languages: tuple[str, ...] = LANGUAGES
    # Cookies are sent over TLS only, unless the address is loopback (the embedded start).
    secure_cookies: bool = True
    # What stands before the path in a link that is sent by mail; never taken from a request.
    public_url: str | None = None
    mail: MailSettings | None = None
    # Whoever holds one of these roles signs in with two factors.
    second_factor_roles: tuple[str, ...] = ("administrator",)
    # A sign-in is over after so many minutes without a visit, and after so many in any case.
    idle_minutes: int = IDLE_MINUTES
    longest_minutes: int = LONGEST_MINUTES
    provider: ProviderSettings | None = None
    # Proxies of our own before us, whose word on address and TLS is believed.
    proxies: int = 0
    # Requests at once in one process, and so connections to the database that it keeps.
    threads: int = 8
    testing: bool = False

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> Settings:
        """Read the settings of ``docs/operating.md``; a missing one is named in the error.

        The embedded start (``floke run``) fills in what it makes itself before it starts its children.
        """
        env = os.environ if environment is None else environment
        instance = Path(env.get("FLOKE_INSTANCE") or "instance").resolve()
        secret = env.get("SECRET_KEY") or _kept_secret(instance)
        missing = [
            name
            for name, value in {
                "SECRET_KEY": secret,
                "TRUSTED_HOSTS": (env.get("TRUSTED_HOSTS") or "").replace(",", "").strip(),
                "QUEUE_URL": env.get("QUEUE_URL"),
            }.items()
            if not value
        ]
        if missing:
            raise SettingsError(
                f"Missing setting: {', '.join(missing)}. Set it in the environment, or start with `floke run`, "
                "which makes its own."
            )
        languages = tuple(code.strip() for code in env.get("FLOKE_LANGUAGES", ",".join(LANGUAGES)).split(","))
        unknown = [code for code in languages if code not in LANGUAGES]
        if unknown:
            raise SettingsError(f"FLOKE_LANGUAGES names {', '.join(unknown)}; known are {', '.join(LANGUAGES)}.")
        secure_cookies = env.get("FLOKE_INSECURE_COOKIES", "") != "loopback"
        public_url = _public_url(env)
        provider = provider_settings(env)
        if provider is not None and secure_cookies and not public_url:
            raise SettingsError("Missing setting: PUBLIC_URL. The OpenID provider sends people back there.")
        return cls(
            instance=instance,
            database_url=env.get("DATABASE_URL") or embedded_database_url(instance),
            queue_url=env["QUEUE_URL"],
            secret_key=secret or "",
            trusted_hosts=tuple(host.strip() for host in env["TRUSTED_HOSTS"].split(",") if host.strip()),
            languages=languages,
            secure_cookies=secure_cookies,
            public_url=public_url,
            mail=_mail(env),
            second_factor_roles=_second_factor_roles(env),
            idle_minutes=_minutes(env, "SESSION_IDLE_MINUTES", IDLE_MINUTES),
            longest_minutes=_minutes(env, "SESSION_LONGEST_MINUTES", LONGEST_MINUTES),
            provider=provider,
            proxies=_proxies(env),
        )


def _minutes(env: Mapping[str, str], name: str, unset: int) -> int:
    text = env.get(name, "").strip()
    if not text:
        return unset
    if not (text.isascii() and text.isdigit() and 5 <= int(text[:9]) <= 60 * 24 * 366):
        raise SettingsError(f"{name} is a number of minutes, at least 5.")
    return int(text)


def embedded_database_url(instance: Path) -> str:
    """The SQLite database in the instance folder."""
    return f"sqlite:///{instance / 'floke.sqlite3'}"


def _proxies(env: Mapping[str, str]) -> int:
    word = env.get("TRUSTED_PROXIES") or "0"
    if not word.isdigit() or int(word) > 5:
        raise SettingsError(f"TRUSTED_PROXIES is {word}; it is how many proxies of yours stand before Floke, mostly 1.")
    return int(word)


def _kept_secret(instance: Path) -> str | None:
    """The key the embedded start made for itself, if it did."""
    path = instance / "secret-key"
    return path.read_text(encoding="ascii").strip() if path.exists() else None


def _public_url(env: Mapping[str, str]) -> str | None:
    given = (env.get("PUBLIC_URL") or "").rstrip("/")
    if not given:
        return None
    parts = urlsplit(given)
    if parts.scheme not in ("https", "http") or not parts.hostname or parts.path or parts.query or parts.username:
        raise SettingsError("PUBLIC_URL must be like https://floke.example.no, with nothing after the name.")
    if parts.scheme == "http" and parts.hostname not in _LOOPBACK:
        raise SettingsError("PUBLIC_URL must begin with https://: its links let people in.")
    return given


def _mail(env: Mapping[str, str]) -> MailSettings | None:
    """The mail server, or None where no MAIL_HOST is given: then links are handed over by the administrator."""
    host = env.get("MAIL_HOST") or ""
    if not host:
        return None
    missing = [name for name in ("MAIL_FROM", "PUBLIC_URL") if not env.get(name)]
    if missing:
        raise SettingsError(f"Missing setting: {', '.join(missing)}. MAIL_HOST needs it.")
    sender = env["MAIL_FROM"]
    if "@" not in parseaddr(sender)[1] or "\n" in sender or "\r" in sender:
        raise SettingsError("MAIL_FROM must be an address, like Floke <floke@example.no>.")
    word = (env.get("MAIL_TLS") or MailTls.STARTTLS).lower()
    if word not in list(MailTls):
        raise SettingsError(f"MAIL_TLS is {word}; it must be {', '.join(MailTls)}.")
    tls = MailTls(word)
    usual = {MailTls.STARTTLS: "587", MailTls.TLS: "465", MailTls.NONE: "25"}[tls]
    port = env.get("MAIL_PORT") or usual
    if not port.isdigit() or not 0 < int(port) < 65536:
        raise SettingsError(f"MAIL_PORT is {port}; it must be a number from 1 to 65535.")
    username, password = env.get("MAIL_USERNAME") or "", env.get("MAIL_PASSWORD") or ""
    if bool(username) != bool(password):
        raise SettingsError("MAIL_USERNAME and MAIL_PASSWORD go together; one of them is missing.")
    if tls is MailTls.NONE and username and host not in _LOOPBACK:
        raise SettingsError("MAIL_TLS is none, and MAIL_PASSWORD would cross the network in the open.")
    ca_file = env.get("MAIL_CA_FILE") or None
    if ca_file is not None and not Path(ca_file).is_file():
        raise SettingsError("MAIL_CA_FILE names a file that is not there.")
    return MailSettings(
        host=host, sender=sender, port=int(port), username=username, password=password, tls=tls, ca_file=ca_file
    )


def _second_factor_roles(env: Mapping[str, str]) -> tuple[str, ...]:
    """Administrators always; further roles by FLOKE_SECOND_FACTOR."""
    named = [word.strip() for word in (env.get("FLOKE_SECOND_FACTOR") or "").split(",") if word.strip()]
    unknown = [word for word in named if word not in ROLES]
    if unknown:
        raise SettingsError(f"FLOKE_SECOND_FACTOR names {', '.join(unknown)}; known are {', '.join(ROLES)}.")
    return tuple(role.replace("-", "_") for role in ROLES if role in named or role == "administrator")
