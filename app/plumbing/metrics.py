"""What /metrics tells: requests as they were counted by every process, and the state of things at the moment asked.

With several web processes each counts into files of its own in one folder (``PROMETHEUS_MULTIPROC_DIR``, which
`floke web` sets), and whichever is asked adds them up. The state of jobs and record is asked of the database then.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator

from flask import Flask, Response, current_app, g, request
from prometheus_client import REGISTRY, CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector
from redis.exceptions import RedisError
from sqlalchemy import func, select
from sqlalchemy.exc import SQLAlchemyError

from app.plumbing import clock
from app.plumbing.db import db
from app.plumbing.queue import delivery
from app.plumbing.queue.models import Job
from app.plumbing.queue.rules import JobState
from app.plumbing.record import DeedHead

FOLDER = "PROMETHEUS_MULTIPROC_DIR"

ANSWERS = Counter("floke_answers", "Answered requests", ["of", "code"])
SECONDS = Histogram(
    "floke_answer_seconds",
    "Seconds until an answer was made",
    ["of"],
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10),
)


def init_app(app: Flask) -> None:
    counters = {}

    @app.before_request
    def begin() -> None:
        g.counted_from = time.perf_counter()

    @app.after_request
    def count(answer: Response) -> Response:
        kind, code = _kind(), f"{answer.status_code // 100}xx"
        if (kind, code) not in counters:
            counters[kind, code] = (ANSWERS.labels(kind, code), SECONDS.labels(kind))
        answers, seconds = counters[kind, code]
        answers.inc()
        if "counted_from" in g:
            seconds.observe(time.perf_counter() - g.counted_from)
        return answer


def _kind() -> str:
    """Few words, so that the numbers stay few: pages, the API, files that never change, and what machines ask."""
    endpoint = request.endpoint or ""
    if endpoint == "static":
        return "file"
    if request.path.startswith("/api/"):
        return "api"
    return "probe" if endpoint.startswith("plumbing.") else "page"


def text() -> bytes:
    """The whole in Prometheus' form; what cannot be asked is said to be down, and missing."""
    registry = CollectorRegistry()
    registry.register(State())
    if os.environ.get(FOLDER):
        from prometheus_client.multiprocess import MultiProcessCollector

        MultiProcessCollector(registry)  # type: ignore[no-untyped-call]  # the library's gap
        return generate_latest(registry)
    return generate_latest(REGISTRY) + generate_latest(registry)


class State(Collector):
    """Asked anew each time, of the current application."""

    def describe(self) -> Iterator[Metric]:
        return iter(())

    def collect(self) -> Iterator[Metric]:
        up = GaugeMetricFamily("floke_up", "1 if it answers", labels=["what"])
        try:
            state = list(self._of_database())
        except SQLAlchemyError:
            up.add_metric(["database"], 0)
        else:
            up.add_metric(["database"], 1)
            yield from state
        try:
            delivery.here().connection.ping()
        except (RedisError, OSError):
            up.add_metric(["queue"], 0)
        else:
            # Not at the start of every web process: it is rq, of which the others need nothing.
            from app.plumbing.queue import lost

            up.add_metric(["queue"], 1)
            workers = GaugeMetricFamily("floke_workers", "Workers that listen")
            workers.add_metric([], lost.workers())
            yield workers
        yield up
        version = GaugeMetricFamily("floke_version", "Always 1; the version as a label", labels=["version"])
        version.add_metric([current_app.extensions["floke_version"]], 1)
        yield version

    def _of_database(self) -> Iterator[Metric]:
        jobs = GaugeMetricFamily("floke_jobs", "Jobs by state", labels=["state"])
        found = {
            row.state: row.n
            for row in db.session.execute(select(Job.state, func.count().label("n")).group_by(Job.state))
        }
        for state in JobState:
            jobs.add_metric([state.value], found.get(state, 0))
        yield jobs
        oldest = db.session.scalar(select(func.min(Job.enqueued_at)).where(Job.state == JobState.QUEUED))
        waits = GaugeMetricFamily("floke_oldest_job_seconds", "How long the oldest waiting job has waited")
        waits.add_metric([], 0 if oldest is None else (clock.now() - oldest).total_seconds())
        yield waits
        record = GaugeMetricFamily("floke_deeds", "The number of the record's last deed")
        record.add_metric([], db.session.scalar(select(DeedHead.number)) or 0)
        yield record
