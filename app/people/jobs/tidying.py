"""Tidying up at night."""

from __future__ import annotations

from app.people import sign_in
from app.people.services import tidying
from app.plumbing import clock
from app.plumbing.committer import unit_of_work
from app.plumbing.queue.deeds import job


@job("people.tidy")
def tidy() -> dict[str, int]:
    """Delete the rows of sign-ins and links that are long over; how many."""
    with unit_of_work(None):
        return {"rows": tidying.tidy(now=clock.now(), longest=sign_in.limits().longest)}
