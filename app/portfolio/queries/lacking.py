"""Who is without what it needs: initiatives that are not under way, and those that are granted less than they need."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, FromClause, Select, and_, func, select, union_all

from app.plumbing.record import At
from app.portfolio.models import FundingLine, Need
from app.portfolio.rules.life import GIVEN_UP, UNDER_WAY
from app.portfolio.rules.words import Lack, LineState


def lacks(
    lack: Lack, initiative: FromClause, *, at: At, among: Select[tuple[int]] | None = None
) -> ColumnElement[bool]:
    """Whether an initiative of this table lacks it. Nothing given up lacks money: it will never be spent.

    ``among`` are the ids of all that are asked about, where these are few: only their money is added up then.
    """
    if lack is Lack.PROGRESS:
        return initiative.c.state.not_in(sorted(UNDER_WAY))
    return and_(initiative.c.state.not_in(sorted(GIVEN_UP)), initiative.c.id.in_(_short_of_money(at, among)))


def _short_of_money(at: At, among: Select[tuple[int]] | None) -> Select[*tuple[Any, ...]]:
    """Needed to build or to run, more than is granted for that use, all years together.

    A grant published as one total counts, though its years are not known; plenty to build fills no lack to run. Both
    tables are gone through once.
    """
    need, line = at.rows(Need), at.rows(FundingLine)
    needed = select(need.c.initiative_id, need.c.use, need.c.amount_ore)
    granted = select(line.c.initiative_id, line.c.use, -line.c.amount_ore).where(line.c.state == LineState.GRANTED)
    if among is not None:
        needed, granted = needed.where(need.c.initiative_id.in_(among)), granted.where(line.c.initiative_id.in_(among))
    both = union_all(needed, granted).subquery()
    return (
        select(both.c.initiative_id).group_by(both.c.initiative_id, both.c.use).having(func.sum(both.c.amount_ore) > 0)
    )
