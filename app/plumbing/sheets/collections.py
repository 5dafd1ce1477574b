"""What a collection is: a model's rows as a file shows them, derived from its columns by rule.

* ``xxx_id`` that points at another collection's row is the column ``xxx`` holding that row's code;
* a date with ``xxx_precision`` beside it is one column;
* ``xxx_ore`` is the column ``xxx`` in whole currency;
* ``id``, ``version`` and the stored sort and search keys are no columns at all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property
from operator import itemgetter
from typing import TYPE_CHECKING, Any, cast

from sqlalchemy import Column, String, Table

from app.plumbing.columns import Exact, Instant, Word
from app.plumbing.db import Historied, Root
from app.plumbing.periods import Period
from app.plumbing.provenance import Source
from app.plumbing.sheets import cells
from app.plumbing.sheets.cells import Cell

if TYPE_CHECKING:
    from app.plumbing.sheets.faults import Faults
    from app.plumbing.sheets.parts import Part
    from app.plumbing.sheets.reading import Row
    from app.plumbing.sheets.store import Store

Values = dict[str, Any]
Key = tuple[str, ...]

DERIVED = frozenset({"id", "version", "sort_key", "search_key", "code_key"})
MISSION = "mission"


class Together(StrEnum):
    """Which rows registered on one day are one deed: a mission's, an initiative's, or each row by itself."""

    MISSION = "mission"
    INITIATIVE = "initiative"
    ROW = "row"


@dataclass(frozen=True, slots=True)
class Field:
    """One column of a file. ``attrs`` are the model's columns it stands for; ``target`` the table it points into."""

    name: str
    cell: Cell
    attrs: tuple[str, ...] = ()
    target: str | None = None
    required: bool = False
    default: Any = None
    # Set after all rows are in: it points at a row of the same collection, or of a later one.
    late: bool = False
    # Where the cell is not the last part of the key it points at: the key for the row and cell, and back.
    points: Callable[[Values, str], Key] | None = None
    shows: Callable[[Key], str] = itemgetter(-1)

    def read(self, text: str, start: date | None = None) -> Any:
        """The value of a cell; the default where it is empty. Raises :class:`Refusal`."""
        stripped = text.strip()
        return self.cell.read(stripped, start) if stripped else self.default

    def write(self, value: Any) -> str:
        return "" if value is None else self.cell.write(value)

    def to_attrs(self, value: Any) -> dict[str, Any]:
        """The model's columns for a value that is no reference."""
        if len(self.attrs) == 2:
            return dict(zip(self.attrs, (value.first, value.precision) if value else (None, None), strict=True))
        return {self.attrs[0]: value} if self.attrs else {}

    def from_attrs(self, row: Mapping[str, Any]) -> Any:
        value = row[self.attrs[0]]
        if len(self.attrs) == 2:
            return None if value is None else Period(value, row[self.attrs[1]])
        if isinstance(value, str) and isinstance(self.cell, cells.Text):
            return cells.Text().read(value, None) or self.default
        return self.default if value is None else value


def _nothing(_values: Values) -> Mapping[str, Any]:
    return {}


def _as_it_is(values: Values) -> Values:
    return values


def _no_check(_store: Store, _rows: Iterable[tuple[Row, Values]], _faults: Faults) -> None:
    return None


def _no_renewal(_store: Store, _rows: Mapping[int, Values]) -> None:
    return None


def _none(_values: Values, _changed: Iterable[str] | None) -> str | None:
    return None


def _every(_store: Store, _key: Key) -> bool:
    return True


@dataclass(frozen=True)
class Collection:
    """A table's rows as a file shows them; see :func:`described`."""

    name: str
    model: type[Historied]
    key: tuple[str, ...]
    add: str
    edit: str
    fields: tuple[Field, ...]
    parts: tuple[Part, ...] = ()
    together: Together = Together.MISSION
    # The deed's name where one of these columns changed.
    acts: Mapping[str, str] = field(default_factory=dict)
    # The model's columns that are computed from the row: sort and search keys.
    derived: Callable[[Values], Mapping[str, Any]] = _nothing
    # Renews what is computed from several tables, once rows (by id, with their values) have been written.
    renew: Callable[[Store, Mapping[int, Values]], None] = _no_renewal
    # One form for rows that mean the same, as a file writes them and as the database keeps them.
    arranged: Callable[[Values], Values] = _as_it_is
    stored: Callable[[dict[str, Any]], dict[str, Any]] = _as_it_is
    # Finds fault with new and changed rows (each with all its values) before anything is written.
    check: Callable[[Store, Iterable[tuple[Row, Values]], Faults], None] = _no_check
    # The deed's name where it hangs on the row's values; the columns changed, or None for a new row.
    named: Callable[[Values, Iterable[str] | None], str | None] = _none
    # Rows that an export leaves out, because another collection's row already says it.
    exported: Callable[[Store, Key], bool] = _every
    # The column that names who did it, if the row says.
    actor: str | None = None
    # Several collections in one file are told apart by its column ``collection``.
    file: str = ""
    tag: str = ""
    # What every row's ``source`` is, where a file says it and no table keeps it.
    always: Source | None = None

    @property
    def file_name(self) -> str:
        return f"{self.file or self.name}.csv"

    @property
    def table(self) -> str:
        return self.model.__tablename__

    @cached_property
    def columns(self) -> dict[str, Field]:
        """Every field by name, in the order a file writes them; ``at`` stands before and is no field."""
        own = [*self.fields, *(field for part in self.parts for field in part.fields)]
        last = ("source", "published_fields")
        ordered = [
            *(field for name in self.key for field in own if field.name == name),
            *(field for field in own if field.name not in self.key and field.name not in last),
            *(field for name in last for field in own if field.name == name),
        ]
        return {field.name: field for field in ordered}

    @property
    def is_root(self) -> bool:
        return issubclass(self.model, Root)

    @cached_property
    def parent(self) -> Field | None:
        """The field that says which aggregate a row is a part of, if it is not one itself."""
        if self.is_root:
            return None
        named = (self.columns[name] for name in self.key if name != MISSION)
        return next((field for field in named if field.target is not None), None)

    def key_of(self, values: Values) -> Key:
        return tuple(self.columns[name].write(values.get(name)) for name in self.key)

    def act(self, values: Values, changed: Iterable[str] | None) -> str:
        """What the record calls it when the row is added (``changed`` None) or these columns change."""
        named = self.named(values, changed)
        if named is not None or changed is None:
            return named or self.add
        return next((self.acts[name] for name in changed if name in self.acts), self.edit)


