"""Where a deed leads: back to a page of ours, with a sentence about what came of it."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

from flask import flash

from app.plumbing.asked import current_actor
from app.plumbing.committer import unit_of_work
from app.plumbing.forms.base import translated
from app.plumbing.refusals import NotThere, Refusal


def local(address: str | None) -> str | None:
    """The address if it is a path of ours, else None: a link with ``next`` must not lead to somebody else's page.

    «//other.example» and «/\\other.example» are other machines to a browser, and tabs and line ends are skipped by it.
    """
    if not address or not address.startswith("/") or address.startswith(("//", "/\\")):
        return None
    if any(ord(letter) < 33 or letter == "\\" for letter in address):
        return None
    parts = urlsplit(address)
    return None if parts.scheme or parts.netloc else address


def done(deed: Callable[[], object], thanks: str) -> bool:
    """Do the deed of a single button as the signed-in person, and say what came of it on the next page."""
    try:
        with unit_of_work(by=current_actor().person_id):
            deed()
    except NotThere:
        raise
    except Refusal as refusal:
        flash(translated(refusal), "error")
        return False
    flash(thanks, "success")
    return True
