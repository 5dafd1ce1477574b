"""Rows into the database, inside the unit of work of whoever calls."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, cast

from sqlalchemy import CheckConstraint, Table, select
from sqlalchemy.exc import IntegrityError

from app.plumbing.db import Historied, Root, db
from app.plumbing.refusals import N_
from app.plumbing.sheets.collections import Collection, Field, Key, Values
from app.plumbing.sheets.diff import RowChange
from app.plumbing.sheets.faults import Fault, Unreadable
from app.plumbing.sheets.parts import SLICE, Placed
from app.plumbing.sheets.reading import Row
from app.plumbing.sheets.store import Store, Stored


class Writer:
    """Adds and changes rows. ``counting`` counts up the version of every aggregate that is changed."""

    def __init__(self, store: Store, *, counting: bool = True) -> None:
        self.store = store
        self.counting = counting
        # Rows that point at something that is not there yet.
        self._late: list[tuple[Row, Field]] = []
        self._new: set[tuple[str, int]] = set()
        self._counted: set[tuple[str, int]] = set()

    def add(self, collection: Collection, rows: Sequence[Row]) -> None:
        """Insert the rows of one collection. Raises :class:`Unreadable` where the database says no."""
        for start in range(0, len(rows), SLICE):
            _explained(rows[start : start + SLICE], lambda some: self._insert(collection, some))
        self._parents(collection, [row.values for row in rows])

    def _insert(self, collection: Collection, rows: Sequence[Row]) -> None:
        made: list[Historied] = []
        for row in rows:
            attrs: dict[str, Any] = {}
            for field in collection.fields:
                if field.late:
                    if row.values[field.name] is not None:
                        self._late.append((row, field))
                    continue
                attrs.update(self.store.attrs(collection, field, row.values))
            attrs.update(collection.derived(row.values))
            made.append(collection.model(**collection.stored(attrs)))
        db.session.add_all(made)
        db.session.flush()
        placed = []
        for row, new in zip(rows, made, strict=True):
            self.store.put(collection.name, row.key, Stored(new.id, row.values))
            self._new.add((collection.table, new.id))
            placed.append(Placed(new.id, row.values))
        for part in collection.parts:
            part.write(self.store, collection, placed)
        db.session.flush()
        collection.renew(self.store, {row.id: row.values for row in placed})
        db.session.flush()

    def change(self, collection: Collection, changes: Sequence[RowChange]) -> None:
        """Give rows that are there the values of a file. Raises :class:`Unreadable` where the database says no."""
        by_row = {id(change.row): change for change in changes}

        def some(rows: Sequence[Row]) -> None:
            self._update(collection, [by_row[id(row)] for row in rows])

        rows = [change.row for change in changes]
        for start in range(0, len(rows), SLICE):
            _explained(rows[start : start + SLICE], some)
        self._parents(collection, [change.stored.values for change in changes])

    def _update(self, collection: Collection, changes: Sequence[RowChange]) -> None:
        ids = [change.stored.id for change in changes]
        kept: dict[int, Any] = {row.id: row for row in rows_by_id(collection.model, ids)}
        placed = []
        for change in changes:
            row = kept[change.stored.id]
            merged: Values = {**change.stored.values, **change.values}
            attrs: dict[str, Any] = {}
            for field in collection.fields:
                if field.name in change.values:
                    attrs.update(self.store.attrs(collection, field, merged))
            attrs.update(collection.derived(merged))
            for attr, value in collection.stored(attrs).items():
                if getattr(row, attr) != value:
                    setattr(row, attr, value)
            if isinstance(row, Root):
                self._count(row)
            self.store.put(collection.name, change.row.key, Stored(row.id, merged))
            placed.append(Placed(row.id, merged, frozenset(change.values)))
        for part in collection.parts:
            part.write(self.store, collection, placed)
        db.session.flush()
        collection.renew(self.store, {row.id: row.values for row in placed})
        db.session.flush()

    def settle(self, *, finally_: bool = False) -> None:
        """Set what points at rows that came later. ``finally_``: whatever is not there by now is a fault."""
        waiting: list[tuple[Row, Field]] = []
        faults: list[Fault] = []
        ready: defaultdict[str, list[tuple[Row, Field, int]]] = defaultdict(list)
        for row, field in self._late:
            target = self.store.registry.target(field)
            key = self.store.target_key(field, row.values, row.values[field.name])
            found = self.store.id(target.name, key)
            if found is not None:
                ready[row.collection.name].append((row, field, found))
            elif finally_:
                reason = N_("there is no “%(key)s” among %(collection)s")
                values: dict[str, object] = {"key": "/".join(key), "collection": target.name}
                faults.append(Fault(row.file, row.number, field.name, reason, values))
            else:
                waiting.append((row, field))
        if faults:
            raise Unreadable(faults)
        self._late = waiting
        for name, lines in ready.items():
            collection = self.store.registry[name]
            ids = [cast(int, self.store.id(name, row.key)) for row, _, _ in lines]
            kept: dict[int, Any] = {row.id: row for row in rows_by_id(collection.model, ids)}
            for row_id, (_, field, other) in zip(ids, lines, strict=True):
                setattr(kept[row_id], field.attrs[0], other)
        db.session.flush()

    def _parents(self, collection: Collection, values: Sequence[Values]) -> None:
        """Editing a part is editing the whole it belongs to."""
        parent = collection.parent
        if not self.counting or parent is None:
            return
        above = self.store.registry.target(parent)
        if not above.is_root:
            return
        ids = {self.store.pointed(collection, parent, some, some[parent.name]) for some in values}
        wanted = sorted(row_id for row_id in ids if (above.table, row_id) not in self._new | self._counted)
        for row in rows_by_id(above.model, wanted):
            self._count(row)
        db.session.flush()

    def _count(self, row: Any) -> None:
        subject = (row.__tablename__, row.id)
        if self.counting and subject not in self._new | self._counted:
            row.version += 1
            self._counted.add(subject)

    def subject(self, collection: Collection, key: Key) -> Historied:
        """The row a deed is about."""
        row = db.session.get(collection.model, cast(int, self.store.id(collection.name, key)))
        if row is None:
            raise KeyError(key)
        return row


def rows_by_id(model: type[Historied], ids: Sequence[int]) -> Iterator[Historied]:
    for start in range(0, len(ids), SLICE):
        yield from db.session.scalars(select(model).where(model.id.in_(ids[start : start + SLICE])))


def _explained(rows: Sequence[Row], write: Callable[[Sequence[Row]], None]) -> None:
    """Write them all; if the database says no, one by one, to say which row it is and why."""
    try:
        with _savepoint():
            write(rows)
    except IntegrityError as fault:
        faults = []
        for row in rows:
            try:
                with _savepoint():
                    write([row])
            except IntegrityError as one:
                faults.append(_fault(row, one))
        raise Unreadable(faults or [_fault(rows[0], fault)]) from None


@contextmanager
def _savepoint() -> Iterator[None]:
    with db.session.begin_nested():
        yield


def _fault(row: Row, error: IntegrityError) -> Fault:
    said = _constraint(error)
    table = cast(Table, row.collection.model.__table__)
    rule = next(
        (
            constraint
            for constraint in table.constraints
            if isinstance(constraint, CheckConstraint) and str(constraint.name) == said
        ),
        None,
    )
    column = ""
    if rule is not None:
        text = str(rule.sqltext)
        named = (field for field in row.collection.fields if any(_within(attr, text) for attr in field.attrs))
        column = next((field.name for field in named), "")
    words = said.removeprefix(f"ck_{table.name}_").removeprefix(f"uq_{table.name}_").replace("_", " ")
    return Fault(row.file, row.number, column, N_("breaks the rule “%(rule)s”"), {"rule": words})


def _within(attr: str, text: str) -> bool:
    return attr in text.replace("(", " ").replace(")", " ").split()


def _constraint(error: IntegrityError) -> str:
    """The name of the constraint that was broken, on either database."""
    name = getattr(getattr(error.orig, "diag", None), "constraint_name", None)
    if name:
        return str(name)
    text = str(error.orig)
    return text.rsplit(": ", 1)[-1] if ": " in text else text
