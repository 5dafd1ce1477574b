"""What something that is being made depends on, found out while it is made.

Questions tell which tables they read, permissions what they answered; whatever else differs from reader to reader, or
may change without a deed, says that the result is not to be kept.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field


@dataclass(slots=True)
class Watch:
    """``tables`` that were read, what was ``allowed``; not ``steady`` where something else went into it."""

    tables: set[str] = field(default_factory=set)
    allowed: dict[Hashable, bool] = field(default_factory=dict)
    steady: bool = True


_watch: ContextVar[Watch | None] = ContextVar("watch", default=None)


@contextmanager
def watched() -> Iterator[Watch]:
    """Watch what is read meanwhile."""
    watch = Watch()
    token = _watch.set(watch)
    try:
        yield watch
    finally:
        _watch.reset(token)


@contextmanager
def unwatched() -> Iterator[None]:
    """For what has been told of already, or makes no difference to the result."""
    token = _watch.set(None)
    try:
        yield
    finally:
        _watch.reset(token)


def read(tables: frozenset[str]) -> None:
    """A question has read these tables, and nothing but deeds changes them."""
    watch = _watch.get()
    if watch is not None:
        watch.tables |= tables


def allowed(asked: Hashable, answer: bool) -> None:
    """A permission was asked for."""
    watch = _watch.get()
    if watch is not None:
        watch.allowed[asked] = answer


def unsteady() -> None:
    """Something was read that another reader, or the same a moment later, may find otherwise."""
    watch = _watch.get()
    if watch is not None:
        watch.steady = False
