"""Who may do what, as data. Pure: a predicate can be held against a person and a subject, and read by others.

The SQL form of the same predicate is made in ``app.plumbing.access``; a test holds the two against each other.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

EVERYWHERE: None = None


@dataclass(frozen=True, slots=True)
class Actor:
    """Whoever asks: a person's id (None when not signed in) and roles, each for one mission or everywhere."""

    person_id: int | None = None
    roles: frozenset[tuple[str, int | None]] = frozenset()

    def has(self, role: str, missions: Iterable[int | None]) -> bool:
        """Whether the role is held everywhere or for one of these missions."""
        return (role, EVERYWHERE) in self.roles or any((role, mission) in self.roles for mission in missions)

    def has_anywhere(self, role: str) -> bool:
        return any(held == role for held, _ in self.roles)

    def missions_with(self, role: str) -> frozenset[int]:
        return frozenset(mission for held, mission in self.roles if held == role and mission is not None)


ANONYMOUS = Actor()


@dataclass(frozen=True, slots=True)
class Subject:
    """What a permission is asked of: which missions it belongs to and which persons it is entrusted to."""

    id: int
    code: str = ""
    missions: frozenset[int] = frozenset()
    entrusted_to: frozenset[int] = frozenset()
    title: str = ""


class Predicate(Protocol):
    def holds(self, actor: Actor, subject: Subject | None) -> bool: ...


@dataclass(frozen=True, slots=True)
class Anyone:
    """Also those who have not signed in."""

    def holds(self, actor: Actor, subject: Subject | None) -> bool:
        return True


@dataclass(frozen=True, slots=True)
class SignedIn:
    def holds(self, actor: Actor, subject: Subject | None) -> bool:
        return actor.person_id is not None


@dataclass(frozen=True, slots=True)
class HasRole:
    """Holds the role for the subject's mission; with no subject, for any mission."""

    role: str

    def holds(self, actor: Actor, subject: Subject | None) -> bool:
        if actor.person_id is None:
            return False
        return actor.has_anywhere(self.role) if subject is None else actor.has(self.role, subject.missions)


@dataclass(frozen=True, slots=True)
class Entrusted:
    """The subject is entrusted to the person; with no subject there is nothing to be entrusted with."""

    def holds(self, actor: Actor, subject: Subject | None) -> bool:
        return subject is not None and actor.person_id is not None and actor.person_id in subject.entrusted_to


@dataclass(frozen=True, slots=True)
class Either:
    parts: tuple[Predicate, ...] = field(default=())

    def holds(self, actor: Actor, subject: Subject | None) -> bool:
        return any(part.holds(actor, subject) for part in self.parts)


@dataclass(frozen=True, slots=True)
class Both:
    parts: tuple[Predicate, ...] = field(default=())

    def holds(self, actor: Actor, subject: Subject | None) -> bool:
        return all(part.holds(actor, subject) for part in self.parts)


def both(*parts: Predicate) -> Both:
    return Both(parts)


def either(*parts: Predicate) -> Either:
    return Either(parts)


Policy = dict[StrEnum, Predicate]
