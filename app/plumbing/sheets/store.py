"""What the database holds, by collection and natural key, read in one statement per table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, cast

from sqlalchemy import select

from app.plumbing.db import db
from app.plumbing.record import NOW, At
from app.plumbing.sheets.collections import MISSION, Collection, Field, Key, Registry, Values

MISSIONS = "missions"
INITIATIVES = "initiatives"


@dataclass(slots=True)
class Stored:
    id: int
    values: Values


class Store:
    """Rows as they are now or were at a moment, loaded when first asked for.

    What a writer adds it tells the store, so that later rows find it.
    """

    def __init__(self, registry: Registry, at: At = NOW) -> None:
        self.registry = registry
        self.at = at
        self._rows: dict[str, dict[Key, Stored]] = {}
        self._keys: dict[str, dict[int, Key]] = {}
        self._expected: dict[str, dict[Key, Values]] = {}

    def expect(self, name: str, key: Key, values: Values) -> None:
        """A row that a file brings: others in the files may point at it before it is written."""
        self._expected.setdefault(name, {})[key] = values

    def knows(self, name: str, key: Key) -> bool:
        """Whether the row is there, or comes with the files."""
        return key in self._expected.get(name, {}) or key in self.rows(name)

    def rows(self, name: str) -> dict[Key, Stored]:
        self.load(name)
        return self._rows[name]

    def load(self, name: str) -> None:
        """Read a collection, and those it points at."""
        if name in self._rows:
            return
        collection = self.registry[name]
        for field in collection.fields:
            if field.target is not None and not field.late:
                self.load(self.registry.target(field).name)
        rows, late = self._own_rows(collection)
        for part in collection.parts:
            part.load(self, collection, rows)
        self._rows[name], self._keys[name] = {}, {}
        for row_id, read in rows.items():
            values = collection.arranged(read)
            self.put(name, collection.key_of(values), Stored(row_id, values))
        for row_id, field, other in late:
            self.load(self.registry.target(field).name)
            rows[row_id][field.name] = self.shown(field, other)

    def _own_rows(self, collection: Collection) -> tuple[dict[int, Values], list[tuple[int, Field, int]]]:
        model = cast(Any, self.at.of(collection.model))
        names = ["id", *(attr for field in collection.fields for attr in field.attrs)]
        rows: dict[int, Values] = {}
        late: list[tuple[int, Field, int]] = []
        query = select(*(getattr(model, name) for name in names)).order_by(model.id)
        for row in map(dict, db.session.execute(query).mappings()):
            values: Values = {}
            for field in collection.fields:
                if field.late:
                    values[field.name] = None
                    if row[field.attrs[0]] is not None:
                        late.append((row["id"], field, row[field.attrs[0]]))
                elif field.attrs:
                    values[field.name] = self.shown(field, field.from_attrs(row))
            parent = collection.parent
            if MISSION in collection.key and values.get(MISSION) is None and parent is not None:
                above = self.key(self.registry.target(parent).name, row[parent.attrs[0]])
                if len(above) > 1:
                    values[MISSION] = above[0]
            rows[row["id"]] = values
        return rows, late

    def shown(self, field: Field, value: Any) -> Any:
        """What a cell shows of a stored value: the code in place of an id."""
        if field.target is None or value is None:
            return value
        return field.shows(self.key(self.registry.target(field).name, value))

    def put(self, name: str, key: Key, stored: Stored) -> None:
        self._rows[name][key] = stored
        self._keys[name][stored.id] = key

    def id(self, name: str, key: Key) -> int | None:
        found = self.rows(name).get(key)
        return None if found is None else found.id

    def key(self, name: str, row_id: int) -> Key:
        self.load(name)
        return self._keys[name][row_id]

    def target_key(self, field: Field, values: Values, code: str) -> Key:
        """The whole key a cell means: area «2» is the one of the row's own mission."""
        if field.points is not None:
            return field.points(values, code)
        target = self.registry.target(field)
        return (self.mission(values) or "", code) if target.key[0] == MISSION else (code,)

    def mission(self, values: Values) -> str | None:
        """The mission a row is in: its own column, or the first one of its initiative."""
        if values.get(MISSION):
            return cast(str, values[MISSION])
        initiative = values.get("initiative")
        if initiative is None:
            return None
        expected = self._expected.get(INITIATIVES, {}).get((initiative,), {}).get(MISSION)
        found = self.rows(INITIATIVES).get((initiative,))
        return expected or (None if found is None else cast("str | None", found.values.get(MISSION)))

    def mission_id(self, values: Values) -> int | None:
        slug = self.mission(values)
        return None if slug is None else self.id(MISSIONS, (slug,))

    def pointed(self, collection: Collection, field: Field, values: Values, code: str) -> int:
        """The id a cell means. Raises KeyError where there is none; the reading has looked before."""
        key = self.target_key(field, values, code)
        found = self.id(self.registry.target(field).name, key)
        if found is None:
            raise KeyError(f"{collection.name}.{field.name}: {key}")
        return found

    def attrs(self, collection: Collection, field: Field, values: Values) -> dict[str, Any]:
        """The model's columns for a field of a row."""
        value = values.get(field.name)
        if field.target is None or not field.attrs:
            return field.to_attrs(value)
        return {field.attrs[0]: None if value is None else self.pointed(collection, field, values, value)}
