"""The dates rule in SQL: of start and finish what happened, else what is forecast, else what is planned."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, FromClause, case
from sqlalchemy.sql.functions import coalesce

from app.portfolio.queries.shapes import period
from app.portfolio.rules.chain import Told
from app.portfolio.rules.life import ALIVE, State


def told_columns(initiative: FromClause, prefix: str = "") -> tuple[ColumnElement[Any], ...]:
    """What :func:`told_of` reads, presented as columns of this initiative's (aliased) table."""
    x = initiative.c
    return (
        told_date(initiative, "start").label(f"{prefix}start"),
        _precision(initiative, "start").label(f"{prefix}start_precision"),
        told_date(initiative, "finish").label(f"{prefix}finish"),
        _precision(initiative, "finish").label(f"{prefix}finish_precision"),
        x.actual_start.is_not(None).label(f"{prefix}begun"),
        x.actual_finish.is_not(None).label(f"{prefix}ended"),
        x.state.label(f"{prefix}state"),
    )


def told_date(initiative: FromClause, end: str) -> ColumnElement[Any]:
    """The first day of the start or the finish that counts, presented as one column."""
    x = initiative.c
    return coalesce(x[f"actual_{end}"], x[f"forecast_{end}"], x[f"planned_{end}"])


def _precision(initiative: FromClause, end: str) -> ColumnElement[Any]:
    x = initiative.c
    return case(
        (x[f"actual_{end}"].is_not(None), x[f"actual_{end}_precision"]),
        (x[f"forecast_{end}"].is_not(None), x[f"forecast_{end}_precision"]),
        else_=x[f"planned_{end}_precision"],
    )


def told_of(row: Any, prefix: str = "") -> Told:
    """Those columns, presented as one value."""
    named = row._mapping
    return Told(
        period(named[f"{prefix}start"], named[f"{prefix}start_precision"]),
        period(named[f"{prefix}finish"], named[f"{prefix}finish_precision"]),
        begun=bool(named[f"{prefix}begun"]),
        running=named[f"{prefix}state"] is State.ONGOING,
        done=bool(named[f"{prefix}ended"]) or named[f"{prefix}state"] not in ALIVE,
    )
