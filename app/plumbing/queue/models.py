"""The job table."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.plumbing.columns import BIG, Instant, Word
from app.plumbing.db import Base
from app.plumbing.queue.rules import JobState


class Job(Base):
    """One piece of work. ``arguments`` and ``result`` are JSON text; ``progress`` is in percent.

    ``person_id`` is who asked, None for the program itself; no foreign key, as in the record. ``worker`` is who does
    it or did it last. ``not_before`` is until when a postponed job waits.
    """

    __tablename__ = "job"

    id: Mapped[int] = mapped_column(BIG, primary_key=True)
    name: Mapped[str] = mapped_column(String(80))
    arguments: Mapped[str] = mapped_column(default="{}")
    state: Mapped[JobState] = mapped_column(Word(JobState), default=JobState.QUEUED)
    progress: Mapped[int] = mapped_column(default=0)
    message: Mapped[str] = mapped_column(default="")
    result: Mapped[str | None]
    person_id: Mapped[int | None] = mapped_column(BIG)
    occasion: Mapped[str | None] = mapped_column(String(120))
    attempts: Mapped[int] = mapped_column(default=0)
    worker: Mapped[str | None] = mapped_column(String(120))
    stop_asked: Mapped[bool] = mapped_column(default=False)
    enqueued_at: Mapped[datetime] = mapped_column(Instant)
    not_before: Mapped[datetime | None] = mapped_column(Instant)
    started_at: Mapped[datetime | None] = mapped_column(Instant)
    finished_at: Mapped[datetime | None] = mapped_column(Instant)

    __table_args__ = (
        UniqueConstraint("occasion"),
        Index(None, "state", "id"),
        Index(None, "person_id", "id"),
        CheckConstraint("progress BETWEEN 0 AND 100", name="progress_percent"),
        CheckConstraint("attempts >= 0", name="attempts_counted"),
        CheckConstraint("state <> 'running' OR started_at IS NOT NULL", name="running_has_started"),
        CheckConstraint(
            "(state IN ('done', 'failed', 'stopped')) = (finished_at IS NOT NULL)", name="ended_has_finished"
        ),
    )
