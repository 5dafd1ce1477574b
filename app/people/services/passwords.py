"""Passwords are kept as argon2id hashes only.

The cost is the second recommended option of RFC 9106: 64 MiB, three passes, four lanes.
"""

from __future__ import annotations

from functools import cache

from argon2 import PasswordHasher, Type
from argon2.exceptions import InvalidHashError, VerificationError

HASHER = PasswordHasher(time_cost=3, memory_cost=64 * 1024, parallelism=4, type=Type.ID)


def hash_of(password: str) -> str:
    return HASHER.hash(password)


def matches(kept: str | None, password: str) -> bool:
    """Whether the password is the one kept. With nothing kept it takes as long and is never true."""
    try:
        return HASHER.verify(kept or _nobodys(), password) and kept is not None
    except (VerificationError, InvalidHashError):
        return False


def is_outdated(kept: str) -> bool:
    """Whether the hash was made at another cost than today's."""
    return HASHER.check_needs_rehash(kept)


@cache
def _nobodys() -> str:
    return HASHER.hash("nobody has this password")
