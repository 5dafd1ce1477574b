"""The initiative, its words, its missions and its persons."""

from __future__ import annotations

from datetime import date

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    String,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from app.missions.models import Wording
from app.plumbing.columns import BIG, KEY, Word
from app.plumbing.db import Historied, Root
from app.plumbing.periods import Precision
from app.plumbing.provenance import Sourced
from app.portfolio.rules.life import State
from app.portfolio.rules.words import Adoption, EstimateBound, Kind, Moscow, PersonPart, Phase, Segment

# The eight dates of a plan. Planned is the plan in force; original is the approved plan (godkjent plan), frozen when
# BP3 is passed; forecast is what the owner last reported; actual is what happened.
PLAN_DATES = tuple(
    f"{which}_{end}" for which in ("planned", "original", "forecast", "actual") for end in ("start", "finish")
)


class Initiative(Sourced, Root):
    """Amounts are øre (hundredths of the mission's currency) in prices of ``price_year``."""

    __tablename__ = "initiative"

    code: Mapped[str] = mapped_column(String(40), unique=True)
    language: Mapped[str] = mapped_column(String(2), default="nb")
    kind: Mapped[Kind] = mapped_column(Word(Kind), index=True)
    second_kind: Mapped[Kind | None] = mapped_column(Word(Kind))
    state: Mapped[State] = mapped_column(Word(State), index=True)
    phase: Mapped[Phase | None] = mapped_column(Word(Phase), index=True)
    lead_id: Mapped[int | None] = mapped_column(BIG, ForeignKey("organisation.id"), index=True)
    registered_on: Mapped[date | None]

    planned_start: Mapped[date | None]
    planned_start_precision: Mapped[Precision | None] = mapped_column(Word(Precision))
    planned_finish: Mapped[date | None] = mapped_column(index=True)
    planned_finish_precision: Mapped[Precision | None] = mapped_column(Word(Precision))
    original_start: Mapped[date | None]
    original_start_precision: Mapped[Precision | None] = mapped_column(Word(Precision))
    original_finish: Mapped[date | None]
    original_finish_precision: Mapped[Precision | None] = mapped_column(Word(Precision))
    forecast_start: Mapped[date | None]
    forecast_start_precision: Mapped[Precision | None] = mapped_column(Word(Precision))
    forecast_finish: Mapped[date | None]
    forecast_finish_precision: Mapped[Precision | None] = mapped_column(Word(Precision))
    actual_start: Mapped[date | None]
    actual_start_precision: Mapped[Precision | None] = mapped_column(Word(Precision))
    actual_finish: Mapped[date | None]
    actual_finish_precision: Mapped[Precision | None] = mapped_column(Word(Precision))

    build_low_ore: Mapped[int | None]
    build_likely_ore: Mapped[int | None] = mapped_column(index=True)
    build_high_ore: Mapped[int | None]
    run_low_ore: Mapped[int | None]
    run_likely_ore: Mapped[int | None]
    run_high_ore: Mapped[int | None]
    bounds_are: Mapped[EstimateBound] = mapped_column(Word(EstimateBound), default=EstimateBound.UNSTATED)
    price_year: Mapped[int | None]
    with_vat: Mapped[bool | None]
    duration_low_months: Mapped[int | None]
    duration_likely_months: Mapped[int | None]
    duration_high_months: Mapped[int | None]

    # Who runs it when it is built, from when, and whether the hand-over is signed.
    run_by_id: Mapped[int | None] = mapped_column(BIG, ForeignKey("organisation.id"), index=True)
    run_from: Mapped[date | None]
    run_from_precision: Mapped[Precision | None] = mapped_column(Word(Precision))
    handed_over_on: Mapped[date | None]

    archive_reference: Mapped[str] = mapped_column(default="")
    # Legal ground for withholding from the public (offentleglova), and until when.
    withheld_ground: Mapped[str] = mapped_column(default="")
    withheld_until: Mapped[date | None]

    sort_key: Mapped[str] = mapped_column(KEY, index=True)
    code_key: Mapped[str] = mapped_column(KEY, index=True)
    search_key: Mapped[str]

    __table_args__ = (
        *(
            CheckConstraint(f"({name} IS NULL) = ({name}_precision IS NULL)", name=f"{name}_has_precision")
            for name in (*PLAN_DATES, "run_from")
        ),
        CheckConstraint("planned_start <= planned_finish", name="planned_in_order"),
        CheckConstraint("original_start <= original_finish", name="original_in_order"),
        CheckConstraint("actual_start <= actual_finish", name="actual_in_order"),
        CheckConstraint("0 <= build_low_ore AND build_low_ore <= build_likely_ore", name="build_low_in_order"),
        CheckConstraint("build_likely_ore <= build_high_ore", name="build_high_in_order"),
        CheckConstraint("0 <= run_low_ore AND run_low_ore <= run_likely_ore", name="run_low_in_order"),
        CheckConstraint("run_likely_ore <= run_high_ore", name="run_high_in_order"),
        CheckConstraint("build_likely_ore >= 0", name="build_not_negative"),
        CheckConstraint("run_likely_ore >= 0", name="run_not_negative"),
        CheckConstraint("price_year BETWEEN 1990 AND 2100", name="price_year_plausible"),
        CheckConstraint("duration_low_months <= duration_likely_months", name="duration_low_in_order"),
        CheckConstraint("duration_likely_months <= duration_high_months", name="duration_high_in_order"),
        CheckConstraint("duration_low_months > 0 AND duration_likely_months > 0", name="duration_positive"),
        CheckConstraint("kind <> second_kind", name="kinds_differ"),
        # A word may stand anywhere in the key. SQLite reads all keys through, and of the index it reads nothing else.
        Index("ix_initiative_search_key", "search_key").ddl_if(dialect="sqlite"),
        Index(
            "ix_initiative_search_key_trigrams", "search_key",
            postgresql_using="gin", postgresql_ops={"search_key": "gin_trgm_ops"},
        ).ddl_if(dialect="postgresql"),
    )  # fmt: skip


