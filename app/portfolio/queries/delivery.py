"""How one initiative is carried out: deliverables, risks and gates."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.sql.functions import coalesce

from app.people.models import Identity, Organisation
from app.plumbing.periods import Period
from app.plumbing.provenance import Source
from app.plumbing.questions import Question, given
from app.plumbing.record import At
from app.portfolio.models import Deliverable, Gate, Risk
from app.portfolio.queries.shapes import fields
from app.portfolio.rules.words import GateOutcome, GatePoint, Handling, RiskDimension, RiskNature, Trend


@dataclass(frozen=True, slots=True)
class DeliverableRow:
    id: int
    source: Source
    code: str
    title: str
    planned: Period | None
    forecast: Period | None
    delivered_on: date | None

    def is_late(self, *, on: date) -> bool:
        """Not delivered, and the last day of the planned period is past."""
        return self.delivered_on is None and self.planned is not None and self.planned.last < on


@Question
def _deliverables(at: At) -> Select[*tuple[Any, ...]]:
    part = at.of(Deliverable)
    return (
        select(
            part.id, part.source, part.code, part.title, part.planned, part.planned_precision, part.forecast,
            part.forecast_precision, part.delivered_on,
        )
        .where(part.initiative_id == given("initiative"))
        .order_by(part.planned.asc().nulls_last(), part.code, part.id)
    )  # fmt: skip


def deliverables(initiative_id: int, *, at: At) -> list[DeliverableRow]:
    """In order of plan, then by code. One statement."""
    rows = _deliverables(initiative=initiative_id, at=at)
    return [DeliverableRow(**fields(row, "planned", "forecast")) for row in rows]


@dataclass(frozen=True, slots=True)
class RiskRow:
    """Likelihood and consequence count from 1 to 5; residual is after the handling."""

    id: int
    source: Source
    code: str
    nature: RiskNature
    dimension: RiskDimension
    cause: str
    event: str
    effect: str
    likelihood: int
    consequence: int
    handling: Handling
    measure: str
    residual_likelihood: int | None
    residual_consequence: int | None
    trend: Trend
    owner: str
    closed_on: date | None

    @property
    def size(self) -> int:
        return self.likelihood * self.consequence


@Question
def _risks(at: At) -> Select[*tuple[Any, ...]]:
    part = at.of(Risk)
    return (
        select(
            part.id, part.source, part.code, part.nature, part.dimension, part.cause, part.event, part.effect,
            part.likelihood, part.consequence, part.handling, part.measure, part.residual_likelihood,
            part.residual_consequence, part.trend, coalesce(Identity.name, "").label("owner"),
            part.closed_on,
        )
        .outerjoin(Identity, Identity.person_id == part.owner_id)
        .where(part.initiative_id == given("initiative"))
        .order_by(part.closed_on.is_not(None), (part.likelihood * part.consequence).desc(), part.code, part.id)
    )  # fmt: skip


def risks(initiative_id: int, *, at: At) -> list[RiskRow]:
    """Open ones first, the largest product first. One statement."""
    rows = _risks(initiative=initiative_id, at=at)
    return [RiskRow(**fields(row)) for row in rows]


@dataclass(frozen=True, slots=True)
class GateRow:
    """A decision at a gate: who decided, when and what."""

    id: int
    source: Source
    point: GatePoint
    decided_on: date
    outcome: GateOutcome
    decided_by: str
    documents: str
    reason: str


@Question
def _gates(at: At) -> Select[*tuple[Any, ...]]:
    part, body = at.of(Gate), at.of(Organisation)
    return (
        select(
            part.id, part.source, part.point, part.decided_on, part.outcome,
            coalesce(body.name, "").label("decided_by"), part.documents, part.reason,
        )
        .outerjoin(body, body.id == part.decided_by_id)
        .where(part.initiative_id == given("initiative"))
        .order_by(part.decided_on, part.point, part.id)
    )  # fmt: skip


def gates(initiative_id: int, *, at: At) -> list[GateRow]:
    """In order of time. One statement."""
    rows = _gates(initiative=initiative_id, at=at)
    return [GateRow(**fields(row)) for row in rows]
