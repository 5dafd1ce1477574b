"""Dated rows and changes into an empty database, one deed after the other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import select

from app.operations.collections import INITIATIVES, PARTS, REGISTRY
from app.operations.seeding import changes as changing
from app.operations.seeding import synthetic
from app.operations.seeding.changes import Change
from app.people.models import DatabaseTrait
from app.people.rules import Role
from app.plumbing import clock
from app.plumbing.committer import unit_of_work
from app.plumbing.db import db
from app.plumbing.provenance import Source
from app.plumbing.record import DeedHead
from app.plumbing.refusals import N_, Refusal
from app.plumbing.sheets import files, reading
from app.plumbing.sheets.collections import Collection, Key, Together
from app.plumbing.sheets.diff import RowChange
from app.plumbing.sheets.faults import Fault, Faults, Unreadable
from app.plumbing.sheets.files import Sheet
from app.plumbing.sheets.reading import Row
from app.plumbing.sheets.store import Store
from app.plumbing.sheets.writing import Writer
from app.portfolio.rules.acts import Act as PortfolioAct
from app.reporting.rules import Act

SEED = Path(__file__).resolve().parents[3] / "seed"
CHANGES = "changes.csv"


@dataclass(slots=True)
class Planned:
    """One deed to come: rows to add, collection by collection, or changes that belong together."""

    day: date
    act: str
    rows: list[Row] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)

    @property
    def head(self) -> Row:
        """The row the deed is about."""
        return self.changes[0].row if self.changes else self.rows[0]


def replay(directory: Path = SEED, *, start: date | None = None, demo: bool = True) -> int:
    """Fill an empty database from the files of a folder; the number of deeds done.

    ``start`` is the day that «start+3d» counts from, today if None. ``demo`` opens the demo sign-in. Raises
    :class:`Refusal` if the database holds anything, and :class:`~app.plumbing.sheets.faults.Unreadable` with file,
    row, column and reason if anything in the files is off.
    """
    _refuse_unless_empty()
    return replayed(_sheets(directory), start=start, demo=demo, plan=plan)


def replay_synthetic(count: int, *, seed: int = synthetic.USUAL, demo: bool = False) -> int:
    """Fill an empty database with a made-up mission of ``count`` initiatives; the number of deeds done.

    What is registered on one day is one deed, however many initiatives that is: ten thousand initiatives are half a
    million rows, and a deed for each would take hours. Raises :class:`Refusal` if the database holds anything.
    """
    _refuse_unless_empty()
    return replayed(synthetic.sheets(count, seed), demo=demo, plan=plan_by_day)


def replayed(
    sheets: Mapping[str, Sheet],
    *,
    plan: Callable[[Iterable[Row], Iterable[Change]], list[Planned]],
    start: date | None = None,
    demo: bool = False,
) -> int:
    """Fill an empty database from sheets by the names of their files; see :func:`replay`."""
    start = start or clock.today()
    faults = Faults()
    rows, changes = _read(sheets, faults, start)
    store = Store(REGISTRY)
    for collection in REGISTRY:
        store.load(collection.name)
    _check(store, rows, changes, faults)
    faults.refuse()
    deeds = plan(rows, changes)
    writer = Writer(store, counting=False)
    managers = _people_with(rows, Role.PROGRAMME_MANAGER)
    administrators = _people_with(rows, Role.ADMINISTRATOR)
    for number, deed in enumerate(deeds, start=1):
        actor = _actor(store, deed, managers, administrators)
        with unit_of_work(actor, at=clock.noon(deed.day)) as work:
            if demo and number == 1:
                db.session.add(DatabaseTrait(name="demo", value="yes"))
            _do(store, writer, deed)
            if number == len(deeds):
                writer.settle(finally_=True)
            head = deed.head
            work.record(
                deed.act,
                writer.subject(head.collection, head.key),
                mission=_mission(store, head),
                note=deed.changes[0].note if deed.changes else "",
                bare=bool(deed.changes),
            )
    return len(deeds)


def _refuse_unless_empty() -> None:
    if db.session.scalar(select(DeedHead.number)) != 0:
        raise Refusal(N_("The database is not empty; the seed is replayed into an empty one only."))


def _sheets(directory: Path) -> dict[str, Sheet]:
    paths = sorted(directory.glob("*.csv"))
    if not paths:
        raise Unreadable([Fault(directory.name, 0, "", N_("holds no CSV files"))])
    return {path.name: files.read(path) for path in paths}


def _read(sheets: Mapping[str, Sheet], faults: Faults, start: date) -> tuple[list[Row], list[Change]]:
    rows: list[Row] = []
    for name, sheet in sheets.items():
        if name != CHANGES:
            rows.extend(reading.rows(REGISTRY, sheet, faults, start=start))
    for row in rows:
        if row.at is None:
            faults.add(row.file, row.number, "at", N_("must be filled in"))
            row.at = start
        if row.values.get("source") is None and any(f.name == "source" for f in row.collection.fields):
            faults.add(row.file, row.number, "source", N_("must be filled in"))
        reading.complete(row, faults, source=Source.ILLUSTRATIVE)
    faults.refuse()
    changes = changing.read(sheets[CHANGES], rows, faults, start=start) if CHANGES in sheets else []
    return rows, changes


def _check(store: Store, rows: Sequence[Row], changes: Sequence[Change], faults: Faults) -> None:
    days: dict[tuple[str, Key], date] = {}
    for row in rows:
        store.expect(row.collection.name, row.key, row.values)
        days[row.collection.name, row.key] = row.at or date.min
    reading.check_references(store, rows, faults)
    for change in changes:
        later = Row(change.row.collection, CHANGES, change.number, change.row.key, change.row.values, change.day)
        later.values = {**change.row.values, change.field.name: change.after}
        reading.check_references(store, [later], faults)
        _check_days(store, later, days, faults, only=change.field.name)
    for row in rows:
        _check_days(store, row, days, faults)
    for collection in REGISTRY:
        of_it = [(row, row.values) for row in rows if row.collection is collection]
        if of_it:
            collection.check(store, of_it, faults)


def _check_days(
    store: Store, row: Row, days: dict[tuple[str, Key], date], faults: Faults, *, only: str | None = None
) -> None:
    """What a row points at must have been registered by then."""
    for name, column in row.collection.columns.items():
        value = row.values.get(name)
        if column.target is None or column.late or not value or only not in (None, name):
            continue
        target = store.registry.target(column)
        for code in value if isinstance(value, tuple) else (value,):
            day = days.get((target.name, store.target_key(column, row.values, code)))
            if day is not None and row.at is not None and day > row.at:
                faults.add(
                    row.file, row.number, name, N_("“%(code)s” is registered later, on %(day)s"), code=code, day=day
                )


def plan(rows: Iterable[Row], changes: Iterable[Change]) -> list[Planned]:
    """The deeds in the order they are done: by day, rows before the changes of the day."""
    added: dict[tuple[Any, ...], Planned] = {}
    begun = {(row.at, row.key) for row in rows if row.collection is INITIATIVES}
    ordered = sorted(rows, key=lambda row: REGISTRY.order[row.collection.name])
    for place, row in enumerate(ordered):
        group = _group(row, place, begun)
        if group not in added:
            added[group] = Planned(row.at or date.min, row.collection.act(row.values, None))
        added[group].rows.append(row)
    changed: dict[tuple[Any, ...], Planned] = {}
    by_row: dict[tuple[date, int], list[Change]] = {}
    for change in changes:
        by_row.setdefault((change.day, id(change.row)), []).append(change)
    for (day, row_id), some in by_row.items():
        values = {change.field.name: change.after for change in some}
        head = some[0].row
        act = head.collection.act({**head.values, **values}, list(values))
        # Closing a round locks its reports: one deed, and it is about the round.
        closes = (head.values["mission"], head.values.get("round", head.key[-1])) if act == Act.ROUND_MOVE else row_id
        deed = changed.setdefault((day, act, closes), Planned(day, act))
        deed.changes.extend(some)
        deed.changes.sort(key=lambda change: REGISTRY.order[change.row.collection.name])
    return sorted((*added.values(), *changed.values()), key=lambda deed: deed.day)


def plan_by_day(rows: Iterable[Row], changes: Iterable[Change]) -> list[Planned]:
    """One deed for all rows of a day and one for all its changes, as if each day's had been imported."""
    added: dict[date, Planned] = {}
    for row in sorted(rows, key=lambda row: REGISTRY.order[row.collection.name]):
        day = row.at or date.min
        added.setdefault(day, Planned(day, PortfolioAct.COLLECTION_IMPORT)).rows.append(row)
    changed: dict[date, Planned] = {}
    for change in changes:
        changed.setdefault(change.day, Planned(change.day, PortfolioAct.COLLECTION_IMPORT)).changes.append(change)
    return sorted((*added.values(), *changed.values()), key=lambda deed: deed.day)


