"""The load: several people who write all the time, each noting what they were told is saved."""

from __future__ import annotations

import itertools
import random
import threading
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

import requests

from benchmarks.faults.browsing import Browser, Filled, SignedOut, is_sign_in

ROUND = "2026-T3"
# Initiatives of the example portfolio that take part in its open round with a report nobody has submitted.
CODES = tuple(f"T{number:02}" for number in (3, 4, 5, 6, 7, 9, 10, 12, 13, 14, 16, 17, 18, 19, 20, 22))

# Seconds between two jobs: each proves the whole record, which grows as it is written.
BETWEEN_JOBS = 4.0


@dataclass(slots=True)
class Notes:
    """What the writers were told, by mark. ``refused`` are answers in words that it was not saved."""

    acknowledged: dict[str, str] = field(default_factory=dict)  # mark → kind
    unclear: dict[str, str] = field(default_factory=dict)
    refused: Counter[int] = field(default_factory=Counter)
    jobs: set[int] = field(default_factory=set)
    signed_out: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)  # pages that answered 500
    slowest: float = 0.0


@dataclass(slots=True)
class Writers:
    """``count`` people who write until :meth:`stop`; marks carry ``run`` so that two runs never mix."""

    address: str
    run: str
    count: int = 4
    seed: int = 1
    notes: Notes = field(default_factory=Notes)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _stop: threading.Event = field(default_factory=threading.Event)
    _threads: list[threading.Thread] = field(default_factory=list)

    def start(self) -> None:
        """Everybody signs in, then writes."""
        browsers = []
        for _ in range(self.count):
            browser = Browser(self.address)
            browser.sign_in("programme-manager")
            browsers.append(browser)
        for number, browser in enumerate(browsers):
            mine = CODES[number :: self.count]
            thread = threading.Thread(target=self._write, args=(number, browser, mine), daemon=True)
            self._threads.append(thread)
            thread.start()

    def told(self) -> Notes:
        """What has been acknowledged up to now."""
        with self._lock:
            return Notes(acknowledged=dict(self.notes.acknowledged), jobs=set(self.notes.jobs))

    def stop(self) -> Notes:
        self._stop.set()
        for thread in self._threads:
            thread.join(60)
        return self.notes

    def _write(self, number: int, browser: Browser, codes: Sequence[str]) -> None:
        chance = random.Random(f"{self.seed}/{number}")
        next_job = time.monotonic() + chance.uniform(0, BETWEEN_JOBS)
        for count in itertools.count():
            if self._stop.is_set():
                return
            mark = f"[{self.run}-{number}-{count}]"
            begun = time.monotonic()
            try:
                if number == 0 and begun > next_job:
                    next_job = begun + BETWEEN_JOBS
                    self._job(browser)
                else:
                    self._deed(browser, chance, chance.choice(codes), mark)
            except SignedOut as lost:
                with self._lock:
                    self.notes.signed_out.append(str(lost))
                self._stop.wait(0.5)
            except requests.RequestException:
                self._stop.wait(0.05)
            with self._lock:
                self.notes.slowest = max(self.notes.slowest, time.monotonic() - begun)

    def _deed(self, browser: Browser, chance: random.Random, code: str, mark: str) -> None:
        kind = chance.choice(("edit", "edit", "draft", "rating"))
        path, asked = {
            "edit": (f"/portfolio/initiatives/{code}/facts", "summary"),
            "draft": (f"/reporting/reports/{ROUND}/{code}/write", "comment"),
            "rating": (f"/reporting/reports/{ROUND}/{code}/assessment", "comment"),
        }[kind]
        form = browser.form(path)
        if form is None:
            self._stop.wait(0.05)
            return
        fields = _answers(form, kind) | {asked: f"What is said once {mark}"}
        with self._lock:
            self.notes.unclear[mark] = kind
        answer = browser.post(path, fields)
        with self._lock:
            if answer.status_code == 302 and not is_sign_in(answer):
                self.notes.acknowledged[mark] = self.notes.unclear.pop(mark)
                return
            if is_sign_in(answer):
                self.notes.signed_out.append(path)
            self.notes.refused[answer.status_code] += 1
            if answer.status_code == 500:
                self.notes.failed.append(path)

    def _job(self, browser: Browser) -> None:
        page = browser.form(f"/portfolio/initiatives/{CODES[0]}/facts")
        if page is None:
            return
        answer = browser.post("/record/verify", {"csrf_token": page.fields["csrf_token"]})
        place = answer.headers.get("Location", "")
        with self._lock:
            if answer.status_code == 302 and "/jobs/" in place:
                self.notes.jobs.add(int(place.rpartition("/")[2].partition("?")[0]))
            elif is_sign_in(answer):
                self.notes.signed_out.append("/record/verify")
            else:
                self.notes.refused[answer.status_code] += 1


def _answers(form: Filled, kind: str) -> dict[str, str]:
    """What the page offered, with what its kind of form asks for."""
    match kind:
        case "draft":
            return form.fields | {"draft": "1"}
        case "rating":
            return form.fields | {"overall": form.fields.get("overall") or "yellow"}
    return form.fields
