"""A meeting of the steering group: its agenda, and who was there."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from app.plumbing.columns import BIG, Word
from app.plumbing.db import Historied, Root
from app.plumbing.provenance import Sourced
from app.steering.rules.meetings import AgendaKind, Presence


class Meeting(Sourced, Root):
    __tablename__ = "meeting"

    mission_id: Mapped[int] = mapped_column(BIG, ForeignKey("mission.id"))
    code: Mapped[str] = mapped_column(String(20))
    title: Mapped[str]
    held_on: Mapped[date]
    place: Mapped[str] = mapped_column(default="")

    __table_args__ = (UniqueConstraint("mission_id", "code"), UniqueConstraint("id", "mission_id"))


class AgendaItem(Sourced, Historied):
    """What is put before the group, with the wording proposed; ``scenario_id`` is what it is asked to adopt."""

    __tablename__ = "agenda_item"

    mission_id: Mapped[int] = mapped_column(BIG)
    meeting_id: Mapped[int] = mapped_column(BIG)
    number: Mapped[int]
    kind: Mapped[AgendaKind] = mapped_column(Word(AgendaKind))
    title: Mapped[str]
    proposal: Mapped[str] = mapped_column(default="")
    scenario_id: Mapped[int | None] = mapped_column(BIG)

    __table_args__ = (
        UniqueConstraint("meeting_id", "number"),
        CheckConstraint("number BETWEEN 1 AND 999", name="number_counted"),
        CheckConstraint("scenario_id IS NULL OR kind = 'decision'", name="adopted_by_decision"),
        ForeignKeyConstraint(["meeting_id", "mission_id"], ["meeting.id", "meeting.mission_id"]),
        ForeignKeyConstraint(["scenario_id", "mission_id"], ["scenario.id", "scenario.mission_id"]),
        Index(None, "scenario_id"),
    )


class Attendance(Sourced, Historied):
    """A person, or a function where no person of the directory came, and whether they were there.

    ``reason``: why somebody was absent, or stood aside because they are not impartial (inhabil).
    """

    __tablename__ = "attendance"

    meeting_id: Mapped[int] = mapped_column(BIG, ForeignKey("meeting.id"))
    position: Mapped[int]
    person_id: Mapped[int | None] = mapped_column(BIG, ForeignKey("person.id"), index=True)
    function: Mapped[str] = mapped_column(default="")
    presence: Mapped[Presence] = mapped_column(Word(Presence))
    reason: Mapped[str] = mapped_column(default="")

    __table_args__ = (
        UniqueConstraint("meeting_id", "position"),
        CheckConstraint("(person_id IS NULL) = (function <> '')", name="person_or_function"),
        CheckConstraint("presence <> 'recused' OR reason <> ''", name="recused_with_reason"),
        Index(
            "uq_attendance_person_once", "meeting_id", "person_id",
            unique=True, sqlite_where=text("person_id IS NOT NULL"), postgresql_where=text("person_id IS NOT NULL"),
        ),
    )  # fmt: skip
