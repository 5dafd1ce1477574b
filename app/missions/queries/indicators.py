"""Questions about indicators and their measurements."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import Row, Select, select

from app.missions.models import Area, Indicator, IndicatorArea, IndicatorText, Measurement, Mission
from app.missions.queries.wording import wordings
from app.missions.rules import Coverage, Direction, GoalLevel, Ground, Measured, Verdict, judge
from app.plumbing.db import db
from app.plumbing.periods import Period
from app.plumbing.policy import Subject
from app.plumbing.provenance import Origins, origins
from app.plumbing.questions import Question, Shapes, given, given_any
from app.plumbing.record import At
from app.plumbing.refusals import N_, NotThere


@dataclass(frozen=True, slots=True)
class MeasurementRow:
    """One value for one period. ``low``–``high`` is the 95 % interval; none on a sample means unknown."""

    id: int
    indicator_id: int
    period: Period
    published_on: date | None
    value: Decimal
    low: Decimal | None
    high: Decimal | None
    sample_size: int | None
    series: int
    note: str
    origins: Origins

    def measured(self, coverage: Coverage) -> Measured:
        """As the verdict sees it: a full count without an interval is exact."""
        return Measured(self.value, self.low, self.high, exact=coverage is Coverage.FULL_COUNT, series=self.series)


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """An indicator, where it started, where it is, where it is to go, and what can be said of it.

    ``latest`` is the newest measurement after the baseline's period, None where there is none. ``area_codes`` empty
    means the indicator tells about all areas. Values are in ``unit``; ``target_date`` is the day the target is for.
    """

    id: int
    code: str
    position: int
    version: int
    level: GoalLevel
    direction: Direction
    coverage: Coverage
    language: str
    title: str
    summary: str
    words_language: str
    unit: str
    method: str
    target_value: Decimal | None
    target_date: date | None
    months_between: int | None
    publication_lag_months: int
    area_codes: tuple[str, ...]
    baseline: MeasurementRow | None
    latest: MeasurementRow | None
    verdict: Verdict
    ground: Ground
    origins: Origins


def indicator_subject(slug: str, code: str) -> Subject | None:
    """The indicator as the policy sees it: part of its mission."""
    found = db.session.execute(
        select(Indicator.id, Indicator.code, Indicator.mission_id)
        .join(Mission, Mission.id == Indicator.mission_id)
        .where(Mission.slug == slug, Indicator.code == code)
    ).first()
    return None if found is None else Subject(id=found.id, code=found.code, missions=frozenset({found.mission_id}))


def indicators(mission_id: int, *, at: At) -> list[IndicatorRow]:
    """The mission's indicators in their own order. Six statements."""
    return _indicators(_chosen("mission_id")(at=at, value=mission_id).all(), at=at)


def indicator_at(indicator_id: int, *, at: At) -> IndicatorRow | None:
    """One indicator as it was; None where it did not exist. Six statements."""
    return next(iter(_indicators(_chosen("id")(at=at, value=indicator_id).all(), at=at)), None)


def existing_indicator(indicator_id: int, *, at: At) -> IndicatorRow:
    """One indicator as it was. Raises :class:`NotThere` where it did not exist."""
    found = indicator_at(indicator_id, at=at)
    if found is None:
        raise NotThere(N_("This did not exist on that day."))
    return found


def measurements(indicator_id: int, *, at: At) -> list[MeasurementRow]:
    """The indicator's measurements, oldest first. Two statements."""
    return _measurements([indicator_id], at=at)[indicator_id]


def _indicators(rows: Sequence[Row[*tuple[Any, ...]]], *, at: At) -> list[IndicatorRow]:
    ids = [row.id for row in rows]
    words = wordings(IndicatorText, IndicatorText.indicator_id, {row.id: row.language for row in rows}, at=at)
    said = origins("indicator", [(row.id, row.source) for row in rows], at=at)
    about = _areas_of(ids, at=at)
    series = _measurements(ids, at=at)
    found = []
    for row in rows:
        baseline = next((value for value in series[row.id] if value.id == row.baseline_id), None)
        latest = next(
            (
                value
                for value in reversed(series[row.id])
                if value.id != row.baseline_id and (baseline is None or value.period.first > baseline.period.first)
            ),
            None,
        )
        judgement = judge(
            baseline.measured(row.coverage) if baseline else None,
            latest.measured(row.coverage) if latest else None,
            row.direction,
        )
        found.append(
            IndicatorRow(
                id=row.id,
                code=row.code,
                position=row.position,
                version=row.version,
                level=row.level,
                direction=row.direction,
                coverage=row.coverage,
                language=row.language,
                title=words[row.id].title if row.id in words else row.code,
                summary=words[row.id].summary if row.id in words else "",
                words_language=words[row.id].language if row.id in words else row.language,
                unit=row.unit,
                method=row.method,
                target_value=row.target_value,
                target_date=row.target_date,
                months_between=row.months_between,
                publication_lag_months=row.publication_lag_months,
                area_codes=tuple(about[row.id]),
                baseline=baseline,
                latest=latest,
                verdict=judgement.verdict,
                ground=judgement.ground,
                origins=said[row.id],
            )
        )
    return found


@Shapes
def _chosen(at: At, column: str) -> Select[*tuple[Any, ...]]:
    """Indicators with this ``value`` in a column, in their own order."""
    then = at.rows(Indicator).c
    return (
        select(
            then.id, then.code, then.position, then.version, then.level, then.direction, then.coverage, then.language,
            then.unit, then.method, then.target_value, then.target_date, then.months_between,
            then.publication_lag_months, then.baseline_id, then.source,
        )
        .where(then[column] == given("value"))
        .order_by(then.position, then.id)
    )  # fmt: skip


def _areas_of(indicator_ids: Iterable[int], *, at: At) -> defaultdict[int, list[str]]:
    found: defaultdict[int, list[str]] = defaultdict(list)
    for indicator_id, code in _area_codes(at=at, ids=list(indicator_ids)):
        found[indicator_id].append(code)
    return found


@Question
def _area_codes(at: At) -> Select[*tuple[Any, ...]]:
    link, area = at.rows(IndicatorArea), at.rows(Area)
    return (
        select(link.c.indicator_id, area.c.code)
        .select_from(link.join(area, area.c.id == link.c.area_id))
        .where(link.c.indicator_id.in_(given_any("ids")))
        .order_by(area.c.position, area.c.id)
    )


def _measurements(indicator_ids: Iterable[int], *, at: At) -> defaultdict[int, list[MeasurementRow]]:
    rows = _measured(at=at, ids=list(indicator_ids)).all()
    said = origins("measurement", [(row.id, row.source) for row in rows], at=at)
    found: defaultdict[int, list[MeasurementRow]] = defaultdict(list)
    for row in rows:
        found[row.indicator_id].append(
            MeasurementRow(
                id=row.id,
                indicator_id=row.indicator_id,
                period=Period(row.period, row.period_precision),
                published_on=row.published_on,
                value=row.value,
                low=row.low,
                high=row.high,
                sample_size=row.sample_size,
                series=row.series,
                note=row.note,
                origins=said[row.id],
            )
        )
    return found


@Question
def _measured(at: At) -> Select[*tuple[Any, ...]]:
    then = at.rows(Measurement).c
    return (
        select(
            then.id, then.indicator_id, then.period, then.period_precision, then.published_on, then.value, then.low,
            then.high, then.sample_size, then.series, then.note, then.source,
        )
        .where(then.indicator_id.in_(given_any("ids")))
        .order_by(then.indicator_id, then.period, then.series)
    )  # fmt: skip
