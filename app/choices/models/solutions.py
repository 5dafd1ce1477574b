"""Answers of the solver, as they were given."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.choices.rules.scenarios import SolutionKind
from app.plumbing.columns import BIG, Instant, Word
from app.plumbing.db import Base


class Solution(Base):
    """What came of solving an alternative as it stood at a deed. Never changed; computed from rows that have history.

    ``fingerprint`` is of the problem that was solved. ``complete`` says that the answer is all there is to know: the
    best portfolio is proved, or no non-dominated one is missing. ``answer`` is canonical JSON.
    """

    __tablename__ = "solution"

    id: Mapped[int] = mapped_column(BIG, primary_key=True)
    scenario_id: Mapped[int] = mapped_column(BIG, ForeignKey("scenario.id"))
    kind: Mapped[SolutionKind] = mapped_column(Word(SolutionKind))
    at_deed: Mapped[int] = mapped_column(BIG)
    fingerprint: Mapped[str] = mapped_column(String(64))
    complete: Mapped[bool]
    # The job that found it; no foreign key, jobs are tidied away.
    job_id: Mapped[int | None] = mapped_column(BIG)
    solved_at: Mapped[datetime] = mapped_column(Instant)
    answer: Mapped[str]

    __table_args__ = (
        CheckConstraint("at_deed >= 0", name="deed_counted"),
        Index(None, "scenario_id", "kind", "id"),
    )
