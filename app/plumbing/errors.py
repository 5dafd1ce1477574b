"""Error pages: what happened, why, and what to do. Below ``/api`` the same as documents."""

from __future__ import annotations

import logging
import secrets
from contextlib import suppress

from flask import Flask, Response, make_response, render_template, request
from flask_babel import gettext
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import BadRequest, HTTPException, InternalServerError, SecurityError

from app.plumbing.api.problems import Problem, below_api, document
from app.plumbing.asked import moment
from app.plumbing.forms.base import translated
from app.plumbing.frame import without_the_database
from app.plumbing.outages import READING, Outage, Unclear, outage_of
from app.plumbing.refusals import Changed, NotThere, Refusal

log = logging.getLogger(__name__)

# Seconds after which a browser or a program may ask again.
RETRY_AFTER = 15

# Never shown and never sent again: the token is of another page, and secrets are typed anew.
_NOT_KEPT = ("csrf_token", "password", "secret", "token")


def init_app(app: Flask) -> None:
    app.register_error_handler(HTTPException, _answer)
    app.register_error_handler(CSRFError, _answer)
    app.register_error_handler(Refusal, _refused)
    app.register_error_handler(Exception, _failed)


def _answer(fault: HTTPException) -> tuple[str, int] | HTTPException | Response:
    code = fault.code or 500
    if below_api() and code >= 400:
        return document(fault)
    # For a host that is not ours no address can be built, so there is no page of ours either.
    if code < 400 or isinstance(fault, SecurityError):
        return fault
    _settle_the_day()
    return render_template("plumbing/error.html", code=code), code


def _settle_the_day() -> None:
    """The error page has a frame too: an unreadable day in the address must not fail it a second time."""
    with suppress(BadRequest):
        moment()


def _refused(refusal: Refusal) -> tuple[str, int] | Response:
    """A deed of a single button was refused: there is no form to show the sentence in."""
    code = 404 if isinstance(refusal, NotThere) else 409 if isinstance(refusal, Changed) else 422
    if below_api():
        return document(Problem(code, translated(refusal)))
    _settle_the_day()
    return render_template("plumbing/error.html", code=code, reason=translated(refusal)), code


def _failed(fault: Exception) -> tuple[str, int] | Response:
    """The reference ties what the person sees to the line in the log; the fault itself is not shown."""
    outage = outage_of(fault)
    if outage is not None:
        return _gave_way(outage, fault)
    reference = secrets.token_hex(4)
    log.exception("failed %s", reference, exc_info=fault)
    if below_api():
        return document(InternalServerError(), reference=reference)
    try:
        _settle_the_day()
        return render_template("plumbing/error.html", code=500, reference=reference), 500
    except Exception as also:
        # Its frame asks the database, which may have gone away after the first fault.
        outage = outage_of(also)
        if outage is None:
            raise
        return _gave_way(outage, also)


def _gave_way(outage: Outage, fault: Exception) -> Response:
    """A page that asks nothing of the database and loses nothing that was typed."""
    reason = str(outage.__cause__ or fault).strip().partition("\n")[0]
    log.error("%s: %s %s: %s", outage.cause, request.method, request.path, reason)
    without_the_database()
    if below_api():
        later = {"Retry-After": str(RETRY_AFTER)}
        return document(Problem(outage.code, gettext(READING[outage.cause]), headers=later))
    posted = request.method == "POST"
    fields = [
        (name, value)
        for name, value in (request.form.items(multi=True) if posted else ())
        if not any(word in name for word in _NOT_KEPT)
    ]
    written = [(name, value) for name, value in fields if len(value) > 20 or " " in value.strip()]
    # A secret is not kept, so what asked for one cannot be sent again: one begins anew.
    secretive = posted and any("password" in name or "secret" in name for name in request.form)
    page = render_template(
        "plumbing/outage.html",
        code=outage.code,
        reason=gettext(outage.message if posted else READING[outage.cause]),
        unclear=isinstance(outage, Unclear),
        again=fields if posted and not secretive else (),
        typed=written,
        files=bool(request.files),
        address=request.full_path.rstrip("?"),
    )
    answer = make_response(page, outage.code)
    answer.headers["Retry-After"] = str(RETRY_AFTER)
    return answer
