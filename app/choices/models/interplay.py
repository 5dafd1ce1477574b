"""Initiatives that shut each other out, or are worth more or cost less together. Facts of the mission."""

from __future__ import annotations

from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.choices.rules.interplay import InterplayKind
from app.plumbing.columns import BIG, Exact, Word
from app.plumbing.db import Historied, Root
from app.plumbing.provenance import Sourced
from app.portfolio.rules.words import Use


class Interplay(Sourced, Root):
    """An exclusion (at most one of its members) or a synergy (what they give and save when all are in)."""

    __tablename__ = "interplay"

    mission_id: Mapped[int] = mapped_column(BIG, ForeignKey("mission.id"))
    code: Mapped[str] = mapped_column(String(20))
    kind: Mapped[InterplayKind] = mapped_column(Word(InterplayKind))
    reason: Mapped[str] = mapped_column(default="")

    __table_args__ = (UniqueConstraint("mission_id", "code"), UniqueConstraint("id", "mission_id"))


class InterplayMember(Historied):
    __tablename__ = "interplay_member"

    mission_id: Mapped[int] = mapped_column(BIG)
    interplay_id: Mapped[int] = mapped_column(BIG)
    initiative_id: Mapped[int] = mapped_column(BIG)

    __table_args__ = (
        UniqueConstraint("interplay_id", "initiative_id"),
        ForeignKeyConstraint(["interplay_id", "mission_id"], ["interplay.id", "interplay.mission_id"]),
        ForeignKeyConstraint(
            ["initiative_id", "mission_id"], ["initiative_mission.initiative_id", "initiative_mission.mission_id"]
        ),
        Index(None, "initiative_id"),
    )


class InterplayGain(Sourced, Historied):
    """What the members give together beside their own scores, in points on a criterion."""

    __tablename__ = "interplay_gain"

    mission_id: Mapped[int] = mapped_column(BIG)
    interplay_id: Mapped[int] = mapped_column(BIG)
    criterion_id: Mapped[int] = mapped_column(BIG)
    points: Mapped[Decimal] = mapped_column(Exact(2))

    __table_args__ = (
        UniqueConstraint("interplay_id", "criterion_id"),
        CheckConstraint("points BETWEEN 1 AND 10000", name="points_on_scale"),
        ForeignKeyConstraint(["interplay_id", "mission_id"], ["interplay.id", "interplay.mission_id"]),
        ForeignKeyConstraint(["criterion_id", "mission_id"], ["criterion.id", "criterion.mission_id"]),
        Index(None, "criterion_id"),
    )


class InterplaySaving(Sourced, Historied):
    """What the members need less of together, in one budget year."""

    __tablename__ = "interplay_saving"

    interplay_id: Mapped[int] = mapped_column(BIG, ForeignKey("interplay.id"))
    year: Mapped[int]
    use: Mapped[Use] = mapped_column(Word(Use))
    amount_ore: Mapped[int]

    __table_args__ = (
        UniqueConstraint("interplay_id", "year", "use"),
        CheckConstraint("amount_ore > 0", name="amount_positive"),
        CheckConstraint("year BETWEEN 1990 AND 2100", name="year_plausible"),
    )
