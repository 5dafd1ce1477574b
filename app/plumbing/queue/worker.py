"""The worker: RQ's, with the program loaded before it forks, and deaf to everything but our one function.

The broker is not trusted: a job is only ever ``running.perform`` with one number, and what else a job of RQ could
carry (callbacks, web hooks) is dropped when it is read.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from flask import Flask
from redis import Redis
from redis.exceptions import RedisError
from rq import Queue, Worker
from rq.executions import Execution
from rq.job import Job as RqJob
from rq.serializers import JSONSerializer
from sqlalchemy.exc import SQLAlchemyError

from app.plumbing.committer import unit_of_work
from app.plumbing.db import db
from app.plumbing.outages import Outage
from app.plumbing.queue import lost, running, services
from app.plumbing.queue.delivery import PERFORM, QUEUE, here

log = logging.getLogger(__name__)


class NotOurs(Exception):
    """Something in the queue asks for another function than ours."""


class Delivered(RqJob):
    """A delivery as read from the broker, of which only the job's number is believed."""

    def restore(self, raw_data: Any) -> Any:
        restored = super().restore(raw_data)
        self._success_callback_name = self._failure_callback_name = self._stopped_callback_name = None
        self.webhooks = []
        return restored

    def perform(self) -> Any:
        if (
            self.func_name != PERFORM
            or self.instance is not None
            or self.kwargs
            or len(self.args) != 1
            or not isinstance(self.args[0], int)
        ):
            raise NotOurs(f"{self.func_name} is not for this worker")
        return super().perform()


class FlokeWorker(Worker):
    """Performs jobs in a fork each, inside the application's context.

    ``in_child`` is called first thing in each fork. A worker that is told to end gives the running job ``grace``
    seconds; then the job goes back to the queue.
    """

    def __init__(self, app: Flask, *, in_child: Callable[[], None], grace: float) -> None:
        with app.app_context():
            # Without the time limit of the pages: a worker waits for work.
            connection = Redis.from_url(here().url)
        name = running.name_of_this_process()
        super().__init__([QUEUE], name=name, connection=connection, serializer=JSONSerializer, job_class=Delivered)
        self.app = app
        self.in_child = in_child
        self.grace = grace
        self.log_job_description = False

    def perform_job(self, job: RqJob, queue: Queue, execution: Execution) -> bool:
        self.in_child()
        running.work_as(self.name)
        with self.app.app_context():
            # The parent's connections are the parent's: forget them without closing them.
            db.engine.dispose(close=False)
            try:
                return super().perform_job(job, queue, execution)
            finally:
                db.session.remove()
                db.engine.dispose()

    def handle_warm_shutdown_request(self) -> None:
        """Wait for the running job, but not for ever."""
        if self.horse_pid:
            timer = threading.Timer(self.grace, self.kill_horse)
            timer.daemon = True
            timer.start()

    def handle_work_horse_killed(self, job: RqJob, retpid: Any, ret_val: Any, rusage: Any) -> None:
        """A fork ended without a word: killed, out of memory, or ended by us because we are closing."""
        if job.func_name != PERFORM or not job.args:
            return
        with self.app.app_context():
            try:
                with unit_of_work(None):
                    services.hand_back(int(job.args[0]), counted=not self._stop_requested)
            except Exception:
                # The worker must live on; the clock's next look finds the row.
                log.exception("job %s could not be handed back", job.args[0])
            finally:
                db.session.remove()
                db.engine.dispose()


def work(app: Flask, *, in_child: Callable[[], None] = lambda: None, grace: float = 3.0) -> None:
    """Work until SIGTERM. First takes care of what a former worker left."""
    worker = FlokeWorker(app, in_child=in_child, grace=grace)
    with app.app_context():
        try:
            lost.look_after()
        except (Outage, RedisError, SQLAlchemyError) as fault:
            log.warning("lost jobs wait for the clock's next look: %s", fault)
        with suppress(SQLAlchemyError):
            db.session.remove()
        db.engine.dispose()
    worker.work(logging_level="WARNING")
