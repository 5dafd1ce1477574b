"""What runs at night, as one table. Times are Oslo's, as cron writes them: minute, hour, day, month, weekday."""

from __future__ import annotations

from app.plumbing.queue.timing import Nightly

SCHEDULE: tuple[Nightly, ...] = (
    # Before anybody is at work, so that an altered row is known when they come.
    Nightly("record.verify", "0 3 * * *"),
    Nightly("people.tidy", "30 3 * * *"),
)
