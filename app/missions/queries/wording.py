"""Content in the reader's language where it has been written in it, else in its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import InstrumentedAttribute

from app.plumbing.formats import language
from app.plumbing.questions import Shapes, given_any
from app.plumbing.record import At


@dataclass(frozen=True, slots=True)
class Worded:
    """A title and a summary, and the language they are in: not always that of the page."""

    title: str
    summary: str
    language: str


def wordings(
    texts: type[Any], owner: InstrumentedAttribute[int], owners: Mapping[int, str], *, at: At
) -> dict[int, Worded]:
    """The words of these rows (id and own language), in one statement. A row without words is left out.

    ``texts`` is a table of words (see ``models.Wording``) and ``owner`` its column that points at the row.
    """
    if not owners:
        return {}
    wanted = language()
    found: dict[int, Worded] = {}
    rows = _words_of(texts, owner.key)(owners=list(owners), languages=[*{wanted, *owners.values()}], at=at)
    for row, written, title, summary in rows:
        if written == wanted or (row not in found and written == owners[row]):
            found[row] = Worded(title, summary, written)
    return found


@Shapes
def _words_of(at: At, texts: type[Any], owner: str) -> Select[*tuple[Any, ...]]:
    """One table of words."""
    then = at.rows(texts)
    key = then.c[owner]
    return (
        select(key, then.c.language, then.c.title, then.c.summary)
        .where(key.in_(given_any("owners")), then.c.language.in_(given_any("languages")))
        .order_by(key, then.c.language)
    )
