"""Tables of missions, the problem model, indicators and what is known."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, declared_attr, mapped_column

from app.missions.rules import (
    Coverage,
    Direction,
    EvidenceKind,
    EvidenceStrength,
    GoalLevel,
    Light,
    Strength,
)
from app.plumbing.columns import BIG, KEY, Exact, Word
from app.plumbing.db import Historied, Root
from app.plumbing.periods import Precision
from app.plumbing.provenance import Sourced


class Wording:
    """Mixin: one language's words for something. The thing itself says which language it was written in."""

    @declared_attr
    def language(cls) -> Mapped[str]:  # noqa: N805 - declared_attr hands over the class
        return mapped_column(String(2))

    @declared_attr
    def title(cls) -> Mapped[str]:  # noqa: N805 - as above
        return mapped_column()

    @declared_attr
    def summary(cls) -> Mapped[str]:  # noqa: N805 - as above
        return mapped_column(default="")


class StatusScale(Historied):
    """An ordered set of status words. Words for status are data: each office has its own."""

    __tablename__ = "status_scale"

    code: Mapped[str] = mapped_column(String(40), unique=True)
    title: Mapped[str]


class StatusWord(Historied):
    """One step of a scale. ``position`` counts from the best; words that rate nothing (not reported) come last."""

    __tablename__ = "status_word"

    scale_id: Mapped[int] = mapped_column(BIG, ForeignKey("status_scale.id"))
    code: Mapped[str] = mapped_column(String(20))
    position: Mapped[int]
    light: Mapped[Light] = mapped_column(Word(Light))
    # May be chosen in a report; «not reported» is what is shown where there is none.
    reportable: Mapped[bool] = mapped_column(default=True)

    __table_args__ = (UniqueConstraint("scale_id", "code"), UniqueConstraint("scale_id", "position"))


class StatusWordText(Wording, Historied):
    """``summary`` is the word's definition."""

    __tablename__ = "status_word_text"

    word_id: Mapped[int] = mapped_column(BIG, ForeignKey("status_word.id"))

    __table_args__ = (UniqueConstraint("word_id", "language"),)


class Mission(Sourced, Root):
    """``target_date`` is a date because a year of slack hangs on whether «by 2032» means its first or last day."""

    __tablename__ = "mission"

    slug: Mapped[str] = mapped_column(String(60), unique=True)
    currency: Mapped[str] = mapped_column(String(3), default="NOK")
    language: Mapped[str] = mapped_column(String(2), default="nb")
    start_date: Mapped[date | None]
    target_date: Mapped[date]
    scale_id: Mapped[int] = mapped_column(BIG, ForeignKey("status_scale.id"))

    __table_args__ = (CheckConstraint("start_date < target_date", name="starts_before_target"),)


class MissionText(Wording, Historied):
    """``title`` is the mission's name and ``summary`` its statement."""

    __tablename__ = "mission_text"

    mission_id: Mapped[int] = mapped_column(BIG, ForeignKey("mission.id"))

    __table_args__ = (UniqueConstraint("mission_id", "language"),)


class StrategicGoal(Sourced, Historied):
    __tablename__ = "strategic_goal"

    mission_id: Mapped[int] = mapped_column(BIG, ForeignKey("mission.id"))
    code: Mapped[str] = mapped_column(String(20))
    position: Mapped[int]
    title: Mapped[str]

    __table_args__ = (UniqueConstraint("mission_id", "code"), UniqueConstraint("id", "mission_id"))


class Area(Sourced, Root):
    """A challenge area. ``colour`` is its fixed place in the palette: the same area, the same colour everywhere."""

    __tablename__ = "area"

    mission_id: Mapped[int] = mapped_column(BIG, ForeignKey("mission.id"))
    code: Mapped[str] = mapped_column(String(20))
    position: Mapped[int]
    colour: Mapped[int]
    language: Mapped[str] = mapped_column(String(2), default="nb")

    __table_args__ = (UniqueConstraint("mission_id", "code"), UniqueConstraint("id", "mission_id"))


class AreaText(Wording, Historied):
    __tablename__ = "area_text"

    area_id: Mapped[int] = mapped_column(BIG, ForeignKey("area.id"))

    __table_args__ = (UniqueConstraint("area_id", "language"),)


class Influence(Sourced, Historied):
    """``source_area_id`` acts on ``target_area_id``; the composite keys keep both in one mission."""

    __tablename__ = "influence"

    mission_id: Mapped[int] = mapped_column(BIG)
    source_area_id: Mapped[int] = mapped_column(BIG)
    target_area_id: Mapped[int] = mapped_column(BIG)
    strength: Mapped[Strength] = mapped_column(Word(Strength))
    mechanism: Mapped[str] = mapped_column(default="")

    __table_args__ = (
        UniqueConstraint("source_area_id", "target_area_id"),
        CheckConstraint("source_area_id <> target_area_id", name="joins_two_areas"),
        ForeignKeyConstraint(["source_area_id", "mission_id"], ["area.id", "area.mission_id"]),
        ForeignKeyConstraint(["target_area_id", "mission_id"], ["area.id", "area.mission_id"]),
        Index(None, "target_area_id"),
    )


