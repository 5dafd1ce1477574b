"""The mission's money, summed in SQL. See ``app.steering.rules`` for what the words mean. Amounts are øre."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Select, Subquery, and_, case, exists, func, select
from sqlalchemy.sql.functions import coalesce

from app.plumbing.formats import language
from app.plumbing.questions import Question, given
from app.plumbing.record import At
from app.plumbing.totals import Among, Found, grouped, totals
from app.portfolio.models import FundingLine, Initiative, InitiativeMission, InitiativeText, Need
from app.portfolio.rules.life import GIVEN_UP, State
from app.portfolio.rules.words import LineState, Use
from app.steering.rules import Money, money_by_year

# Built, or being built: what nobody has begun can still be given up without loss.
BUILDING = (State.ONGOING, State.ON_HOLD, State.DELIVERED, State.IN_REALISATION)


def mission_money(mission_id: int, *, at: At) -> Money:
    """Needed, granted, spent and missing for operation, by year. Three statements."""
    needs = {
        (str(use), int(year)): amount for (use, year), (_, amount) in _needs(at=at, mission_id=mission_id).sums.items()
    }
    granted: dict[tuple[str, int | None], int] = {}
    spent: dict[int | None, int] = {}
    waiting = {LineState.PRELIMINARY: 0, LineState.APPLIED: 0}
    for (use, state, year), (_, amount) in _lines(at=at, mission_id=mission_id).sums.items():
        if state is LineState.GRANTED:
            granted[str(use), year] = granted.get((str(use), year), 0) + amount
        elif state is LineState.SPENT:
            spent[year] = spent.get(year, 0) + amount
        elif state in waiting:
            waiting[state] += amount
    gaps = {int(year): amount for (year,), (amount,) in _gaps_by_year(at=at, mission_id=mission_id).sums.items()}
    return Money(
        years=money_by_year(needs, granted, spent, gaps),
        preliminary=waiting[LineState.PRELIMINARY],
        applied=waiting[LineState.APPLIED],
    )


@totals(grouped(keys=2))
def _needs(at: At, among: Among) -> Select[*tuple[Any, ...]]:
    need = at.rows(Need)
    return (
        select(need.c.use, need.c.year, func.count(), func.sum(need.c.amount_ore))
        .where(_serves(need, at), among(need.c.initiative_id))
        .group_by(need.c.use, need.c.year)
    )


def _serves(part: FromClause, at: At) -> ColumnElement[bool]:
    """The initiative whose part it is serves the mission ``mission_id``.

    Not a join: the sums then go through an index in the order they are grouped by, and nothing is sorted.
    """
    tie = at.rows(InitiativeMission)
    return exists().where(tie.c.initiative_id == part.c.initiative_id, tie.c.mission_id == given("mission_id"))


@totals(grouped(keys=3))
def _lines(at: At, among: Among) -> Select[*tuple[Any, ...]]:
    line = at.rows(FundingLine)
    return (
        select(line.c.use, line.c.state, line.c.year, func.count(), func.sum(line.c.amount_ore))
        .where(_serves(line, at), among(line.c.initiative_id))
        .group_by(line.c.use, line.c.state, line.c.year)
    )


@totals(grouped(keys=1))
def _gaps_by_year(at: At, among: Among) -> Select[*tuple[Any, ...]]:
    missing = _missing(at, among)
    return select(missing.c.year, func.sum(missing.c.gap)).group_by(missing.c.year)


@dataclass(frozen=True, slots=True)
class Yearless:
    """Money granted to one initiative as a total whose years are not published."""

    code: str
    amount_ore: int


def yearless_grants(mission_id: int, *, at: At) -> list[Yearless]:
    """Whose money stands in the line without a year, by code. One statement."""
    return [Yearless(code, int(amount)) for code, amount in _yearless(at=at, mission_id=mission_id)]


@Question
def _yearless(at: At) -> Select[*tuple[Any, ...]]:
    line, serves, initiative = at.rows(FundingLine), at.rows(InitiativeMission), at.rows(Initiative)
    return (
        select(initiative.c.code, func.sum(line.c.amount_ore))
        .select_from(
            initiative.join(serves, serves.c.initiative_id == initiative.c.id).join(
                line, line.c.initiative_id == initiative.c.id
            )
        )
        .where(
            serves.c.mission_id == given("mission_id"),
            # Every use: it is what the index begins with.
            line.c.use.in_(tuple(Use)),
            line.c.state == LineState.GRANTED,
            line.c.year.is_(None),
        )
        .group_by(initiative.c.code, initiative.c.code_key)
        .order_by(initiative.c.code_key)
    )


def _missing(at: At, among: Among) -> Subquery:
    """For each initiative and year with a need to run: ``needed``, ``granted`` and their gap, never below nothing.

    Of the mission ``mission_id``.
    """
    need, line, initiative = at.rows(Need), at.rows(FundingLine), at.rows(Initiative)
    gone = select(initiative.c.id).where(among(initiative.c.id), initiative.c.state.in_(sorted(GIVEN_UP)))
    granted = (
        select(line.c.initiative_id, line.c.year, func.sum(line.c.amount_ore).label("amount"))
        .where(
            line.c.use == Use.RUN,
            line.c.state == LineState.GRANTED,
            line.c.year.is_not(None),
            among(line.c.initiative_id),
        )
        .group_by(line.c.initiative_id, line.c.year)
        .subquery()
    )
    has = coalesce(granted.c.amount, 0)
    return (
        select(
            need.c.initiative_id,
            need.c.year,
            need.c.amount_ore.label("needed"),
            has.label("granted"),
            case((need.c.amount_ore > has, need.c.amount_ore - has), else_=0).label("gap"),
        )
        .select_from(
            need.outerjoin(
                granted, and_(granted.c.initiative_id == need.c.initiative_id, granted.c.year == need.c.year)
            )
        )
        .where(
            need.c.use == Use.RUN,
            among(need.c.initiative_id),
            _serves(need, at),
            need.c.initiative_id.not_in(gone),
        )
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
    found = _gaps(
        at=at, mission_id=mission_id, first_year=first_year, last_year=last_year, language=language(), first=limit
    )
    return [
        GapRow(code, title, written, state, int(needed), int(granted), int(gap), int(year))
        for _, (code, title, written, state, needed, granted, gap, year) in found.first["short"]
    ]


@totals(lambda rows: Found(first={"short": [(row[0], tuple(row[1:])) for row in rows]}))
def _gaps(at: At, among: Among) -> Select[*tuple[Any, ...]]:
    missing, initiative = _missing(at, among), at.rows(Initiative)
    wanted, own = at.rows(InitiativeText), at.rows(InitiativeText)
    built = case((initiative.c.state.in_((State.DELIVERED, State.IN_REALISATION)), 0), else_=1).label("built")
    short = (
        select(
            missing.c.initiative_id,
            func.sum(missing.c.needed).label("needed"),
            func.sum(missing.c.granted).label("granted"),
            func.sum(missing.c.gap).label("gap"),
            func.min(missing.c.year).label("year"),
        )
        .where(missing.c.gap > 0, missing.c.year.between(given("first_year"), given("last_year")))
        .group_by(missing.c.initiative_id)
        .subquery()
    )
    found = (
        select(
            initiative.c.id,
            initiative.c.code,
            initiative.c.code_key,
            initiative.c.language,
            initiative.c.state,
            built,
            short.c.needed,
            short.c.granted,
            short.c.gap,
            short.c.year,
        )
        .select_from(short.join(initiative, initiative.c.id == short.c.initiative_id))
        .where(initiative.c.state.in_(BUILDING))
        .order_by(built, short.c.gap.desc(), initiative.c.code_key)
        .limit(given("first"))
        .subquery()
    )
    return (
        select(
            found.c.id,
            found.c.code,
            coalesce(wanted.c.title, own.c.title, found.c.code),
            coalesce(wanted.c.language, found.c.language),
            found.c.state,
            found.c.needed,
            found.c.granted,
            found.c.gap,
            found.c.year,
        )
        .select_from(
            found.outerjoin(
                wanted, and_(wanted.c.initiative_id == found.c.id, wanted.c.language == given("language"))
            ).outerjoin(own, and_(own.c.initiative_id == found.c.id, own.c.language == found.c.language))
        )
        .order_by(found.c.built, found.c.gap.desc(), found.c.code_key)
    )
