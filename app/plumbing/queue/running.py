"""Doing one job: the only function a worker ever runs."""

from __future__ import annotations

import logging
import os
import socket
from contextvars import ContextVar
from pathlib import Path

from app.plumbing.committer import unit_of_work
from app.plumbing.db import db
from app.plumbing.outages import cause_of
from app.plumbing.queue import deeds, services
from app.plumbing.queue.rules import ATTEMPTS_BY_CHANCE, JobMove
from app.plumbing.refusals import N_, Refusal

log = logging.getLogger(__name__)

_job: ContextVar[int | None] = ContextVar("job", default=None)

# Who works in this process; the worker says it before it forks.
_worker: ContextVar[str] = ContextVar("worker", default="")


class StopAsked(Exception):
    """Somebody asked the running job to stop; it leaves through here."""


class TryLater(Refusal):
    """What the job needs is away just now. It is tried again by itself, some times, and says why meanwhile."""


def name_of_this_process() -> str:
    """Host, process, its start and a random word: two workers are never mixed up, though process numbers repeat."""
    started = start_of_process(os.getpid()) or 0
    return f"{socket.gethostname()}.{os.getpid()}.{started}.{os.urandom(3).hex()}"


def parts_of_name(name: str) -> tuple[str, int | None, int]:
    """Host, process number (None where the name is none of ours) and start of a worker's name."""
    *host, pid, started, _ = ["", "", *name.split(".")]
    if not (pid.isdigit() and started.isdigit()):
        return "", None, 0
    return ".".join(host).strip("."), int(pid), int(started)


def start_of_process(pid: int) -> int | None:
    """When a process of this machine began, in the kernel's ticks since it booted; None where that cannot be known."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_bytes().rpartition(b")")[2].split()
    except OSError:
        return None
    return int(fields[19])


def work_as(worker: str) -> None:
    """Say who works in this process, for the rows it claims."""
    _worker.set(worker)


def perform(job_id: int) -> None:
    """Do the job with this number if it still waits. Needs an application context.

    A failure is noted in the row, with a sentence for whoever looks, and logged with its trace.
    """
    with unit_of_work(None):
        claimed = services.claim(job_id, _worker.get() or name_of_this_process())
    if claimed is None:
        return
    name, arguments = claimed
    token = _job.set(job_id)
    try:
        result = deeds.deed(name)(**arguments)
    except StopAsked:
        _end(job_id, JobMove.STOP)
    except TryLater as later:
        _postpone(job_id, str(later))
    except Refusal as refusal:
        _end(job_id, JobMove.FAIL, message=str(refusal))
    except Exception as fault:
        if cause_of(fault) is not None:
            # Not the job's fault. If not even this can be written, the clock's next look finds the row.
            log.warning("job %s (%s) is put back: %s", job_id, name, fault)
            _put_back(job_id)
            return
        log.exception("job %s (%s) failed", job_id, name)
        _end(job_id, JobMove.FAIL, message=_sentence(fault))
    else:
        _end(job_id, JobMove.FINISH, result=result)
    finally:
        _job.reset(token)


def this_job() -> int | None:
    """The number of the job that is being done here; None outside one."""
    return _job.get()


def progress(percent: int, message: str = "") -> None:
    """Tell how far the running job has come, and leave it if somebody asked it to stop.

    Told between units of work, never inside one: it is committed at once. Outside a job nothing happens, so that a
    command can call the same function.
    """
    job_id = _job.get()
    if job_id is None:
        return
    if "work" in db.session.info:
        raise RuntimeError("progress is told between units of work")
    with unit_of_work(None):
        wanted = services.tell(job_id, percent, message)
    if not wanted:
        raise StopAsked


def _end(job_id: int, move: JobMove, *, message: str = "", result: object = None) -> None:
    with unit_of_work(None):
        services.end(job_id, move, message=message, result=result)


def _put_back(job_id: int) -> None:
    with unit_of_work(None):
        services.hand_back(job_id, most=ATTEMPTS_BY_CHANCE)


def _postpone(job_id: int, message: str) -> None:
    with unit_of_work(None):
        services.postpone(job_id, message)


def _sentence(fault: Exception) -> str:
    """No trace and no value of the data: who sees the job may not be who may see those."""
    if type(fault).__name__ == "JobTimeoutException":
        return N_("The work took too long and was ended.")
    return N_("Something went wrong. The details are in the log.")
