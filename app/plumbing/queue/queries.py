"""Questions about jobs."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import or_, select

from app.plumbing import clock
from app.plumbing.db import db
from app.plumbing.queue.models import Job
from app.plumbing.queue.rules import ENDED, JobMove, JobState, after
from app.plumbing.refusals import N_, NotThere


@dataclass(frozen=True, slots=True)
class JobView:
    """One job as a page shows it. ``message`` may be a msgid; ``result`` is what the deed returned."""

    id: int
    name: str
    state: JobState
    progress: int
    message: str
    arguments: dict[str, object]
    result: object
    person_id: int | None
    attempts: int
    stop_asked: bool
    enqueued_at: datetime
    started_at: datetime | None
    finished_at: datetime | None
    not_before: datetime | None = None

    @property
    def is_over(self) -> bool:
        """Whether a page that shows it can stop asking."""
        return self.state in ENDED

    @property
    def can_stop(self) -> bool:
        return after(self.state, JobMove.STOP) is not None and not self.stop_asked

    @property
    def can_retry(self) -> bool:
        return after(self.state, JobMove.RETRY) is not None


def job(job_id: int) -> JobView:
    """One job. Raises :class:`NotThere`."""
    row = db.session.get(Job, job_id, populate_existing=True)
    if row is None:
        raise NotThere(N_("This no longer exists."))
    return _view(row)


def recent(*, limit: int = 50, person_id: int | None = None) -> list[JobView]:
    """The latest jobs first; with ``person_id`` only those this person asked for."""
    query = select(Job).order_by(Job.id.desc()).limit(limit)
    if person_id is not None:
        query = query.where(Job.person_id == person_id)
    return [_view(row) for row in db.session.scalars(query)]


def last(name: str) -> JobView | None:
    """The latest job of a name."""
    row = db.session.scalar(select(Job).where(Job.name == name).order_by(Job.id.desc()).limit(1))
    return None if row is None else _view(row)


def latest_of(name: str, **arguments: object) -> JobView | None:
    """The latest job of this name and with these arguments, whatever became of it."""
    said = json.dumps(arguments, ensure_ascii=False, sort_keys=True)
    row = db.session.scalar(
        select(Job)
        .where(Job.name == name, Job.arguments == said)
        .order_by(Job.id.desc())
        .limit(1)
        .execution_options(populate_existing=True)
    )
    return None if row is None else _view(row)


def queued() -> Sequence[tuple[int, int]]:
    """Id and attempts of every job that waits and may be done now, oldest first."""
    due = or_(Job.not_before.is_(None), Job.not_before <= clock.now())
    query = select(Job.id, Job.attempts).where(Job.state == JobState.QUEUED, due).order_by(Job.id)
    return [(row.id, row.attempts) for row in db.session.execute(query)]


def running() -> Sequence[tuple[int, str]]:
    """Id and worker of every running job, oldest first."""
    query = select(Job.id, Job.worker).where(Job.state == JobState.RUNNING).order_by(Job.id)
    return [(row.id, row.worker or "") for row in db.session.execute(query)]


def _view(row: Job) -> JobView:
    return JobView(
        id=row.id,
        name=row.name,
        state=row.state,
        progress=row.progress,
        message=row.message,
        arguments=json.loads(row.arguments),
        result=None if row.result is None else json.loads(row.result),
        person_id=row.person_id,
        attempts=row.attempts,
        stop_asked=row.stop_asked,
        enqueued_at=row.enqueued_at,
        started_at=row.started_at,
        finished_at=row.finished_at,
        not_before=row.not_before,
    )
