"""How long ``floke run`` takes to answer, the first time and the second, and what its processes then weigh."""

from __future__ import annotations

import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import psutil

from app.operations.broker import Broker
from app.operations.instance import Instance
from benchmarks import consumption
from benchmarks.clients import Browser, Connection
from benchmarks.visits import form_in
from tests.servers import Floke

# The order in which `floke run` starts them.
CHILDREN = ("web", "worker", "clock")

PATHS = ("/", "/portfolio/initiatives", "/portfolio/initiatives/ETI", "/choices/ranking", "/reporting/rounds")


@dataclass(frozen=True, slots=True)
class Starts:
    """Seconds to the first answer, and bytes by process."""

    first: float
    second: float
    memory: dict[str, int]


def starts() -> Starts:
    with tempfile.TemporaryDirectory(prefix="floke-starts-") as name:
        instance = Path(name) / "instance"
        first = _started(Floke(instance))
        floke = Floke(instance)
        began = time.perf_counter()
        floke.start()
        second = time.perf_counter() - began
        try:
            _look_around(floke.port)
            return Starts(first, second, _memory(floke))
        finally:
            floke.stop()


def _started(floke: Floke) -> float:
    began = time.perf_counter()
    floke.start()
    try:
        return time.perf_counter() - began
    finally:
        floke.stop()


def _look_around(port: int) -> None:
    """See some pages as the programme manager of the demo, so that what is loaded when needed is there."""
    browser = Browser(Connection(port))
    form = form_in(browser.get("/sign-in").body, "csrf_token")
    browser.post("/demo/sign-in", [("csrf_token", form["csrf_token"]), ("role", "programme-manager")])
    for path in PATHS:
        browser.get(path)


def _memory(floke: Floke) -> dict[str, int]:
    assert floke.process is not None
    broker = Broker(Instance(floke.instance)).pid() or 0
    children = sorted(
        (child for child in psutil.Process(floke.process.pid).children() if child.pid != broker),
        key=lambda child: child.create_time(),
    )
    return {
        "parent": consumption.pss(floke.process.pid),
        **{name: consumption.pss(child.pid) for name, child in zip(CHILDREN, children, strict=True)},
        "broker": consumption.pss(broker),
    }
