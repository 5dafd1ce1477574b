"""One browser's trip to the provider and back. Pure but for chance.

A round is kept in the session cookie of the browser that began it, and taken out when it comes back: no other browser
can end it, and none can end it twice. The cookie can be read by its owner; nothing in a round is secret from them.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

# Somebody may have to find their code device first.
LASTS = timedelta(minutes=15)
# Several tabs may be on their way at once; the cookie has room for so many.
AT_ONCE = 4


@dataclass(frozen=True, slots=True)
class Round:
    """``links`` is the id of the signed-in person whose account is to be linked, None where somebody signs in."""

    state: str
    nonce: str
    verifier: str
    began: int
    wanted: str | None = None
    links: int | None = None

    def is_fresh(self, *, now: datetime) -> bool:
        return 0 <= now.timestamp() - self.began < LASTS.total_seconds()


def begun(*, wanted: str | None = None, links: int | None = None, now: datetime) -> Round:
    """A new round. The verifier has 64 letters (RFC 7636 asks for 43 to 128)."""
    return Round(
        state=secrets.token_urlsafe(24),
        nonce=secrets.token_urlsafe(24),
        verifier=secrets.token_urlsafe(48),
        began=int(now.timestamp()),
        wanted=wanted,
        links=links,
    )


def kept(rounds: object, new: Round, *, now: datetime) -> list[dict[str, Any]]:
    """What the session holds with one more round in it; stale ones, and the oldest of too many, are dropped."""
    fresh = [found for found in read(rounds) if found.is_fresh(now=now)]
    return [asdict(found) for found in [*fresh, new][-AT_ONCE:]]


def taken(rounds: object, state: str) -> tuple[Round | None, list[dict[str, Any]]]:
    """The round with this state, and what the session holds without it."""
    found = read(rounds)
    same = [one for one in found if secrets.compare_digest(one.state.encode(), state.encode())]
    return (same[0] if same else None), [asdict(one) for one in found if one not in same]


def read(rounds: object) -> list[Round]:
    """The rounds of a session; what is not one is dropped, as after an upgrade that changed their form."""
    names = set(Round.__slots__)
    if not isinstance(rounds, list):
        return []
    return [Round(**one) for one in rounds if isinstance(one, Mapping) and set(one) == names]
