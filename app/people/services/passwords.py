"""Passwords are kept as argon2id hashes only, and those that are quickly guessed not at all.

The cost is the second recommended option of RFC 9106: 64 MiB, three passes, four lanes. What is quickly guessed is
estimated as Wheeler does (zxcvbn, USENIX Security 2016): common passwords, words, dates, rows of keys.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from argon2 import PasswordHasher, Type
from argon2.exceptions import InvalidHashError, VerificationError

from app.people.rules import check_password
from app.plumbing.refusals import N_, Refusal

HASHER = PasswordHasher(time_cost=3, memory_cost=64 * 1024, parallelism=4, type=Type.ID)


# Of 0–4: what a stolen hash would give away within days is refused.
STRONG_ENOUGH = 3
# The estimate grows with the square of the length, and has said all there is to say by then.
ESTIMATED = 72


def check(password: str, *, about: Iterable[str | None] = ()) -> None:
    """Refuse a password that is too short, or quickly guessed by one who knows these things ``about`` its owner."""
    # Imported at the first password that is set: it reads lists of words.
    from zxcvbn import zxcvbn

    check_password(password)
    known = ["floke", *(word for text in about if text for word in re.findall(r"\w+", text.lower()))]
    if zxcvbn(password[:ESTIMATED], user_inputs=known)["score"] < STRONG_ENOUGH:
        raise Refusal(
            N_(
                "This password is quickly guessed: it is a common one, or made of names, dates or a pattern. Three or "
                "four words that have nothing to do with each other are better."
            ),
            field="password",
        )


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
