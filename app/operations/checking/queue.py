"""Looks at the queue server and who listens to it."""

from __future__ import annotations

import stat
from datetime import timedelta
from pathlib import Path
from urllib.parse import unquote, urlsplit

from app.config import Settings
from app.operations.checking import LOOPBACK, Fault

LONGEST_WAIT = timedelta(minutes=15)


def answers(_chosen: Settings) -> str:
    from app.plumbing.queue import delivery

    said = delivery.here().connection.info("server")
    return f"{said.get('server_name', 'redis')} {said.get('valkey_version', said.get('redis_version', ''))} answers."


def closed(chosen: Settings) -> str:
    """Whoever can write into the queue can forget what people asked for."""
    parts = urlsplit(chosen.queue_url)
    if parts.scheme == "unix":
        place = Path(unquote(parts.path))
        if place.exists() and stat.S_IMODE(place.stat().st_mode) & 0o007:
            raise Fault(f"The queue's socket {place} is open to everybody on this machine. Set unixsocketperm 660.")
        return "by the socket's file permissions."
    if parts.hostname not in LOOPBACK and not parts.password:
        raise Fault(
            f"QUEUE_URL leads to {parts.hostname} without a password: anybody on that network can empty the queue. Set "
            "requirepass there and redis://:PASSWORD@… here, or listen on loopback."
        )
    return "with a password." if parts.password else "on this machine only."


def kept(_chosen: Settings) -> str:
    from redis.exceptions import ResponseError

    from app.plumbing.queue import delivery

    connection = delivery.here().connection
    policy = connection.info("memory").get("maxmemory_policy", "noeviction")
    if policy != "noeviction":
        raise Fault(
            f"The queue server throws entries away when memory is short (maxmemory-policy {policy}): jobs would be "
            "lost from it and wait to be found again. Set maxmemory-policy noeviction."
        )
    try:
        saves = bool(connection.config_get("save").get("save"))
    except ResponseError:  # a hosted server that keeps its configuration to itself
        saves = True
    if not connection.info("persistence").get("aof_enabled") and not saves:
        raise Fault(
            "The queue server keeps nothing over a restart: who was locked out for guessing is let in again. Set "
            "appendonly yes."
        )
    return "over a restart, and never thrown away."


def workers(_chosen: Settings) -> str:
    from app.plumbing.queue import lost

    listening = lost.workers()
    if not listening:
        raise Fault("The queue answers, but no worker listens; start `floke run` or `floke worker`.")
    return f"{listening} worker{'s' if listening > 1 else ''} listening."


def waiting(_chosen: Settings) -> str:
    from app.plumbing import clock
    from app.plumbing.queue import queries

    jobs = queries.queued()
    if not jobs:
        return "no work."
    oldest = queries.job(jobs[0][0])
    if clock.now() - oldest.enqueued_at > LONGEST_WAIT:
        raise Fault(
            f"Job {oldest.id} ({oldest.name}) has waited since {oldest.enqueued_at:%Y-%m-%d %H:%M} UTC, {len(jobs)} in "
            "all. Do the workers run, and do they use the same QUEUE_URL and DATABASE_URL?"
        )
    return f"{len(jobs)} jobs."
