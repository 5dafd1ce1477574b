"""What matters most about one initiative, in sentences."""

from __future__ import annotations

from datetime import date

from flask_babel import gettext as _
from flask_babel import ngettext

from app.plumbing.formats import million, money, period
from app.plumbing.periods import months_between
from app.plumbing.words import word
from app.portfolio.queries.page import InitiativePage
from app.portfolio.rules.words import LineState


def summary(page: InitiativePage, *, on: date) -> list[str]:
    """State and phase, the finish against the original plan, the money, the deliverables: what is known of each."""
    return [said for said in (_state(page), _finish(page, on=on), _money(page), _deliverables(page)) if said]


def _state(page: InitiativePage) -> str:
    facts = page.facts
    if facts.phase is None:
        return f"{word(facts.state)}."
    return _("%(state)s, in the phase %(phase)s.", state=word(facts.state), phase=word(facts.phase).lower())


def _finish(page: InitiativePage, *, on: date) -> str:
    facts = page.facts
    if facts.actual.finish is not None:
        return _("Finished %(date)s.", date=period(facts.actual.finish))
    finish = facts.forecast.finish or facts.planned.finish
    if finish is None:
        return ""
    if finish.last < on:
        return _("It was to finish %(date)s, and no finish has been registered.", date=period(finish))
    said = _("It is to finish %(date)s", date=period(finish))
    original = facts.original.finish
    if original is None:
        return f"{said}."
    late = months_between(original.last, finish.last)
    if late > 0:
        beside = ngettext("%(num)s month later than first planned", "%(num)s months later than first planned", late)
    elif finish.last > original.last:
        beside = _("less than a month later than first planned")
    elif finish.last == original.last:
        beside = _("as first planned")
    else:
        beside = _("earlier than first planned")
    return f"{said}, {beside}."


def _money(page: InitiativePage) -> str:
    sums, currency = page.sums, page.service.currency
    granted, needed = sums.in_state(LineState.GRANTED), sums.needed()
    if not needed:
        return _("%(sum)s has been granted.", sum=money(granted, currency)) if granted else ""
    if not granted:
        return _("Nothing of the %(needed)s needed is granted.", needed=million(needed, currency))
    said = _(
        "%(granted)s of the %(needed)s needed is granted",
        granted=million(granted, currency),
        needed=million(needed, currency),
    )
    if sums.run_gap:
        return _("%(said)s; %(gap)s is missing to run it.", said=said, gap=million(sums.run_gap, currency))
    return f"{said}."


def _deliverables(page: InitiativePage) -> str:
    every = len(page.deliverables)
    if not every:
        return ""
    return ngettext(
        "%(done)s of %(num)s deliverable is delivered.",
        "%(done)s of %(num)s deliverables are delivered.",
        every,
        done=page.delivered,
    )
