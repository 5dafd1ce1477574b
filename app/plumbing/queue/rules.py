"""The life of a job, as a table. Pure."""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum

# A job that was killed while its worker lived (out of memory, mostly) is tried this many times before it is called
# failed. Where worker and all were lost (a restart, a power cut), or the database was, the job is not to blame, and it
# ends only where one would think that it takes everything down with it.
ATTEMPTS = 3
ATTEMPTS_BY_CHANCE = 10

# How long a job waits that asks to be tried later (a mail server that is away): after its first attempt, its second …
# After the last wait it is called failed.
WAITS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 30, 120))


class JobState(StrEnum):
    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    STOPPED = "stopped"


class JobMove(StrEnum):
    START = "start"
    FINISH = "finish"
    FAIL = "fail"
    STOP = "stop"
    # The worker was lost or is being shut down: somebody else shall do it.
    HAND_BACK = "hand-back"
    RETRY = "retry"
    # What it needs is away: it waits, and is then tried again by itself.
    POSTPONE = "postpone"


MOVES: dict[tuple[JobState, JobMove], JobState] = {
    (JobState.QUEUED, JobMove.START): JobState.RUNNING,
    (JobState.QUEUED, JobMove.STOP): JobState.STOPPED,
    (JobState.RUNNING, JobMove.FINISH): JobState.DONE,
    (JobState.RUNNING, JobMove.FAIL): JobState.FAILED,
    (JobState.RUNNING, JobMove.STOP): JobState.STOPPED,
    (JobState.RUNNING, JobMove.HAND_BACK): JobState.QUEUED,
    (JobState.RUNNING, JobMove.POSTPONE): JobState.QUEUED,
    (JobState.FAILED, JobMove.RETRY): JobState.QUEUED,
    (JobState.STOPPED, JobMove.RETRY): JobState.QUEUED,
}

ENDED = frozenset({JobState.DONE, JobState.FAILED, JobState.STOPPED})


def after(state: JobState, move: JobMove) -> JobState | None:
    """The state after ``move``, None where it is not possible."""
    return MOVES.get((state, move))
