"""Letters to persons. A job is told an id; whom to write to, in which language and with which link, it reads itself.

At least once: a worker that is lost after the server took the letter sends it again, as the same letter by its
``Message-ID``. A link that was used, withdrawn or outlived meanwhile is not sent.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from flask import current_app
from flask_babel import force_locale
from flask_babel import gettext as _

from app.people.queries.links import Link, link
from app.people.rules import Purpose
from app.people.services import links
from app.plumbing import clock, mail
from app.plumbing.committer import unit_of_work
from app.plumbing.formats import clock_time
from app.plumbing.mail import Letter, NotSent
from app.plumbing.queue.deeds import job
from app.plumbing.queue.running import TryLater

if TYPE_CHECKING:
    from app.config import Settings


@job("people.send_link")
def send_link(link_id: int) -> dict[str, bool]:
    """Send the person their one-time link; whether a letter went out."""
    found = link(link_id)
    if found is None or found.sent_at is not None or not found.is_open(now=clock.now()):
        return {"sent": False}
    if not mail.is_set_up():  # the administrator hands the link over
        return {"sent": False}
    deliver(letter_of(found))
    with unit_of_work(None):
        links.note_sent(link_id, now=clock.now())
    return {"sent": True}


def deliver(letter: Letter) -> None:
    """Send, or say whether it is worth trying again. Raises a refusal of either kind."""
    try:
        mail.send(letter)
    except NotSent as fault:
        if fault.again:
            raise TryLater(fault.message) from None
        raise


def letter_of(found: Link) -> Letter:
    """The letter with the link, in the receiver's language."""
    address = absolute("people.use_link", token=found.token)
    with force_locale(found.language):
        until = clock_time(found.ends_at)
        if found.purpose is Purpose.INVITATION:
            subject = _("Invitation to Floke")
            parts = [
                _("%(who)s has given you access to Floke at %(place)s.", who=found.made_by, place=place())
                if found.made_by
                else _("You have been given access to Floke at %(place)s.", place=place()),
                _("Open this address to choose a password and come in:"),
                address,
                _("It works once, until %(time)s. You sign in with this e-mail address.", time=until),
                _("If you do not know what this is about, do nothing; the link stops working by itself."),
            ]
        else:
            subject = _("New password for Floke")
            parts = [
                _("Somebody, probably you, asked for a new password for Floke at %(place)s.", place=place()),
                _("Open this address to choose it:"),
                address,
                _("It works once, until %(time)s. Until then the old password goes on working.", time=until),
                _("If it was not you, do nothing: without this letter nobody can change your password."),
            ]
        return Letter(
            name=f"link-{found.id}-{int(found.made_at.timestamp())}",
            to=found.email,
            subject=subject,
            text=written(found.name, parts),
        )


def written(name: str, parts: list[str]) -> str:
    """The whole text: a greeting, the paragraphs, and who it is from."""
    return "\n\n".join([_("Hello %(name)s,", name=name), *parts, _("This letter was written by Floke.")]) + "\n"


def absolute(endpoint: str, **values: str) -> str:
    """An address of ours as it stands in a letter: from the settings, never from a request somebody sent."""
    scheme, _colon, host = public_url().partition("://")
    adapter = current_app.url_map.bind(host, url_scheme=scheme)
    return adapter.build(endpoint, values, force_external=True)


def place() -> str:
    """The name of this installation as people type it."""
    return public_url().partition("://")[2]


def public_url() -> str:
    """Given wherever mail is set up; the settings see to that."""
    return cast("Settings", current_app.extensions["floke_settings"]).public_url or ""
