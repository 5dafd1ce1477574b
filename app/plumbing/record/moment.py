"""Asking of a moment: every table as it was at a deed, and the deed that a day ends with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TypeVar, cast

from sqlalchemy import FromClause, Subquery, Table, func, or_, select
from sqlalchemy.orm import aliased

from app.plumbing import clock
from app.plumbing.db import Base, Historied, db
from app.plumbing.record.chain import GENESIS, Deed, DeedHead

H = TypeVar("H", bound=Base)


@dataclass(frozen=True, slots=True)
class At:
    """The moment a question is asked of: a deed number, or now. ``day`` is what the reader asked for."""

    deed: int | None = None
    day: date | None = None

    def of(self, model: type[H]) -> type[H]:
        """``model`` as it was: use its columns in a select as if it were the table of today.

        Select columns, never whole entities: an old row must not enter the session as if it were the present one.
        Tables without history (identities) are always read as they are.
        """
        then = self._then(model)
        return model if then is None else cast("type[H]", aliased(model, then, adapt_on_names=True))

    def rows(self, model: type[H]) -> FromClause:
        """The same as a bare table with columns in ``.c``, new at each call: for the lists that are read most.

        A statement of bare columns costs half of what one of mapped columns does, to build and to read from.
        """
        then = self._then(model)
        return cast(Table, model.__table__).alias() if then is None else then

    def _then(self, model: type[H]) -> Subquery | None:
        """The table as it was; None where it is the table of today."""
        if self.deed is None or not issubclass(model, Historied):
            return None
        history = model.history
        return (
            select(*(history.c[column.name] for column in model.__table__.columns))
            .where(history.c.from_deed <= self.deed)
            .where(or_(history.c.to_deed.is_(None), history.c.to_deed > self.deed))
            .subquery()
        )

    def again(self, model: type[H]) -> type[H]:
        """``model`` as it was, once more: for a statement that uses the same table twice."""
        return cast("type[H]", aliased(self.of(model), adapt_on_names=True))


NOW = At()


def at_day(day: date) -> At:
    """The end of ``day`` in Oslo. A day before the first deed shows an empty world."""
    number = db.session.scalar(select(func.max(Deed.number)).where(Deed.at < clock.end_of_day(day)))
    return At(deed=number or 0, day=day)


def first_day() -> date | None:
    """The day of the first deed: there is nothing to see before it."""
    first = db.session.scalar(select(func.min(Deed.at)))
    return None if first is None else first.astimezone(clock.OSLO).date()


def head(at: At) -> tuple[int, str]:
    """The number and hash of the last deed seen from ``at``: printed on pages and papers, so that cutting shows."""
    if at.deed is None:
        now = db.session.execute(select(DeedHead.number, DeedHead.hash)).one()
        return now.number, now.hash
    return at.deed, db.session.scalar(select(Deed.hash).where(Deed.number == at.deed)) or GENESIS
