"""Work that outlives a request: how far it has come, what came of it, stop it, do it again."""

from __future__ import annotations

from collections.abc import Mapping

from flask import current_app, redirect, url_for
from flask_babel import LazyString
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.people.policy import PeoplePermission
from app.people.queries import name_of
from app.people.routes import bp
from app.people.routes.returning import done
from app.plumbing.access import requires
from app.plumbing.pages import render
from app.plumbing.policy import Subject
from app.plumbing.queue import queries, services
from app.plumbing.queue.rules import JobState
from app.plumbing.refusals import NotThere

# How the page draws a state: the shapes of macros/status.html.
LIGHTS = {
    JobState.QUEUED: "not_started",
    JobState.RUNNING: "none",
    JobState.DONE: "done",
    JobState.FAILED: "red",
    JobState.STOPPED: "stopped",
}


def job_subject(job_id: int) -> Subject | None:
    """A job as the policy sees it: entrusted to whoever asked for it."""
    try:
        found = queries.job(job_id)
    except NotThere:
        return None
    asked_by = frozenset() if found.person_id is None else frozenset({found.person_id})
    return Subject(id=found.id, entrusted_to=asked_by)


@bp.get("/jobs/<int:job_id>")
@requires(PeoplePermission.SEE_JOBS, of=job_subject)
def job(subject: Subject, job_id: int) -> tuple[str, int]:
    found = queries.job(job_id)
    words: Mapping[str, LazyString] = current_app.extensions["floke_job_words"]
    return render(
        "people/job.html",
        job=found,
        name=words.get(found.name, found.name),
        asked_by=name_of(found.person_id),
        light_code=LIGHTS[found.state],
    )


@bp.post("/jobs/<int:job_id>/stop")
@requires(PeoplePermission.SEE_JOBS, of=job_subject, timeless=True)
def stop_job(subject: Subject, job_id: int) -> Response:
    done(lambda: services.stop(job_id), _("The work will stop."))
    return redirect(url_for("people.job", job_id=job_id))


@bp.post("/jobs/<int:job_id>/retry")
@requires(PeoplePermission.SEE_JOBS, of=job_subject, timeless=True)
def retry_job(subject: Subject, job_id: int) -> Response:
    done(lambda: services.retry(job_id), _("The work starts again from the beginning."))
    return redirect(url_for("people.job", job_id=job_id))
