"""Tables of reporting rounds, status reports and the office's assessments."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.plumbing.columns import BIG, Word
from app.plumbing.db import Base, Historied, Root
from app.plumbing.periods import Precision
from app.plumbing.provenance import Sourced
from app.reporting.rules import ReportState, RoundState


class ReportingRound(Sourced, Root):
    """``cut_off`` is the day the reports count for; reports are asked for from ``opens_on`` and due on ``due_on``."""

    __tablename__ = "reporting_round"

    mission_id: Mapped[int] = mapped_column(BIG, ForeignKey("mission.id"))
    code: Mapped[str] = mapped_column(String(40))
    title: Mapped[str]
    cut_off: Mapped[date]
    opens_on: Mapped[date]
    due_on: Mapped[date]
    state: Mapped[RoundState] = mapped_column(Word(RoundState))

    __table_args__ = (
        UniqueConstraint("mission_id", "code"),
        UniqueConstraint("id", "mission_id"),
        CheckConstraint("opens_on <= due_on", name="opens_before_due"),
    )


class StatusReport(Sourced, Root):
    """Lights are words of ``scale_id``; ``overall_word`` keeps the reporter's own where another scale was mapped.

    Deliverables done and in all are what the report said on the day, kept although the deliverables go on changing.
    """

    __tablename__ = "status_report"

    mission_id: Mapped[int] = mapped_column(BIG)
    round_id: Mapped[int] = mapped_column(BIG)
    initiative_id: Mapped[int] = mapped_column(BIG)
    state: Mapped[ReportState] = mapped_column(Word(ReportState))
    reporter_id: Mapped[int | None] = mapped_column(BIG, ForeignKey("person.id"), index=True)
    language: Mapped[str] = mapped_column(String(2), default="nb")
    scale_id: Mapped[int] = mapped_column(BIG)
    overall: Mapped[str | None] = mapped_column(String(20))
    overall_word: Mapped[str] = mapped_column(default="")
    time: Mapped[str | None] = mapped_column(String(20))
    cost: Mapped[str | None] = mapped_column(String(20))
    benefit: Mapped[str | None] = mapped_column(String(20))
    comment: Mapped[str] = mapped_column(default="")
    forecast_finish: Mapped[date | None]
    forecast_finish_precision: Mapped[Precision | None] = mapped_column(Word(Precision))
    forecast_cost_ore: Mapped[int | None]
    deliverables_done: Mapped[int | None]
    deliverables_total: Mapped[int | None]
    submitted_at: Mapped[datetime | None]
    returned_because: Mapped[str] = mapped_column(default="")

    __table_args__ = (
        UniqueConstraint("round_id", "initiative_id"),
        ForeignKeyConstraint(["round_id", "mission_id"], ["reporting_round.id", "reporting_round.mission_id"]),
        ForeignKeyConstraint(
            ["initiative_id", "mission_id"], ["initiative_mission.initiative_id", "initiative_mission.mission_id"]
        ),
        *(
            ForeignKeyConstraint(
                ["scale_id", light],
                ["status_word.scale_id", "status_word.code"],
                name=f"fk_status_report_{light}",
            )
            for light in ("overall", "time", "cost", "benefit")
        ),
        CheckConstraint("state IN ('draft', 'returned') OR overall IS NOT NULL", name="submitted_has_light"),
        CheckConstraint("state = 'draft' OR submitted_at IS NOT NULL", name="submitted_has_moment"),
        CheckConstraint("state <> 'returned' OR returned_because <> ''", name="returned_with_reason"),
        CheckConstraint(
            "(forecast_finish IS NULL) = (forecast_finish_precision IS NULL)", name="forecast_has_precision"
        ),
        CheckConstraint("forecast_cost_ore >= 0", name="forecast_cost_not_negative"),
        CheckConstraint("0 <= deliverables_done AND deliverables_done <= deliverables_total", name="done_within_total"),
        Index(None, "initiative_id"),
    )


class ReportDraft(Base):
    """The words of a draft as they were typed, also those that cannot be read yet; gone when the report is submitted.

    Without history: what somebody was about to say is nobody else's business. ``typed`` is a JSON object of strings by
    input.
    """

    __tablename__ = "report_draft"

    report_id: Mapped[int] = mapped_column(BIG, ForeignKey("status_report.id"), primary_key=True, autoincrement=False)
    typed: Mapped[str]


class Assessment(Sourced, Root):
    """The office's own rating of an initiative in a round, beside the owner's."""

    __tablename__ = "assessment"

    mission_id: Mapped[int] = mapped_column(BIG)
    round_id: Mapped[int] = mapped_column(BIG)
    initiative_id: Mapped[int] = mapped_column(BIG)
    scale_id: Mapped[int] = mapped_column(BIG)
    overall: Mapped[str] = mapped_column(String(20))
    overall_word: Mapped[str] = mapped_column(default="")
    comment: Mapped[str] = mapped_column(default="")
    made_by_id: Mapped[int | None] = mapped_column(BIG, ForeignKey("person.id"), index=True)
    made_on: Mapped[date]

    __table_args__ = (
        UniqueConstraint("round_id", "initiative_id"),
        ForeignKeyConstraint(["round_id", "mission_id"], ["reporting_round.id", "reporting_round.mission_id"]),
        ForeignKeyConstraint(
            ["initiative_id", "mission_id"], ["initiative_mission.initiative_id", "initiative_mission.mission_id"]
        ),
        ForeignKeyConstraint(["scale_id", "overall"], ["status_word.scale_id", "status_word.code"]),
        Index(None, "initiative_id"),
    )


class Reminder(Historied):
    """An owner was reminded of a round. No address is kept, only who and when."""

    __tablename__ = "reminder"

    round_id: Mapped[int] = mapped_column(BIG, ForeignKey("reporting_round.id"), index=True)
    person_id: Mapped[int] = mapped_column(BIG, ForeignKey("person.id"), index=True)
    sent_at: Mapped[datetime]
