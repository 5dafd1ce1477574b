"""The machine's clock is moved while people write: an hour back, a year ahead, and right again (libfaketime)."""

from __future__ import annotations

import os
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.faults.killing import Killed, count
from benchmarks.faults.stands import Embedded
from benchmarks.faults.writing import Writers

LIBRARY = "/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1"

MOVES = {"right": "+0", "an hour back": "-3600", "a year ahead": "+31536000", "right again": "+0"}


@dataclass(slots=True)
class Moved:
    saved: dict[str, int] = field(default_factory=dict)
    refused: dict[str, Counter[int]] = field(default_factory=dict)
    signed_out: dict[str, int] = field(default_factory=dict)
    counted: Killed = field(default_factory=Killed)


def run(folder: Path, port: int, *, seconds: float = 8.0) -> Moved:
    """Everybody signs in anew after each move: whether they had to is what the old browsers say."""
    result = Moved()
    said = folder / "clock"
    said.write_text("+0", encoding="ascii")
    stand = Embedded(folder, port)
    stand.given = {
        "LD_PRELOAD": LIBRARY,
        "FAKETIME_TIMESTAMP_FILE": str(said),
        "FAKETIME_CACHE_DURATION": "1",
        "FAKETIME_DONT_FAKE_MONOTONIC": "1",
    }
    stand.start()
    try:
        old = Writers(stand.address, "clock-old", count=1)
        old.start()
        for phase, moved in MOVES.items():
            fresh_file = folder / "clock.new"
            fresh_file.write_text(moved, encoding="ascii")
            fresh_file.rename(said)
            time.sleep(2)
            new = Writers(stand.address, f"clock-{len(result.saved)}", count=2)
            new.start()
            before = len(old.notes.signed_out)
            time.sleep(seconds)
            notes = new.stop()
            result.saved[phase], result.refused[phase] = len(notes.acknowledged), notes.refused
            result.signed_out[phase] = len(old.notes.signed_out) - before + len(notes.signed_out)
            result.counted.notes.acknowledged |= notes.acknowledged
            result.counted.notes.failed += notes.failed
        kept = old.stop()
        result.counted.notes.acknowledged |= kept.acknowledged
        result.counted.notes.failed += kept.failed
    finally:
        stand.stop()
        stand.clear()
    count(stand, result.counted)
    return result


def table(result: Moved) -> str:
    lines = [
        f"{phase:<14} saved {result.saved[phase]}, refused {dict(result.refused[phase])}, "
        f"signed out {result.signed_out[phase]} times"
        for phase in result.saved
    ]
    found, notes = result.counted.found, result.counted.notes
    lines.append(f"acknowledged {len(notes.acknowledged)}, lost {len(found.lost)}, half {len(found.half)}")
    lines.append(f"answers 500: {len(notes.failed)}; {result.counted.verdict} (load {os.getloadavg()[0]:.1f})")
    return "\n".join(lines)
