"""The mission's money, summed in SQL. See ``app.steering.rules`` for what the words mean. Amounts are øre."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Subquery, and_, case, func, select
from sqlalchemy.sql.functions import coalesce

from app.plumbing.db import db
from app.plumbing.formats import language
from app.plumbing.record import At
from app.portfolio.models import FundingLine, Initiative, InitiativeMission, InitiativeText, Need
from app.portfolio.rules.life import State
from app.portfolio.rules.words import LineState, Use
from app.steering.rules import Money, money_by_year

# Money is not missing for what will never be run.
GONE = (State.STOPPED, State.REFUSED)

# Built, or being built: what nobody has begun can still be given up without loss.
BUILDING = (State.ONGOING, State.ON_HOLD, State.DELIVERED, State.IN_REALISATION)


def mission_money(mission_id: int, *, at: At) -> Money:
    """Needed, granted, spent and missing for operation, by year. Three statements."""
    need, line, serves = at.of(Need), at.of(FundingLine), at.of(InitiativeMission)
    needs = {
        (str(use), int(year)): int(amount)
        for use, year, amount in db.session.execute(
            select(need.use, need.year, func.sum(need.amount_ore))
            .join(serves, serves.initiative_id == need.initiative_id)
            .where(serves.mission_id == mission_id)
            .group_by(need.use, need.year)
        )
    }
    granted: dict[tuple[str, int | None], int] = {}
    spent: dict[int | None, int] = {}
    waiting = {LineState.PRELIMINARY: 0, LineState.APPLIED: 0}
    for use, state, year, amount in db.session.execute(
        select(line.use, line.state, line.year, func.sum(line.amount_ore))
        .join(serves, serves.initiative_id == line.initiative_id)
        .where(serves.mission_id == mission_id)
        .group_by(line.use, line.state, line.year)
    ):
        if state is LineState.GRANTED:
            granted[str(use), year] = granted.get((str(use), year), 0) + int(amount)
        elif state is LineState.SPENT:
            spent[year] = spent.get(year, 0) + int(amount)
        elif state in waiting:
            waiting[state] += int(amount)
    missing = _missing(mission_id, at=at)
    gaps = {
        int(year): int(amount)
        for year, amount in db.session.execute(select(missing.c.year, func.sum(missing.c.gap)).group_by(missing.c.year))
        if amount
    }
    return Money(
        years=money_by_year(needs, granted, spent, gaps),
        preliminary=waiting[LineState.PRELIMINARY],
        applied=waiting[LineState.APPLIED],
    )


@dataclass(frozen=True, slots=True)
class Yearless:
    """Money granted to one initiative as a total whose years are not published."""

    code: str
    amount_ore: int


def yearless_grants(mission_id: int, *, at: At) -> list[Yearless]:
    """Whose money stands in the line without a year, by code. One statement."""
    line, serves, initiative = at.of(FundingLine), at.of(InitiativeMission), at.of(Initiative)
    rows = db.session.execute(
        select(initiative.code, func.sum(line.amount_ore))
        .join(serves, serves.initiative_id == initiative.id)
        .join(line, line.initiative_id == initiative.id)
        .where(serves.mission_id == mission_id, line.year.is_(None), line.state == LineState.GRANTED)
        .group_by(initiative.code, initiative.code_key)
        .order_by(initiative.code_key)
    )
    return [Yearless(code, int(amount)) for code, amount in rows]


def _missing(mission_id: int, *, at: At) -> Subquery:
    """For each initiative and year with a need to run: ``needed``, ``granted`` and their gap, never below nothing."""
    need, line = at.of(Need), at.of(FundingLine)
    serves, initiative = at.of(InitiativeMission), at.of(Initiative)
    granted = (
        select(line.initiative_id, line.year, func.sum(line.amount_ore).label("amount"))
        .where(line.use == Use.RUN, line.state == LineState.GRANTED, line.year.is_not(None))
        .group_by(line.initiative_id, line.year)
        .subquery()
    )
    has = coalesce(granted.c.amount, 0)
    return (
        select(
            need.initiative_id,
            need.year,
            need.amount_ore.label("needed"),
            has.label("granted"),
            case((need.amount_ore > has, need.amount_ore - has), else_=0).label("gap"),
        )
        .join(serves, serves.initiative_id == need.initiative_id)
        .join(initiative, initiative.id == need.initiative_id)
        .outerjoin(granted, and_(granted.c.initiative_id == need.initiative_id, granted.c.year == need.year))
        .where(serves.mission_id == mission_id, need.use == Use.RUN, initiative.state.not_in(GONE))
        .subquery()
    )


@dataclass(frozen=True, slots=True)
class GapRow:
    """An initiative that lacks money to be run: until the last year asked about, and from which year."""

    code: str
    title: str
    title_language: str
    state: State
    needed: int
    granted: int
    gap: int
    first_year: int


def run_gaps(mission_id: int, first_year: int, last_year: int, *, at: At, limit: int = 12) -> list[GapRow]:
    """Initiatives built or being built that lack run money between two years: the delivered ones first, then the
    largest gap. One statement.
    """
    missing, initiative = _missing(mission_id, at=at), at.of(Initiative)
    wanted, own = at.again(InitiativeText), at.again(InitiativeText)
    built = case((initiative.state.in_((State.DELIVERED, State.IN_REALISATION)), 0), else_=1)
    rows = db.session.execute(
        select(
            initiative.code,
            coalesce(func.max(wanted.title), func.max(own.title), initiative.code),
            coalesce(func.max(wanted.language), initiative.language),
            initiative.state,
            func.sum(missing.c.needed),
            func.sum(missing.c.granted),
            func.sum(missing.c.gap),
            func.min(missing.c.year),
        )
        .join(initiative, initiative.id == missing.c.initiative_id)
        .outerjoin(wanted, and_(wanted.initiative_id == initiative.id, wanted.language == language()))
        .outerjoin(own, and_(own.initiative_id == initiative.id, own.language == initiative.language))
        .where(missing.c.gap > 0, missing.c.year.between(first_year, last_year), initiative.state.in_(BUILDING))
        .group_by(initiative.code, initiative.language, initiative.state, initiative.code_key)
        .order_by(built, func.sum(missing.c.gap).desc(), initiative.code_key)
        .limit(limit)
    )
    return [
        GapRow(code, title, written, state, int(needed), int(granted), int(gap), int(year))
        for code, title, written, state, needed, granted, gap, year in rows
    ]
