"""What a question found, and remembered until a deed touches one of the tables it was found in.

The record makes this exact. Whatever changes a historied table is a deed, deeds are numbered and committed one after
the other, and each names the tables it changed. Who asks reads the head of the record first; what was found under the
same head, or under an older one since which no deed touched these tables, is what the database would say again.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import count
from threading import Lock
from typing import Any, Generic, TypeVarTuple, cast

from flask import Flask, current_app
from sqlalchemy import Connection, Row, RowMapping, and_, bindparam, select
from sqlalchemy.exc import NoResultFound

from app.plumbing import record, watching
from app.plumbing.columns import BIG
from app.plumbing.db import Base, Recorded, db
from app.plumbing.record import At, Deed, DeedChange, DeedHead, historied_tables

Ts = TypeVarTuple("Ts")

# Rows that are remembered in all, and of one answer at most: some tens of megabytes in each web process.
ROWS = 40_000
MOST = 2_000

# Bytes of text that take about as much place as a row.
ROW = 500

# Only those who read while somebody writes look at an older head than the latest.
HEADS = 8

# The record's own tables: each deed changes them.
RECORD = frozenset({Deed.__tablename__, DeedChange.__tablename__, DeedHead.__tablename__})


@cache
def _with_any_deed() -> frozenset[str]:
    """The tables that any deed may have changed: the record, and what it does not tell of."""
    return RECORD | {model.__tablename__ for model in Recorded.__subclasses__()}


class Answer(Generic[*Ts]):
    """The rows of a question, read whole; asking for them again does not use them up."""

    __slots__ = ("_rows",)

    def __init__(self, rows: Sequence[Row[*Ts]]) -> None:
        self._rows = rows

    def __iter__(self) -> Iterator[Row[*Ts]]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)

    def all(self) -> list[Row[*Ts]]:
        return list(self._rows)

    def first(self) -> Row[*Ts] | None:
        return self._rows[0] if self._rows else None

    def one(self) -> Row[*Ts]:
        if len(self._rows) != 1:
            raise NoResultFound(f"{len(self._rows)} rows where one was expected")
        return self._rows[0]

    def scalar(self) -> Any:
        """The first column of the first row; None where there is no row."""
        row: Any = self.first()
        return None if row is None else row[0]

    def mappings(self) -> list[RowMapping]:
        return [row._mapping for row in self._rows]


@dataclass(frozen=True, slots=True)
class Marks:
    """Since when each table is as it is, seen from one head of the record. Marks are compared and mean nothing else."""

    number: int
    hash: str
    latest: int
    tables: Mapping[str, int]

    def of(self, tables: frozenset[str]) -> int:
        """The mark of whatever is found in these tables alone."""
        if tables & _with_any_deed():
            return self.latest
        return max((self.tables[name] for name in tables), default=0)


class Answers:
    """The answers of one application, the latest found, each with the mark of the tables it was found in."""

    def __init__(self) -> None:
        self._kept: OrderedDict[Hashable, tuple[int, int, Any]] = OrderedDict()
        # What the next deed makes worthless: names of persons among it, which must not lie about once they are erased.
        self._fleeting: set[Hashable] = set()
        self._rows = 0
        self._marks: OrderedDict[str, Marks] = OrderedDict()
        self._numbers = count(1)
        self._lock = Lock()

    def get(self, key: Hashable, mark: int) -> Any:
        """What was found under this mark; None where nothing was."""
        found = self._kept.get(key)
        return None if found is None or found[0] != mark else found[2]

    def find(self, key: Hashable) -> tuple[int, Any] | None:
        """What was found last, and under which mark."""
        found = self._kept.get(key)
        return None if found is None else (found[0], found[2])

    def keep(self, key: Hashable, tables: frozenset[str], mark: int, found: Any, rows: int) -> None:
        """``mark`` is that of the ``tables``; ``rows`` says how large it is, in rows that would take as much place."""
        if rows > MOST:
            return
        with self._lock:
            self._drop(key)
            self._kept[key] = (mark, rows + 1, found)
            self._rows += rows + 1
            if tables & _with_any_deed():
                self._fleeting.add(key)
            while self._rows > ROWS:
                self._drop(next(iter(self._kept)))

    def _drop(self, key: Hashable) -> None:
        former = self._kept.pop(key, None)
        if former is not None:
            self._rows -= former[1]
        self._fleeting.discard(key)

    def forget(self) -> None:
        with self._lock:
            self._kept.clear()
            self._fleeting.clear()
            self._rows = 0

    def at(self, digest: str) -> Marks | None:
        """The marks at this head, if somebody has looked from there."""
        return self._marks.get(digest)

    def marks(self, connection: Connection) -> Marks:
        """As this connection's transaction sees the record."""
        number, head = connection.execute(_HEAD).one()
        known = self._marks.get(head)
        return self._moved(connection, number, head) if known is None else known

    def _moved(self, connection: Connection, number: int, head: str) -> Marks:
        """The record has moved on since anybody looked: what deeds have touched meanwhile gets a new mark."""
        with self._lock:
            latest = next(self._numbers)
            before = next(reversed(self._marks.values()), None)
            touched = _since(connection, before, number)
            made = Marks(number, head, latest, _marked(before, touched, latest))
            self._marks[head] = made
            for key in tuple(self._fleeting):
                self._drop(key)
            while len(self._marks) > HEADS:
                self._marks.popitem(last=False)
            return made


