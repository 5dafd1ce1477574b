"""The deed in the making: who does it, what it is called, and which rows it has touched."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from app.plumbing.db import Historied, db


@dataclass(slots=True)
class Work:
    """One unit of work: who does it, what it is called in the record, and what starts when it is committed.

    ``at`` is the time the deed counts for; None means the true clock.
    """

    by: int | None
    at: datetime | None = None
    act: str | None = None
    subject: tuple[str, int] | None = None
    mission_id: int | None = None
    note: str = ""
    bare: bool = False
    promises: list[Callable[[], None]] = field(default_factory=list)
    touched: set[tuple[str, int]] = field(default_factory=set)
    # Something was changed that must not change without a deed, and leaves no trace of its own in one.
    owes_deed: bool = False
    deed: int | None = None
    deed_hash: str | None = None

    def record(
        self, act: str, subject: Historied, *, mission: int | None = None, note: str = "", bare: bool = False
    ) -> None:
        """Name the deed. Each unit of work is one deed; a second name for it is a mistake in the program.

        ``bare`` writes the line even where no historied row changed (an erased address, a download).
        """
        if self.act is not None:
            raise RuntimeError(f"one unit of work, one deed: {self.act} and {act}")
        db.session.flush()
        self.act, self.subject = act, (subject.__tablename__, subject.id)
        self.mission_id, self.note, self.bare = mission, note, bare


def current_work() -> Work:
    """The unit of work we are in; services use it to name their deed."""
    work = db.session.info.get("work")
    if not isinstance(work, Work):
        raise RuntimeError("services run inside unit_of_work")
    return work
