"""What was decided. These rows stand as they were written; a correction is a new decision that names the old one."""

from __future__ import annotations

from datetime import date, datetime
from typing import cast

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, String, Table, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from app.plumbing.columns import BIG, Instant, Word
from app.plumbing.db import Base, Historied
from app.plumbing.immutable import stays
from app.plumbing.provenance import Sourced
from app.portfolio.rules.words import Adoption
from app.steering.rules.meetings import AgendaKind


class Decision(Sourced, Historied):
    """A decision of a meeting, with its own copy of everything it rests on.

    Where an alternative was adopted: ``at_deed`` and ``record_hash`` are the deed the alternative was solved at and its
    hash, ``fingerprint`` that of the problem solved, ``solution_id`` the answer (which may be tidied away: no foreign
    key), and ``grounds`` canonical JSON of assumptions, answer, what was adopted of it and who was present.
    """

    __tablename__ = "decision"

    mission_id: Mapped[int] = mapped_column(BIG)
    meeting_id: Mapped[int] = mapped_column(BIG)
    code: Mapped[str] = mapped_column(String(20))
    number: Mapped[int]
    kind: Mapped[AgendaKind] = mapped_column(Word(AgendaKind))
    decided_on: Mapped[date]
    title: Mapped[str]
    proposal: Mapped[str] = mapped_column(default="")
    wording: Mapped[str]
    reasons: Mapped[str] = mapped_column(default="")
    dissent: Mapped[str] = mapped_column(default="")
    follow_up: Mapped[str] = mapped_column(default="")
    follow_up_due: Mapped[date | None]
    scenario_id: Mapped[int | None] = mapped_column(BIG)
    solution_id: Mapped[int | None] = mapped_column(BIG)
    at_deed: Mapped[int | None] = mapped_column(BIG)
    record_hash: Mapped[str] = mapped_column(String(64), default="")
    fingerprint: Mapped[str] = mapped_column(String(64), default="")
    grounds: Mapped[str] = mapped_column(default="")
    corrects: Mapped[str | None] = mapped_column(String(20))

    __table_args__ = (
        UniqueConstraint("mission_id", "code"),
        UniqueConstraint("id", "mission_id"),
        UniqueConstraint("mission_id", "corrects"),
        CheckConstraint("wording <> ''", name="says_something"),
        CheckConstraint("(scenario_id IS NULL) = (at_deed IS NULL)", name="adoption_names_deed"),
        CheckConstraint("scenario_id IS NULL OR reasons <> ''", name="adoption_has_reasons"),
        CheckConstraint("corrects <> code", name="corrects_another"),
        # By its code, and told at the end of a transaction only: a file may bring the correction first.
        ForeignKeyConstraint(
            ["mission_id", "corrects"], ["decision.mission_id", "decision.code"], deferrable=True, initially="DEFERRED"
        ),
        ForeignKeyConstraint(["meeting_id", "mission_id"], ["meeting.id", "meeting.mission_id"]),
        ForeignKeyConstraint(["scenario_id", "mission_id"], ["scenario.id", "scenario.mission_id"]),
        Index(
            "uq_decision_once", "meeting_id", "number",
            unique=True, sqlite_where=text("corrects IS NULL"), postgresql_where=text("corrects IS NULL"),
        ),
        Index(None, "scenario_id"),
    )  # fmt: skip


class DecisionItem(Historied):
    """What the decision says of one initiative."""

    __tablename__ = "decision_item"

    mission_id: Mapped[int] = mapped_column(BIG)
    decision_id: Mapped[int] = mapped_column(BIG)
    initiative_id: Mapped[int] = mapped_column(BIG)
    adoption: Mapped[Adoption] = mapped_column(Word(Adoption))

    __table_args__ = (
        UniqueConstraint("decision_id", "initiative_id"),
        ForeignKeyConstraint(["decision_id", "mission_id"], ["decision.id", "decision.mission_id"]),
        ForeignKeyConstraint(
            ["initiative_id", "mission_id"], ["initiative_mission.initiative_id", "initiative_mission.mission_id"]
        ),
        Index(None, "initiative_id"),
    )


class Recomputation(Base):
    """One time a decision's problem was read from the past and solved again. Kept, and never changed.

    ``versions`` and ``chosen`` are canonical JSON: of program and solver, and the codes chosen now. ``same_…`` compare
    with what the decision rests on; ``feasible``: what was chosen then keeps every constraint of the problem.
    """

    __tablename__ = "recomputation"

    id: Mapped[int] = mapped_column(BIG, primary_key=True)
    decision_id: Mapped[int] = mapped_column(BIG, ForeignKey("decision.id"), index=True)
    made_at: Mapped[datetime] = mapped_column(Instant)
    versions: Mapped[str]
    same_problem: Mapped[bool]
    feasible: Mapped[bool]
    proven: Mapped[bool]
    objective: Mapped[str]
    same_objective: Mapped[bool]
    same_choice: Mapped[bool]
    chosen: Mapped[str]


for _model in (Decision, DecisionItem):
    stays(cast(Table, _model.__table__), _model.history)
