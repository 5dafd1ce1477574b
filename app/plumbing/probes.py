"""What machines ask: is the process up, can it work, how is it doing."""

from __future__ import annotations

from flask import Blueprint, Response, abort, request
from prometheus_client import CONTENT_TYPE_LATEST
from redis.exceptions import RedisError
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from app.plumbing import metrics as metrics_
from app.plumbing.access import PlumbingPermission, requires
from app.plumbing.db import db
from app.plumbing.queue import delivery

bp = Blueprint("plumbing", __name__)

LOOPBACK = frozenset({"127.0.0.1", "::1"})


@bp.get("/healthz")
@requires(PlumbingPermission.PROBE)
def healthz() -> Response:
    """The process is up; nothing else is asked."""
    return Response("ok\n", mimetype="text/plain")


@bp.get("/readyz")
@requires(PlumbingPermission.PROBE)
def readyz() -> tuple[dict[str, str], int]:
    """Database and queue answer; 503 says which does not."""
    answers = {"database": "ok", "queue": "ok"}
    try:
        db.session.execute(select(1))
    except SQLAlchemyError:
        answers["database"] = "no answer"
    try:
        delivery.here().connection.ping()
    except (RedisError, OSError):
        answers["queue"] = "no answer"
    return answers, 200 if set(answers.values()) == {"ok"} else 503


@bp.get("/metrics")
@requires(PlumbingPermission.PROBE)
def metrics() -> Response:
    """For Prometheus, straight on loopback only: a proxy's forwarded request is somebody else's."""
    if request.remote_addr not in LOOPBACK or forwarded():
        abort(404)
    return Response(metrics_.text(), content_type=CONTENT_TYPE_LATEST)


def forwarded() -> bool:
    """Whether a proxy says it passes on somebody else's request."""
    return any(
        name == "forwarded" or name == "via" or name.startswith("x-forwarded-") or name == "x-real-ip"
        for name in (key.lower() for key in request.headers.keys())  # noqa: SIM118 - not a dict
    )