def _group(row: Row, place: int, begun: set[tuple[date | None, Key]]) -> tuple[Any, ...]:
    """Rows with the same answer are one deed. Answers are met in the registry's order, so the order holds."""
    collection = row.collection
    initiative = (row.values.get("initiative"),) if collection is not INITIATIVES else row.key
    if collection is INITIATIVES or (collection.name in PARTS and (row.at, initiative) in begun):
        return (row.at, "initiative", initiative)
    if collection.together is Together.ROW:
        return (row.at, collection.name, place)
    if collection.together is Together.INITIATIVE:
        return (row.at, collection.add, collection.name in PARTS, initiative)
    return (row.at, collection.file_name, collection.name, row.values.get("mission"))


def _do(store: Store, writer: Writer, deed: Planned) -> None:
    for collection, rows in _by_collection(deed.rows):
        writer.add(collection, rows)
    by_row: dict[int, list[Change]] = {}
    for change in deed.changes:
        by_row.setdefault(id(change.row), []).append(change)
    changed: dict[str, list[RowChange]] = {}
    for some in by_row.values():
        row = some[0].row
        stored = store.rows(row.collection.name)[row.key]
        values = {change.field.name: change.after for change in some}
        changed.setdefault(row.collection.name, []).append(RowChange(row, stored, values))
    for name, lines in changed.items():
        writer.change(REGISTRY[name], lines)
    writer.settle()


