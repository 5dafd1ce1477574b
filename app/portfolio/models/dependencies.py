"""What an initiative waits for: other initiatives, things outside the mission, conditions in stages."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from app.plumbing.columns import BIG, Word
from app.plumbing.db import Historied, Root
from app.plumbing.periods import Precision
from app.plumbing.provenance import Sourced
from app.portfolio.rules.words import ConditionKind, ConditionStage, ConditionTie, DependencyKind


class ExternalNode(Sourced, Root):
    """Something outside the mission that initiatives wait for, with somebody who owns it and a date."""

    __tablename__ = "external_node"

    mission_id: Mapped[int] = mapped_column(BIG, ForeignKey("mission.id"))
    code: Mapped[str] = mapped_column(String(20))
    title: Mapped[str]
    owner: Mapped[str] = mapped_column(default="")
    expected: Mapped[date | None]
    expected_precision: Mapped[Precision | None] = mapped_column(Word(Precision))
    arrived_on: Mapped[date | None]

    __table_args__ = (
        UniqueConstraint("mission_id", "code"),
        UniqueConstraint("id", "mission_id"),
        CheckConstraint("(expected IS NULL) = (expected_precision IS NULL)", name="expected_has_precision"),
    )


class Dependency(Sourced, Historied):
    """``initiative_id`` waits for ``needs_id`` or for ``external_node_id``: exactly one of them.

    A shared solution is symmetric; it is stored once, the lower id first.
    """

    __tablename__ = "dependency"

    mission_id: Mapped[int] = mapped_column(BIG)
    initiative_id: Mapped[int] = mapped_column(BIG)
    needs_id: Mapped[int | None] = mapped_column(BIG)
    external_node_id: Mapped[int | None] = mapped_column(BIG)
    kind: Mapped[DependencyKind] = mapped_column(Word(DependencyKind))
    lag_days: Mapped[int] = mapped_column(default=0)
    reason: Mapped[str] = mapped_column(default="")

    __table_args__ = (
        CheckConstraint("(needs_id IS NULL) <> (external_node_id IS NULL)", name="waits_for_one_thing"),
        CheckConstraint("initiative_id <> needs_id", name="waits_for_another"),
        CheckConstraint(
            "kind <> 'shared_solution' OR (needs_id IS NOT NULL AND initiative_id < needs_id)",
            name="shared_stored_once",
        ),
        ForeignKeyConstraint(
            ["initiative_id", "mission_id"], ["initiative_mission.initiative_id", "initiative_mission.mission_id"]
        ),
        ForeignKeyConstraint(
            ["needs_id", "mission_id"], ["initiative_mission.initiative_id", "initiative_mission.mission_id"]
        ),
        ForeignKeyConstraint(["external_node_id", "mission_id"], ["external_node.id", "external_node.mission_id"]),
        Index(
            "uq_dependency_initiative", "initiative_id", "needs_id", "kind",
            unique=True, sqlite_where=text("needs_id IS NOT NULL"), postgresql_where=text("needs_id IS NOT NULL"),
        ),
        Index(
            "uq_dependency_external", "initiative_id", "external_node_id",
            unique=True,
            sqlite_where=text("external_node_id IS NOT NULL"),
            postgresql_where=text("external_node_id IS NOT NULL"),
        ),
        Index(None, "needs_id"),
        Index(None, "external_node_id"),
        Index(None, "mission_id"),
        Index(None, "initiative_id"),
    )  # fmt: skip


class Condition(Sourced, Root):
    __tablename__ = "condition"

    mission_id: Mapped[int] = mapped_column(BIG, ForeignKey("mission.id"))
    code: Mapped[str] = mapped_column(String(20))
    kind: Mapped[ConditionKind] = mapped_column(Word(ConditionKind))
    title: Mapped[str]
    owner: Mapped[str] = mapped_column(default="")

    __table_args__ = (UniqueConstraint("mission_id", "code"), UniqueConstraint("id", "mission_id"))


class ConditionStep(Sourced, Historied):
    """One dated stage of a condition."""

    __tablename__ = "condition_step"

    condition_id: Mapped[int] = mapped_column(BIG, ForeignKey("condition.id"))
    stage: Mapped[ConditionStage] = mapped_column(Word(ConditionStage))
    position: Mapped[int]
    planned: Mapped[date | None]
    planned_precision: Mapped[Precision | None] = mapped_column(Word(Precision))
    reached_on: Mapped[date | None]

    __table_args__ = (
        UniqueConstraint("condition_id", "stage"),
        CheckConstraint("(planned IS NULL) = (planned_precision IS NULL)", name="planned_has_precision"),
    )


class InitiativeCondition(Sourced, Historied):
    """An initiative waits for a condition, or is the one that delivers it."""

    __tablename__ = "initiative_condition"

    mission_id: Mapped[int] = mapped_column(BIG)
    initiative_id: Mapped[int] = mapped_column(BIG)
    condition_id: Mapped[int] = mapped_column(BIG)
    tie: Mapped[ConditionTie] = mapped_column(Word(ConditionTie))

    __table_args__ = (
        UniqueConstraint("initiative_id", "condition_id", "tie"),
        ForeignKeyConstraint(
            ["initiative_id", "mission_id"], ["initiative_mission.initiative_id", "initiative_mission.mission_id"]
        ),
        ForeignKeyConstraint(["condition_id", "mission_id"], ["condition.id", "condition.mission_id"]),
        Index(None, "condition_id"),
    )