class InitiativeText(Wording, Historied):
    __tablename__ = "initiative_text"

    initiative_id: Mapped[int] = mapped_column(BIG, ForeignKey("initiative.id"))

    __table_args__ = (UniqueConstraint("initiative_id", "language"),)


class InitiativeMission(Historied):
    """An initiative serves a mission, there in a segment and with a priority. It may serve several.

    ``adoption`` is what its steering group has decided; a decision sets it, and nobody else.
    """

    __tablename__ = "initiative_mission"

    initiative_id: Mapped[int] = mapped_column(BIG, ForeignKey("initiative.id"))
    mission_id: Mapped[int] = mapped_column(BIG, ForeignKey("mission.id"), index=True)
    segment: Mapped[Segment | None] = mapped_column(Word(Segment))
    moscow: Mapped[Moscow | None] = mapped_column(Word(Moscow))
    # The group that starts together (pulje).
    wave: Mapped[int | None]
    adoption: Mapped[Adoption | None] = mapped_column(Word(Adoption))

    __table_args__ = (
        UniqueConstraint("initiative_id", "mission_id"),
        CheckConstraint("wave > 0", name="wave_counted_from_one"),
    )


class InitiativePerson(Sourced, Historied):
    """A person's part from one day to another, both included; no day is no bound. The same part may come again."""

    __tablename__ = "initiative_person"

    initiative_id: Mapped[int] = mapped_column(BIG, ForeignKey("initiative.id"), index=True)
    person_id: Mapped[int] = mapped_column(BIG, ForeignKey("person.id"), index=True)
    part: Mapped[PersonPart] = mapped_column(Word(PersonPart))
    from_date: Mapped[date | None]
    to_date: Mapped[date | None]

    __table_args__ = (
        CheckConstraint("to_date >= from_date", name="dates_in_order"),
        Index(
            "uq_initiative_person_once_from", "initiative_id", "person_id", "part", "from_date",
            unique=True, sqlite_where=text("from_date IS NOT NULL"), postgresql_where=text("from_date IS NOT NULL"),
        ),
        Index(
            "uq_initiative_person_once_undated", "initiative_id", "person_id", "part",
            unique=True, sqlite_where=text("from_date IS NULL"), postgresql_where=text("from_date IS NULL"),
        ),
        Index(
            "uq_initiative_person_one_owner", "initiative_id",
            unique=True,
            sqlite_where=text("part = 'owner' AND to_date IS NULL"),
            postgresql_where=text("part = 'owner' AND to_date IS NULL"),
        ),
    )  # fmt: skip


class InitiativeGoal(Historied):
    """The strategic goals an initiative supports, one of them the main one."""

    __tablename__ = "initiative_goal"

    mission_id: Mapped[int] = mapped_column(BIG)
    initiative_id: Mapped[int] = mapped_column(BIG)
    goal_id: Mapped[int] = mapped_column(BIG)
    main: Mapped[bool] = mapped_column(default=False)

    __table_args__ = (
        UniqueConstraint("initiative_id", "goal_id"),
        ForeignKeyConstraint(
            ["initiative_id", "mission_id"], ["initiative_mission.initiative_id", "initiative_mission.mission_id"]
        ),
        ForeignKeyConstraint(["goal_id", "mission_id"], ["strategic_goal.id", "strategic_goal.mission_id"]),
        Index(
            "uq_initiative_goal_one_main", "initiative_id", "mission_id",
            unique=True, sqlite_where=text("main"), postgresql_where=text("main"),
        ),
    )  # fmt: skip


class InitiativeAssignment(Historied):
    __tablename__ = "initiative_assignment"

    initiative_id: Mapped[int] = mapped_column(BIG, ForeignKey("initiative.id"))
    assignment_id: Mapped[int] = mapped_column(BIG, ForeignKey("assignment.id"), index=True)

    __table_args__ = (UniqueConstraint("initiative_id", "assignment_id"),)
