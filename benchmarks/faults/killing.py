"""SIGKILL at random moments, while people write."""

from __future__ import annotations

import os
import random
import subprocess
import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from statistics import median

import psutil
from sqlalchemy.exc import OperationalError

from benchmarks.faults.browsing import Browser, forms_of
from benchmarks.faults.finding import Found, failed_jobs, found
from benchmarks.faults.stands import Stand
from benchmarks.faults.writing import Notes, Writers
from tests.servers import FLOKE

# Seconds that the last jobs get: the clock looks after lost work once a minute.
FOR_JOBS = 200.0


@dataclass(slots=True)
class Killed:
    """What came of it. ``away`` are seconds without an answer from the web, one for each kill that took it away."""

    kills: Counter[str] = field(default_factory=Counter)
    last: str = ""
    away: list[float] = field(default_factory=list)
    seconds: float = 0.0
    load: float = 0.0
    notes: Notes = field(default_factory=Notes)
    found: Found = field(default_factory=Found)
    verdict: str = ""
    left_over: list[str] = field(default_factory=list)
    redone: int = 0

    @property
    def holds(self) -> bool:
        return self.found.holds and self.verdict.startswith("The record holds") and not self.left_over


def kill(stand: Stand, kinds: Mapping[str, int], *, kills: int, seed: int, writers: int = 4) -> Killed:
    """Kill ``kills`` processes of these kinds (with their weights) under load, then count."""
    chance, result = random.Random(seed), Killed()
    stand.start()
    load = Writers(stand.address, f"{seed}", count=writers, seed=seed)
    load.start()
    begun = time.monotonic()
    while result.kills.total() < kills:
        time.sleep(chance.uniform(0.05, 1.2))
        kind = chance.choices(list(kinds), list(kinds.values()))[0]
        chosen = stand.victims(kind)
        if not chosen:
            continue  # no job runs just now, or it is on its way up again
        try:
            chance.choice(chosen).kill()
        except psutil.NoSuchProcess:
            continue
        result.kills[kind] += 1
        result.last = kind
        time.sleep(0.05)
        away = stand.recover()
        if away > 0.1:
            result.away.append(away)
        if result.kills.total() % 25 == 0:
            told = load.notes
            print(f"  {result.kills.total()} kills, {len(told.acknowledged)} acknowledged", flush=True)
    result.seconds = time.monotonic() - begun
    stand.recover()
    time.sleep(1)
    result.notes = load.stop()
    _await_jobs(stand, result.notes)
    result.redone = _redo(stand, result.notes)
    result.load = os.getloadavg()[0]
    stand.stop()
    end = time.monotonic() + 8
    while stand.left_over() and time.monotonic() < end:
        time.sleep(0.1)
    result.left_over = [" ".join(process.cmdline()) for process in stand.left_over()]
    count(stand, result)
    return result


def count(stand: Stand, result: Killed) -> None:
    result.found = found(stand.database_url(), result.notes)
    said = subprocess.run(
        [FLOKE, "record", "verify"], env=stand.environment(), capture_output=True, text=True, check=False
    )
    result.verdict = (said.stdout + said.stderr).strip()


def _await_jobs(stand: Stand, notes: Notes) -> None:
    """Until every promised job has ended, whichever way."""
    end = time.monotonic() + FOR_JOBS
    while time.monotonic() < end:
        try:
            jobs = found(stand.database_url(), notes).jobs
        except OperationalError:  # the database server still recovers from the last kill
            time.sleep(1)
            continue
        if not jobs["queued"] and not jobs["running"]:
            return
        time.sleep(1)


def _redo(stand: Stand, notes: Notes) -> int:
    """A job that was interrupted too often is shown as failed; a person has it done once more. How many."""
    failed = failed_jobs(stand.database_url(), notes)
    if failed:
        administrator = Browser(stand.address)
        administrator.sign_in("administrator")
        for job in failed:
            page = administrator.get(f"/jobs/{job}")
            again = next(form for form in forms_of(page.text) if form.action.endswith("/retry"))
            administrator.post(again.action, again.fields)
        _await_jobs(stand, notes)
    return len(failed)


def table(result: Killed) -> str:
    """The numbers, for a terminal and for a document."""
    notes, here = result.notes, result.found
    jobs = ", ".join(f"{count} {state}" for state, count in sorted(here.jobs.items())) or "none"
    rows = {
        "kills": ", ".join(f"{kind} {count}" for kind, count in sorted(result.kills.items())),
        "kills in all": str(result.kills.total()),
        "seconds": f"{result.seconds:.0f} (machine load {result.load:.1f} on {os.cpu_count()} cores)",
        "deeds acknowledged": str(len(notes.acknowledged)),
        "acknowledged and found": str(len(notes.acknowledged) - len(here.lost)),
        "acknowledged and lost": str(len(here.lost)),
        "unclear to the client": f"{len(notes.unclear)}, of which kept whole {here.unclear}",
        "half deeds": str(len(here.half)),
        "deeds written twice": str(len(here.twice)),
        "refused in words": ", ".join(f"{code} × {count}" for code, count in sorted(notes.refused.items())) or "none",
        "signed out": str(len(notes.signed_out)),
        "jobs promised": f"{len(notes.jobs)}: {jobs}; lost {len(here.jobs_lost)}",
        "jobs shown as failed": f"{result.redone}, done again on request",
        "web away (s)": _spread(result.away),
        "processes left over": str(len(result.left_over)),
        "record": result.verdict.splitlines()[-1] if result.verdict else "not proved",
    }
    width = max(map(len, rows))
    return "\n".join(f"{name:<{width}}  {value}" for name, value in rows.items())


def _spread(seconds: list[float]) -> str:
    if not seconds:
        return "never"
    ordered = sorted(seconds)
    late = ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))]
    return f"{len(ordered)} times, median {median(ordered):.2f}, 95 % {late:.2f}, longest {ordered[-1]:.2f}"
