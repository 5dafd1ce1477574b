"""How often each initiative comes at each place, as it was drawn."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.plumbing.columns import BIG, Instant
from app.plumbing.db import Base


class RankAcceptability(Base):
    """What came of drawing weights and scores of a mission as they stood at a deed. Never changed; computed from rows
    that have history.

    ``fingerprint`` is of the scores and weights that were drawn from. ``answer`` is canonical JSON.
    """

    __tablename__ = "rank_acceptability"

    id: Mapped[int] = mapped_column(BIG, primary_key=True)
    mission_id: Mapped[int] = mapped_column(BIG, ForeignKey("mission.id"))
    at_deed: Mapped[int] = mapped_column(BIG)
    fingerprint: Mapped[str] = mapped_column(String(64))
    draws: Mapped[int] = mapped_column(BIG)
    # The job that drew; no foreign key, jobs are tidied away.
    job_id: Mapped[int | None] = mapped_column(BIG)
    drawn_at: Mapped[datetime] = mapped_column(Instant)
    answer: Mapped[str]

    __table_args__ = (
        CheckConstraint("at_deed >= 0", name="deed_counted"),
        CheckConstraint("draws > 0", name="draws_positive"),
        Index(None, "mission_id", "id"),
    )
