"""Where an organisation is named in initiatives that are going on."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ColumnElement, exists, literal, select, union_all
from sqlalchemy.orm import aliased
from sqlalchemy.sql.functions import coalesce

from app.plumbing.db import db
from app.plumbing.formats import language
from app.portfolio.models import Benefit, Initiative, InitiativeText, Participation
from app.portfolio.rules.life import State

# What such an initiative says of who led it and took part is history.
OVER = (State.DELIVERED, State.IN_REALISATION, State.STOPPED, State.REFUSED)
# Who runs what was delivered, and where its benefits fall, is not over before it is given up.
GIVEN_UP = (State.STOPPED, State.REFUSED)


@dataclass(frozen=True, slots=True)
class Named:
    table: str
    column: str
    row: int
    code: str
    title: str


def named_bodies(organisation_id: int, to: int | None) -> list[Named]:
    """By table and column, then by code; not where ``to`` has the same part already. Always of the present. One
    statement.
    """
    x, wanted, own = Initiative, InitiativeText.__table__.alias(), InitiativeText.__table__.alias()
    ways = (
        ("initiative", "lead_id", x.id, x.lead_id, OVER, None),
        ("initiative", "run_by_id", x.id, x.run_by_id, GIVEN_UP, None),
        ("participation", "organisation_id", Participation.id, Participation.organisation_id, OVER, Participation),
        ("benefit", "falls_in_id", Benefit.id, Benefit.falls_in_id, GIVEN_UP, Benefit),
    )
    parts = []
    for place, (table, column, row, names, without, model) in enumerate(ways):
        query = select(
            literal(place).label("place"), literal(table).label("tab"), literal(column).label("col"),
            row.label("row"), x.code, coalesce(wanted.c.title, own.c.title, x.code).label("title"), x.code_key,
        )  # fmt: skip
        if model is not None:
            query = query.join(x, x.id == model.initiative_id)
        if model is Participation:
            query = query.where(_not_yet(to))
        parts.append(
            query.outerjoin(wanted, (wanted.c.initiative_id == x.id) & (wanted.c.language == language()))
            .outerjoin(own, (own.c.initiative_id == x.id) & (own.c.language == x.language))
            .where(
                names == organisation_id, x.state.not_in(without), *([_not_yet(to)] if model is Participation else [])
            )
        )
    found = union_all(*parts).subquery()
    rows = db.session.execute(
        select(found.c.tab, found.c.col, found.c.row, found.c.code, found.c.title).order_by(
            found.c.place, found.c.code_key, found.c.row
        )
    )
    return [Named(*row) for row in rows]


def _not_yet(organisation_id: int | None) -> ColumnElement[bool]:
    """The other body has not the same part in the initiative."""
    theirs = aliased(Participation)
    return ~exists().where(
        theirs.initiative_id == Participation.initiative_id,
        theirs.organisation_id == organisation_id,
        theirs.part == Participation.part,
    )
