"""Work that fell between two chairs: rows that no worker does and no queue delivers."""

from __future__ import annotations

import os
import socket

from redis.exceptions import RedisError
from rq import Worker
from rq.executions import WORKER_EXECUTIONS_KEY_TEMPLATE
from rq.utils import as_text
from rq.worker_registration import REDIS_WORKER_KEYS

from app.plumbing.committer import unit_of_work
from app.plumbing.queue import queries, running, services
from app.plumbing.queue.delivery import QUEUE, delivery_id, here
from app.plumbing.queue.rules import ATTEMPTS_BY_CHANCE


def look_after() -> int:
    """Hand back what a dead worker was doing and deliver what waits undelivered; how many rows were touched.

    Called when a worker starts and by the clock. Twice at the same time does no harm: a job is claimed once. Raises
    :class:`redis.exceptions.RedisError` when the broker is away.
    """
    touched = 0
    for job_id, worker in queries.running():
        if not _works_on(worker, job_id):
            with unit_of_work(None):
                services.hand_back(job_id, most=ATTEMPTS_BY_CHANCE)
            touched += 1
    delivery = here()
    waiting = delivery.waiting()
    for job_id, attempts in queries.queued():
        if delivery_id(job_id, attempts) not in waiting:
            delivery.hand_over(job_id, attempts)
            touched += 1
    return touched


def workers() -> int:
    """How many workers listen to our queue, by the broker's books; 0 when the broker is away."""
    try:
        return sum(_listens(name) and _lives(name) for name in _names())
    except (RedisError, OSError):
        return 0


def _listens(name: str) -> bool:
    """Whether the worker of this name takes from our queue: others may use the same server."""
    queues = here().connection.hget(f"{Worker.redis_worker_namespace_prefix}{name}", "queues")
    return queues is not None and QUEUE in as_text(queues).split(",")


def _names() -> set[str]:
    prefix = Worker.redis_worker_namespace_prefix
    members = here().connection.smembers(REDIS_WORKER_KEYS)
    return {as_text(member).removeprefix(prefix) for member in members}


def _works_on(name: str, job_id: int) -> bool:
    """Whether the worker of this name lives and does this very job.

    A worker outlives a job that ended without a word in its row: the database may have been away at that moment.
    """
    doing = here().connection.smembers(WORKER_EXECUTIONS_KEY_TEMPLATE.format(name))
    begins = delivery_id(job_id, 0)[:-1]  # each attempt is a delivery of its own
    return any(as_text(execution).startswith(begins) for execution in doing) and _lives(name)


def _lives(name: str) -> bool:
    """Whether the worker of this name still works.

    The broker keeps the name of a killed worker for minutes; on our own host the process table knows better. It tells a
    process by its number and its start: numbers come again, in a container after each restart.
    """
    if not here().connection.exists(f"{Worker.redis_worker_namespace_prefix}{name}"):
        return False
    host, pid, started = running.parts_of_name(name)
    if host != socket.gethostname() or pid is None:
        return True
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    return running.start_of_process(pid) in (None, started)
