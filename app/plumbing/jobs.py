"""The plumbing's own jobs."""

from __future__ import annotations

import logging

from app.plumbing import record
from app.plumbing.queue.deeds import job
from app.plumbing.refusals import N_, Refusal

log = logging.getLogger(__name__)


@job("record.verify")
def verify_record() -> dict[str, object]:
    """Prove the chain of deeds; the head that holds. An altered line makes the job fail, and says how many."""
    verdict = record.verify()
    if verdict.faults:
        for fault in verdict.faults:
            log.error("record: %s", fault)
        raise Refusal(N_("The record does not hold: %(count)s faults. See the log."), count=len(verdict.faults))
    return {"deeds": verdict.number, "head": verdict.head}
