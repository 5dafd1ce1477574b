"""Missions, areas and indicators for tests; each call says only what matters. Run inside ``unit_of_work``."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import count
from typing import Any, TypeVar

from app.missions.models import (
    Area,
    AreaText,
    Evidence,
    Indicator,
    IndicatorText,
    Influence,
    Measurement,
    Mission,
    MissionText,
    StatusScale,
)
from app.missions.rules import Coverage, Direction, EvidenceKind, EvidenceStrength, GoalLevel, Strength
from app.plumbing.db import Historied, db
from app.plumbing.periods import Precision
from app.plumbing.record import current_work

H = TypeVar("H", bound=Historied)

_number = count(1)


def _kept(row: H) -> H:
    db.session.add(row)
    db.session.flush()
    return row


def named(act: str, subject: Historied) -> None:
    """Name the deed that made these rows."""
    current_work().record(act, subject)


def a_mission(slug: str = "", **columns: Any) -> Mission:
    slug = slug or f"mission-{next(_number)}"
    scale = _kept(StatusScale(code=f"scale-{slug}", title="Scale"))
    mission = _kept(Mission(slug=slug, scale_id=scale.id, **{"target_date": date(2032, 12, 31), **columns}))
    _kept(MissionText(mission_id=mission.id, language="nb", title=f"Oppdrag {slug}", summary="Alle skal få hjelp."))
    return mission


def an_area(mission: Mission, code: str = "", title: str = "", **columns: Any) -> Area:
    position = next(_number)
    code = code or f"A{position}"
    area = _kept(
        Area(mission_id=mission.id, code=code, **{"position": position, "colour": position % 8 + 1, **columns})
    )
    _kept(AreaText(area_id=area.id, language="nb", title=title or f"Område {code}"))
    return area


def an_influence(acting: Area, acted_on: Area, strength: Strength = Strength.MEDIUM, **columns: Any) -> Influence:
    return _kept(
        Influence(
            mission_id=acting.mission_id,
            source_area_id=acting.id,
            target_area_id=acted_on.id,
            strength=strength,
            **columns,
        )
    )


def an_indicator(mission: Mission, code: str = "", title: str = "", **columns: Any) -> Indicator:
    position = next(_number)
    code = code or f"I{position}"
    given: dict[str, Any] = {
        "position": position,
        "level": GoalLevel.EFFECT,
        "direction": Direction.UP,
        "coverage": Coverage.SAMPLE,
        "unit": "%",
        "target_value": Decimal(70),
        "target_date": date(2032, 12, 31),
        **columns,
    }
    indicator = _kept(Indicator(mission_id=mission.id, code=code, **given))
    _kept(IndicatorText(indicator_id=indicator.id, language="nb", title=title or f"Indikator {code}"))
    return indicator


def a_measurement(
    indicator: Indicator,
    year: int,
    value: str,
    low: str | None = None,
    high: str | None = None,
    *,
    baseline: bool = False,
    **columns: Any,
) -> Measurement:
    row = _kept(
        Measurement(
            indicator_id=indicator.id,
            period=date(year, 1, 1),
            period_precision=Precision.YEAR,
            value=Decimal(value),
            low=None if low is None else Decimal(low),
            high=None if high is None else Decimal(high),
            **columns,
        )
    )
    if baseline:
        indicator.baseline_id = row.id
    return row


def some_evidence(mission: Mission, code: str = "", **columns: Any) -> Evidence:
    code = code or f"E{next(_number)}"
    given: dict[str, Any] = {
        "kind": EvidenceKind.EVALUATION,
        "strength": EvidenceStrength.MODERATE,
        "title": f"Rapport {code}",
        **columns,
    }
    return _kept(Evidence(mission_id=mission.id, code=code, **given))
