"""How a round can fail. Pure."""

from __future__ import annotations

from enum import StrEnum


class Failure(StrEnum):
    """What went wrong, as far as it helps to know it; said in words on the page, and by this name in the log."""

    UNREACHABLE = "unreachable"  # no answer, or none that could be read
    DECLINED = "declined"  # the person stopped, or the provider would not
    STALE = "stale"  # this browser began no such round, or began it too long ago
    NOT_GENUINE = "not_genuine"  # signature, issuer, audience, nonce or time is not as it must be
    TOO_WEAK = "too_weak"  # not at the level that was asked for
    UNKNOWN = "unknown"  # nobody here is that person
    CLOSED = "closed"  # the person's access is closed
    TAKEN = "taken"  # the person here is already somebody else there, or the other way round
    TOO_MANY_GROUPS = "too_many_groups"  # the groups were not sent, so the roles are not known
    NATIONAL_NUMBER = "national_number"  # the subject is a national identity number


class Failed(Exception):
    """The round did not end in a sign-in. ``detail`` is for the log: never anything secret or of a person."""

    def __init__(self, failure: Failure, detail: str = "") -> None:
        super().__init__(f"{failure}: {detail}" if detail else str(failure))
        self.failure, self.detail = failure, detail