def _by_collection(rows: Iterable[Row]) -> Iterable[tuple[Collection, list[Row]]]:
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row.collection.name, []).append(row)
    return ((REGISTRY[name], some) for name, some in found.items())


def _people_with(rows: Iterable[Row], role: Role) -> list[str]:
    """Codes of the persons that hold a role, those for all missions first."""
    grants = [row.values for row in rows if row.collection.name == "role-grants" and row.values["role"] is role]
    return [values["person"] for values in sorted(grants, key=lambda values: values["mission"] is not None)]


def _actor(store: Store, deed: Planned, managers: Sequence[str], administrators: Sequence[str]) -> int | None:
    """Who did it: the person the row names, else the office, else nobody (the program itself)."""
    head = deed.head
    named = head.values.get(head.collection.actor) if head.collection.actor and not deed.changes else None
    by_administrator = head.collection.model.__module__.startswith("app.people")
    office = (*administrators, *managers) if by_administrator else (*managers, *administrators)
    for code in (*([named] if named else []), *office):
        found = store.id("people", (code,))
        if found is not None:
            return found
    return None


def _mission(store: Store, row: Row) -> int | None:
    if row.collection.name == "missions":
        return store.id("missions", row.key)
    return store.mission_id({"initiative": row.key[0], **row.values} if row.collection is INITIATIVES else row.values)
