"""Who asks, and of which moment: what a request says before any page is made."""

from __future__ import annotations

from datetime import date

from flask import abort, g, request
from flask_login import current_user

from app.plumbing import record, watching
from app.plumbing.periods import YEARS
from app.plumbing.policy import ANONYMOUS, Actor
from app.plumbing.record import NOW, At


def current_actor() -> Actor:
    """Whoever this request is from."""
    watching.unsteady()
    return reader()


def reader() -> Actor:
    """The same, for whoever tells what they made of it (see ``watching``)."""
    # A page asks some hundred times; Flask-Login keeps there whom it has loaded.
    found = getattr(g.get("_login_user") or current_user, "actor", None)
    return found if isinstance(found, Actor) else ANONYMOUS


def moment() -> At:
    """The moment this page is asked of: the day in ``?as_of=YYYY-MM-DD``, else now. A bad day is a bad request."""
    if "at" not in g:
        asked = request.args.get("as_of", "")
        g.at = NOW  # also for the page that says the day was no day
        if asked:
            try:
                day = date.fromisoformat(asked)
            except ValueError:
                abort(400)
            if day.year not in YEARS:
                abort(400)
            g.at = record.at_day(day)
    at: At = g.at
    return at
