"""``floke check``: what is misconfigured, by name, with what to do about it.

A look is a function of the settings that returns what it found, or raises a :class:`Fault`. To add one, write it in the
module of its subject and enter it in ``looks.LOOKS``; plant the fault in ``tests/operations/test_check.py``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from app.config import Settings

LOOPBACK = frozenset({"localhost", "127.0.0.1", "[::1]", "::1"})


class Fault(Exception):
    """One thing is not in place; the message says what, and what to do."""


@dataclass(frozen=True, slots=True)
class Look:
    """One look. ``needs`` names another without which this one would only say the same again."""

    name: str
    does: Callable[[Settings], str]
    needs: str | None = None
    slow: bool = False


def public_hosts(chosen: Settings) -> list[str]:
    """The names that others than this machine itself know us by."""
    return [host for host in chosen.trusted_hosts if host not in LOOPBACK]


def listed(words: list[str]) -> str:
    return ", ".join(words)
