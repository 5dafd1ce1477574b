"""How often a token may ask, and how often a place may ask without one that counts."""

from __future__ import annotations

from flask import Response
from flask_limiter.util import get_remote_address
from flask_login import current_user

from app.plumbing.clock import now
from app.plumbing.limits import limiter

# A program that fetches every collection page by page needs a few hundred; more is a loop gone wild.
PER_TOKEN = "600/minute"  # noqa: S105 - a rate
# Nobody guesses 256 random bits; this keeps a broken program from filling the log.
PER_PLACE = "60/minute"
# Work for the worker, minutes each; by person, so that more tokens give no more.
PER_PERSON = "60/hour"


def _token() -> str:
    return f"token {current_user.token_id}"


@limiter.shared_limit(PER_TOKEN, scope="api", key_func=_token)
def count() -> None:
    """Count a request of the bearer. Raises 429 where there were too many."""


def _person() -> str:
    return f"person {current_user.id}"


@limiter.shared_limit(PER_PERSON, scope="api-work", key_func=_person)
def count_work() -> None:
    """Count a request for long work. Raises 429 where the person asked for too much."""


@limiter.shared_limit(PER_PLACE, scope="api-refused", key_func=get_remote_address)
def count_refused() -> None:
    """Count a request without a token that counts. Raises 429 where there were too many from that place."""


def tell(answer: Response) -> None:
    """Say what is left, and after a refusal when to ask again (RFC 9110, 10.2.3)."""
    limit = limiter.current_limit
    if limit is None:
        return
    seconds = max(1, limit.reset_at - int(now().timestamp()))
    answer.headers["RateLimit-Limit"] = str(limit.limit.amount)
    answer.headers["RateLimit-Remaining"] = str(max(0, limit.remaining))
    answer.headers["RateLimit-Reset"] = str(seconds)
    if answer.status_code == 429:
        answer.headers["Retry-After"] = str(seconds)
