"""The clock that promises the night's work: RQ's cron scheduler, writing job rows instead of bare deliveries."""

from __future__ import annotations

import logging
import os
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass

from flask import Flask
from redis import Redis
from rq.cron import CronJob, CronScheduler
from sqlalchemy.exc import SQLAlchemyError

from app.plumbing import clock
from app.plumbing.committer import unit_of_work
from app.plumbing.db import db
from app.plumbing.outages import cause_of
from app.plumbing.queue import lost, running, services
from app.plumbing.queue.delivery import QUEUE, here
from app.plumbing.refusals import Refusal

log = logging.getLogger(__name__)

# Seconds until the next look while the database is away.
AGAIN = 5.0

# Oslo's rules spelled out: RQ's cron reads local time, and a slim machine has no time zone files to look a name up in.
OSLO = "CET-1CEST,M3.5.0/2,M10.5.0/3"


@dataclass(frozen=True, slots=True)
class Nightly:
    """One line of ``schedule.py``: the job ``name`` at the cron expression ``at``, in Oslo's time."""

    name: str
    at: str


class Clock(CronScheduler):
    """Promises each line of the table when its time has come, and looks after lost work once a minute."""

    def __init__(self, app: Flask, table: Sequence[Nightly]) -> None:
        os.environ["TZ"] = OSLO
        time.tzset()
        with app.app_context():
            super().__init__(connection=Redis.from_url(here().url), logging_level=logging.WARNING)
        self.app = app
        for line in table:
            # The function only names the line in RQ's own books; nothing is enqueued through them.
            self.register(running.perform, QUEUE, cron=line.at, name=line.name)

    def enqueue_jobs(self) -> list[CronJob]:
        self._notice_a_clock_set_back()
        due = [line for line in self.get_jobs() if line.should_run()]
        with self.app.app_context():
            try:
                for line in due:
                    self._promise(line)
                    line.set_enqueue_time(clock.now())
                lost.look_after()
            except Exception as fault:
                if cause_of(fault) is None:
                    raise
                # What is due stays due, and is tried at the next look.
                log.warning("the night's work and lost jobs wait for the database: %s", fault)
                time.sleep(AGAIN)
                return []
            finally:
                with suppress(SQLAlchemyError):
                    db.session.remove()
        return due

    def _notice_a_clock_set_back(self) -> None:
        """A line that was last due in the future would be silent until then: the machine's clock had run ahead."""
        for line in self.get_jobs():
            if line.latest_enqueue_time is not None and line.latest_enqueue_time > clock.now():
                line.latest_enqueue_time = None
                line.next_enqueue_time = line.get_next_enqueue_time()

    def _promise(self, line: CronJob) -> None:
        occasion = f"{line.name} {line.next_enqueue_time:%Y-%m-%dT%H:%MZ}"
        try:
            with unit_of_work(None):
                services.promise(line.name, occasion=occasion)
        except Refusal:  # the occasion's unique key: it was there first
            log.info("%s was promised by another clock", occasion)


def tick(app: Flask, table: Sequence[Nightly]) -> None:
    """Keep the clock until SIGTERM."""
    scheduler: CronScheduler = Clock(app, table)
    scheduler.start()
