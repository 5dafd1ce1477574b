"""One initiative's money: what it needs, what was granted, and where it comes from."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.sql.functions import coalesce

from app.people.models import Organisation
from app.plumbing.db import db
from app.plumbing.periods import Period
from app.plumbing.provenance import Source
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


def needs(initiative_id: int, *, at: At) -> list[NeedRow]:
    """By year, to build before to run. One statement."""
    part = at.of(Need)
    rows = db.session.execute(
        select(part.id, part.source, part.year, part.use, part.amount_ore, part.price_year)
        .where(part.initiative_id == initiative_id)
        .order_by(part.year, part.use, part.id)
    )
    return [NeedRow(**fields(row)) for row in rows]


def grants(initiative_id: int, *, at: At) -> list[GrantRow]:
    """In order of time. One statement."""
    part, scheme, body = at.of(Grant), at.of(FundingSource), at.of(Organisation)
    rows = db.session.execute(
        select(
            part.id, part.source, part.code, scheme.name.label("scheme"), coalesce(body.name, "").label("body"),
            part.step, part.decided, part.decided_precision, part.total_ore, part.letter, part.terms,
        )
        .join(scheme, scheme.id == part.source_id)
        .outerjoin(body, body.id == part.body_id)
        .where(part.initiative_id == initiative_id)
        .order_by(part.decided, part.code, part.id)
    )  # fmt: skip
    return [GrantRow(**fields(row, "decided")) for row in rows]


def funding_lines(initiative_id: int, *, at: At) -> list[LineRow]:
    """By scheme and year, those without a year last. One statement."""
    part, scheme, grant = at.of(FundingLine), at.of(FundingSource), at.of(Grant)
    payer, recipient = at.again(Organisation), at.again(Organisation)
    rows = db.session.execute(
        select(
            part.id, part.source, scheme.name.label("scheme"), scheme.instrument,
            coalesce(payer.name, "").label("payer"), coalesce(recipient.name, "").label("recipient"),
            coalesce(grant.code, "").label("grant_code"), part.year, part.use, part.state, part.amount_ore, part.note,
        )
        .join(scheme, scheme.id == part.source_id)
        .outerjoin(payer, payer.id == scheme.payer_id)
        .outerjoin(recipient, recipient.id == part.recipient_id)
        .outerjoin(grant, grant.id == part.grant_id)
        .where(part.initiative_id == initiative_id)
        .order_by(scheme.name, part.year.asc().nulls_last(), part.use, part.state, part.id)
    )  # fmt: skip
    return [LineRow(**fields(row)) for row in rows]
