"""What processes use, as the operating system counts it: CPU time in seconds, memory in bytes."""

from __future__ import annotations

import os
import platform
import re
import time
from collections.abc import Iterable
from contextlib import suppress
from importlib.metadata import version
from pathlib import Path

import psutil

TICK = 1 / os.sysconf("SC_CLK_TCK")


def family(pid: int) -> list[int]:
    """The process and all that descend from it and live."""
    with suppress(psutil.NoSuchProcess):
        found = psutil.Process(pid)
        return [pid, *(child.pid for child in found.children(recursive=True))]
    return []


def cpu_seconds(pids: Iterable[int]) -> float:
    """CPU time of whole families: every living process to the nanosecond, and those that ended and were reaped."""
    return sum(_own(member) + _ended_children(member) for pid in pids for member in family(pid))


def _own(pid: int) -> float:
    """All threads of the process, from its CPU clock (Linux names it by the inverted id); else in ticks of 10 ms."""
    with suppress(OSError):
        return time.clock_gettime((~pid << 3) | 2)
    fields = _stat(pid)
    return (int(fields[11]) + int(fields[12])) * TICK if fields else 0.0


def _ended_children(pid: int) -> float:
    fields = _stat(pid)
    return (int(fields[13]) + int(fields[14])) * TICK if fields else 0.0


def _stat(pid: int) -> list[str]:
    """The fields of /proc/<pid>/stat from the state on; empty for a process that is gone."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return []


def pss(pid: int) -> int:
    """Proportional memory of one process in bytes: what it shares with others is divided among them."""
    try:
        rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
    except OSError:
        return 0
    found = re.search(r"^Pss:\s+(\d+) kB", rollup, re.MULTILINE)
    return int(found[1]) * 1024 if found else 0


def machine() -> dict[str, str]:
    """Where and with what the measuring was done."""
    return {
        "machine": f"{platform.system()} {platform.release()}, {os.cpu_count()} cores",
        "processor": _processor(),
        "python": platform.python_version(),
        **{name: version(name) for name in ("floke", "flask", "sqlalchemy", "gunicorn", "waitress", "psycopg")},
    }


def load() -> str:
    """The machine's load over one, five and fifteen minutes."""
    return " ".join(f"{value:.2f}" for value in os.getloadavg())


def _processor() -> str:
    try:
        text = Path("/proc/cpuinfo").read_text()
    except OSError:
        return platform.processor()
    found = re.search(r"^model name\s*:\s*(.+)$", text, re.MULTILINE)
    return found[1] if found else platform.machine()
