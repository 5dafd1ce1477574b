"""Who may ask: a token in the header and nothing else. No cookie counts below ``/api``, so none can be misused."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from functools import wraps
from typing import Any

from flask import request
from flask_babel import gettext as _
from flask_login import current_user

from app.plumbing.access import policy
from app.plumbing.api import limits
from app.plumbing.api.problems import CHALLENGE, Problem, details
from app.plumbing.asked import current_actor

MEDIA_TYPE = "application/json"

View = Callable[..., Any]


def reads(permission: StrEnum, *, of_one: bool = False) -> Callable[[View], View]:
    """Let a view run for whoever bears a token and holds the permission anywhere; which rows, the view asks.

    ``of_one``: it is asked of the one thing the address names, and the view does that.
    """

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(**values: Any) -> Any:
            _let_in()
            if not of_one and not policy()[permission].holds(current_actor(), None):
                raise Problem(403, _("The person this token speaks for may not read this."))
            return view(**values)

        guarded.permission = permission  # type: ignore[attr-defined]  # read by the architecture tests
        return guarded

    return guard


def does(permission: StrEnum, scope: StrEnum) -> Callable[[View], View]:
    """Let a view run for a token that was made for it, whose person holds the permission; on which rows, it asks."""

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(**values: Any) -> Any:
            _let_in()
            if current_user.scope is not scope:
                challenge = f'{CHALLENGE}, error="insufficient_scope", scope="{scope.value}"'
                raise Problem(
                    403,
                    _("This token was not made for that. Make one with the scope “%(scope)s”.", scope=scope.value),
                    headers={"WWW-Authenticate": challenge},
                )
            if not policy()[permission].holds(current_actor(), None):
                raise Problem(403, _("The person this token speaks for may not do this."))
            return view(**values)

        guarded.permission = permission  # type: ignore[attr-defined]  # read by the architecture tests
        return guarded

    return guard


def _let_in() -> None:
    """Whoever bears a token that counts, not too often, and takes JSON."""
    if current_actor().person_id is None:
        limits.count_refused()
        raise _unknown()
    limits.count()
    accepts = request.accept_mimetypes
    if accepts and not accepts.accept_json:
        raise Problem(406, details()[406])


def _unknown() -> Problem:
    if "Authorization" not in request.headers:
        return Problem(401, _("Send a token: Authorization: Bearer …"), headers={"WWW-Authenticate": CHALLENGE})
    return Problem(
        401,
        _("This token does not count: it is unknown, has expired or was revoked, or its person's access is closed."),
        headers={"WWW-Authenticate": f'{CHALLENGE}, error="invalid_token"'},
    )
