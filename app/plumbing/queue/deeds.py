"""The closed table of what a job may be. A broker that says anything else is not obeyed."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from typing import TypeVar

F = TypeVar("F", bound=Callable[..., object])

DEEDS: dict[str, Callable[..., object]] = {}

# An argument is an id or a plain value: what it names is read when the job runs, not when it is asked for.
Plain = int | str | bool | None


def job(name: str) -> Callable[[F], F]:
    """Enter a function of a chapter's ``jobs.py`` into the table as ``name`` (``subject.deed``).

    It takes ids and plain values by name, opens its own units of work, may run twice, and may return a text or a
    mapping that JSON can hold. It can tell :func:`~app.plumbing.queue.running.progress`.
    """

    def enter(function: F) -> F:
        if DEEDS.setdefault(name, function) is not function:
            raise RuntimeError(f"two jobs are called {name}")
        return function

    return enter


def deed(name: str) -> Callable[..., object]:
    """The function of a name. Raises :class:`LookupError` for a name that is not in the table."""
    try:
        return DEEDS[name]
    except KeyError:
        raise LookupError(f"no job is called {name}; known are {', '.join(sorted(DEEDS))}") from None


def check(name: str, arguments: Mapping[str, Plain]) -> None:
    """Raise now what would otherwise be raised in the worker: a name, an argument or a value that does not fit."""
    inspect.signature(deed(name)).bind(**arguments)
    for key, value in arguments.items():
        if not isinstance(value, int | str | bool | None):
            raise TypeError(f"{key} of {name} is {type(value).__name__}; a job takes ids and plain values")
