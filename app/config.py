"""Settings, frozen at start.

A default stands here only if it is right in production and safe to publish; everything else must be given.
Demo mode is not a setting: it is a property of the database, set when ``floke run`` creates it.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

LANGUAGES = ("nb", "nn", "en")


class SettingsError(Exception):
    """A setting that production needs is missing or unreadable; the message names it."""


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
                "TRUSTED_HOSTS": env.get("TRUSTED_HOSTS"),
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
        return cls(
            instance=instance,
            database_url=env.get("DATABASE_URL") or embedded_database_url(instance),
            queue_url=env["QUEUE_URL"],
            secret_key=secret or "",
            trusted_hosts=tuple(host.strip() for host in env["TRUSTED_HOSTS"].split(",") if host.strip()),
            languages=languages,
            secure_cookies=env.get("FLOKE_INSECURE_COOKIES", "") != "loopback",
        )


def embedded_database_url(instance: Path) -> str:
    """The SQLite database in the instance folder."""
    return f"sqlite:///{instance / 'floke.sqlite3'}"


def _kept_secret(instance: Path) -> str | None:
    """The key the embedded start made for itself, if it did."""
    path = instance / "secret-key"
    return path.read_text(encoding="ascii").strip() if path.exists() else None
