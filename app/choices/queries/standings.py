"""Where every initiative of a mission stands, as bare numbers: what one initiative's place is read from.

The numbers are kept in the process beside the hash of the last deed that changed any of what they are made of. Each
question asks for that hash first, so what is kept is never older than the database; the ranking of ten thousand takes
a tenth of a second to sum, and scores change seldom.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import BigInteger, Select, func, select, type_coerce

from app.choices.models import Criterion, Score
from app.plumbing.db import db
from app.plumbing.questions import Question, given
from app.plumbing.record import At, Deed, DeedChange
from app.portfolio.models import InitiativeMission

# What the numbers are made of: a deed that changed none of these tables changed no number.
MADE_OF = (Score.__tablename__, Criterion.__tablename__, InitiativeMission.__tablename__)


@dataclass(frozen=True, slots=True)
class Sums:
    """Weighted sums of one initiative's scores, all in one unit: they compare, and say nothing by themselves."""

    initiative_id: int
    low: int
    likely: int
    high: int


class Standings:
    """The initiatives that have a score on every criterion with weight."""

    def __init__(self, rows: Sequence[Sums]) -> None:
        self._by_id = {row.initiative_id: row for row in rows}
        self._lows = sorted(row.low for row in rows)
        self._highs = sorted(row.high for row in rows)
        self._likelies = sorted(row.likely for row in rows)
        self._ids: dict[int, list[int]] = {}
        for row in rows:
            self._ids.setdefault(row.likely, []).append(row.initiative_id)

    def __len__(self) -> int:
        return len(self._by_id)

    def of(self, initiative_id: int) -> Sums | None:
        return self._by_id.get(initiative_id)

    def __getitem__(self, initiative_id: int) -> Sums:
        return self._by_id[initiative_id]

    def rank(self, own: Sums) -> int:
        """One more than have a higher likely value."""
        return 1 + len(self) - bisect_right(self._likelies, own.likely)

    def best(self, own: Sums) -> int:
        """The place with its own scores highest and all others' lowest."""
        return 1 + len(self) - bisect_right(self._lows, own.high)

    def worst(self, own: Sums) -> int:
        """The place with its own scores lowest and all others' highest."""
        return 1 + len(self) - bisect_right(self._highs, own.low) - (own.high > own.low)

    def apart(self, own: Sums) -> int:
        """How many others have an interval that does not overlap its own."""
        return len(self) - bisect_right(self._lows, own.high) + bisect_left(self._highs, own.low)

    def near(self, own: Sums) -> list[int]:
        """The ids with the same likely value, and with the next above and below: its neighbours are among them."""
        place = bisect_left(self._likelies, own.likely)
        after = bisect_right(self._likelies, own.likely)
        values = [own.likely]
        if place > 0:
            values.append(self._likelies[place - 1])
        if after < len(self._likelies):
            values.append(self._likelies[after])
        return [initiative_id for value in values for initiative_id in self._ids[value]]


_kept: dict[int, tuple[str | None, Standings]] = {}


def standings(mission_id: int, *, at: At) -> Standings:
    """Where all stand with the saved weights. One statement, and one more when something has changed."""
    # What a deed in the making has changed has no hash yet, and may never come true.
    if at.deed is not None or db.session.info.get("work") is not None:
        return _summed(mission_id, at)
    # Asked before the sums: what comes in between makes the sums newer than the hash, never older.
    mark = _last_change().scalar()
    found = _kept.get(mission_id)
    if found is None or found[0] != mark or mark is None:
        found = _kept[mission_id] = (mark, _summed(mission_id, at))
    return found[1]


def _summed(mission_id: int, at: At) -> Standings:
    rows = _sums(mission=mission_id, at=at)
    return Standings([Sums(row[0], int(row[1]), int(row[2]), int(row[3])) for row in rows])


@Question
def _last_change(at: At) -> Select[str]:
    """The hash of the last deed that changed any of the tables: no other database has it."""
    changes = select(func.max(DeedChange.deed))
    last = [changes.where(DeedChange.table_name == table).scalar_subquery() for table in MADE_OF]
    return select(Deed.hash).where(Deed.number.in_(last)).order_by(Deed.number.desc()).limit(1)


@Question
def _sums(at: At) -> Select[*tuple[Any, ...]]:
    score, criterion, serves = at.rows(Score), at.rows(Criterion), at.rows(InitiativeMission)
    weight = type_coerce(criterion.c.weight, BigInteger)
    counted = (
        select(func.count())
        .select_from(counting := at.rows(Criterion))
        .where(counting.c.mission_id == given("mission"), counting.c.weight > 0)
        .scalar_subquery()
    )
    return (
        select(
            score.c.initiative_id,
            *(func.sum(weight * type_coerce(score.c[bound], BigInteger)) for bound in ("low", "likely", "high")),
        )
        .select_from(
            score.join(criterion, criterion.c.id == score.c.criterion_id).join(
                serves,
                (serves.c.initiative_id == score.c.initiative_id) & (serves.c.mission_id == score.c.mission_id),
            )
        )
        .where(score.c.mission_id == given("mission"), criterion.c.weight > 0)
        .group_by(score.c.initiative_id)
        .having(func.count() == counted)
    )
