"""Long work that a program may ask for on a row, and how far it has come.

An action is a POST below the row's address. It is answered at once with 202 and the address of a job; the job says
where the answer will be. A program sees the jobs of such work alone, and only of rows it may see.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from urllib.parse import quote, urlencode

from flask import request
from flask_babel import gettext as _
from sqlalchemy import select

from app.plumbing.access import allowed_rows, policy
from app.plumbing.api import asked as asking
from app.plumbing.api import limits, parameters, reading
from app.plumbing.api.problems import Fault, Problem, bad_request, not_found
from app.plumbing.api.resources import Resource
from app.plumbing.api.shown import Schema, instant
from app.plumbing.asked import current_actor
from app.plumbing.committer import unit_of_work
from app.plumbing.db import db
from app.plumbing.policy import Subject
from app.plumbing.queue import queries
from app.plumbing.queue.queries import JobView
from app.plumbing.queue.rules import JobState
from app.plumbing.refusals import NotThere


@dataclass(frozen=True)
class Action:
    """``POST /{resource}/{key}/{name}``: ``ask`` promises the job ``job`` for the row with this id; the job's number.

    ``ask`` runs inside a unit of work and may refuse. ``argument`` is what the job calls the row's id. The token needs
    ``scope``, its person the ``permission`` on the row.
    """

    resource: Resource
    name: str
    about: str
    permission: StrEnum
    scope: StrEnum
    ask: Callable[[int], int]
    job: str
    argument: str


JOB: Mapping[str, Schema] = {
    "id": {"type": "integer", "description": "The job's number."},
    "state": {"type": "string", "enum": [state.value for state in JobState]},
    "progress": {"type": "integer", "minimum": 0, "maximum": 100, "description": "Percent."},
    "message": {"type": "string", "description": "What is being done, or why it failed, in a sentence."},
    "asked_at": {"type": "string", "format": "date-time"},
    "started_at": {"type": ["string", "null"], "format": "date-time"},
    "finished_at": {"type": ["string", "null"], "format": "date-time"},
    "result": {"type": "string", "description": "The address of what the work is about: the answer is read there."},
}


def ask(action: Action, key: str) -> tuple[dict[str, Any], str]:
    """Have it done: the job as a program sees it, and its address."""
    limits.count_work()
    given = parameters.read(parameters.for_action(action.resource), request.args)
    if request.get_data(cache=False).strip() not in (b"", b"{}"):
        raise bad_request(Fault("body", _("Send nothing, or an empty object: all that counts is in the address.")))
    found = reading.ones(action.resource, key, asking.of_values({**given, "fields": ("id",)}))
    if len(found) > 1:
        raise bad_request(Fault("mission", _("Several missions have this code. Say which one is meant.")))
    if not found:
        raise not_found()
    row_id = int(found[0][action.resource.id])
    if not _may(action, row_id):
        raise Problem(403, _("The person this token speaks for may not do this."))
    with unit_of_work(by=current_actor().person_id):
        job_id = action.ask(row_id)
    said = job_of(job_id, [action])
    return said, f"/api/v1/jobs/{job_id}"


def job_of(job_id: int, actions: Sequence[Action], *, see: StrEnum | None = None) -> dict[str, Any]:
    """A job of one of the actions, as a program sees it. Raises a problem where there is none it may see.

    It is for whoever asked for it or may see all jobs (``see``), and for whoever may ask for the same work.
    """
    try:
        job = queries.job(job_id)
    except NotThere:
        raise not_found() from None
    action = next((action for action in actions if action.job == job.name), None)
    if action is None:
        raise not_found()
    row_id = int(str(job.arguments[action.argument]))
    where = _where(action, row_id)
    asked_by = frozenset() if job.person_id is None else frozenset({job.person_id})
    subject = Subject(id=job.id, entrusted_to=asked_by)
    if where is None or not (
        (see is not None and policy()[see].holds(current_actor(), subject)) or _may(action, row_id)
    ):
        raise not_found()
    return _said(job, where)


def _said(job: JobView, where: str) -> dict[str, Any]:
    return {
        "id": job.id,
        "state": job.state.value,
        "progress": job.progress,
        "message": _(job.message) if job.message else "",
        "asked_at": instant(job.enqueued_at),
        "started_at": None if job.started_at is None else instant(job.started_at),
        "finished_at": None if job.finished_at is None else instant(job.finished_at),
        "result": where,
    }


def _may(action: Action, row_id: int) -> bool:
    """Whether the bearer holds the action's permission on the row."""
    x = action.resource.model.__table__
    allowed = allowed_rows(action.permission, action.resource.reach.facts(x))
    return (
        db.session.scalar(select(x.c[action.resource.id]).where(x.c[action.resource.id] == row_id, allowed)) is not None
    )


def _where(action: Action, row_id: int) -> str | None:
    """The address of the row, if the bearer may see it."""
    resource = action.resource
    fields = ("id", resource.key, *(("mission",) if resource.scoped else ()))
    found = reading.one_by_id(resource, row_id, asking.of_values({"fields": fields}))
    if found is None:
        return None
    query = f"?{urlencode({'mission': found['mission']})}" if resource.scoped else ""
    return f"/api/v1/{resource.name}/{quote(str(found[resource.key]), safe='')}{query}"
