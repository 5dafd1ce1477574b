"""Money: where it comes from, what is needed, what was granted and spent. All amounts are øre."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from app.plumbing.columns import BIG, Exact, Word
from app.plumbing.db import Historied, Root
from app.plumbing.periods import Precision
from app.plumbing.provenance import Sourced
from app.portfolio.rules.words import GrantStep, Instrument, LineState, Use


class FundingSource(Sourced, Root):
    """``chapter`` and ``item`` are the state budget's kap. and post; own appropriation is one source per body."""

    __tablename__ = "funding_source"

    code: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[str]
    instrument: Mapped[Instrument] = mapped_column(Word(Instrument))
    payer_id: Mapped[int | None] = mapped_column(BIG, ForeignKey("organisation.id"), index=True)
    chapter: Mapped[str] = mapped_column(String(10), default="")
    item: Mapped[str] = mapped_column(String(10), default="")
    # Money asked for now comes at the earliest in this budget year.
    earliest_year: Mapped[int | None]
    currency: Mapped[str] = mapped_column(String(3), default="NOK")


class SchemeRules(Sourced, Historied):
    """One round's rules of a scheme. They differ by round, so they are data; never apply one round's to another."""

    __tablename__ = "scheme_rules"

    source_id: Mapped[int] = mapped_column(BIG, ForeignKey("funding_source.id"))
    round: Mapped[str] = mapped_column(String(40))
    category: Mapped[str] = mapped_column(String(60), default="")
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]
    applications_due: Mapped[date | None]
    largest_share: Mapped[Decimal | None] = mapped_column(Exact(4))
    smallest_cost_ore: Mapped[int | None]
    largest_cost_ore: Mapped[int | None]
    ceiling_ore: Mapped[int | None]
    budget_years: Mapped[int | None]
    applicants: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")

    __table_args__ = (
        UniqueConstraint("source_id", "round", "category"),
        CheckConstraint("largest_share > 0 AND largest_share <= 10000", name="share_of_whole"),
        CheckConstraint("smallest_cost_ore <= largest_cost_ore", name="costs_in_order"),
        CheckConstraint("budget_years > 0", name="budget_years_positive"),
    )


class Need(Sourced, Historied):
    """Money an initiative needs in one budget year, nominal unless the price year says otherwise."""

    __tablename__ = "need"

    initiative_id: Mapped[int] = mapped_column(BIG, ForeignKey("initiative.id"))
    year: Mapped[int]
    use: Mapped[Use] = mapped_column(Word(Use))
    amount_ore: Mapped[int]
    price_year: Mapped[int | None]

    __table_args__ = (
        UniqueConstraint("initiative_id", "use", "year"),
        # The mission's sums are read from it alone, in the order they are grouped by.
        Index(None, "use", "year", "initiative_id", "amount_ore"),
        CheckConstraint("amount_ore >= 0", name="amount_not_negative"),
        CheckConstraint("year BETWEEN 1990 AND 2100", name="year_plausible"),
    )


class Grant(Sourced, Root):
    """A granting body's own event: adopting an initiative grants nothing. ``total_ore`` is what the letter says.

    A letter may name a total and no split by year; then the one line that rests on it has no year.
    """

    __tablename__ = "grant_letter"

    code: Mapped[str] = mapped_column(String(40), unique=True)
    initiative_id: Mapped[int] = mapped_column(BIG, ForeignKey("initiative.id"), index=True)
    source_id: Mapped[int] = mapped_column(BIG, ForeignKey("funding_source.id"), index=True)
    body_id: Mapped[int | None] = mapped_column(BIG, ForeignKey("organisation.id"), index=True)
    step: Mapped[GrantStep] = mapped_column(Word(GrantStep))
    decided: Mapped[date]
    decided_precision: Mapped[Precision] = mapped_column(Word(Precision))
    total_ore: Mapped[int]
    letter: Mapped[str] = mapped_column(default="")
    terms: Mapped[str] = mapped_column(default="")

    __table_args__ = (
        UniqueConstraint("id", "initiative_id"),
        CheckConstraint("total_ore > 0", name="total_positive"),
    )


class FundingLine(Sourced, Historied):
    """Money from a source for an initiative, in one state. ``year`` is empty where only a total is known."""

    __tablename__ = "funding_line"

    initiative_id: Mapped[int] = mapped_column(BIG, ForeignKey("initiative.id"))
    source_id: Mapped[int] = mapped_column(BIG, ForeignKey("funding_source.id"), index=True)
    grant_id: Mapped[int | None] = mapped_column(BIG, ForeignKey("grant_letter.id"), index=True)
    recipient_id: Mapped[int | None] = mapped_column(BIG, ForeignKey("organisation.id"), index=True)
    year: Mapped[int | None]
    use: Mapped[Use] = mapped_column(Word(Use))
    state: Mapped[LineState] = mapped_column(Word(LineState))
    amount_ore: Mapped[int]
    note: Mapped[str] = mapped_column(default="")

    __table_args__ = (
        CheckConstraint("amount_ore >= 0", name="amount_not_negative"),
        CheckConstraint("year BETWEEN 1990 AND 2100", name="year_plausible"),
        Index(
            "uq_funding_line_year", "initiative_id", "source_id", "use", "state", "year",
            unique=True, sqlite_where=text("year IS NOT NULL"), postgresql_where=text("year IS NOT NULL"),
        ),
        Index(
            "uq_funding_line_total", "initiative_id", "source_id", "use", "state",
            unique=True, sqlite_where=text("year IS NULL"), postgresql_where=text("year IS NULL"),
        ),
        # Neither of the two above holds all of an initiative's lines.
        Index(None, "initiative_id"),
        Index(None, "use", "state", "year", "initiative_id", "amount_ore"),
    )  # fmt: skip
