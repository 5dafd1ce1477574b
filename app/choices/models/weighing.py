"""What the criteria weigh: a set of points, and what has been stated about the weights."""

from __future__ import annotations

from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from app.choices.rules.weighing import Answer, Holding, StatementKind
from app.plumbing.columns import BIG, Exact, Word
from app.plumbing.db import Historied, Root
from app.plumbing.provenance import Sourced


class Weighing(Sourced, Root):
    """One way to weigh a mission's criteria; ``holding`` says what of it counts.

    ``main`` is the mission's own, whose points stand in ``criterion.weight``. A mission that has none holds to those
    points. Another weighing (an alternative's own) has points of its own.
    """

    __tablename__ = "weighing"

    mission_id: Mapped[int] = mapped_column(BIG, ForeignKey("mission.id"))
    code: Mapped[str] = mapped_column(String(40))
    title: Mapped[str] = mapped_column(default="")
    holding: Mapped[Holding] = mapped_column(Word(Holding))
    main: Mapped[bool] = mapped_column(default=False)

    __table_args__ = (
        UniqueConstraint("mission_id", "code"),
        UniqueConstraint("id", "mission_id"),
        Index(
            "uq_weighing_one_main", "mission_id",
            unique=True, sqlite_where=text("main"), postgresql_where=text("main"),
        ),
    )  # fmt: skip


class WeighingPoint(Sourced, Historied):
    """What the swing of a criterion, from its worst level to its best, is worth in a weighing that is not the main one.

    A criterion without a row here weighs what it does in the main one.
    """

    __tablename__ = "weighing_point"

    mission_id: Mapped[int] = mapped_column(BIG)
    weighing_id: Mapped[int] = mapped_column(BIG)
    criterion_id: Mapped[int] = mapped_column(BIG)
    points: Mapped[Decimal] = mapped_column(Exact(2))

    __table_args__ = (
        UniqueConstraint("weighing_id", "criterion_id"),
        CheckConstraint("points >= 0", name="points_not_negative"),
        ForeignKeyConstraint(["weighing_id", "mission_id"], ["weighing.id", "weighing.mission_id"]),
        ForeignKeyConstraint(["criterion_id", "mission_id"], ["criterion.id", "criterion.mission_id"]),
        Index(None, "criterion_id"),
    )


class WeightStatement(Sourced, Historied):
    """Something said about the weights, in the order of ``position``.

    order      the swing of ``first`` is worth at least as much as that of ``second``
    at_least   ``first`` has at least ``share`` (0–1) of all weight; at_most: at most
    trade_off  ``answer`` to: is ``first_part`` (0–1) of the first's swing worth more than ``second_part`` of the
               second's?

    What is withdrawn stays here and counts no more.
    """

    __tablename__ = "weight_statement"

    mission_id: Mapped[int] = mapped_column(BIG)
    weighing_id: Mapped[int] = mapped_column(BIG)
    position: Mapped[int]
    kind: Mapped[StatementKind] = mapped_column(Word(StatementKind))
    first_id: Mapped[int] = mapped_column(BIG)
    first_part: Mapped[Decimal | None] = mapped_column(Exact(2))
    second_id: Mapped[int | None] = mapped_column(BIG)
    second_part: Mapped[Decimal | None] = mapped_column(Exact(2))
    answer: Mapped[Answer | None] = mapped_column(Word(Answer))
    share: Mapped[Decimal | None] = mapped_column(Exact(4))
    said_by_id: Mapped[int | None] = mapped_column(BIG, ForeignKey("person.id"))
    withdrawn: Mapped[bool] = mapped_column(default=False)

    __table_args__ = (
        UniqueConstraint("weighing_id", "position"),
        CheckConstraint("first_id <> second_id", name="of_two_criteria"),
        CheckConstraint("(kind IN ('at_least', 'at_most')) = (second_id IS NULL)", name="bound_is_of_one"),
        CheckConstraint("(kind IN ('at_least', 'at_most')) = (share IS NOT NULL)", name="bound_has_share"),
        CheckConstraint("(kind = 'trade_off') = (answer IS NOT NULL)", name="trade_off_has_answer"),
        CheckConstraint("(kind = 'trade_off') = (first_part IS NOT NULL)", name="trade_off_has_first_part"),
        CheckConstraint("(first_part IS NULL) = (second_part IS NULL)", name="both_parts"),
        CheckConstraint("first_part BETWEEN 1 AND 100", name="first_part_of_swing"),
        CheckConstraint("second_part BETWEEN 1 AND 100", name="second_part_of_swing"),
        CheckConstraint("share BETWEEN 0 AND 10000", name="share_of_all"),
        ForeignKeyConstraint(["weighing_id", "mission_id"], ["weighing.id", "weighing.mission_id"]),
        ForeignKeyConstraint(["first_id", "mission_id"], ["criterion.id", "criterion.mission_id"]),
        ForeignKeyConstraint(["second_id", "mission_id"], ["criterion.id", "criterion.mission_id"]),
        Index(None, "first_id"),
        Index(None, "second_id"),
        Index(None, "said_by_id"),
    )
