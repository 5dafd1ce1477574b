"""Signing and sealing with keys made from the application's secret, one for each purpose.

*Signed* can be read by all and altered by none; *sealed* can be read by nobody but us. A purpose is a part of the key:
what was made for one is worth nothing for another.
"""

from __future__ import annotations

import base64
import hashlib
import json
from typing import TYPE_CHECKING, Any

from flask import current_app
from itsdangerous import BadData, URLSafeSerializer

if TYPE_CHECKING:
    from cryptography.fernet import Fernet


def signed(purpose: str, *values: str | int) -> str:
    """The values as a token that can stand in an address."""
    return str(_signer(purpose).dumps(values))


def unsigned(purpose: str, token: str) -> tuple[Any, ...] | None:
    """What :func:`signed` was given; None for a token that we did not make for this."""
    try:
        return tuple(_signer(purpose).loads(token))
    except (BadData, TypeError):
        return None


def sealed(purpose: str, *values: str | int) -> str:
    """The values as a text that only this application can read, with the time it was made."""
    return _lock(purpose).encrypt(json.dumps(values).encode()).decode()


def opened_seal(purpose: str, text: str, *, seconds: int | None = None) -> tuple[Any, ...] | None:
    """What :func:`sealed` was given; None where it was made with another key or purpose, or longer ago than that."""
    from cryptography.fernet import InvalidToken

    try:
        return tuple(json.loads(_lock(purpose).decrypt(text.encode(), ttl=seconds)))
    except (InvalidToken, ValueError, TypeError):
        return None


def _signer(purpose: str) -> URLSafeSerializer:
    return URLSafeSerializer(_secret(), salt=f"floke {purpose}", signer_kwargs={"digest_method": hashlib.sha256})


def _lock(purpose: str) -> Fernet:
    # Thirty milliseconds of a start that only those with a second factor need.
    from cryptography.fernet import Fernet
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    key = HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=f"floke {purpose}".encode()).derive(
        _secret().encode()
    )
    return Fernet(base64.urlsafe_b64encode(key))


def _secret() -> str:
    return str(current_app.config["SECRET_KEY"])
