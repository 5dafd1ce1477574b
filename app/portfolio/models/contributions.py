"""What an initiative does for the mission, and who takes part."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from app.missions.rules import Strength
from app.plumbing.columns import BIG, Exact, Word
from app.plumbing.db import Historied
from app.plumbing.provenance import Sourced
from app.portfolio.rules.words import Commitment, Employment, ParticipationPart, Skill


class Contribution(Sourced, Historied):
    """An initiative acts on an area of a mission it serves. ``line_change`` is what the line must do differently."""

    __tablename__ = "contribution"

    mission_id: Mapped[int] = mapped_column(BIG)
    initiative_id: Mapped[int] = mapped_column(BIG)
    area_id: Mapped[int] = mapped_column(BIG)
    strength: Mapped[Strength] = mapped_column(Word(Strength))
    main: Mapped[bool] = mapped_column(default=False)
    mechanism: Mapped[str] = mapped_column(default="")
    line_change: Mapped[str] = mapped_column(default="")

    __table_args__ = (
        UniqueConstraint("initiative_id", "area_id"),
        UniqueConstraint("id", "mission_id"),
        ForeignKeyConstraint(
            ["initiative_id", "mission_id"], ["initiative_mission.initiative_id", "initiative_mission.mission_id"]
        ),
        ForeignKeyConstraint(["area_id", "mission_id"], ["area.id", "area.mission_id"]),
        Index(None, "area_id"),
        Index(
            "uq_contribution_one_main", "initiative_id", "mission_id",
            unique=True, sqlite_where=text("main"), postgresql_where=text("main"),
        ),
    )  # fmt: skip


class ContributionEvidence(Historied):
    """What a contribution rests on; one with none bears «judgement only»."""

    __tablename__ = "contribution_evidence"

    mission_id: Mapped[int] = mapped_column(BIG)
    contribution_id: Mapped[int] = mapped_column(BIG)
    evidence_id: Mapped[int] = mapped_column(BIG)

    __table_args__ = (
        UniqueConstraint("contribution_id", "evidence_id"),
        ForeignKeyConstraint(["contribution_id", "mission_id"], ["contribution.id", "contribution.mission_id"]),
        ForeignKeyConstraint(["evidence_id", "mission_id"], ["evidence.id", "evidence.mission_id"]),
        Index(None, "evidence_id"),
    )


class Participation(Sourced, Historied):
    __tablename__ = "participation"

    initiative_id: Mapped[int] = mapped_column(BIG, ForeignKey("initiative.id"))
    organisation_id: Mapped[int] = mapped_column(BIG, ForeignKey("organisation.id"), index=True)
    part: Mapped[ParticipationPart] = mapped_column(Word(ParticipationPart))
    commitment: Mapped[Commitment] = mapped_column(Word(Commitment), default=Commitment.PROPOSED)
    reservation: Mapped[str] = mapped_column(default="")
    answered_on: Mapped[date | None]
    person_weeks: Mapped[Decimal | None] = mapped_column(Exact(2))

    __table_args__ = (
        UniqueConstraint("initiative_id", "organisation_id", "part"),
        # Few of many are reserved, and the steering group is told of each.
        Index(None, "commitment", "initiative_id"),
        CheckConstraint("commitment <> 'with_reservation' OR reservation <> ''", name="reservation_in_words"),
        CheckConstraint("commitment = 'proposed' OR answered_on IS NOT NULL", name="answer_has_date"),
        CheckConstraint("person_weeks >= 0", name="person_weeks_not_negative"),
    )


class Capacity(Sourced, Historied):
    """What a body can put in during one quarter (its first day), by skill and employment."""

    __tablename__ = "capacity"

    organisation_id: Mapped[int] = mapped_column(BIG, ForeignKey("organisation.id"))
    quarter: Mapped[date]
    skill: Mapped[Skill] = mapped_column(Word(Skill))
    employment: Mapped[Employment] = mapped_column(Word(Employment))
    person_weeks: Mapped[Decimal] = mapped_column(Exact(2))

    __table_args__ = (
        UniqueConstraint("organisation_id", "quarter", "skill", "employment"),
        CheckConstraint("person_weeks >= 0", name="person_weeks_not_negative"),
    )
