"""Error pages: what happened, why, and what to do."""

from __future__ import annotations

import logging
import secrets
from contextlib import suppress

from flask import Flask, render_template
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import BadRequest, HTTPException, SecurityError

from app.plumbing.asked import moment
from app.plumbing.forms.base import translated
from app.plumbing.refusals import Changed, NotThere, Refusal

log = logging.getLogger(__name__)


def init_app(app: Flask) -> None:
    app.register_error_handler(HTTPException, _answer)
    app.register_error_handler(CSRFError, _answer)
    app.register_error_handler(Refusal, _refused)
    app.register_error_handler(Exception, _failed)


def _answer(fault: HTTPException) -> tuple[str, int] | HTTPException:
    code = fault.code or 500
    # For a host that is not ours no address can be built, so there is no page of ours either.
    if code < 400 or isinstance(fault, SecurityError):
        return fault
    _settle_the_day()
    return render_template("plumbing/error.html", code=code), code


def _settle_the_day() -> None:
    """The error page has a frame too: an unreadable day in the address must not fail it a second time."""
    with suppress(BadRequest):
        moment()


def _refused(refusal: Refusal) -> tuple[str, int]:
    """A deed of a single button was refused: there is no form to show the sentence in."""
    _settle_the_day()
    code = 404 if isinstance(refusal, NotThere) else 409 if isinstance(refusal, Changed) else 422
    return render_template("plumbing/error.html", code=code, reason=translated(refusal)), code


def _failed(fault: Exception) -> tuple[str, int]:
    """The reference ties what the person sees to the line in the log; the fault itself is not shown."""
    reference = secrets.token_hex(4)
    log.exception("failed %s", reference, exc_info=fault)
    _settle_the_day()
    return render_template("plumbing/error.html", code=500, reference=reference), 500
