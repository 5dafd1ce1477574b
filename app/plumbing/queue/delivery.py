"""Handing a job's number to a worker.

RQ carries one function and one number. The row in SQL is the truth: when the broker cannot be reached, the row waits
and the clock's next look delivers it.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from importlib import import_module
from typing import TYPE_CHECKING, cast

from flask import current_app
from redis import Redis
from redis.exceptions import RedisError

if TYPE_CHECKING:
    from flask import Flask
    from rq import Queue

QUEUE = "floke"
PERFORM = "app.plumbing.queue.running.perform"

# Seconds. A job that takes longer than this has lost its way.
LONGEST_JOB = 2 * 60 * 60

log = logging.getLogger(__name__)


@dataclass(slots=True)
class Delivery:
    """The way to one broker. Its connection is made at first use, so that a fork inherits none."""

    url: str
    _connection: Redis | None = field(default=None, repr=False)

    @property
    def connection(self) -> Redis:
        if self._connection is None:
            # A page must not hang on the broker; the row is safe without it.
            self._connection = Redis.from_url(self.url, socket_timeout=3, socket_connect_timeout=3)
        return self._connection

    def close(self) -> None:
        """Let go of the connection; the next use makes another."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def queue(self) -> Queue:
        # Imported at the first delivery: it would be a tenth of the web process' start.
        from rq import Queue
        from rq.serializers import JSONSerializer

        return Queue(QUEUE, connection=self.connection, serializer=JSONSerializer)

    def hand_over(self, job_id: int, attempts: int) -> None:
        """Enqueue. Raises :class:`redis.exceptions.RedisError` when the broker cannot be reached."""
        self.queue().enqueue(
            PERFORM,
            args=(job_id,),
            job_id=delivery_id(job_id, attempts),
            job_timeout=LONGEST_JOB,
            result_ttl=0,
            failure_ttl=24 * 60 * 60,
            description=f"job {job_id}",
        )

    def waiting(self) -> set[str]:
        """The delivery ids that lie in the queue."""
        return set(self.queue().job_ids)


def delivery_id(job_id: int, attempts: int) -> str:
    """Each attempt is a delivery of its own: the books of a lost one must not swallow the next."""
    return f"job-{job_id}-{attempts}"


def init_app(app: Flask, queue_url: str) -> None:
    """Tell the application where its broker is (nothing is connected yet), and enter the plumbing's own jobs."""
    import_module("app.plumbing.jobs")
    app.extensions["delivery"] = Delivery(queue_url)


def here() -> Delivery:
    """The delivery of the current application."""
    return cast(Delivery, current_app.extensions["delivery"])


def deliver(job_id: int, attempts: int = 0) -> None:
    """Hand over what was promised; a broker that is away is not the asking person's trouble."""
    try:
        here().hand_over(job_id, attempts)
    except (RedisError, OSError) as fault:
        log.warning("job %s waits for the broker: %s", job_id, fault)
