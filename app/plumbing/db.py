"""The database: one base class, one session, and rows that are opened at the version somebody saw.

On SQLite writers begin with ``BEGIN IMMEDIATE``: a plain ``BEGIN`` that turns into a write later makes simultaneous
editors fail with «database is locked» instead of waiting for their turn.
"""

from __future__ import annotations

import sqlite3
from datetime import datetime
from functools import lru_cache
from typing import Any, ClassVar, TypeVar, cast

from flask import has_request_context
from flask_sqlalchemy import SQLAlchemy
from flask_sqlalchemy.session import Session
from sqlalchemy import (
    CheckConstraint,
    Column,
    Connection,
    Engine,
    Index,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    Text,
    event,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, Mapper, mapped_column, registry

from app.plumbing import watching
from app.plumbing.columns import BIG, Instant, Word
from app.plumbing.refusals import N_, Changed, NotThere

M = TypeVar("M", bound="Base")
H = TypeVar("H", bound="Historied")

WRITES = "floke_writes"

# Where a session says that it is in a unit of work.
WORK = "work"

# By this column a part says whose it is, so that the past of a whole is found without reading everybody's. A name only:
# nothing here knows the chapter it is from.
WHOLE = "initiative_id"


class Base(DeclarativeBase):
    registry = registry(
        metadata=MetaData(
            naming_convention={
                "ix": "ix_%(table_name)s_%(column_0_N_name)s",
                "uq": "uq_%(table_name)s_%(column_0_N_name)s",
                "ck": "ck_%(table_name)s_%(constraint_name)s",
                "fk": "fk_%(table_name)s_%(column_0_N_name)s",
                "pk": "pk_%(table_name)s",
            }
        ),
        # On the registry, because Flask-SQLAlchemy makes a second base from this one.
        type_annotation_map={int: BIG, str: Text(), datetime: Instant()},
    )


class Historied(Base):
    """A table whose former states are kept: beside it stands ``<table>_history`` with the same columns.

    A history row is true from the deed ``from_deed`` until, and not at, the deed ``to_deed``. History has no foreign
    keys: it must outlive what it points at.
    """

    __abstract__ = True

    id: Mapped[int] = mapped_column(BIG, primary_key=True)

    history: ClassVar[Table]


class Recorded(Base):
    """A table without history, for it must be erasable, that is changed in deeds all the same.

    Which deed, and what it changed, is not to be seen from the record: any may have. Its ``unrecorded`` columns change
    without one, and are asked for each time.
    """

    __abstract__ = True

    unrecorded: ClassVar[frozenset[str]] = frozenset()


class Root(Historied):
    """The head of an aggregate: whoever edits it or a part of it says which version they saw."""

    __abstract__ = True

    version: Mapped[int] = mapped_column(BIG, default=1)


@event.listens_for(Base, "instrument_class", propagate=True)
def _complete_table(mapper: Mapper[Any], cls: type[Base]) -> None:
    """Give each table the CHECKs of its words, and each historied table its history."""
    table = cast(Table, mapper.local_table)
    for column in table.columns:
        if isinstance(column.type, Word):
            words = ", ".join(f"'{word.value}'" for word in column.type.words)
            table.append_constraint(CheckConstraint(f"{column.name} IN ({words})", name=f"{column.name}_known"))
    if issubclass(cls, Historied):
        cls.history = Table(
            f"{table.name}_history",
            table.metadata,
            *(Column(c.name, c.type, nullable=c.name != "id", autoincrement=False) for c in table.columns),
            Column("from_deed", BIG, nullable=False, autoincrement=False),
            Column("to_deed", BIG, nullable=True),
            PrimaryKeyConstraint("id", "from_deed"),
            Index(None, "to_deed"),
            *(Index(None, name) for name in (WHOLE,) if name in table.columns),
            info={"history_of": table.name},
        )


class Sessions(Session):
    """Reads of a page without a transaction around them, on PostgreSQL.

    There each statement sees what was committed just before it, inside a transaction or not: BEGIN and ROLLBACK would
    be two questions to the server more for each page, and a page that is being made would hold a transaction open.
    A unit of work has its transaction as ever.
    """

    def get_bind(self, *args: Any, **options: Any) -> Engine | Connection:
        bind = super().get_bind(*args, **options)
        if isinstance(bind, Engine) and bind.dialect.name == "postgresql":
            return _reading(bind) if has_request_context() and WORK not in self.info else bind
        return bind


@lru_cache(maxsize=8)
def _reading(engine: Engine) -> Engine:
    return engine.execution_options(isolation_level="AUTOCOMMIT")


db = SQLAlchemy(model_class=Base, disable_autonaming=True, session_options={"class_": Sessions})


def locked(model: type[M], row_id: int) -> M:
    """The row as it is now, locked until commit. Raises :class:`NotThere`."""
    row = db.session.get(model, row_id, populate_existing=True, with_for_update=True)
    if row is None:
        raise NotThere(N_("This no longer exists."))
    return row


R = TypeVar("R", bound=Root)


def opened(model: type[R], row_id: int, version: int | None) -> R:
    """Lock the aggregate, refuse if it is not at ``version`` any more, and count the version up.

    ``version`` None is for deeds that cannot overwrite anybody's words (an import that has shown its diff).
    """
    row = locked(model, row_id)
    if version is not None and row.version != version:
        raise Changed((row.__tablename__, row.id), since=version, version=row.version)
    row.version += 1
    return row


@event.listens_for(Engine, "connect")
def _on_connect(connection: Any, _record: object) -> None:
    if isinstance(connection, sqlite3.Connection):
        connection.isolation_level = None  # SQLAlchemy begins, not the driver
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=20000"):
            connection.execute(f"PRAGMA {pragma}")


@event.listens_for(Engine, "before_cursor_execute")
def _on_execute(*_told: object) -> None:
    # A question that is remembered tells what it reads; of anything else nobody knows.
    watching.unsteady()


@event.listens_for(Engine, "begin")
def _on_begin(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        writes = connection.get_execution_options().get(WRITES, False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
