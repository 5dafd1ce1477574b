"""What the servers under measurement run: Floke with a counter of SQL statements, and an answer with nothing in it.

The counter is a wrapper around the application, so that the product knows nothing of being measured.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterable
from typing import Any

from flask import Flask, Response
from sqlalchemy import Engine, event

HEADER = "X-Counted-Statements"

# What begins and ends a transaction is no question; the two databases say it differently.
FRAMING = ("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE", "PRAGMA")

# The setting under which each request is answered as if it were the first: what is remembered is dropped before it.
FORGETS = "BENCHMARK_FORGETS"

_counted = threading.local()


class Counted:
    """The WSGI application, each answer with the number of statements it took in a header."""

    def __init__(self, application: Any, *, forgets: bool) -> None:
        self._application, self._forgets = application, forgets

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        _counted.statements = 0
        if self._forgets:
            self._application.extensions["floke_answers"].forget()

        def start(status: str, headers: list[tuple[str, str]], *rest: Any) -> Any:
            return start_response(status, [*headers, (HEADER, str(_counted.statements))], *rest)

        answer: Iterable[bytes] = self._application(environ, start)
        return answer


def _count(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
    if not statement.startswith(FRAMING):
        _counted.statements = getattr(_counted, "statements", 0) + 1


def floke() -> Counted:
    """Floke on the settings of the environment, as in production; forgetful, if they say so."""
    from app import create_app

    event.listen(Engine, "before_cursor_execute", _count)
    return Counted(create_app(), forgets=FORGETS in os.environ)


def bare() -> Flask:
    """The least that Flask can answer: what every page is held against."""
    application = Flask("bare")

    @application.get("/")
    def empty() -> Response:
        return Response("")

    return application
