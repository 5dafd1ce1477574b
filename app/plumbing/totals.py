"""Figures over very many wholes, carried on from deed to deed instead of being counted anew after each.

A statement counts, sums, and names the first in some order, over all initiatives. Only those whose rows a deed touched
can have changed what it found: what they were worth before is taken away, what they are worth now is added, and the
first are chosen again among themselves and the touched. Both moments are asked of the history, which nobody changes any
more, so it is exact whatever others write meanwhile.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, select, true

from app.plumbing import answers, watching
from app.plumbing.answers import Marks
from app.plumbing.columns import BIG
from app.plumbing.db import WHOLE, Base, db
from app.plumbing.questions import Question, carried_out, given_any, in_the_making, words_of
from app.plumbing.record import NOW, At, Deed, DeedChange, DeedHead, historied_tables

# After a deed on so many rows (an import) everything is counted anew: it would cost no less to ask for each.
MANY = 200

# The wholes themselves, in whose table the key of the whole is the key.
WHOLES = WHOLE.removesuffix("_id")

Key = tuple[Any, ...]
Among = Callable[[ColumnElement[int]], ColumnElement[bool]]


@dataclass(frozen=True, slots=True)
class Found:
    """``sums`` are whole numbers that add up, by key; ``first`` the first rows of each list, each with its whole."""

    sums: Mapping[Key, tuple[int, ...]] = field(default_factory=dict)
    first: Mapping[str, Sequence[tuple[int, tuple[Any, ...]]]] = field(default_factory=dict)

    @property
    def number(self) -> int:
        """How many there are, where the statement is :func:`counted`."""
        return self.sums.get((), (0,))[0]


Read = Callable[[Sequence[Any]], Found]
Make = Callable[[At, Among], Select[*tuple[Any, ...]]]


def grouped(*, keys: int) -> Read:
    """Reads rows of so many keys, then figures; nothing (NULL) is nought."""

    def read(rows: Sequence[Any]) -> Found:
        figures = {tuple(row[:keys]): tuple(int(figure or 0) for figure in row[keys:]) for row in rows}
        return Found({key: some for key, some in figures.items() if any(some)})

    return read


def counted(rows: Sequence[Any]) -> Found:
    """Reads the first rows of one list, each beginning with how many there are in all, and its whole."""
    return Found({(): (int(rows[0][0]),)} if rows else {}, {"rows": [(row[1], tuple(row[2:])) for row in rows]})


@dataclass(frozen=True, slots=True)
class _Kept:
    """What was found, and after which deed; None where somebody wrote while it was being counted."""

    found: Found
    number: int | None
    hash: str


class Totals:
    """A question whose answer is carried on. Its lists have at most as many rows as the value ``first`` says.

    ``make`` makes the statement of a moment and of ``among``, a condition that it sets on the whole of each row it
    reads; ``read`` makes the answer of its rows. Whatever it counts belongs to one whole and hangs on the rows of that
    whole and on tables that belong to none; when one of those is touched, everything is counted anew. The order of a
    list keeps the rows of a whole together, and a sum that counts nothing any more is all noughts.
    """

    def __init__(
        self,
        make: Make,
        read: Read,
    ) -> None:
        self._make, self._read = make, read
        self._all = Question(lambda at: make(at, _any))
        self._some = Question(lambda at: make(at, _these))
        self._now: Select[*tuple[Any, ...]] | None = None
        self._tables: frozenset[str] = frozenset()

    def __call__(self, *, at: At = NOW, **values: Any) -> Found:
        if at.deed is not None or in_the_making():
            return self._read(self._all(at=at, **values).all())
        if self._now is None:
            statement = self._make(NOW, _any)
            tables = answers.lasting(words_of(statement))
            if tables is None or not tables <= historied_tables().keys():
                raise RuntimeError("only what deeds change, and the record tells of, can be carried on")
            # The same statement says after which deed it counted.
            self._tables, self._now = tables, statement.add_columns(select(DeedHead.number).scalar_subquery())
        watching.read(self._tables)
        marks, memory = answers.seen(), answers.known()
        mark, place = marks.of(self._tables), (self, *values.items())
        former = memory.find(place)
        if former is not None and former[0] == mark:
            return former[1].found
        with watching.unwatched():
            kept = self._carried(former[1], marks, values) if former else None
            kept = kept or self._counted(self._now, marks, values)
        memory.keep(place, self._tables, mark, kept, len(kept.found.sums) + sum(map(len, kept.found.first.values())))
        return kept.found

    def _counted(self, statement: Select[*tuple[Any, ...]], marks: Marks, values: dict[str, Any]) -> _Kept:
        rows = carried_out(statement, values).all()
        steady = bool(rows) and rows[0][-1] == marks.number
        return _Kept(self._read([row[:-1] for row in rows]), marks.number if steady else None, marks.hash)

    def _carried(self, kept: _Kept, marks: Marks, values: Mapping[str, Any]) -> _Kept | None:
        """None where it has to be counted anew."""
        if kept.number is None:
            return None
        changed = _touched(kept.number, kept.hash, marks)
        if changed is None:
            return None
        wholes: set[int] = set()
        for table in self._tables & changed.keys():
            whose = changed[table]
            if whose is None:
                return None
            wholes |= whose
        if not wholes:
            return _Kept(kept.found, marks.number, marks.hash)
        asked = sorted(wholes.union(*({whole for whole, _ in rows} for rows in kept.found.first.values())))
        before, now = (
            self._read(self._some(at=At(deed=number), wholes=asked, **values).all())
            for number in (kept.number, marks.number)
        )
        most = values.get("first", 0)
        for name, rows in kept.found.first.items():
            if not _still_first(rows, now.first.get(name, ()), wholes, most):
                return None
        return _Kept(Found(_moved(kept.found.sums, before.sums, now.sums), now.first), marks.number, marks.hash)


def totals(read: Read) -> Callable[[Make], Totals]:
    """Decorates the function that makes the statement."""
    return lambda make: Totals(make, read)


def _any(whole: ColumnElement[int]) -> ColumnElement[bool]:
    return true()


def _these(whole: ColumnElement[int]) -> ColumnElement[bool]:
    return whole.in_(given_any("wholes"))


def _moved(
    sums: Mapping[Key, tuple[int, ...]],
    before: Mapping[Key, tuple[int, ...]],
    now: Mapping[Key, tuple[int, ...]],
) -> Mapping[Key, tuple[int, ...]]:
    moved = dict(sums)
    for sign, some in ((-1, before), (1, now)):
        for key, figures in some.items():
            known = moved.get(key, (0,) * len(figures))
            moved[key] = tuple(one + sign * other for one, other in zip(known, figures, strict=True))
    return {key: figures for key, figures in moved.items() if any(figures)}


def _still_first(
    rows: Sequence[tuple[int, tuple[Any, ...]]],
    now: Sequence[tuple[int, tuple[Any, ...]]],
    touched: set[int],
    most: int,
) -> bool:
    """Whether ``now``, chosen among the old ``rows`` and the touched wholes alone, are the first of all.

    Whoever is neither stood behind the last of the old rows, and still does: it is enough that nobody now stands behind
    that place. Where not all places were taken, there is nobody else.
    """
    if len(rows) < most:
        return True
    last = rows[-1][0]
    return len(now) == most and last not in touched and (now[-1][0] == last or all(whole != last for whole, _ in now))


# The hash of the deed «since», and each row that was touched after it.
_SINCE = (
    select(Deed.hash, DeedChange.table_name, DeedChange.row_id)
    .outerjoin(DeedChange, and_(DeedChange.deed > bindparam("since"), DeedChange.deed <= bindparam("until", type_=BIG)))
    .where(Deed.number == bindparam("since"))
    .distinct()
    .limit(MANY + 1)
)


def _touched(number: int, digest: str, marks: Marks) -> Mapping[str, frozenset[int] | None] | None:
    """The wholes whose rows were touched after the deed ``number``, by table; None for a table that belongs to none.

    None in all where there are too many, or that deed is not of this record's past (a restored database).
    """
    memory, place = answers.known(), ("touched", digest, marks.hash)
    found: Mapping[str, frozenset[int] | None] | None = memory.get(place, 0)
    if found is None:
        found = _found_touched(number, digest, marks.number)
        if found is not None:
            memory.keep(place, frozenset(), 0, found, sum(len(whose or ()) for whose in found.values()))
    return found


def _found_touched(number: int, digest: str, until: int) -> Mapping[str, frozenset[int] | None] | None:
    connection = db.session.connection()
    rows = connection.execute(_SINCE, {"since": number, "until": until}).all()
    if not rows or len(rows) > MANY or rows[0][0] != digest:
        return None
    touched: dict[str, set[int]] = {}
    for _, table, row_id in rows:
        if table is not None:
            touched.setdefault(table, set()).add(row_id)
    found: dict[str, frozenset[int] | None] = {}
    for table, ids in touched.items():
        if table == WHOLES:
            found[table] = frozenset(ids)
        elif WHOLE in Base.metadata.tables[table].columns:
            past = historied_tables()[table]
            found[table] = frozenset(
                connection.execute(select(past.c[WHOLE]).where(past.c.id.in_(ids)).distinct()).scalars()
            )
        else:
            found[table] = None
    return found
