"""Parts of a page that are remembered whole, until a deed touches a table that went into them.

A part is remembered with the tables its questions read and what each permission answered. Whoever asks for it later
gets it if the record says these tables are as they were and the permissions answer the same for them; language, day and
place are the same by the key. Whatever else may differ between two readers tells ``watching`` so,
and such a part is made anew each time.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Any, TypeVar

from flask import current_app, request
from markupsafe import Markup

from app.plumbing import answers, clock, watching
from app.plumbing.access import can
from app.plumbing.formats import language
from app.plumbing.questions import in_the_making
from app.plumbing.record import At

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _Part:
    """What was made, and what it was made of."""

    made: Any
    tables: frozenset[str]
    allowed: tuple[tuple[Any, bool], ...]


def remembered(key: Hashable, make: Callable[[], T], *, at: At, size: Callable[[T], int]) -> T:
    """What ``make`` made for this ``key``, or makes now. ``size`` is in characters.

    ``key`` holds all that ``make`` is told by whoever calls. The past is made anew each time.
    """
    if at.deed is not None or in_the_making():
        return make()
    marks, memory = answers.seen(), answers.known()
    place = ("part", key, language(), request.script_root, clock.today())
    found = memory.find(place)
    if found is not None and found[0] == marks.of(found[1].tables):
        part: _Part = found[1]
        if all(can(permission, subject) is answer for (permission, subject), answer in part.allowed):
            made: T = part.made
            return made
    with watching.watched() as watch:
        made = make()
    if watch.steady:
        part = _Part(made, frozenset(watch.tables), tuple(watch.allowed.items()))
        memory.keep(place, part.tables, marks.of(part.tables), part, size(made) // answers.ROW)
    return made


def fragment(template: str, /, **values: Any) -> Markup:
    """A part of a page, told nothing but ``values`` and the language: not who looks, nor what else they have open."""
    said = current_app.jinja_env.get_template(template).render(values, ui_language=language())
    return Markup(said)  # noqa: S704 - our own template, escaped by Jinja
