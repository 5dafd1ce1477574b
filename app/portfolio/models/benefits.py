"""What an initiative is good for, and who takes it into use."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.plumbing.columns import BIG, Word
from app.plumbing.db import Historied
from app.plumbing.periods import Precision
from app.plumbing.provenance import Sourced
from app.portfolio.rules.words import BenefitClass, BenefitKind, RolloutGroup


class Benefit(Sourced, Historied):
    """``responsible_id`` is a leader in the line where the benefit falls (gevinstansvarlig), not the project's."""

    __tablename__ = "benefit"

    initiative_id: Mapped[int] = mapped_column(BIG, ForeignKey("initiative.id"))
    code: Mapped[str] = mapped_column(String(20))
    title: Mapped[str]
    kind: Mapped[BenefitKind] = mapped_column(Word(BenefitKind))
    benefit_class: Mapped[BenefitClass] = mapped_column(Word(BenefitClass))
    responsible_id: Mapped[int | None] = mapped_column(BIG, ForeignKey("person.id"), index=True)
    falls_in_id: Mapped[int | None] = mapped_column(BIG, ForeignKey("organisation.id"), index=True)
    indicator_id: Mapped[int | None] = mapped_column(BIG, ForeignKey("indicator.id"), index=True)
    yearly_low_ore: Mapped[int | None]
    yearly_likely_ore: Mapped[int | None]
    yearly_high_ore: Mapped[int | None]
    from_year: Mapped[int | None]
    described: Mapped[str] = mapped_column(default="")

    __table_args__ = (
        UniqueConstraint("initiative_id", "code"),
        CheckConstraint("yearly_low_ore <= yearly_likely_ore", name="yearly_low_in_order"),
        CheckConstraint("yearly_likely_ore <= yearly_high_ore", name="yearly_high_in_order"),
        CheckConstraint("benefit_class <> 'not_priced' OR yearly_likely_ore IS NULL", name="not_priced_has_no_price"),
        CheckConstraint("from_year BETWEEN 1990 AND 2100", name="from_year_plausible"),
    )


class Rollout(Sourced, Historied):
    """One group of bodies that takes the result into use: how many of how many, and when."""

    __tablename__ = "rollout"

    initiative_id: Mapped[int] = mapped_column(BIG, ForeignKey("initiative.id"))
    bodies: Mapped[RolloutGroup] = mapped_column(Word(RolloutGroup))
    planned: Mapped[date]
    planned_precision: Mapped[Precision] = mapped_column(Word(Precision))
    planned_count: Mapped[int]
    of_count: Mapped[int]
    actual_count: Mapped[int | None]
    counted_on: Mapped[date | None]
    # Share of the population that lives where it is in use, in hundredths of a per cent.
    population_share: Mapped[int | None]
    local_cost_ore: Mapped[int | None]

    __table_args__ = (
        UniqueConstraint("initiative_id", "bodies", "planned"),
        CheckConstraint("0 <= planned_count AND planned_count <= of_count", name="planned_within_all"),
        CheckConstraint("0 <= actual_count AND actual_count <= of_count", name="actual_within_all"),
        CheckConstraint("(actual_count IS NULL) = (counted_on IS NULL)", name="count_has_date"),
        CheckConstraint("population_share BETWEEN 0 AND 10000", name="share_of_population"),
        CheckConstraint("local_cost_ore >= 0", name="local_cost_not_negative"),
        Index(None, "initiative_id"),
    )
