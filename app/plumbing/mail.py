"""Letters by mail. Sent by jobs only: a request never waits for a mail server, and a rollback takes a letter back.

The talk with the server is the standard library's ``smtplib``, which is kept with Python and does all we need:
STARTTLS, TLS, sign-in, time limits. What it raises names the receiver, so it stops here: what leaves this module, and
may end in a log or on a page, tells the server's answer by its code and never an address.
"""

from __future__ import annotations

import logging
import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import format_datetime, parseaddr
from typing import TYPE_CHECKING, cast

from flask import current_app

from app.config import MailSettings, MailTls
from app.plumbing import clock
from app.plumbing.refusals import N_, Refusal

if TYPE_CHECKING:
    from app.config import Settings

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter to one person. ``name`` is unique and stays the same when it is sent again: a receiver's mail program
    can tell that two are one."""

    name: str
    to: str
    subject: str
    text: str


class NotSent(Refusal):
    """The server did not take the letter. ``again`` tells whether it may take it later."""

    def __init__(self, message: str, /, *, again: bool) -> None:
        super().__init__(message)
        self.again = again


def settings() -> MailSettings | None:
    """The mail server of this application, if it has one."""
    return cast("Settings", current_app.extensions["floke_settings"]).mail


def is_set_up() -> bool:
    return settings() is not None


def send(letter: Letter) -> None:
    """Hand the letter to the mail server. Raises :class:`NotSent`.

    Twice is possible where the answer is lost on the way; it is the same letter then, by its ``Message-ID``.
    """
    chosen = settings()
    if chosen is None:
        raise NotSent(N_("Mail is not set up."), again=False)
    message = written(letter, chosen)
    with _talk(chosen) as server:
        try:
            server.send_message(message, to_addrs=[letter.to])
        except smtplib.SMTPNotSupportedError:
            raise NotSent(N_("The mail server cannot take an address with these letters."), again=False) from None
        except (smtplib.SMTPException, OSError) as fault:
            raise _not_sent(fault) from None


def try_out() -> None:
    """Greet the server and sign in, and send nothing. Raises :class:`NotSent`."""
    chosen = settings()
    if chosen is None:
        raise NotSent(N_("Mail is not set up."), again=False)
    with _talk(chosen) as server:
        server.noop()


def written(letter: Letter, chosen: MailSettings) -> EmailMessage:
    """The letter as it travels. A line end in a header raises ``ValueError``: nobody writes headers of their own."""
    message = EmailMessage()
    message["From"] = chosen.sender
    message["To"] = letter.to
    message["Subject"] = letter.subject
    message["Date"] = format_datetime(clock.now())
    message["Message-ID"] = f"<{letter.name}@{parseaddr(chosen.sender)[1].rpartition('@')[2]}>"
    # RFC 3834: no answering machine shall answer.
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(letter.text)
    return message


@contextmanager
def _talk(chosen: MailSettings) -> Iterator[smtplib.SMTP]:
    """A server that has let us in. Raises :class:`NotSent`.

    What goes wrong while parting is of no account: a letter that was taken must not be sent again for it.
    """
    server = _let_in(chosen)
    try:
        yield server
    finally:
        with suppress(smtplib.SMTPException, OSError):
            server.quit()
        server.close()


def _let_in(chosen: MailSettings) -> smtplib.SMTP:
    try:
        if chosen.tls is MailTls.TLS:
            server: smtplib.SMTP = smtplib.SMTP_SSL(
                chosen.host, chosen.port, timeout=chosen.seconds, context=_certificates(chosen)
            )
        else:
            server = smtplib.SMTP(chosen.host, chosen.port, timeout=chosen.seconds)
    except (smtplib.SMTPException, OSError) as fault:
        raise _not_sent(fault) from None
    try:
        if chosen.tls is MailTls.STARTTLS:
            # Raises where the server offers none: nothing is ever sent in the open instead.
            server.starttls(context=_certificates(chosen))
        if chosen.username:
            server.login(chosen.username, chosen.password)
    except (smtplib.SMTPException, OSError) as fault:
        server.close()
        raise _not_sent(fault) from None
    return server


def _certificates(chosen: MailSettings) -> ssl.SSLContext:
    return ssl.create_default_context(cafile=chosen.ca_file)


def _not_sent(fault: Exception) -> NotSent:
    """What happened, in words without names. An answer of 5xx is for good, everything else may pass."""
    code = _code(fault)
    log.warning("a letter was not sent: %s %s", type(fault).__name__, code or "")
    again = not 500 <= code < 600
    match fault:
        case smtplib.SMTPRecipientsRefused():
            return NotSent(N_("The mail server did not take the receiver's address."), again=again)
        case smtplib.SMTPAuthenticationError():
            return NotSent(
                N_("The mail server did not let Floke in. Look at MAIL_USERNAME and MAIL_PASSWORD."), again=True
            )
        case smtplib.SMTPNotSupportedError():
            return NotSent(N_("The mail server does not offer what MAIL_TLS and MAIL_USERNAME ask for."), again=True)
        case ssl.SSLError():
            return NotSent(N_("The mail server's certificate could not be trusted. Look at MAIL_TLS."), again=True)
        case smtplib.SMTPResponseException():
            return NotSent(N_("The mail server did not take the letter."), again=again)
    return NotSent(N_("The mail server cannot be reached."), again=True)


def _code(fault: Exception) -> int:
    """The server's answer by its number; 0 where it said nothing."""
    if isinstance(fault, smtplib.SMTPRecipientsRefused):
        return min(int(code) for code, _ in fault.recipients.values())
    return int(fault.smtp_code) if isinstance(fault, smtplib.SMTPResponseException) else 0
