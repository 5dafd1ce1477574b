"""The interface's words for the closed lists of the domain.

Each chapter's ``words.py`` says what its enums are called; a page writes ``{{ initiative.state|word }}``. The key is
the enum's class as well as its value, because two enums may share a value and mean different things by it.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from flask import current_app, g
from flask_babel import LazyString, get_locale

Words = Mapping[type[StrEnum], Mapping[StrEnum, LazyString]]


def language() -> str:
    """The language of the page: nb, nn or en."""
    # A page asks some three hundred times; the library finds its own place anew each time.
    known = getattr(g.get("_flask_babel"), "babel_locale", None) if g else None
    locale = known or get_locale()
    return "nb" if locale is None else str(locale.language)


def word(member: StrEnum | None) -> str:
    """What this is called in the language of the page; nothing for nothing."""
    if member is None:
        return ""
    # A page shows dozens, and the catalogue says the same every time.
    said: dict[tuple[str, type[StrEnum], StrEnum], str] = current_app.extensions.setdefault("floke_said_words", {})
    key = (language(), type(member), member)
    if key not in said:
        table: Words = current_app.extensions["floke_words"]
        said[key] = str(table[type(member)][member])
    return said[key]


def choices(words: type[StrEnum]) -> tuple[tuple[str, str], ...]:
    """The list's values and words, in its own order."""
    known: dict[tuple[str, type[StrEnum]], tuple[tuple[str, str], ...]]
    known = current_app.extensions.setdefault("floke_choices", {})
    spoken = language()
    if (spoken, words) not in known:
        known[spoken, words] = tuple((member.value, word(member)) for member in words)
    return known[spoken, words]


def table_word(table: str) -> str:
    """What a row of this table is called where the record speaks of it."""
    names: Mapping[str, LazyString] = current_app.extensions["floke_table_words"]
    return str(names[table])
