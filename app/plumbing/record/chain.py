"""The tables of the record, and the text and hash that chain its deeds."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Table
from sqlalchemy.orm import Mapped, mapped_column

from app.plumbing.columns import BIG, Instant
from app.plumbing.db import Base

GENESIS = "0" * 64


class Deed(Base):
    """One line of the record. ``at`` is the time it counts for and never runs backwards; ``recorded_at`` the clock."""

    __tablename__ = "deed"

    number: Mapped[int] = mapped_column(BIG, primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(Instant, index=True)
    recorded_at: Mapped[datetime] = mapped_column(Instant)
    actor_id: Mapped[int | None] = mapped_column(BIG, index=True)
    act: Mapped[str] = mapped_column(String(80), index=True)
    subject_table: Mapped[str] = mapped_column(String(60))
    subject_id: Mapped[int] = mapped_column(BIG)
    mission_id: Mapped[int | None] = mapped_column(BIG, index=True)
    note: Mapped[str] = mapped_column(default="")
    previous_hash: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64))

    __table_args__ = (
        CheckConstraint("number > 0", name="number_positive"),
        Index(None, "subject_table", "subject_id"),
    )


class DeedChange(Base):
    """What one deed did to one row. ``fields`` is canonical text: ``{"field": [before, after], …}``."""

    __tablename__ = "deed_change"

    deed: Mapped[int] = mapped_column(BIG, ForeignKey("deed.number"), primary_key=True, autoincrement=False)
    position: Mapped[int] = mapped_column(BIG, primary_key=True, autoincrement=False)
    table_name: Mapped[str] = mapped_column(String(60))
    row_id: Mapped[int] = mapped_column(BIG)
    operation: Mapped[str] = mapped_column(String(6))
    fields: Mapped[str]

    __table_args__ = (
        CheckConstraint("operation IN ('insert', 'update', 'delete')", name="operation_known"),
        Index(None, "table_name", "row_id"),
        Index(None, "table_name", "deed"),
    )


class DeedHead(Base):
    """The one row under whose lock deeds are numbered."""

    __tablename__ = "deed_head"

    id: Mapped[int] = mapped_column(BIG, primary_key=True, autoincrement=False)
    number: Mapped[int] = mapped_column(BIG)
    hash: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime] = mapped_column(Instant)

    __table_args__ = (CheckConstraint("id = 1", name="one_row"),)


def canonical(value: object) -> str:
    """Text that is the same for the same value on any database and any machine."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_plain)


def _plain(value: object) -> object:
    match value:
        case datetime():
            return value.astimezone(UTC).isoformat(timespec="microseconds")
        case date():
            return value.isoformat()
        case Decimal():
            return format(value.normalize(), "f")
        case StrEnum():
            return value.value
    raise TypeError(f"no canonical text for {type(value).__name__}")


def chained_hash(deed: Mapping[str, Any], changes: list[tuple[str, int, str, str]]) -> str:
    header = {
        key: deed[key]
        for key in (
            "number", "at", "recorded_at", "actor_id", "act", "subject_table", "subject_id", "mission_id", "note",
            "previous_hash",
        )
    }  # fmt: skip
    return hashlib.sha256(canonical([header, changes]).encode()).hexdigest()


def historied_tables() -> dict[str, Table]:
    """History table by the name of the table it belongs to."""
    return {table.info["history_of"]: table for table in Base.metadata.tables.values() if "history_of" in table.info}
