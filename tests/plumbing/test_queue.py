"""Promises, jobs, their ends, and the work that fell between two chairs."""

from __future__ import annotations

import json
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from rq import Queue
from rq.serializers import JSONSerializer
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from app import create_app
from app.operations.processes import fork, is_alive
from app.plumbing import clock
from app.plumbing.committer import unit_of_work
from app.plumbing.db import db
from app.plumbing.queue import deeds, delivery, lost, queries, running, services
from app.plumbing.queue.models import Job
from app.plumbing.queue.rules import ATTEMPTS, ENDED, MOVES, JobMove, JobState
from app.plumbing.queue.timing import Clock, Nightly
from app.plumbing.queue.worker import work
from app.plumbing.refusals import N_, Refusal
from app.schedule import SCHEDULE
from tests.servers import eventually

WorkOff = Callable[[], int]


@pytest.fixture(autouse=True)
def _deeds(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A few deeds of the tests' own in the closed table."""

    def add(a: int, b: int = 1) -> dict[str, int]:
        return {"sum": a + b}

    def refuse() -> None:
        raise Refusal(N_("Not today."))

    def crash() -> None:
        raise ZeroDivisionError("a secret")

    def steps() -> None:
        for percent in (10, 60):
            running.progress(percent, "on the way")

    def long(path: str) -> None:
        Path(path).write_text(str(os.getpid()))
        for _ in range(300):
            running.progress(50)
            time.sleep(0.1)

    for name, function in {"add": add, "refuse": refuse, "crash": crash, "steps": steps, "long": long}.items():
        monkeypatch.setitem(deeds.DEEDS, f"test.{name}", function)


def promised(name: str, /, **arguments: Any) -> int:
    with unit_of_work(None):
        return services.promise(name, **arguments)


def test_the_life_of_a_job_is_this_table() -> None:
    table = {state: {move: MOVES[state, move] for move in JobMove if (state, move) in MOVES} for state in JobState}

    q, r, d, f, s = JobState
    assert table == {
        q: {JobMove.START: r, JobMove.STOP: s},
        r: {JobMove.FINISH: d, JobMove.FAIL: f, JobMove.STOP: s, JobMove.HAND_BACK: q, JobMove.POSTPONE: q},
        d: {},
        f: {JobMove.RETRY: q},
        s: {JobMove.RETRY: q},
    }
    assert {d, f, s} == ENDED


@pytest.mark.db
def test_a_promise_is_delivered_after_the_commit_and_not_before(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    delivered: list[int] = []
    monkeypatch.setattr(delivery, "deliver", lambda job_id, attempts=0: delivered.append(job_id))

    with unit_of_work(None):
        job_id = services.promise("test.add", a=1)
        assert delivered == []

    assert delivered == [job_id]
    assert queries.job(job_id).state is JobState.QUEUED


@pytest.mark.db
def test_a_promise_is_forgotten_with_a_rollback(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    delivered: list[int] = []
    monkeypatch.setattr(delivery, "deliver", lambda job_id, attempts=0: delivered.append(job_id))

    with pytest.raises(ValueError, match="changed my mind"), unit_of_work(None):
        services.promise("test.add", a=1)
        raise ValueError("changed my mind")

    assert delivered == []
    assert queries.recent() == []


def test_a_promise_needs_a_unit_of_work(app: Flask) -> None:
    with pytest.raises(RuntimeError, match="unit_of_work"):
        services.promise("test.add", a=1)


@pytest.mark.parametrize(
    ("name", "arguments", "error"),
    [
        ("os.system", {"command": "true"}, LookupError),
        ("test.add", {}, TypeError),
        ("test.add", {"a": 1, "c": 2}, TypeError),
        ("test.add", {"a": [1]}, TypeError),
    ],
)
def test_only_what_is_in_the_table_can_be_asked_for(
    app: Flask, name: str, arguments: dict[str, deeds.Plain], error: type[Exception]
) -> None:
    with pytest.raises(error):
        promised(name, **arguments)


def test_two_jobs_cannot_have_one_name(app: Flask) -> None:
    with pytest.raises(RuntimeError, match=r"two jobs are called record\.verify"):
        deeds.job("record.verify")(lambda: None)


@pytest.mark.db
def test_a_job_ends_with_its_result(app: Flask, work_off: WorkOff) -> None:
    job_id = promised("test.add", a=2, b=3)

    assert work_off() == 1

    job = queries.job(job_id)
    assert (job.state, job.progress, job.result, job.attempts) == (JobState.DONE, 100, {"sum": 5}, 1)
    assert job.is_over
    assert not job.can_retry


def test_a_delivery_that_comes_twice_is_done_once(app: Flask, work_off: WorkOff) -> None:
    job_id = promised("test.add", a=2)
    work_off()

    running.perform(job_id)
    running.perform(987654)

    assert queries.job(job_id).attempts == 1


@pytest.mark.parametrize(
    ("name", "message"),
    [("refuse", "Not today."), ("crash", "Something went wrong. The details are in the log.")],
)
def test_a_failure_leaves_a_sentence_and_can_be_done_again(
    app: Flask, work_off: WorkOff, name: str, message: str
) -> None:
    job_id = promised(f"test.{name}")
    work_off()

    job = queries.job(job_id)
    assert (job.state, job.message, job.can_retry) == (JobState.FAILED, message, True)

    with unit_of_work(None):
        services.retry(job_id)
    assert queries.job(job_id).state is JobState.QUEUED
    assert queries.job(job_id).message == ""


def test_a_job_that_waits_is_stopped_at_once_and_can_be_done_again(app: Flask, work_off: WorkOff) -> None:
    job_id = promised("test.add", a=1)
    with unit_of_work(None):
        services.stop(job_id)

    assert queries.job(job_id).state is JobState.STOPPED
    assert work_off() == 0

    with unit_of_work(None):
        services.retry(job_id)
    assert work_off() == 1


def test_a_running_job_is_stopped_at_its_next_sign_of_progress(
    app: Flask, work_off: WorkOff, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[int] = []

    def stop_myself(job_id: int) -> None:
        running.progress(40, "half way")
        seen.append(queries.job(job_id).progress)
        with unit_of_work(None):
            services.stop(job_id)
        running.progress(80)
        seen.append(-1)

    monkeypatch.setitem(deeds.DEEDS, "test.self", stop_myself)
    with unit_of_work(None):
        job_id = services.promise("test.self", job_id=0)
        row = db.session.get_one(Job, job_id)
        row.arguments = json.dumps({"job_id": job_id})

    work_off()

    assert seen == [40]
    assert queries.job(job_id).state is JobState.STOPPED


def test_what_has_ended_cannot_be_stopped_and_what_runs_cannot_be_done_again(app: Flask, work_off: WorkOff) -> None:
    job_id = promised("test.add", a=1)
    work_off()

    for deed in (services.stop, services.retry):
        with pytest.raises(Refusal), unit_of_work(None):
            deed(job_id)


def test_progress_is_told_between_units_of_work(app: Flask, work_off: WorkOff, monkeypatch: pytest.MonkeyPatch) -> None:
    caught: list[str] = []

    def wrong() -> None:
        with unit_of_work(None):
            try:
                running.progress(1)
            except RuntimeError as fault:
                caught.append(str(fault))

    monkeypatch.setitem(deeds.DEEDS, "test.wrong", wrong)
    promised("test.wrong")
    work_off()

    assert caught == ["progress is told between units of work"]


def test_progress_outside_a_job_is_nothing(app: Flask) -> None:
    running.progress(50)


def test_a_broker_that_is_away_is_not_the_asking_persons_trouble(app: Flask) -> None:
    job_id = promised("test.add", a=1)

    assert queries.queued() == [(job_id, 0)]


@pytest.mark.db
def test_an_occasion_makes_one_job(app: Flask) -> None:
    with unit_of_work(None):
        first = services.promise("test.add", a=1, occasion="tonight")
    with unit_of_work(None):
        second = services.promise("test.add", a=1, occasion="tonight")

    assert first == second
    with pytest.raises(Refusal) as refused, unit_of_work(None):
        db.session.add(Job(name="test.add", occasion="tonight", enqueued_at=clock.now()))
    assert isinstance(refused.value.__cause__, IntegrityError)


@pytest.mark.db
@pytest.mark.parametrize(
    ("wrong", "constraint"),
    [
        ({"progress": 101}, "ck_job_progress_percent"),
        ({"attempts": -1}, "ck_job_attempts_counted"),
        ({"state": JobState.RUNNING}, "ck_job_running_has_started"),
        ({"state": JobState.DONE}, "ck_job_ended_has_finished"),
    ],
)
def test_the_database_refuses_a_job_that_cannot_be(app: Flask, wrong: dict[str, Any], constraint: str) -> None:
    with pytest.raises(Refusal) as refused, unit_of_work(None):
        db.session.add(Job(name="test.add", enqueued_at=clock.now(), **wrong))

    assert constraint in str(refused.value.__cause__)


def test_the_night_is_a_table_of_known_jobs(app: Flask) -> None:
    assert [line.name for line in SCHEDULE if line.name not in deeds.DEEDS] == []
    assert Nightly("record.verify", "0 3 * * *") in SCHEDULE


def test_the_record_is_verified_as_a_job(app: Flask, work_off: WorkOff) -> None:
    job_id = promised("record.verify")
    work_off()

    job = queries.job(job_id)
    assert job.state is JobState.DONE, job.message
    assert isinstance(job.result, dict)
    assert job.result["deeds"] == 0


# --- with a real broker ----------------------------------------------------------------------------------------


@pytest.fixture
def queue_app(real_app: Flask, queue_url: str) -> Iterator[Flask]:
    """An application on a database of its own and a real broker, in an open context."""
    settings = real_app.extensions["floke_settings"]
    application = create_app(replace(settings, queue_url=queue_url))
    with application.app_context():
        yield application
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def worker(queue_app: Flask) -> Iterator[Callable[[], int]]:
    """Starts real workers; their process numbers."""
    started: list[int] = []

    def start() -> int:
        db.session.remove()
        db.engine.dispose()
        started.append(fork(lambda: work(queue_app, grace=0.5)))
        return started[-1]

    yield start
    for pid in started:
        if is_alive(pid):
            os.kill(pid, signal.SIGKILL)
        try:
            os.waitpid(pid, 0)
        except ChildProcessError:
            continue


def state(job_id: int) -> JobState:
    db.session.rollback()
    return queries.job(job_id).state


@pytest.mark.processes
def test_a_real_worker_does_the_job_in_a_fork_of_its_own(queue_app: Flask, worker: Callable[[], int]) -> None:
    job_id = promised("test.add", a=2, b=2)
    worker()

    assert eventually(lambda: state(job_id) is JobState.DONE)
    second = promised("test.add", a=1)
    assert eventually(lambda: state(second) is JobState.DONE)
    assert lost.workers() == 1


@pytest.mark.processes
def test_what_never_reached_the_broker_is_delivered_when_a_worker_starts(
    queue_app: Flask, worker: Callable[[], int]
) -> None:
    job_id = promised("test.add", a=2)
    delivery.here().connection.flushall()

    worker()

    assert eventually(lambda: state(job_id) is JobState.DONE)


@pytest.mark.processes
def test_a_job_whose_worker_was_killed_is_done_by_the_next(
    queue_app: Flask, worker: Callable[[], int], tmp_path: Path
) -> None:
    mark = tmp_path / "pid"
    job_id = promised("test.long", path=str(mark))
    first = worker()
    assert eventually(mark.exists)
    horse = int(mark.read_text())
    os.kill(first, signal.SIGKILL)
    os.kill(horse, signal.SIGKILL)
    os.waitpid(first, 0)
    mark.unlink()

    worker()

    assert eventually(mark.exists)
    assert (state(job_id), queries.job(job_id).attempts) == (JobState.RUNNING, 2)


@pytest.mark.processes
def test_a_job_whose_fork_is_killed_again_and_again_fails_visibly(
    queue_app: Flask, worker: Callable[[], int], tmp_path: Path
) -> None:
    mark = tmp_path / "pid"
    job_id = promised("test.long", path=str(mark))
    worker()
    for _ in range(ATTEMPTS):
        assert eventually(lambda: mark.exists() and mark.read_text() != "")
        horse = int(mark.read_text())
        mark.unlink()
        os.kill(horse, signal.SIGKILL)

    assert eventually(lambda: state(job_id) is JobState.FAILED)
    assert queries.job(job_id).message == "The work was interrupted again and again."


@pytest.mark.processes
def test_a_job_whose_end_could_not_be_written_is_found_although_its_worker_lives(
    queue_app: Flask, worker: Callable[[], int], tmp_path: Path
) -> None:
    mark = tmp_path / "pid"
    job_id = promised("test.long", path=str(mark))
    worker()
    assert eventually(mark.exists)
    assert lost.look_after() == 0, "it is being done"
    name = queries.running()[0][1]

    here = delivery.here().connection
    here.delete(f"rq:worker:{name}:executions")

    assert lost.look_after() > 0
    assert queries.job(job_id).attempts == 1


@pytest.mark.processes
def test_a_process_number_that_came_again_is_not_the_lost_worker(
    queue_app: Flask, worker: Callable[[], int], tmp_path: Path
) -> None:
    mark = tmp_path / "pid"
    promised("test.long", path=str(mark))
    worker()
    assert eventually(mark.exists)
    (job_id, name), here = queries.running()[0], delivery.here().connection
    host, pid, started, rest = name.rsplit(".", 3)
    another = f"{host}.{pid}.{int(started) + 1}.{rest}"
    here.sadd(f"rq:worker:{another}:executions", f"job-{job_id}-0:1")
    here.hset(f"rq:worker:{another}", "state", "busy")
    with unit_of_work(None):
        db.session.get_one(Job, job_id).worker = another

    assert lost.look_after() > 0


@pytest.mark.processes
def test_a_worker_that_is_told_to_end_puts_its_job_back(
    queue_app: Flask, worker: Callable[[], int], tmp_path: Path
) -> None:
    mark = tmp_path / "pid"
    job_id = promised("test.long", path=str(mark))
    pid = worker()
    assert eventually(mark.exists)

    os.kill(pid, signal.SIGTERM)
    os.waitpid(pid, 0)

    assert (state(job_id), queries.job(job_id).attempts) == (JobState.QUEUED, 0)


@pytest.mark.processes
def test_a_running_job_stops_when_asked(queue_app: Flask, worker: Callable[[], int], tmp_path: Path) -> None:
    mark = tmp_path / "pid"
    job_id = promised("test.long", path=str(mark))
    worker()
    assert eventually(mark.exists)

    with unit_of_work(None):
        services.stop(job_id)

    assert eventually(lambda: state(job_id) is JobState.STOPPED)


@pytest.mark.processes
def test_a_worker_obeys_no_other_function(queue_app: Flask, worker: Callable[[], int], tmp_path: Path) -> None:
    mark = tmp_path / "pwned"
    queue = Queue(delivery.QUEUE, connection=delivery.here().connection, serializer=JSONSerializer)
    command = f"{sys.executable} -c \"open('{mark}', 'w')\""
    forged = [
        queue.enqueue("os.system", args=(command,)),
        queue.enqueue("os.umask", args=(0o77,)),
        queue.enqueue(delivery.PERFORM, args=("1; drop",)),
        queue.enqueue(delivery.PERFORM, kwargs={"job_id": 1}),
    ]
    worker()

    assert eventually(lambda: all(job.get_status(refresh=True) == "failed" for job in forged))
    assert not mark.exists()


@pytest.mark.processes
def test_a_forged_delivery_cannot_bring_a_callback(queue_app: Flask, worker: Callable[[], int], tmp_path: Path) -> None:
    mark = tmp_path / "pwned"
    queue = Queue(delivery.QUEUE, connection=delivery.here().connection, serializer=JSONSerializer)
    job_id = promised("test.add", a=1)
    forged = queue.create_job(delivery.PERFORM, args=(job_id,))
    forged._success_callback_name = "os.system"
    queue.enqueue_job(forged)
    worker()

    assert eventually(lambda: state(job_id) is JobState.DONE)
    assert not mark.exists()
    assert eventually(lambda: forged.get_status(refresh=True) == "finished")


# --- the clock -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (datetime(2026, 1, 10, 12, tzinfo=UTC), datetime(2026, 1, 11, 2, tzinfo=UTC)),
        (datetime(2026, 7, 10, 12, tzinfo=UTC), datetime(2026, 7, 11, 1, tzinfo=UTC)),
    ],
    ids=["winter", "summer"],
)
def test_three_at_night_is_three_in_oslo(queue_app: Flask, oslo_clock: None, now: datetime, expected: datetime) -> None:
    watch = Clock(queue_app, SCHEDULE)
    line = watch.get_jobs()[0]
    line.latest_enqueue_time = now

    assert line.get_next_enqueue_time() == expected


def test_the_clock_promises_what_is_due_once(queue_app: Flask, oslo_clock: None) -> None:
    due = datetime(2026, 1, 10, 2, tzinfo=UTC)
    for _ in range(2):  # two clocks, on two machines
        watch = Clock(queue_app, SCHEDULE)
        watch.get_jobs()[0].next_enqueue_time = due
        assert [line.name for line in watch.enqueue_jobs()] == ["record.verify"]
        assert watch.enqueue_jobs() == []

    with queue_app.app_context():
        rows = db.session.execute(select(Job.name, Job.occasion)).all()
    assert [tuple(row) for row in rows] == [("record.verify", "record.verify 2026-01-10T02:00Z")]


@pytest.fixture
def oslo_clock(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The clock sets the time zone of its process; give it back afterwards."""
    before = os.environ.get("TZ")
    yield
    if before is None:
        os.environ.pop("TZ", None)
    else:
        os.environ["TZ"] = before
    time.tzset()


def test_many_workers_racing_for_one_job_do_it_once(queue_app: Flask) -> None:
    job_id = promised("test.add", a=1)

    def race() -> None:
        with queue_app.app_context():
            running.perform(job_id)
            db.session.remove()

    racers = [threading.Thread(target=race) for _ in range(8)]
    for racer in racers:
        racer.start()
    for racer in racers:
        racer.join()

    assert state(job_id) is JobState.DONE
    assert queries.job(job_id).attempts == 1
