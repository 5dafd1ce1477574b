"""Criteria, their levels, and how initiatives score on them."""

from __future__ import annotations

from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.missions.models import Wording
from app.plumbing.columns import BIG, Exact
from app.plumbing.db import Historied, Root
from app.plumbing.provenance import Sourced


class Criterion(Sourced, Root):
    """``weight`` is in points; what counts is its share of all points in the mission."""

    __tablename__ = "criterion"

    mission_id: Mapped[int] = mapped_column(BIG, ForeignKey("mission.id"))
    code: Mapped[str] = mapped_column(String(20))
    position: Mapped[int]
    colour: Mapped[int]
    language: Mapped[str] = mapped_column(String(2), default="nb")
    weight: Mapped[Decimal] = mapped_column(Exact(2))

    __table_args__ = (
        UniqueConstraint("mission_id", "code"),
        UniqueConstraint("id", "mission_id"),
        CheckConstraint("weight >= 0", name="weight_not_negative"),
    )


class CriterionText(Wording, Historied):
    __tablename__ = "criterion_text"

    criterion_id: Mapped[int] = mapped_column(BIG, ForeignKey("criterion.id"))

    __table_args__ = (UniqueConstraint("criterion_id", "language"),)


class CriterionLevel(Sourced, Historied):
    """What a score of ``score`` (0–100) on the criterion looks like."""

    __tablename__ = "criterion_level"

    criterion_id: Mapped[int] = mapped_column(BIG, ForeignKey("criterion.id"))
    score: Mapped[Decimal] = mapped_column(Exact(2))
    described: Mapped[str]

    __table_args__ = (
        UniqueConstraint("criterion_id", "score"),
        CheckConstraint("score BETWEEN 0 AND 10000", name="score_on_scale"),
    )


class Score(Sourced, Root):
    """0–100 on the criterion's fixed scale. One with no evidence rests on judgement only."""

    __tablename__ = "score"

    mission_id: Mapped[int] = mapped_column(BIG)
    initiative_id: Mapped[int] = mapped_column(BIG)
    criterion_id: Mapped[int] = mapped_column(BIG)
    low: Mapped[Decimal] = mapped_column(Exact(2))
    likely: Mapped[Decimal] = mapped_column(Exact(2))
    high: Mapped[Decimal] = mapped_column(Exact(2))
    reason: Mapped[str] = mapped_column(default="")

    __table_args__ = (
        UniqueConstraint("initiative_id", "criterion_id"),
        UniqueConstraint("id", "mission_id"),
        CheckConstraint("0 <= low AND low <= likely", name="low_in_order"),
        CheckConstraint("likely <= high AND high <= 10000", name="high_in_order"),
        ForeignKeyConstraint(
            ["initiative_id", "mission_id"], ["initiative_mission.initiative_id", "initiative_mission.mission_id"]
        ),
        ForeignKeyConstraint(["criterion_id", "mission_id"], ["criterion.id", "criterion.mission_id"]),
        Index(None, "criterion_id"),
    )


class ScoreEvidence(Historied):
    __tablename__ = "score_evidence"

    mission_id: Mapped[int] = mapped_column(BIG)
    score_id: Mapped[int] = mapped_column(BIG)
    evidence_id: Mapped[int] = mapped_column(BIG)

    __table_args__ = (
        UniqueConstraint("score_id", "evidence_id"),
        ForeignKeyConstraint(["score_id", "mission_id"], ["score.id", "score.mission_id"]),
        ForeignKeyConstraint(["evidence_id", "mission_id"], ["evidence.id", "evidence.mission_id"]),
        Index(None, "evidence_id"),
    )
