"""What each appraiser holds of an initiative on a criterion."""

from __future__ import annotations

from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.plumbing.columns import BIG, Exact
from app.plumbing.db import Historied
from app.plumbing.provenance import Sourced


class ScoreOpinion(Sourced, Historied):
    """One person's score, 0–100. Where there are any, the score is what they give together (``rules.together``)."""

    __tablename__ = "score_opinion"

    mission_id: Mapped[int] = mapped_column(BIG)
    initiative_id: Mapped[int] = mapped_column(BIG)
    criterion_id: Mapped[int] = mapped_column(BIG)
    person_id: Mapped[int] = mapped_column(BIG, ForeignKey("person.id"))
    low: Mapped[Decimal] = mapped_column(Exact(2))
    likely: Mapped[Decimal] = mapped_column(Exact(2))
    high: Mapped[Decimal] = mapped_column(Exact(2))
    reason: Mapped[str] = mapped_column(default="")

    __table_args__ = (
        UniqueConstraint("initiative_id", "criterion_id", "person_id"),
        CheckConstraint("0 <= low AND low <= likely", name="low_in_order"),
        CheckConstraint("likely <= high AND high <= 10000", name="high_in_order"),
        ForeignKeyConstraint(
            ["initiative_id", "mission_id"], ["initiative_mission.initiative_id", "initiative_mission.mission_id"]
        ),
        ForeignKeyConstraint(["criterion_id", "mission_id"], ["criterion.id", "criterion.mission_id"]),
        Index(None, "criterion_id"),
        Index(None, "person_id"),
    )
