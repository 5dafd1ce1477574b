"""What a snapshot and an archive have in common: a description, and the rows of each table."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from app.operations.carrying.values import Kind, NotCarried, Row, line

FORMAT = 1


@dataclass(frozen=True, slots=True)
class TableContent:
    """One table: its columns in order, how many rows, and the SHA-256 of their lines in order of the primary key."""

    name: str
    columns: tuple[tuple[str, Kind], ...]
    rows: int
    digest: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What is carried. ``head`` is the record's number and hash, None for a database that has no head row."""

    floke: str
    made_at: str
    database: str
    migration: str
    head: tuple[int, str] | None
    tables: tuple[TableContent, ...]

    @property
    def rows(self) -> int:
        return sum(table.rows for table in self.tables)

    def text(self) -> str:
        return json.dumps(
            {
                "format": FORMAT,
                "floke": self.floke,
                "made_at": self.made_at,
                "database": self.database,
                "migration": self.migration,
                "record": None if self.head is None else {"number": self.head[0], "hash": self.head[1]},
                "tables": [
                    {"name": table.name, "rows": table.rows, "sha256": table.digest, "columns": dict(table.columns)}
                    for table in self.tables
                ],
            },
            indent=1,
        )

    @classmethod
    def read(cls, text: str) -> Manifest:
        """Raises :class:`NotCarried` for a form that this version does not know."""
        said = json.loads(text)
        if said["format"] != FORMAT:
            raise NotCarried(f"The backup has the form {said['format']}, this version of Floke reads {FORMAT}.")
        head = said["record"]
        return cls(
            floke=said["floke"],
            made_at=said["made_at"],
            database=said["database"],
            migration=said["migration"],
            head=None if head is None else (head["number"], head["hash"]),
            tables=tuple(
                TableContent(
                    table["name"],
                    tuple((name, Kind(kind)) for name, kind in table["columns"].items()),
                    table["rows"],
                    table["sha256"],
                )
                for table in said["tables"]
            ),
        )


class Content(Protocol):
    """Something to restore from."""

    @property
    def manifest(self) -> Manifest: ...

    def rows(self, table: str) -> Iterator[Row]:
        """The rows of one table in order of its primary key, values in the order of its columns."""


class Tally:
    """Counts the lines that pass and takes their digest."""

    def __init__(self) -> None:
        self.rows = 0
        self._hash = hashlib.sha256()

    def passing(self, rows: Iterator[Row]) -> Iterator[bytes]:
        for row in rows:
            text = line(row)
            self.rows += 1
            self._hash.update(text)
            yield text

    @property
    def digest(self) -> str:
        return self._hash.hexdigest()
