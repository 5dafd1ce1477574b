"""What of the portfolio is handed over when somebody leaves, and what moves when an organisation is taken over."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from flask import url_for
from flask_babel import gettext as _

from app.plumbing.formats import short_date
from app.plumbing.leaving import NOBODY, Belonging, Estate
from app.plumbing.merging import Moving, Naming, Succession
from app.plumbing.words import word
from app.portfolio.queries import belongings as questions
from app.portfolio.queries.belongings import Answered, PartHeld, Whole
from app.portfolio.queries.named_bodies import named_bodies
from app.portfolio.rules.words import PersonPart
from app.portfolio.services import handing_over, succession


def _belongings(person_id: int, on: date) -> list[Belonging]:
    return [
        *(_part(person_id, held, on) for held in questions.parts_held(person_id, on=on)),
        *(_risk(person_id, one) for one in questions.risks_owned(person_id, on=on)),
        *(_benefit(one) for one in questions.benefits_answered_for(person_id, on=on)),
    ]


def _part(person_id: int, held: PartHeld, on: date) -> Belonging:
    return Belonging(
        key=f"part_{held.row}",
        row=held.row,
        head=held.whole.id,
        kind=word(held.part),
        what=_title(held.whole),
        address=_page_of(held.whole.code),
        detail=", ".join(filter(None, (word(held.whole.state), _dates(held, on)))),
        suggested=_suggested(person_id, held),
        needs_somebody=held.part is PersonPart.OWNER,
        # A contact only answers the telephone; the others must see what is entrusted to them.
        missions=frozenset() if held.part is PersonPart.CONTACT else held.whole.missions,
    )


def _risk(person_id: int, one: Answered) -> Belonging:
    return replace(_answered("risk", _("Risk owner"), one), suggested=_runs(person_id, one.whole))


def _benefit(one: Answered) -> Belonging:
    """Nobody is suggested: who answers for a benefit is a leader in the line, not the project."""
    return _answered("benefit", _("Responsible for the benefit"), one)


def _answered(name: str, kind: str, one: Answered) -> Belonging:
    return Belonging(
        key=f"{name}_{one.row}",
        row=one.row,
        head=one.whole.id,
        kind=kind,
        what=f"{one.code} – {one.title}",
        address=_page_of(one.whole.code, f"{name}s"),
        detail=_title(one.whole),
    )


def _suggested(person_id: int, held: PartHeld) -> int | None:
    """The deputy becomes owner; calls go to whoever owns it. Nobody is made deputy unasked."""
    return NOBODY if held.part is PersonPart.DEPUTY else _runs(person_id, held.whole)


def _runs(person_id: int, whole: Whole) -> int | None:
    """Who owns the initiative, or stands in and will own it, when this person has left."""
    return next((one for one in (whole.owner, *whole.deputies) if one not in (None, person_id)), None)


def _dates(held: PartHeld, on: date) -> str:
    if held.from_date and held.from_date > on:
        if held.to_date:
            return _("%(first)s to %(last)s", first=short_date(held.from_date), last=short_date(held.to_date))
        return _("from %(date)s", date=short_date(held.from_date))
    return _("until %(date)s", date=short_date(held.to_date)) if held.to_date else ""


def _title(whole: Whole) -> str:
    return f"{whole.code} – {whole.title}"


def _hand_over(thing: Belonging, heir: int | None, on: date) -> None:
    match thing.key.partition("_")[0]:
        case "part":
            handing_over.hand_over_part(thing.row, heir, on=on)
        case "risk":
            handing_over.hand_over_risk(thing.row, heir)
        case "benefit":
            handing_over.hand_over_benefit(thing.row, heir)


# One estate, so that all the initiatives are locked in one order.
PORTFOLIO = Estate(
    columns=("initiative_person.person_id", "risk.owner_id", "benefit.responsible_id"),
    belongings=_belongings,
    lock=handing_over.lock_initiatives,
    hand_over=_hand_over,
)


def _bodies(organisation_id: int, to: int | None, on: date) -> list[Moving]:
    kinds = {
        "lead_id": _("Lead"),
        "run_by_id": _("Will run it"),
        "organisation_id": _("Takes part"),
        "falls_in_id": _("Where a benefit falls"),
    }
    return [
        Moving(
            Naming(one.table, one.column, one.row),
            kind=kinds[one.column],
            what=f"{one.code} – {one.title}",
            address=_page_of(one.code),
        )
        for one in named_bodies(organisation_id, to)
    ]


def _page_of(code: str, anchor: str | None = None) -> Callable[[], str]:
    return lambda: url_for("portfolio.initiative", code=code, _anchor=anchor)


BODIES = Succession(
    columns=("initiative.lead_id", "initiative.run_by_id", "participation.organisation_id", "benefit.falls_in_id"),
    going_on=_bodies,
    lock=succession.lock_named,
    give=succession.give,
)
