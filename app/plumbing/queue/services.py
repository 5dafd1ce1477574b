"""What happens to a job, inside a unit of work."""

from __future__ import annotations

import json
from functools import partial

from sqlalchemy import select

from app.plumbing import clock
from app.plumbing.db import db, locked
from app.plumbing.queue import deeds, delivery
from app.plumbing.queue.models import Job
from app.plumbing.queue.rules import ATTEMPTS, ENDED, WAITS, JobMove, JobState, after
from app.plumbing.record import current_work
from app.plumbing.refusals import N_, Refusal


def promise(name: str, /, *, occasion: str | None = None, **arguments: deeds.Plain) -> int:
    """Ask for the job ``name`` with ``arguments``; its id. It is delivered after the commit, or never asked for.

    With an ``occasion`` that was promised before, that job's id is returned and nothing is added.
    """
    deeds.check(name, arguments)
    work = current_work()
    if occasion is not None:
        already = db.session.scalar(select(Job.id).where(Job.occasion == occasion))
        if already is not None:
            return already
    row = Job(
        name=name,
        arguments=json.dumps(arguments, ensure_ascii=False, sort_keys=True),
        state=JobState.QUEUED,
        person_id=work.by,
        occasion=occasion,
        enqueued_at=clock.now(),
    )
    db.session.add(row)
    db.session.flush()
    work.promises.append(partial(delivery.deliver, row.id))
    return row.id


def stop(job_id: int) -> None:
    """Stop a job: at once while it waits, at its next sign of progress while it runs."""
    row = locked(Job, job_id)
    if row.state is JobState.RUNNING:
        row.stop_asked = True
    elif row.state is JobState.QUEUED:
        _move(row, JobMove.STOP)
    else:
        raise Refusal(N_("This job has already ended."))


def retry(job_id: int) -> None:
    """Do a job that failed or was stopped once more, from the beginning."""
    row = locked(Job, job_id)
    if after(row.state, JobMove.RETRY) is None:
        raise Refusal(N_("Only a job that failed or was stopped can be done again."))
    _move(row, JobMove.RETRY)
    row.attempts, row.enqueued_at = 0, clock.now()
    current_work().promises.append(partial(delivery.deliver, row.id))


def claim(job_id: int, worker: str) -> tuple[str, dict[str, deeds.Plain]] | None:
    """Take a delivered job: its name and arguments, or None if it was taken, stopped or removed meanwhile."""
    row = db.session.get(Job, job_id, populate_existing=True, with_for_update=True)
    if row is None or row.state is not JobState.QUEUED:
        return None
    if row.not_before is not None and row.not_before > clock.now():
        return None
    _move(row, JobMove.START)
    row.worker, row.attempts = worker, row.attempts + 1
    return row.name, json.loads(row.arguments)


def tell(job_id: int, percent: int, message: str) -> bool:
    """Note how far it has come; whether the job is still wanted."""
    row = locked(Job, job_id)
    if row.state is not JobState.RUNNING or row.stop_asked:
        return False
    row.progress, row.message = max(0, min(100, percent)), message
    return True


def end(job_id: int, move: JobMove, *, message: str = "", result: object = None) -> None:
    """Note how it ended. Nothing happens if somebody took the job away from us in the meantime."""
    row = locked(Job, job_id)
    if after(row.state, move) is None:
        return
    _move(row, move)
    row.message = message
    if move is JobMove.FINISH:
        row.progress = 100
        row.result = None if result is None else json.dumps(result, ensure_ascii=False, sort_keys=True)


def postpone(job_id: int, message: str) -> None:
    """What the running job needs is away: let it wait, longer each time, and call it failed after the last wait."""
    row = locked(Job, job_id)
    if after(row.state, JobMove.POSTPONE) is None:
        return
    if row.stop_asked:
        _move(row, JobMove.STOP)
    elif row.attempts > len(WAITS):
        _move(row, JobMove.FAIL)
    else:
        _move(row, JobMove.POSTPONE)
        row.not_before = clock.now() + WAITS[row.attempts - 1]
    row.message = message


def hand_back(job_id: int, *, counted: bool = True, most: int = ATTEMPTS) -> None:
    """The worker of a running job is gone: let another do it, or call it failed after ``most`` attempts.

    ``counted`` is False when the worker was shut down in good order, which is not the job's fault.
    """
    row = locked(Job, job_id)
    if row.state is not JobState.RUNNING:
        return
    if row.stop_asked:
        _move(row, JobMove.STOP)
    elif counted and row.attempts >= most:
        _move(row, JobMove.FAIL)
        row.message = N_("The work was interrupted again and again.")
    else:
        _move(row, JobMove.HAND_BACK)
        row.attempts -= 0 if counted else 1
        current_work().promises.append(partial(delivery.deliver, row.id, row.attempts))


def _move(row: Job, move: JobMove) -> None:
    state = after(row.state, move)
    if state is None:
        raise RuntimeError(f"job {row.id} is {row.state}: no {move}")
    row.state, row.not_before = state, None
    row.finished_at = clock.now() if state in ENDED else None
    if state is JobState.RUNNING:
        row.started_at = clock.now()
    if state is JobState.QUEUED:
        row.progress, row.message, row.result, row.stop_asked = 0, "", None, False