def key_text(key: Key) -> str:
    """A key as ``changes.csv`` and a reader see it."""
    return "/".join(part for part in key if part)


class Registry:
    """Every collection, in an order in which no row comes before one it points at."""

    def __init__(self, collections: Iterable[Collection]) -> None:
        self.by_name = {collection.name: collection for collection in collections}
        self.by_table = {collection.table: collection for collection in reversed(self.by_name.values())}
        self.by_file: dict[str, list[Collection]] = {}
        for collection in self.by_name.values():
            self.by_file.setdefault(collection.file_name, []).append(collection)
        self.order = {name: place for place, name in enumerate(self.by_name)}

    def __iter__(self) -> Iterator[Collection]:
        return iter(self.by_name.values())

    def __getitem__(self, name: str) -> Collection:
        return self.by_name[name]

    def target(self, field: Field) -> Collection:
        return self.by_table[cast(str, field.target)]


def described(
    name: str,
    model: type[Historied],
    *key: str,
    add: str,
    edit: str,
    called: Mapping[str, str] | None = None,
    parts: Sequence[Part] = (),
    late: Sequence[Field] = (),
    without: Iterable[str] = (),
    **more: Any,
) -> Collection:
    """Derive a collection from its model, ``without`` some columns. ``called`` gives one another name than the rule.

    A key column ``mission`` that the model does not have is the mission of the row it points at.
    """
    from app.plumbing.sheets.parts import Origin

    replaced = {attr for field in late for attr in field.attrs}
    own = [field for field in fields_of(model, called or {}, without) if not replaced & set(field.attrs)]
    beside = [field for part in parts for field in part.fields]
    if MISSION in key and not any(field.name == MISSION for field in (*own, *beside)):
        own.insert(0, Field(MISSION, cells.Text(), target="mission", required=True))
    sourced = any(field.name == "source" for field in own)
    return Collection(
        name, model, key, add, edit, fields=(*own, *late), parts=(*parts, Origin(sourced=sourced)), **more
    )


def fields_of(model: type[Any], called: Mapping[str, str], without: Iterable[str] = ()) -> list[Field]:
    """The fields of a model's columns, by the rules above."""
    table = cast(Table, model.__table__)
    left_out = DERIVED | set(without) | {f"{column.name}_precision" for column in table.columns}
    return [
        _field(model, column, called.get(column.name, _named(column)))
        for column in table.columns
        if column.name not in left_out
    ]


def _named(column: Column[Any]) -> str:
    name = str(column.name)
    if name.endswith("_id") and _target(column):
        return name.removesuffix("_id")
    return name.removesuffix("_ore")


def _field(model: type[Any], column: Column[Any], name: str) -> Field:
    table = cast(Table, model.__table__)
    target = _target(column) if column.name.endswith("_id") else None
    attrs: tuple[str, ...] = (str(column.name),)
    if f"{column.name}_precision" in table.columns:
        attrs = (*attrs, f"{column.name}_precision")
    default = getattr(column.default, "arg", None) if column.default is not None else None
    required = not column.nullable and default is None
    if name == "source":
        default = None  # whoever takes the row in says what it is, where the file does not
    return Field(
        name,
        cells.Text() if target else _cell(column, len(attrs)),
        attrs,
        target=target,
        required=required,
        default=default,
        late=target == table.name,
    )


def _cell(column: Column[Any], width: int) -> Cell:
    kind = column.type
    if width == 2:
        return cells.PeriodText()
    if isinstance(kind, Word):
        return cells.Chosen(kind.words)
    if isinstance(kind, Exact):
        return cells.Number(kind.places)
    if isinstance(kind, Instant):
        return cells.Moment()
    python = kind.python_type
    if python is bool:
        return cells.YesNo()
    if python is int:
        return cells.Money() if column.name.endswith("_ore") else cells.Whole()
    if python is date:
        return cells.Day()
    if python is str:
        return cells.Text(kind.length if isinstance(kind, String) else None)
    raise TypeError(f"no cell for {column} ({python})")


def _target(column: Column[Any]) -> str | None:
    """The table whose ``id`` this column holds, through composite keys that carry a mission along."""
    for key in column.foreign_keys:
        table, name = key.target_fullname.rsplit(".", 1)
        if key.target_fullname == f"{column.table.name}.{column.name}":
            continue  # a row that names another of its own table by code carries the mission to itself
        # The table itself may belong to a chapter above; the way on through a composite key never does.
        return table if name == "id" else _target(key.column)
    return None
