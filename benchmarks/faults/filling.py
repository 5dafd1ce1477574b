"""The disk is full while people write, and then there is space again: a small file system (Linux, as root)."""

from __future__ import annotations

import subprocess
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import requests

from benchmarks.faults.browsing import Browser
from benchmarks.faults.killing import Killed, count
from benchmarks.faults.stands import Embedded
from benchmarks.faults.writing import Writers

SIZE = "48m"


@dataclass(slots=True)
class Filled:
    """Answers to writers and to a reader, by code, while there was space, while there was none, and afterwards."""

    refused: dict[str, Counter[int]] = field(default_factory=dict)
    saved: dict[str, int] = field(default_factory=dict)
    read: dict[str, Counter[int]] = field(default_factory=dict)
    ready: dict[str, int] = field(default_factory=dict)
    counted: Killed = field(default_factory=Killed)


@contextmanager
def small_disk() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="floke-faults-") as folder:
        place = Path(folder) / "disk"
        place.mkdir()
        subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "floke-faults", place], check=True)
        try:
            yield place
        finally:
            subprocess.run(["umount", "-l", place], check=True)


def fill(place: Path) -> Path:
    """Take every byte there is."""
    filler = place / "filler"
    with filler.open("wb", buffering=0) as file, suppress(OSError):
        while True:
            file.write(b"\0" * 4096)
    return filler


def run(port: int, *, seconds: float = 8.0, seed: int = 1) -> Filled:
    result = Filled()
    with small_disk() as place:
        stand = Embedded(place, port)
        stand.start()
        try:
            load = Writers(stand.address, f"disk-{seed}", count=3, seed=seed)
            load.start()
            reader = Browser(stand.address)
            reader.sign_in("steering-group")
            filler: Path | None = None
            for phase in ("space", "none", "space again"):
                if phase == "none":
                    filler = fill(place)
                elif filler is not None:
                    filler.unlink()
                before = load.told().acknowledged, Counter(load.notes.refused)
                result.read[phase] = _read(reader, seconds)
                result.saved[phase] = len(load.told().acknowledged) - len(before[0])
                result.refused[phase] = load.notes.refused - before[1]
                result.ready[phase] = requests.get(f"{stand.address}/readyz", timeout=20).status_code
            result.counted.notes = load.stop()
            time.sleep(1)
        finally:
            stand.stop()
            stand.clear()
        count(stand, result.counted)
    return result


def _read(reader: Browser, seconds: float) -> Counter[int]:
    codes: Counter[int] = Counter()
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        codes[reader.get("/portfolio/initiatives").status_code] += 1
        time.sleep(0.1)
    return codes


def table(result: Filled) -> str:
    lines = [
        f"{phase:<12} saved {result.saved[phase]}, refused {dict(result.refused[phase])}, "
        f"read {dict(result.read[phase])}, ready {result.ready[phase]}"
        for phase in result.saved
    ]
    found, notes = result.counted.found, result.counted.notes
    lines.append(f"acknowledged {len(notes.acknowledged)}, lost {len(found.lost)}, half {len(found.half)}")
    lines.append(f"signed out {len(notes.signed_out)}, answers 500: {len(notes.failed)}; {result.counted.verdict}")
    return "\n".join(lines)
