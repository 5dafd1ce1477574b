"""One initiative's money: what it needs, what was granted, and where it comes from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.sql.functions import coalesce

from app.people.models import Organisation
from app.plumbing.periods import Period
from app.plumbing.provenance import Source
from app.plumbing.questions import Question, given
from app.plumbing.record import At
from app.portfolio.models import FundingLine, FundingSource, Grant, Need
from app.portfolio.queries.shapes import fields
from app.portfolio.rules.words import GrantStep, Instrument, LineState, Use


@dataclass(frozen=True, slots=True)
class NeedRow:
    id: int
    source: Source
    year: int
    use: Use
    amount_ore: int
    price_year: int | None


@dataclass(frozen=True, slots=True)
class GrantRow:
    """A granting body's letter. ``total_ore`` is what it says; it may say nothing of years."""

    id: int
    source: Source
    code: str
    scheme: str
    body: str
    step: GrantStep
    decided: Period
    total_ore: int
    letter: str
    terms: str


@dataclass(frozen=True, slots=True)
class LineRow:
    """Money from a scheme in one state; no ``year`` where only a total is known."""

    id: int
    source: Source
    scheme: str
    instrument: Instrument
    payer: str
    recipient: str
    grant_code: str
    year: int | None
    use: Use
    state: LineState
    amount_ore: int
    note: str


@Question
def _needs(at: At) -> Select[*tuple[Any, ...]]:
    part = at.of(Need)
    return (
        select(part.id, part.source, part.year, part.use, part.amount_ore, part.price_year)
        .where(part.initiative_id == given("initiative"))
        .order_by(part.year, part.use, part.id)
    )


def needs(initiative_id: int, *, at: At) -> list[NeedRow]:
    """By year, to build before to run. One statement."""
    rows = _needs(initiative=initiative_id, at=at)
    return [NeedRow(**fields(row)) for row in rows]


@Question
def _grants(at: At) -> Select[*tuple[Any, ...]]:
    part, scheme, body = at.of(Grant), at.of(FundingSource), at.of(Organisation)
    return (
        select(
            part.id, part.source, part.code, scheme.name.label("scheme"), coalesce(body.name, "").label("body"),
            part.step, part.decided, part.decided_precision, part.total_ore, part.letter, part.terms,
        )
        .join(scheme, scheme.id == part.source_id)
        .outerjoin(body, body.id == part.body_id)
        .where(part.initiative_id == given("initiative"))
        .order_by(part.decided, part.code, part.id)
    )  # fmt: skip


def grants(initiative_id: int, *, at: At) -> list[GrantRow]:
    """In order of time. One statement."""
    rows = _grants(initiative=initiative_id, at=at)
    return [GrantRow(**fields(row, "decided")) for row in rows]


@Question
def _funding_lines(at: At) -> Select[*tuple[Any, ...]]:
    part, scheme, grant = at.of(FundingLine), at.of(FundingSource), at.of(Grant)
    payer, recipient = at.again(Organisation), at.again(Organisation)
    return (
        select(
            part.id, part.source, scheme.name.label("scheme"), scheme.instrument,
            coalesce(payer.name, "").label("payer"), coalesce(recipient.name, "").label("recipient"),
            coalesce(grant.code, "").label("grant_code"), part.year, part.use, part.state, part.amount_ore, part.note,
        )
        .join(scheme, scheme.id == part.source_id)
        .outerjoin(payer, payer.id == scheme.payer_id)
        .outerjoin(recipient, recipient.id == part.recipient_id)
        .outerjoin(grant, grant.id == part.grant_id)
        .where(part.initiative_id == given("initiative"))
        .order_by(scheme.name, part.year.asc().nulls_last(), part.use, part.state, part.id)
    )  # fmt: skip


def funding_lines(initiative_id: int, *, at: At) -> list[LineRow]:
    """By scheme and year, those without a year last. One statement."""
    rows = _funding_lines(initiative=initiative_id, at=at)
    return [LineRow(**fields(row)) for row in rows]