_HEAD = select(DeedHead.number, DeedHead.hash)

# The hash of the deed «before», and every table that was touched after it.
_SINCE = (
    select(Deed.hash, DeedChange.table_name)
    .outerjoin(
        DeedChange, and_(DeedChange.deed > bindparam("before"), DeedChange.deed <= bindparam("number", type_=BIG))
    )
    .where(Deed.number == bindparam("before"))
    .distinct()
)


def _since(connection: Connection, before: Marks | None, number: int) -> frozenset[str] | None:
    """The tables touched since ``before``; None where that is not of the same record's past (a restored database)."""
    if before is None or not 0 < before.number <= number:
        return None
    found = connection.execute(_SINCE, {"before": before.number, "number": number}).all()
    if not found or found[0][0] != before.hash:
        return None
    return frozenset(table for _, table in found if table is not None)


def _marked(before: Marks | None, touched: frozenset[str] | None, latest: int) -> dict[str, int]:
    return {
        name: latest if before is None or touched is None or name in touched else before.tables[name]
        for name in historied_tables()
    }


def lasting(words: frozenset[str]) -> frozenset[str] | None:
    """The tables among the words of a statement; None where one of them changes without a deed.

    Sessions and work in progress do, and a few columns. A column or a label called like a table counts as one: rather
    too many.
    """
    found = words & Base.metadata.tables.keys()
    for model in Recorded.__subclasses__():
        if model.__tablename__ in found and model.unrecorded & words:
            return None
    # A table's history changes with the table.
    tables = frozenset(Base.metadata.tables[name].info.get("history_of", name) for name in found)
    return tables if tables <= historied_tables().keys() | _with_any_deed() else None


def seen() -> Marks:
    """The record as the session's transaction sees it; its head is read once in each."""
    session = db.session()
    transaction, marks = session.info.get("marks", (None, None))
    if marks is None or transaction is not session.get_transaction():
        with watching.unwatched():
            marks = known().marks(session.connection())
        session.info["marks"] = (session.get_transaction(), marks)
    return cast(Marks, marks)


def told(number: int, digest: str) -> None:
    """The head of the record, read by a statement that had to be asked anyway."""
    session = db.session()
    marks = known().at(digest)
    if marks is not None and marks.number == number:
        session.info["marks"] = (session.get_transaction(), marks)


def head(at: At) -> tuple[int, str]:
    """As ``record.head``, without asking again for what this transaction has seen."""
    return record.head(at) if at.deed is not None else (seen().number, seen().hash)


def known() -> Answers:
    found: Answers = current_app.extensions["floke_answers"]
    return found


def init_app(app: Flask) -> None:
    app.extensions["floke_answers"] = Answers()
