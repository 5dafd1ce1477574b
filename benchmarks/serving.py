"""The processes under measurement: database server, queue server, web server, and the empty answer beside it."""

from __future__ import annotations

import os
import secrets
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError

from app.operations.broker import Broker
from app.operations.instance import Instance
from app.operations.processes import die_with
from benchmarks.clients import HOST
from tests.servers import free_port

ROOT = Path(__file__).resolve().parents[1]
THREADS = 8
PATIENCE = 60.0

# Of the caller's own settings none may reach what is measured.
SETTINGS = ("DATABASE_URL", "QUEUE_URL", "SECRET_KEY", "TRUSTED_HOSTS", "FLOKE_INSTANCE", "FLOKE_LANGUAGES", "PORT")


@dataclass(frozen=True, slots=True)
class Web:
    """A running web server: its first process and its port."""

    pid: int
    port: int
    # Seconds from the start of the process to the first answer.
    started_in: float


def environment(folder: Path, database_url: str) -> dict[str, str]:
    """The settings of a production start whose queue lies in ``folder``."""
    return {
        **{name: value for name, value in os.environ.items() if name not in SETTINGS},
        "FLOKE_INSTANCE": str(folder),
        "DATABASE_URL": database_url,
        "QUEUE_URL": Broker(Instance(folder)).url,
        "SECRET_KEY": secrets.token_hex(32),
        "TRUSTED_HOSTS": HOST,
    }


@contextmanager
def queue(folder: Path) -> Iterator[int]:
    """The embedded queue server in ``folder``; its process."""
    instance = Instance(folder)
    instance.make()
    broker = Broker(instance)
    broker.launch()
    try:
        broker.await_answer()
        yield broker.pid() or 0
    finally:
        broker.stop()


@contextmanager
def web(application: str, settings: Mapping[str, str], *, server: str, workers: int, port: int | None) -> Iterator[Web]:
    """``application`` of benchmarks.counting behind gunicorn (gthread) or waitress, until the block ends."""
    port = port or free_port()
    commands = {
        "gunicorn": [
            "gunicorn", "--worker-class", "gthread", "--threads", str(THREADS), "--workers", str(workers),
            "--bind", f"{HOST}:{port}", "--keep-alive", "60", "--log-level", "warning", "--no-control-socket",
            f"benchmarks.counting:{application}()",
        ],
        "waitress": [
            "waitress-serve", f"--listen={HOST}:{port}", f"--threads={THREADS}", "--call",
            f"benchmarks.counting:{application}",
        ],
    }  # fmt: skip
    program, *words = commands[server]
    me = os.getpid()
    begun = time.perf_counter()
    process = subprocess.Popen(
        [str(Path(sys.executable).with_name(program)), *words],
        cwd=ROOT,
        env={**settings, "PYTHONPATH": str(ROOT)},
        stdin=subprocess.DEVNULL,
        start_new_session=True,
        preexec_fn=lambda: die_with(me, signal.SIGTERM),
    )
    try:
        _await(process, f"http://{HOST}:{port}/{'healthz' if application == 'floke' else ''}")
        yield Web(process.pid, port, time.perf_counter() - begun)
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _await(process: subprocess.Popen[bytes], address: str) -> None:
    until = time.monotonic() + PATIENCE
    while True:
        try:
            with urllib.request.urlopen(address, timeout=PATIENCE):  # noqa: S310 - loopback
                return
        except (URLError, ConnectionError):
            if process.poll() is not None or time.monotonic() > until:
                raise RuntimeError(f"the web server did not answer at {address}") from None
            time.sleep(0.02)
