"""Logs of production: one JSON object a line on standard output, for journald or whatever ships it on.

The program logs with the standard library as ever; this says how a line looks. No line holds a name, an address, a
query or what was typed: a request is told by its route («/people/<code>»), not by its path. What looks like a
secret in a library's sentence is blotted out.
"""

from __future__ import annotations

import logging
import re
import secrets
import sys
import time
from collections.abc import Callable, MutableMapping
from typing import Any

from flask import Flask, Response, g, has_request_context, request

requests = logging.getLogger("floke.request")

PROBES = frozenset({"plumbing.healthz", "plumbing.readyz", "plumbing.metrics"})

BLOT = "…"
# A password in an address of a database or broker; a token or session in a header; a setting that was printed whole.
SECRETS = (
    re.compile(r"(?<=://)([^\s:/@]*):[^\s@/]+(?=@)"),
    re.compile(r"(?i)\b(bearer|basic)\s+[\w.~+/=-]{8,}"),
    re.compile(r"(?i)\b(password|passwd|secret_key|secret|token|cookie)(['\"]?\s*[=:]\s*['\"]?)[^\s'\",;]+"),
)


def begin(*, level: int = logging.INFO) -> None:
    """Send every logger's lines to standard output: as JSON, or for a person's eyes when that is a terminal."""
    import structlog

    shared: list[Callable[..., Any]] = [
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.stdlib.ExtraAdder(),
        _request_of,
    ]
    eyes = sys.stdout.isatty()
    ending: list[Callable[..., Any]] = (
        [structlog.dev.ConsoleRenderer()]
        if eyes
        else [structlog.processors.format_exc_info, blotted, structlog.processors.JSONRenderer(ensure_ascii=False)]
    )
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *ending],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    # Chatter about its own plug-ins at every start.
    logging.getLogger("alembic").setLevel(logging.WARNING)
    logging.captureWarnings(True)


def _request_of(_logger: object, _method: str, line: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Which request a line belongs to, so that a failure and its request are found together."""
    if has_request_context() and "request" in g:
        line.setdefault("request", g.request)
    return line


def blotted(_logger: object, _method: str, line: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    for name, value in line.items():
        if isinstance(value, str):
            line[name] = without_secrets(value)
    return line


def without_secrets(text: str) -> str:
    address, header, setting = SECRETS
    text = address.sub(rf"\1:{BLOT}", text)
    text = header.sub(rf"\1 {BLOT}", text)
    return setting.sub(rf"\1\2{BLOT}", text)


def init_app(app: Flask) -> None:
    """One line for each request, where somebody listens."""

    @app.before_request
    def note_begin() -> None:
        g.request, g.begun = secrets.token_hex(4), time.perf_counter()

    @app.after_request
    def tell(answer: Response) -> Response:
        # What machines ask every few seconds is not worth a line unless it went wrong.
        level = logging.DEBUG if request.endpoint in PROBES and answer.status_code < 400 else logging.INFO
        if requests.isEnabledFor(level) and "begun" in g:
            requests.log(
                level,
                "answered",
                extra={
                    "method": request.method,
                    "route": request.url_rule.rule if request.url_rule else "none",
                    "status": answer.status_code,
                    "ms": round(1000 * (time.perf_counter() - g.begun), 1),
                    "bytes": answer.content_length,
                },
            )
        return answer
