"""Content in the reader's language where it has been written in it, else in its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute

from app.plumbing.db import db
from app.plumbing.formats import language
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
    then = at.of(texts)
    key = getattr(then, owner.key)
    wanted = language()
    found: dict[int, Worded] = {}
    query = (
        select(key, then.language, then.title, then.summary)
        .where(key.in_(owners), then.language.in_({wanted, *owners.values()}))
        .order_by(key, then.language)
    )
    for row, written, title, summary in db.session.execute(query):
        if written == wanted or (row not in found and written == owners[row]):
            found[row] = Worded(title, summary, written)
    return found
