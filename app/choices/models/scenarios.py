"""An alternative: a named set of assumptions about money, capacity, weights and cover, beside the live portfolio."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.choices.rules.scenarios import Applicants, Pays, Pick, RunMoney, Scoring, Underway
from app.missions.rules import Strength
from app.plumbing.columns import BIG, Exact, Word
from app.plumbing.db import Historied, Root
from app.plumbing.provenance import Sourced


class Scenario(Sourced, Root):
    """``weighing_id`` empty means the mission's own weights. Its owner alone sees it until it is shared.

    Budgets bind from ``first_year`` to ``last_year``, both included; what is needed later is told and binds nothing.
    """

    __tablename__ = "scenario"

    mission_id: Mapped[int] = mapped_column(BIG, ForeignKey("mission.id"))
    code: Mapped[str] = mapped_column(String(20))
    language: Mapped[str] = mapped_column(String(2), default="nb")
    title: Mapped[str]
    purpose: Mapped[str] = mapped_column(default="")
    weighing_id: Mapped[int | None] = mapped_column(BIG)
    owner_id: Mapped[int | None] = mapped_column(BIG, ForeignKey("person.id"), index=True)
    shared: Mapped[bool] = mapped_column(default=False)
    archived_on: Mapped[date | None]
    first_year: Mapped[int]
    last_year: Mapped[int]
    underway: Mapped[Underway] = mapped_column(Word(Underway), default=Underway.GOES_ON)
    run_money: Mapped[RunMoney] = mapped_column(Word(RunMoney), default=RunMoney.TOLD)
    scoring: Mapped[Scoring] = mapped_column(
        Word(Scoring), default=Scoring.LIKELY, info={"former": Scoring.LIKELY.value}
    )

    __table_args__ = (
        UniqueConstraint("mission_id", "code"),
        UniqueConstraint("id", "mission_id"),
        CheckConstraint("first_year BETWEEN 1990 AND 2100", name="first_year_plausible"),
        CheckConstraint("last_year BETWEEN first_year AND 2100", name="years_in_order"),
        ForeignKeyConstraint(["weighing_id", "mission_id"], ["weighing.id", "weighing.mission_id"]),
        Index(None, "weighing_id"),
    )


class ScenarioSource(Sourced, Historied):
    """A source that may pay in the alternative: for what, for whom, and by which round's rules."""

    __tablename__ = "scenario_source"

    scenario_id: Mapped[int] = mapped_column(BIG, ForeignKey("scenario.id"))
    source_id: Mapped[int] = mapped_column(BIG, ForeignKey("funding_source.id"), index=True)
    pays: Mapped[Pays] = mapped_column(Word(Pays))
    applicants: Mapped[Applicants] = mapped_column(Word(Applicants))
    rules_id: Mapped[int | None] = mapped_column(BIG, ForeignKey("scheme_rules.id"), index=True)

    __table_args__ = (UniqueConstraint("scenario_id", "source_id"),)


class ScenarioBudget(Sourced, Historied):
    """New money from a source in one budget year: what is granted already comes beside it."""

    __tablename__ = "scenario_budget"

    scenario_id: Mapped[int] = mapped_column(BIG)
    source_id: Mapped[int] = mapped_column(BIG)
    year: Mapped[int]
    amount_ore: Mapped[int]

    __table_args__ = (
        UniqueConstraint("scenario_id", "source_id", "year"),
        CheckConstraint("amount_ore >= 0", name="amount_not_negative"),
        CheckConstraint("year BETWEEN 1990 AND 2100", name="year_plausible"),
        ForeignKeyConstraint(
            ["scenario_id", "source_id"], ["scenario_source.scenario_id", "scenario_source.source_id"]
        ),
    )


class ScenarioCapacity(Sourced, Historied):
    """What a body can put in from the first year to the last, in person-weeks. A body without a row binds nothing."""

    __tablename__ = "scenario_capacity"

    scenario_id: Mapped[int] = mapped_column(BIG, ForeignKey("scenario.id"))
    organisation_id: Mapped[int] = mapped_column(BIG, ForeignKey("organisation.id"), index=True)
    person_weeks: Mapped[Decimal] = mapped_column(Exact(2))

    __table_args__ = (
        UniqueConstraint("scenario_id", "organisation_id"),
        CheckConstraint("person_weeks >= 0", name="person_weeks_not_negative"),
    )


class ScenarioPick(Sourced, Historied):
    """Somebody has decided by hand that the initiative is in, or out."""

    __tablename__ = "scenario_pick"

    mission_id: Mapped[int] = mapped_column(BIG)
    scenario_id: Mapped[int] = mapped_column(BIG)
    initiative_id: Mapped[int] = mapped_column(BIG)
    pick: Mapped[Pick] = mapped_column(Word(Pick))
    reason: Mapped[str] = mapped_column(default="")

    __table_args__ = (
        UniqueConstraint("scenario_id", "initiative_id"),
        ForeignKeyConstraint(["scenario_id", "mission_id"], ["scenario.id", "scenario.mission_id"]),
        ForeignKeyConstraint(
            ["initiative_id", "mission_id"], ["initiative_mission.initiative_id", "initiative_mission.mission_id"]
        ),
        Index(None, "initiative_id"),
    )


class ScenarioCover(Sourced, Historied):
    """At least ``least`` initiatives act on the area, each at least as strongly as ``strength``."""

    __tablename__ = "scenario_cover"

    mission_id: Mapped[int] = mapped_column(BIG)
    scenario_id: Mapped[int] = mapped_column(BIG)
    area_id: Mapped[int] = mapped_column(BIG)
    least: Mapped[int]
    strength: Mapped[Strength] = mapped_column(Word(Strength), default=Strength.WEAK)

    __table_args__ = (
        UniqueConstraint("scenario_id", "area_id"),
        CheckConstraint("least BETWEEN 1 AND 1000", name="least_plausible"),
        ForeignKeyConstraint(["scenario_id", "mission_id"], ["scenario.id", "scenario.mission_id"]),
        ForeignKeyConstraint(["area_id", "mission_id"], ["area.id", "area.mission_id"]),
        Index(None, "area_id"),
    )
