"""How an initiative is carried out: deliverables, risks, gates and the appraisal behind it."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.plumbing.columns import BIG, Word
from app.plumbing.db import Historied
from app.plumbing.periods import Precision
from app.plumbing.provenance import Sourced
from app.portfolio.rules.words import (
    AppraisalLevel,
    GateOutcome,
    GatePoint,
    Handling,
    RiskDimension,
    RiskNature,
    Trend,
)


class Deliverable(Sourced, Historied):
    __tablename__ = "deliverable"

    initiative_id: Mapped[int] = mapped_column(BIG, ForeignKey("initiative.id"))
    code: Mapped[str] = mapped_column(String(20))
    title: Mapped[str]
    # The date of the approved plan, the one lateness is measured from, and the one now expected.
    planned: Mapped[date | None]
    planned_precision: Mapped[Precision | None] = mapped_column(Word(Precision))
    forecast: Mapped[date | None]
    forecast_precision: Mapped[Precision | None] = mapped_column(Word(Precision))
    delivered_on: Mapped[date | None]

    __table_args__ = (
        UniqueConstraint("initiative_id", "code"),
        CheckConstraint("(planned IS NULL) = (planned_precision IS NULL)", name="planned_has_precision"),
        CheckConstraint("(forecast IS NULL) = (forecast_precision IS NULL)", name="forecast_has_precision"),
    )


class Risk(Sourced, Historied):
    """Cause – event – effect, likelihood and consequence 1–5 now and after handling."""

    __tablename__ = "risk"

    initiative_id: Mapped[int] = mapped_column(BIG, ForeignKey("initiative.id"))
    code: Mapped[str] = mapped_column(String(20))
    nature: Mapped[RiskNature] = mapped_column(Word(RiskNature), default=RiskNature.THREAT)
    dimension: Mapped[RiskDimension] = mapped_column(Word(RiskDimension))
    cause: Mapped[str]
    event: Mapped[str]
    effect: Mapped[str]
    likelihood: Mapped[int]
    consequence: Mapped[int]
    handling: Mapped[Handling] = mapped_column(Word(Handling))
    measure: Mapped[str] = mapped_column(default="")
    residual_likelihood: Mapped[int | None]
    residual_consequence: Mapped[int | None]
    trend: Mapped[Trend] = mapped_column(Word(Trend), default=Trend.STEADY)
    owner_id: Mapped[int | None] = mapped_column(BIG, ForeignKey("person.id"), index=True)
    closed_on: Mapped[date | None]

    __table_args__ = (
        UniqueConstraint("initiative_id", "code"),
        *(
            CheckConstraint(f"{name} BETWEEN 1 AND 5", name=f"{name}_one_to_five")
            for name in ("likelihood", "consequence", "residual_likelihood", "residual_consequence")
        ),
        CheckConstraint("(residual_likelihood IS NULL) = (residual_consequence IS NULL)", name="residual_has_both"),
    )


class Gate(Sourced, Historied):
    """A decision at a gate (beslutningspunkt): who decided, when, and what."""

    __tablename__ = "gate"

    initiative_id: Mapped[int] = mapped_column(BIG, ForeignKey("initiative.id"))
    point: Mapped[GatePoint] = mapped_column(Word(GatePoint))
    decided_on: Mapped[date]
    outcome: Mapped[GateOutcome] = mapped_column(Word(GateOutcome))
    decided_by_id: Mapped[int | None] = mapped_column(BIG, ForeignKey("organisation.id"), index=True)
    documents: Mapped[str] = mapped_column(default="")
    reason: Mapped[str] = mapped_column(default="")

    __table_args__ = (UniqueConstraint("initiative_id", "point", "decided_on"),)


class Appraisal(Sourced, Historied):
    """The six answers of utredningsinstruksen, and net present value where it was computed."""

    __tablename__ = "appraisal"

    initiative_id: Mapped[int] = mapped_column(BIG, ForeignKey("initiative.id"), unique=True)
    level: Mapped[AppraisalLevel] = mapped_column(Word(AppraisalLevel))
    problem: Mapped[str] = mapped_column(default="")
    alternatives: Mapped[str] = mapped_column(default="")
    principles: Mapped[str] = mapped_column(default="")
    effects: Mapped[str] = mapped_column(default="")
    recommendation: Mapped[str] = mapped_column(default="")
    conditions: Mapped[str] = mapped_column(default="")
    net_present_value_ore: Mapped[int | None]
    not_priced: Mapped[str] = mapped_column(default="")
    finished_on: Mapped[date | None]
