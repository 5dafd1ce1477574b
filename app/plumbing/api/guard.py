"""Who may ask: a token in the header and nothing else. No cookie counts below ``/api``, so none can be misused."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from functools import wraps
from typing import Any

from flask import request
from flask_babel import gettext as _

from app.plumbing.access import policy
from app.plumbing.api import limits
from app.plumbing.api.problems import CHALLENGE, Problem, details
from app.plumbing.asked import current_actor

MEDIA_TYPE = "application/json"


def reads(permission: StrEnum) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Let a view run for whoever bears a token and holds the permission anywhere; which rows, the view asks."""

    def guard(view: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(view)
        def guarded(**values: Any) -> Any:
            actor = current_actor()
            if actor.person_id is None:
                limits.count_refused()
                raise _unknown()
            limits.count()
            accepts = request.accept_mimetypes
            if accepts and not accepts.accept_json:
                raise Problem(406, details()[406])
            if not policy()[permission].holds(actor, None):
                raise Problem(403, _("The person this token speaks for may not read this."))
            return view(**values)

        guarded.permission = permission  # type: ignore[attr-defined]  # read by the architecture tests
        return guarded

    return guard


def _unknown() -> Problem:
    if "Authorization" not in request.headers:
        return Problem(401, _("Send a token: Authorization: Bearer …"), headers={"WWW-Authenticate": CHALLENGE})
    return Problem(
        401,
        _("This token does not count: it is unknown, has expired or was revoked, or its person's access is closed."),
        headers={"WWW-Authenticate": f'{CHALLENGE}, error="invalid_token"'},
    )