class Indicator(Sourced, Root):
    __tablename__ = "indicator"

    mission_id: Mapped[int] = mapped_column(BIG, ForeignKey("mission.id"))
    code: Mapped[str] = mapped_column(String(20))
    position: Mapped[int]
    level: Mapped[GoalLevel] = mapped_column(Word(GoalLevel))
    direction: Mapped[Direction] = mapped_column(Word(Direction))
    coverage: Mapped[Coverage] = mapped_column(Word(Coverage))
    language: Mapped[str] = mapped_column(String(2), default="nb")
    unit: Mapped[str]
    method: Mapped[str] = mapped_column(default="")
    target_value: Mapped[Decimal | None] = mapped_column(Exact(4))
    target_date: Mapped[date | None]
    months_between: Mapped[int | None]
    publication_lag_months: Mapped[int] = mapped_column(default=0)
    # A baseline is a measurement, not a number of its own.
    baseline_id: Mapped[int | None] = mapped_column(
        BIG, ForeignKey("measurement.id", use_alter=True, name="fk_indicator_baseline_id")
    )

    __table_args__ = (
        UniqueConstraint("mission_id", "code"),
        UniqueConstraint("id", "mission_id"),
        CheckConstraint("months_between > 0", name="measured_at_intervals"),
        CheckConstraint("publication_lag_months >= 0", name="published_after_period"),
    )


class IndicatorText(Wording, Historied):
    __tablename__ = "indicator_text"

    indicator_id: Mapped[int] = mapped_column(BIG, ForeignKey("indicator.id"))

    __table_args__ = (UniqueConstraint("indicator_id", "language"),)


class IndicatorArea(Historied):
    """Which challenge areas an indicator tells about; none means all."""

    __tablename__ = "indicator_area"

    mission_id: Mapped[int] = mapped_column(BIG)
    indicator_id: Mapped[int] = mapped_column(BIG)
    area_id: Mapped[int] = mapped_column(BIG)

    __table_args__ = (
        UniqueConstraint("indicator_id", "area_id"),
        ForeignKeyConstraint(["indicator_id", "mission_id"], ["indicator.id", "indicator.mission_id"]),
        ForeignKeyConstraint(["area_id", "mission_id"], ["area.id", "area.mission_id"]),
        Index(None, "area_id"),
    )


class Measurement(Sourced, Historied):
    """One value for one period. ``low``–``high`` is the 95 % interval; both empty on a sample means unknown.

    ``series`` counts up when the method changes: the line breaks there, it does not bend.
    """

    __tablename__ = "measurement"

    indicator_id: Mapped[int] = mapped_column(BIG, ForeignKey("indicator.id"))
    period: Mapped[date]
    period_precision: Mapped[Precision] = mapped_column(Word(Precision))
    published_on: Mapped[date | None]
    value: Mapped[Decimal] = mapped_column(Exact(4))
    low: Mapped[Decimal | None] = mapped_column(Exact(4))
    high: Mapped[Decimal | None] = mapped_column(Exact(4))
    sample_size: Mapped[int | None]
    series: Mapped[int] = mapped_column(default=1)
    note: Mapped[str] = mapped_column(default="")

    __table_args__ = (
        UniqueConstraint("indicator_id", "period", "series"),
        CheckConstraint("(low IS NULL) = (high IS NULL)", name="interval_has_both_ends"),
        CheckConstraint("low <= value AND value <= high", name="value_inside_interval"),
        # Fewer than five answers could point at a family; such a cell is never stored.
        CheckConstraint("sample_size >= 5", name="no_small_cells"),
        CheckConstraint("series > 0", name="series_counted_from_one"),
    )


class Evidence(Sourced, Root):
    __tablename__ = "evidence"

    mission_id: Mapped[int] = mapped_column(BIG, ForeignKey("mission.id"))
    code: Mapped[str] = mapped_column(String(20))
    kind: Mapped[EvidenceKind] = mapped_column(Word(EvidenceKind))
    strength: Mapped[EvidenceStrength] = mapped_column(Word(EvidenceStrength))
    title: Mapped[str]
    publisher: Mapped[str] = mapped_column(default="")
    year: Mapped[int | None]
    page: Mapped[str] = mapped_column(default="")
    finding: Mapped[str] = mapped_column(default="")

    __table_args__ = (UniqueConstraint("mission_id", "code"), UniqueConstraint("id", "mission_id"))


class Assignment(Sourced, Root):
    """What a ministry asked a body to do, by letter and number. ``joint`` when several ministries sent the same."""

    __tablename__ = "assignment"

    mission_id: Mapped[int] = mapped_column(BIG, ForeignKey("mission.id"), index=True)
    code: Mapped[str] = mapped_column(String(40), unique=True)
    giver_id: Mapped[int] = mapped_column(BIG, ForeignKey("organisation.id"), index=True)
    receiver_id: Mapped[int] = mapped_column(BIG, ForeignKey("organisation.id"), index=True)
    letter: Mapped[str]
    number: Mapped[str] = mapped_column(default="")
    title: Mapped[str]
    given_on: Mapped[date]
    due_on: Mapped[date | None]
    answered_on: Mapped[date | None]
    joint: Mapped[bool] = mapped_column(default=False)
    archive_reference: Mapped[str] = mapped_column(default="")
    sort_key: Mapped[str] = mapped_column(KEY, default="")

    __table_args__ = (
        UniqueConstraint("id", "mission_id"),
        CheckConstraint("due_on >= given_on", name="due_after_given"),
        CheckConstraint("answered_on >= given_on", name="answered_after_given"),
    )
