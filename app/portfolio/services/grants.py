"""Grant letters, and the funding lines that rest on them."""

from __future__ import annotations

from sqlalchemy import func, select

from app.plumbing.db import db
from app.plumbing.refusals import N_, Refusal
from app.portfolio.models import FundingLine, FundingSource, Grant, Initiative
from app.portfolio.rules.funding import GrantFacts, Letter, LineFacts, check_line, check_within
from app.portfolio.services.writing import is_new


def settle(initiative: Initiative, row: Grant, decision: GrantFacts) -> GrantFacts:
    """A letter grants at least what rests on it, by the source it is from."""
    if is_new(row):
        return decision
    row.version += 1
    sums = db.session.execute(
        select(FundingLine.state, func.sum(FundingLine.amount_ore))
        .where(FundingLine.grant_id == row.id)
        .group_by(FundingLine.state)
        .order_by(FundingLine.state)
    ).all()
    for _, total in sums:
        check_within(int(total), decision.total_ore, field="total_ore")
    if sums and decision.source_id != row.source_id:
        raise Refusal(N_("Funding lines rest on this letter, and they are from its source."), field="source_id")
    return decision


def release(initiative: Initiative, row: Grant, decision: None) -> None:
    if db.session.scalar(select(FundingLine.id).where(FundingLine.grant_id == row.id).limit(1)) is not None:
        raise Refusal(N_("Funding lines rest on this letter. Remove them first, or let them rest on another."))


def settle_line(initiative: Initiative, row: FundingLine, decision: LineFacts) -> LineFacts:
    """Hold the line against its letter; the lines of one state may not come to more than the letter grants."""
    source = db.session.get(FundingSource, decision.source_id)
    if source is None:
        raise Refusal(N_("This no longer exists."), field="source_id")
    letter = db.session.get(Grant, decision.grant_id) if decision.grant_id else None
    others = (
        db.session.scalars(
            select(FundingLine.amount_ore).where(
                FundingLine.grant_id == letter.id,
                FundingLine.state == decision.state,
                FundingLine.id != (row.id or 0),
            )
        ).all()
        if letter
        else ()
    )
    check_line(
        decision,
        initiative_id=initiative.id,
        instrument=source.instrument,
        letter=Letter(letter.source_id, letter.step, letter.total_ore, letter.initiative_id) if letter else None,
        others=others,
    )
    return decision
